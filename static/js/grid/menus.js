// The menus of rows and columns and the dialogs behind them: one of each, opened for the lines that are chosen.
import { moveInMenu } from "../menu-keys.js";

const EDGE_PX = 8;

export class Menus {
  constructor(grid) {
    this.grid = grid;
    for (const popover of grid.querySelectorAll("[popover]")) {
      for (const plain of popover.querySelectorAll("noscript")) plain.remove(); // a swapped pane has its fields as elements
      popover.addEventListener("beforetoggle", event => event.newState === "open" && this.prepare(popover));
      popover.addEventListener("toggle", event => this.toggled(popover, event.newState === "open"));
      popover.addEventListener("keydown", event => this.press(popover, event));
      popover.addEventListener("click", event => this.follow(popover, event));
    }
  }

  /** Return what a menu or dialog is about, as the form's fields: the chosen lines of its kind, or a sheet. */
  lines({ dataset }) {
    const { selection, heads, row, column } = this.grid;
    const kind = dataset.menu ?? dataset.dialog;
    if (kind === "sheets") return { sheet: this.sheet ?? this.grid.dataset.sheet };
    const { top, bottom, left, right } = selection.box;
    const isOther = selection.whole && selection.whole !== kind;
    if (kind === "rows") return isOther ? { at: Math.max(row, 1), count: 1 } : { at: Math.max(top, 1), count: bottom - top + 1 };
    return isOther ? { at: column + 1, count: 1 } : { at: left + 1, count: Math.min(right, heads.length - 1) - left + 1 };
  }

  get isOpen() {
    return this.grid.querySelector(":popover-open") !== null;
  }

  openAt(id, left, top) {
    const popover = this.grid.querySelector(`#${id}`);
    if (!popover) return;
    this.isPlacing = true;
    popover.showPopover();
    this.isPlacing = false;
    popover.classList.add("menu--at");
    const { innerWidth, innerHeight } = window;
    const within = (place, size, room) => Math.max(EDGE_PX, Math.min(place, room - size - EDGE_PX));
    popover.style.setProperty("left", `${within(left, popover.offsetWidth, innerWidth)}px`);
    popover.style.setProperty("top", `${within(top, popover.offsetHeight, innerHeight)}px`);
    this.enter(popover);
  }

  openForSheet(sheet, left, top) {
    this.sheet = sheet;
    this.openAt("grid-sheets", left, top);
  }

  /** Open the menu of the chosen lines below an element. */
  openBelow(element, id = this.grid.selection.whole === "columns" ? "grid-columns" : "grid-rows") {
    const { left, bottom } = element.getBoundingClientRect();
    this.openAt(id, left, bottom);
  }

  /** Return the name of what a menu is about, such as Price or 2 – 5. */
  nameOf(popover, { sheet, at, count }) {
    if (sheet) return sheet;
    const isRow = popover.dataset.menu === "rows";
    const name = number => (isRow ? this.grid.filters.numberOf(number) : this.grid.heads[number - 1]?.textContent.trim());
    return count > 1 ? `${name(at)} – ${name(at + count - 1)}` : name(at);
  }

  prepare(popover) {
    this.unplace(popover);
    if (!this.isPlacing) this.sheet = null; // opened by its button, for the sheet that is shown
    const lines = this.lines(popover);
    const told = popover.querySelector("[data-told]");
    if (told) {
      const { one, many } = popover.dataset;
      told.hidden = false;
      told.textContent = `${lines.count > 1 ? many : one} ${this.nameOf(popover, lines)}`;
    }
    for (const field of popover.querySelectorAll("[data-fill]")) {
      const { fill } = field.dataset;
      const name = () => this.nameOf(popover, { ...lines, count: 1 });
      field.value = fill === "name" ? name() : (this.grid.heads[lines.at - 1].dataset[fill] ?? "");
    }
    for (const item of popover.querySelectorAll("[data-only-at]")) {
      item.hidden = lines.count !== 1 || item.dataset.onlyAt !== String(lines.at);
    }
    for (const link of popover.querySelectorAll("[data-range-link]")) {
      const address = new URL(link.href);
      address.searchParams.set("sheet", this.grid.dataset.sheet);
      address.searchParams.set("range", this.grid.selection.range);
      link.href = address;
    }
    popover.querySelector("[data-problem]")?.replaceChildren();
  }

  toggled(popover, isOpen) {
    if (isOpen && !popover.contains(document.activeElement)) this.enter(popover);
  }

  enter(popover) {
    const first = popover.querySelector("[role=menuitem], label > :is(input, select)");
    first.focus();
    if (first.matches("input")) first.select();
  }

  /** Let the button that opens it place it again. */
  unplace(popover) {
    popover.classList.remove("menu--at");
    popover.removeAttribute("style");
  }

  /** htmx would copy a style attribute to the pane that comes next, which the content policy refuses. */
  leave() {
    for (const popover of this.grid.querySelectorAll("[popover]")) this.unplace(popover);
  }

  press(popover, event) {
    if (!popover.dataset.menu) return;
    const isMoved = moveInMenu(event, [...popover.querySelectorAll("[role=menuitem]:not([hidden])")]);
    if (!isMoved && event.key === "Tab") popover.hidePopover();
  }

  /** An item that opens something else gives its place to it. */
  follow(popover, event) {
    const item = event.target.closest("[role=menuitem][popovertarget]");
    if (!item) return;
    event.preventDefault();
    const { left, top } = popover.getBoundingClientRect();
    popover.hidePopover();
    this.openAt(item.getAttribute("popovertarget"), left, top);
  }
}
