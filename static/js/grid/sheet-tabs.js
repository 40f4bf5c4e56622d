// Tabs of sheets: a right click, Shift+F10 or the menu key asks for the menu of that sheet.
import { whenUp } from "./pointer.js";

export class SheetTabs {
  constructor(grid) {
    this.grid = grid;
    const tabs = grid.querySelector("[data-sheets]");
    if (!tabs || !grid.menus) return;
    tabs.addEventListener("contextmenu", event => this.ask(event));
    tabs.addEventListener("keydown", event => this.press(event));
  }

  ask(event) {
    const tab = event.target.closest("[data-sheet]");
    if (!tab) return;
    event.preventDefault();
    if (this.grid.menus.isOpen) return;
    whenUp(event, () => this.grid.menus.openForSheet(tab.dataset.sheet, event.clientX, event.clientY));
  }

  press(event) {
    const tab = event.target.closest("[data-sheet]");
    const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (!tab || !isMenuKey) return;
    event.preventDefault();
    const { left, top } = tab.getBoundingClientRect();
    this.grid.menus.openForSheet(tab.dataset.sheet, left, top);
  }
}
