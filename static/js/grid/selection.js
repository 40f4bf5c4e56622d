// A rectangle of cells from where the selection began to the active one, or whole rows or columns.
import { Figures } from "./figures.js";

export class Selection {
  constructor(grid) {
    this.grid = grid;
    this.figures = new Figures(this);
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

  /** Return the numbers of the first and the last row; a filter may hide some between. */
  get rows() {
    return this.grid.filters.span(this.box.top, this.box.bottom);
  }

  /** Return the range's name, such as B2:C9. */
  get range() {
    const { left, right } = this.box;
    const [top, bottom] = this.rows;
    const [first, last] = [left, right].map(column => this.grid.heads[column].dataset.letter);
    return top === bottom && left === right ? `${first}${top}` : `${first}${top}:${last}${bottom}`;
  }

  /** Return how many cells are chosen. */
  get total() {
    const { top, bottom, left, right } = this.box;
    return (bottom - top + 1) * (right - left + 1);
  }

  /** Whether all rows of the range are in the page. */
  get isLoaded() {
    return this.cells().length === this.box.bottom - this.box.top + 1;
  }

  moveTo(row, column, isExtending) {
    if (!isExtending) this.from = { row, column };
    if (!isExtending) this.whole = null;
    this.show();
  }

  chooseRows(one, other) {
    this.choose("rows", { row: Math.min(one, other), column: 0 }, { row: Math.max(one, other), column: this.lastColumn });
  }

  chooseColumns(one, other) {
    const from = { row: this.grid.rowCount, column: Math.max(one, other) };
    this.choose("columns", { row: Math.min(1, from.row), column: Math.min(one, other) }, from);
  }

  /** Choose whole lines without scrolling; their first cell is the active one. */
  choose(whole, { row, column }, from) {
    this.whole = whole;
    this.from = from;
    this.grid.setActive(row, column);
    this.show();
    this.grid.focusActive();
  }

  get lastColumn() {
    return this.grid.heads.length - 1;
  }

  clear() {
    this.whole = null;
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

  /** Mark the chosen cells that are in the page. */
  mark() {
    for (const cell of this.grid.table.querySelectorAll("td[aria-selected]")) cell.removeAttribute("aria-selected");
    if (this.total > 1) for (const cell of this.cells().flat()) cell.setAttribute("aria-selected", "true");
    this.markHeads();
  }

  /** Mark the heads and row numbers that the chosen cells belong to. */
  markHeads() {
    const { top, bottom, left, right } = this.box;
    this.grid.heads.forEach((head, at) => {
      head.toggleAttribute("data-chosen", at >= left && at <= right);
    });
    for (const row of this.grid.table.querySelectorAll("tr[data-row]")) {
      const number = Number(row.dataset.row);
      row.cells[0].toggleAttribute("data-chosen", number >= top && number <= bottom);
    }
  }

  show() {
    this.mark();
    this.figures.show();
  }
}
