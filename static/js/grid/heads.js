// Heads of columns and numbers of rows: a click chooses the whole line, a right click asks for its menu.
// One button for the menu goes to the head under the pointer, else to that of the active column.
import { whenUp } from "./pointer.js";

export class Heads {
  constructor(grid) {
    this.grid = grid;
    this.button = grid.querySelector("template[data-head-button]")?.content.firstElementChild.cloneNode(true);
    grid.table.addEventListener("mousedown", event => this.pick(event));
    if (!this.button) return;
    grid.table.addEventListener("contextmenu", event => this.ask(event));
    grid.table.addEventListener("dblclick", event => this.rename(event));
    grid.table.tHead.addEventListener("pointerover", event => this.carry(event.target.closest("th[data-letter]")));
    grid.table.tHead.addEventListener("pointerleave", () => this.carry());
    this.button.addEventListener("click", () => this.openMenu());
  }

  /** Take the button to a head; its name stays that of the column. */
  carry(head = this.grid.heads[this.grid.column]) {
    if (!this.button || !head || this.button.parentElement === head) return;
    this.button.parentElement?.removeAttribute("aria-label");
    head.setAttribute("aria-label", [head.textContent.trim(), head.dataset.filtered].filter(Boolean).join(", "));
    head.append(this.button);
  }

  openMenu() {
    const head = this.button.parentElement;
    this.choose(head);
    this.grid.menus.openBelow(head);
  }

  pick(event) {
    const head = event.target.closest("th");
    if (!head || event.button || event.target.closest("button")) return;
    event.preventDefault();
    this.grid.editing.commit();
    this.choose(head, event.shiftKey);
  }

  choose(head, isExtending = false) {
    const { grid } = this;
    const at = head.dataset.letter ? grid.heads.indexOf(head) : Number(head.parentElement.dataset.row);
    if (head.dataset.letter) grid.selection.chooseColumns(isExtending ? grid.column : at, at);
    else if (at) grid.selection.chooseRows(isExtending ? grid.row : at, at);
    else grid.selection.chooseColumns(0, grid.heads.length - 1);
  }

  /** A right click on what is not chosen chooses it first. */
  ask(event) {
    if (event.target.closest("input, textarea")) return;
    event.preventDefault();
    const { grid } = this;
    if (grid.menus.isOpen) return;
    grid.editing.commit();
    const place = event.target.closest("th, td");
    if (place && !place.matches("[aria-selected], [data-chosen]") && place !== grid.active) this.chooseAt(place);
    const isColumn = place?.dataset.letter || grid.selection.whole === "columns";
    whenUp(event, () => grid.menus.openAt(isColumn ? "grid-columns" : "grid-rows", event.clientX, event.clientY));
  }

  chooseAt(place) {
    if (place.matches("th")) this.choose(place);
    else this.grid.go(Number(place.parentElement.dataset.row), place.cellIndex - 1);
  }

  rename(event) {
    const head = event.target.closest("th[data-letter]");
    if (head && !event.target.closest("button")) this.grid.menus.openBelow(head, "grid-column-name");
  }
}
