// While a formula is written, a click or an arrow writes the address of a cell into it instead of ending it.
const OPEN = /[-=+*/^&<>(,;:]\s*$/;

export class Pointing {
  constructor(editing) {
    this.editing = editing;
    this.grid = editing.grid;
  }

  /** Whether an address may stand where the caret is. */
  get isOpen() {
    const { input } = this.editing;
    if (!this.grid.dataset.sheet || !input?.value.startsWith("=")) return false;
    const before = input.value.slice(0, input.selectionStart);
    const isInText = before.split('"').length % 2 === 0;
    return !isInText && (this.end === input.selectionStart || OPEN.test(before));
  }

  /** Go on from the cell that was pointed to last, at first from the one that is written in. */
  step(down, right, isExtending) {
    const { row, column } = this.to ?? this.grid;
    const { rowCount, heads } = this.grid;
    const place = [Math.min(Math.max(row + down, 1), rowCount), Math.min(Math.max(column + right, 0), heads.length - 1)];
    this.put(...place, isExtending);
    this.grid.cell(...place)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Write the address of a cell, or of the range up to it, in the place of the one pointed to before. */
  put(row, column, isExtending = false) {
    const { input } = this.editing;
    this.to = { row, column };
    if (!isExtending) this.from = this.to;
    this.from ??= this.to;
    this.start ??= input.selectionStart;
    input.setRangeText(this.range, this.start, this.end ?? input.selectionEnd, "end");
    this.end = input.selectionStart;
    this.mark();
  }

  get box() {
    const { from, to } = this;
    const [top, bottom] = [from.row, to.row].sort((one, other) => one - other);
    const [left, right] = [from.column, to.column].sort((one, other) => one - other);
    return { top, bottom, left, right };
  }

  get range() {
    const { top, bottom, left, right } = this.box;
    const [first, last] = [this.address(top, left), this.address(bottom, right)];
    return first === last ? first : `${first}:${last}`;
  }

  address(row, column) {
    return `${this.grid.heads[column].dataset.letter}${this.grid.filters.numberOf(row)}`;
  }

  mark() {
    this.unmark();
    const { top, bottom, left, right } = this.box;
    for (const row of this.grid.table.querySelectorAll("tr[data-row]")) {
      const isInside = Number(row.dataset.row) >= top && Number(row.dataset.row) <= bottom;
      const cells = isInside ? [...row.cells].slice(left + 1, right + 2) : [];
      for (const cell of cells) cell.toggleAttribute("data-pointed", true);
    }
  }

  unmark() {
    for (const cell of this.grid.table.querySelectorAll("td[data-pointed]")) cell.removeAttribute("data-pointed");
  }

  /** What is typed next ends the address. */
  forget() {
    this.from = this.to = this.start = this.end = undefined;
    this.unmark();
  }
}
