// A grid of cells: one of them is active and has the focus; windows, editing, keys and clipboard are its parts.
import { Changes } from "../grid/changes.js";
import { Clipboard } from "../grid/clipboard.js";
import { Editing } from "../grid/editing.js";
import { Explained } from "../grid/explained.js";
import { Filters } from "../grid/filters.js";
import { Heads } from "../grid/heads.js";
import { press } from "../grid/keys.js";
import { Menus } from "../grid/menus.js";
import { keepPlace, takePlace } from "../grid/place.js";
import { Selection } from "../grid/selection.js";
import { SheetTabs } from "../grid/sheet-tabs.js";
import { Widths } from "../grid/widths.js";
import { Windows } from "../grid/windows.js";

class DataGrid extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("table");
    this.scroller = this.querySelector("[data-scroll]");
    this.heads = [...this.table.querySelectorAll("th[data-letter]")];
    this.rowCount = Number(this.dataset.rowCount);
    this.place = takePlace(this);
    this.row = this.place?.row ?? Number(this.dataset.offset) + 1;
    this.column = this.place?.column ?? 0;
    this.filters = new Filters(this);
    this.windows = new Windows(this);
    this.widths = new Widths(this);
    this.selection = new Selection(this);
    this.editing = new Editing(this);
    new Clipboard(this);
    new Changes(this);
    this.explained = new Explained(this);
    this.menus = this.isReadOnly ? null : new Menus(this);
    this.columnHeads = new Heads(this);
    new SheetTabs(this);
    this.table.tabIndex = -1;
    if (!this.isReadOnly) this.table.setAttribute("aria-describedby", "grid-keys");
    this.table.addEventListener("keydown", event => press(this, event));
    this.table.addEventListener("mousedown", event => this.pick(event));
    this.table.addEventListener("mouseover", event => this.drag(event));
    this.table.addEventListener("dblclick", event => event.target.closest("td") && this.editing.begin());
    this.setActive(this.row, this.column);
    if (this.place) Object.assign(this.selection, { from: this.place.from, whole: this.place.whole });
    this.selection.mark();
    this.bound = new AbortController();
    const signal = { signal: this.bound.signal };
    document.addEventListener("htmx:beforeSwap", event => event.target.contains(this) && this.leave(), signal);
    if (!this.place) return;
    if (this.place.hasFocus) this.focusActive();
    requestAnimationFrame(() => this.resume(this.place));
  }

  leave() {
    keepPlace(this);
    this.menus?.leave();
  }

  disconnectedCallback() {
    this.bound.abort();
  }

  /** Return what the server needs to answer with the same sheet and the rows in view. */
  get view() {
    return { sheet: this.dataset.sheet, offset: this.windows.firstOffset };
  }

  /** Scroll to where the grid before this one stood. */
  async resume({ top, left, hasFocus }) {
    await this.windows.scrollTo(top, left);
    this.selection.show();
    const { activeElement: focused, body } = document;
    if (hasFocus && (focused === body || this.table.contains(focused)) && !this.editing.input) this.focusActive();
  }

  focusActive() {
    (this.active ?? this.table).focus({ preventScroll: true });
  }

  get isReadOnly() {
    return this.hasAttribute("data-readonly");
  }

  get active() {
    return this.cell(this.row, this.column);
  }

  get address() {
    return `${this.heads[this.column]?.dataset.letter}${this.filters.numberOf(this.row)}`;
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
    this.columnHeads.carry();
    this.editing.showInBar();
  }

  /** Move to a cell, loading its rows when they are not here. */
  async go(row, column, isExtending = false) {
    row = Math.min(Math.max(row, 1), this.rowCount);
    column = Math.min(Math.max(column, 0), this.heads.length - 1);
    this.runFrom = null;
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

  /** Move along the row; Enter then returns under the cell where this began. */
  tab(step) {
    const from = this.runFrom ?? this.column;
    this.go(this.row, this.column + step);
    this.runFrom = from;
  }

  enter(step) {
    this.go(this.row + step, this.runFrom ?? this.column);
  }

  pick(event) {
    const cell = event.target.closest("td");
    if (!cell || event.target.closest("input, textarea") || event.button) return;
    event.preventDefault();
    this.isDragging = true;
    this.choose(cell, event.shiftKey);
  }

  /** A cell that is clicked is named in the formula that is written, else it becomes the active one. */
  choose(cell, isExtending) {
    const place = [Number(cell.parentElement.dataset.row), cell.cellIndex - 1];
    if (this.editing.pointing.isOpen) return this.editing.pointing.put(...place, isExtending);
    this.editing.commit();
    this.go(...place, isExtending);
  }

  /** The selection follows the pointer while the button is down. */
  drag(event) {
    this.isDragging &&= event.buttons === 1;
    const cell = this.isDragging ? event.target.closest("td") : null;
    if (cell && !cell.contains(this.editing.input)) this.choose(cell, true);
  }
}

customElements.define("data-grid", DataGrid);
