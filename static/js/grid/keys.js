// Keys of the grid outside an editor.
import { edge } from "./edges.js";

const PAGE_ROWS = 12;

/** Return how far an arrow goes, as rows and columns; null for another key. */
export function stepOf(grid, { key }) {
  const way = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  return { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -way], ArrowRight: [0, way] }[key] ?? null;
}

/** Return today as a sheet and a table read it. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0")).join("-");
}

/** Move, edit or clear by key; anything else is left to the browser. */
export function press(grid, event) {
  if (event.target.closest("input, textarea")) return;
  const { row, column } = grid;
  const { box } = grid.selection;
  const isAll = event.ctrlKey || event.metaKey;
  const last = grid.heads.length - 1;
  const step = stepOf(grid, event);
  const isAfterEscape = grid.isLeaving; // then Tab goes on through the page, with what is chosen
  if (event.key !== "Shift") grid.isLeaving = event.key === "Escape";
  const places = {
    Home: [isAll ? 1 : row, 0],
    End: [isAll ? grid.rowCount : row, last],
    PageUp: [row - PAGE_ROWS, column],
    PageDown: [row + PAGE_ROWS, column],
  };
  const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
  if (isMenuKey && grid.menus) grid.menus.openBelow(grid.active ?? grid.scroller);
  else if (event.key === " " && event.shiftKey) grid.selection.chooseRows(box.top, box.bottom);
  else if (event.key === " " && isAll) grid.selection.chooseColumns(box.left, box.right);
  else if (isAll && event.key.toLowerCase() === "a") grid.selection.chooseColumns(0, last);
  else if (isAll && event.key === ";") grid.editing.begin(today());
  else if (event.key === "Tab" && event.target.closest("td") && !grid.isReadOnly && !isAfterEscape) grid.tab(event.shiftKey ? -1 : 1);
  else if (step) grid.go(...(isAll ? edge(grid, ...step) : [row + step[0], column + step[1]]), event.shiftKey);
  else if (event.key in places) grid.go(...places[event.key], event.shiftKey);
  else if (event.key === "Enter" || event.key === "F2") grid.editing.begin();
  else if (event.key === "Delete" || event.key === "Backspace") grid.editing.clear();
  else if (event.key === "Escape" && (isAfterEscape || grid.isReadOnly)) grid.selection.clear();
  else if (event.key.length === 1 && !isAll && !event.altKey) grid.editing.begin(event.key);
  else return;
  event.preventDefault();
}
