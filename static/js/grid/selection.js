// A rectangle of cells from where the selection began to the active one, and what it adds up to.

/** Return the number that a cell shows with its signs and commas, NaN for other text. */
function numberOf(text) {
  const plain = text.replace(/[\s,$€£¥₹]/g, "");
  return /^-?[\d.]+%?$/.test(plain) ? Number.parseFloat(plain) / (plain.endsWith("%") ? 100 : 1) : Number.NaN;
}

export class Selection {
  constructor(grid) {
    this.grid = grid;
    this.status = grid.querySelector("[data-selection]");
    this.from = { row: grid.row, column: 0 };
  }

  get box() {
    const { from, grid } = this;
    return {
      top: Math.min(from.row, grid.row),
      bottom: Math.max(from.row, grid.row),
      left: Math.min(from.column, grid.column),
      right: Math.max(from.column, grid.column),
    };
  }

  moveTo(row, column, isExtending) {
    if (!isExtending) this.from = { row, column };
    this.show();
  }

  clear() {
    this.from = { row: this.grid.row, column: this.grid.column };
    this.show();
  }

  /** Return the selected cells, row by row; rows that are not in the page are left out. */
  cells() {
    const { top, bottom, left, right } = this.box;
    const rows = [...this.grid.table.querySelectorAll("tr[data-row]")];
    const inside = rows.filter(({ dataset }) => Number(dataset.row) >= top && Number(dataset.row) <= bottom);
    return inside.map(row => [...row.cells].slice(left + 1, right + 2));
  }

  show() {
    for (const cell of this.grid.table.querySelectorAll("td[aria-selected]")) cell.removeAttribute("aria-selected");
    const cells = this.cells().flat();
    if (cells.length < 2) return this.say("");
    for (const cell of cells) cell.setAttribute("aria-selected", "true");
    const values = cells.map(cell => numberOf(cell.textContent)).filter(Number.isFinite);
    const sum = values.reduce((total, value) => total + value, 0);
    const { count, sum: sumLabel, mean } = this.status.dataset;
    const round = value => value.toLocaleString(undefined, { maximumFractionDigits: 4 });
    const figures = values.length ? ` · ${sumLabel} ${round(sum)} · ${mean} ${round(sum / values.length)}` : "";
    this.say(`${count} ${cells.length}${figures}`);
  }

  say(text) {
    this.status.textContent = text;
  }
}
