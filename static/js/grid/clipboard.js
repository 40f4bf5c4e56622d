// Copy and paste as tab-separated text, the form that Excel and Sheets speak; rows that are not in the page are fetched.
let copied = { text: "", at: "" }; // what a grid of this page copied last, and from which cell on

export class Clipboard {
  constructor(grid) {
    this.grid = grid;
    grid.table.addEventListener("copy", event => this.copy(event));
    grid.table.addEventListener("cut", event => this.cut(event));
    grid.table.addEventListener("paste", event => this.paste(event));
  }

  copy(event) {
    if (event.target.closest("input, textarea")) return;
    event.preventDefault();
    const { selection } = this.grid;
    const text = selection.isLoaded ? this.shown() : this.fetched?.range === selection.range && this.fetched.text;
    this.fetched = null;
    if (text === false || text === undefined) this.copyLong();
    else {
      this.remember(text, selection.range);
      event.clipboardData.setData("text/plain", text);
    }
  }

  /** Copy and clear; formulas keep what they refer to where they are put. A range that is not all here is only copied. */
  cut(event) {
    if (event.target.closest("input, textarea")) return;
    this.copy(event);
    if (this.grid.isReadOnly || !this.grid.selection.isLoaded) return;
    copied.at = "";
    this.grid.editing.clear();
  }

  remember(text, range) {
    copied = { text, at: range.split(":")[0] };
  }

  shown() {
    const rows = this.grid.selection.cells();
    return rows.map(row => row.map(cell => quoted(this.grid.raw(cell))).join("\t")).join("\n");
  }

  /** Without a clipboard that waits for text (plain http), what was fetched is copied by the next press of the keys. */
  async copyLong() {
    const { selection } = this.grid;
    const { range, box } = selection;
    const { copying, copied, again } = selection.figures.status.dataset;
    selection.figures.say(copying);
    const text = this.fetch();
    const blob = text.then(content => {
      this.remember(content, range);
      return new Blob([content], { type: "text/plain" });
    });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      selection.figures.say(`${box.bottom - box.top + 1} ${copied}`);
    } catch {
      this.fetched = await text.then(content => ({ range, text: content })).catch(() => null);
      selection.figures.say(this.fetched ? again : "");
      if (!this.fetched) this.grid.editing.sayNetworkProblem();
    }
  }

  /** Return the chosen cells as the version that is shown has them. */
  async fetch() {
    const { left, right } = this.grid.selection.box;
    const [top, bottom] = this.grid.selection.rows;
    await this.grid.editing.queue;
    const { rangeUrl, rangeCells, version, sheet } = this.grid.dataset;
    const step = Math.max(1, Math.floor(rangeCells / (right - left + 1)));
    const [first, last] = [left, right].map(column => this.grid.heads[column].dataset.letter);
    const parts = [];
    for (let row = top; row <= bottom; row += step) {
      const cells = `${first}${row}:${last}${Math.min(row + step - 1, bottom)}`;
      const query = this.grid.filters.query({ cells, version, ...(sheet && { sheet }) });
      const answer = await fetch(`${rangeUrl}?${query}`);
      if (!answer.ok) throw new Error(answer.statusText);
      if (answer.status !== 204) parts.push(await answer.text()); // else a filter hides all of these rows
    }
    return parts.join("\n");
  }

  paste(event) {
    if (event.target.closest("input, textarea") || this.grid.isReadOnly) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    const isBlock = /[\t\n]/.test(text.trimEnd());
    const isOwn = this.grid.dataset.sheet && copied.at && text.replaceAll("\r\n", "\n") === copied.text;
    const source = isOwn ? { copied_from: copied.at } : {}; // references in formulas move along
    this.grid.editing.save({ ...(isBlock ? { block: text } : { value: text.trim() }), ...source });
  }
}

/** A cell with a tab or a line break stands in quotes. */
function quoted(text) {
  return /[\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
