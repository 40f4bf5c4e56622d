// Copy and paste as tab-separated text, the form that Excel and Sheets speak.
export class Clipboard {
  constructor(grid) {
    this.grid = grid;
    grid.table.addEventListener("copy", event => this.copy(event));
    grid.table.addEventListener("paste", event => this.paste(event));
  }

  copy(event) {
    if (event.target.closest("input")) return;
    const rows = this.grid.selection.cells();
    event.clipboardData.setData("text/plain", rows.map(row => row.map(cell => this.grid.raw(cell)).join("\t")).join("\n"));
    event.preventDefault();
  }

  paste(event) {
    if (event.target.closest("input") || this.grid.isReadOnly) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    const isBlock = /[\t\n]/.test(text.trimEnd());
    this.grid.editing.save(isBlock ? { block: text } : { value: text.trim() });
  }
}
