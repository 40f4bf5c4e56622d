// A grid of cells: one of them is active and has the focus; windows, editing, keys and clipboard are its parts.
import { Clipboard } from "../grid/clipboard.js";
import { Editing } from "../grid/editing.js";
import { press } from "../grid/keys.js";
import { Selection } from "../grid/selection.js";
import { Windows } from "../grid/windows.js";

class DataGrid extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("table");
    this.scroller = this.querySelector("[data-scroll]");
    this.heads = [...this.table.querySelectorAll("th[data-letter]")];
    this.rowCount = Number(this.dataset.rowCount);
    this.row = Number(this.dataset.offset) + 1;
    this.column = 0;
    this.windows = new Windows(this);
    this.selection = new Selection(this);
    this.editing = new Editing(this);
    new Clipboard(this);
    this.table.tabIndex = -1;
    this.table.addEventListener("keydown", event => press(this, event));
    this.table.addEventListener("mousedown", event => this.pick(event));
    this.table.addEventListener("dblclick", event => event.target.closest("td") && this.editing.begin());
    this.setActive(this.row, 0);
  }

  get isReadOnly() {
    return this.hasAttribute("data-readonly");
  }

  get active() {
    return this.cell(this.row, this.column);
  }

  get address() {
    return `${this.heads[this.column]?.dataset.letter}${this.row}`;
  }

  cell(row, column) {
    return this.table.querySelector(`tr[data-row="${row}"]`)?.cells[column + 1];
  }

  /** Return what the editor of a cell starts from. */
  raw(cell) {
    return cell?.dataset.raw ?? cell?.textContent ?? "";
  }

  setActive(row, column) {
    this.table.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
    this.row = row;
    this.column = column;
    if (this.active) this.active.tabIndex = 0;
    this.editing.showInBar();
  }

  /** Move to a cell, loading its rows when they are not here. */
  async go(row, column, isExtending = false) {
    row = Math.min(Math.max(row, 1), this.rowCount);
    column = Math.min(Math.max(column, 0), this.heads.length - 1);
    if (!this.cell(row, 0)) this.table.focus({ preventScroll: true });
    this.setActive(row, column);
    this.selection.moveTo(row, column, isExtending);
    await this.windows.reveal(row);
    if (this.row !== row || this.column !== column || !this.active) return;
    this.active.tabIndex = 0;
    this.active.focus({ preventScroll: true });
    this.active.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.editing.showInBar();
  }

  pick(event) {
    const cell = event.target.closest("td");
    if (!cell || event.target.closest("input") || event.button) return;
    event.preventDefault();
    this.editing.commit();
    this.go(Number(cell.parentElement.dataset.row), cell.cellIndex - 1, event.shiftKey);
  }
}

customElements.define("data-grid", DataGrid);
