// Keys of the grid outside an editor.
const PAGE_ROWS = 12;

/** Move, edit or clear by key; anything else is left to the browser. */
export function press(grid, event) {
  if (event.target.closest("input, textarea")) return;
  const { row, column } = grid;
  const { box } = grid.selection;
  const isAll = event.ctrlKey || event.metaKey;
  const last = grid.heads.length - 1;
  const way = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  const places = {
    ArrowUp: [isAll ? 1 : row - 1, column],
    ArrowDown: [isAll ? grid.rowCount : row + 1, column],
    ArrowLeft: [row, isAll ? 0 : column - way],
    ArrowRight: [row, isAll ? last : column + way],
    Home: [isAll ? 1 : row, 0],
    End: [isAll ? grid.rowCount : row, last],
    PageUp: [row - PAGE_ROWS, column],
    PageDown: [row + PAGE_ROWS, column],
  };
  const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
  if (isMenuKey && grid.menus) grid.menus.openBelow(grid.active ?? grid.scroller);
  else if (event.key === " " && event.shiftKey) grid.selection.chooseRows(box.top, box.bottom);
  else if (event.key === " " && isAll) grid.selection.chooseColumns(box.left, box.right);
  else if (event.key in places) grid.go(...places[event.key], event.shiftKey);
  else if (event.key === "Enter" || event.key === "F2") grid.editing.begin();
  else if (event.key === "Delete" || event.key === "Backspace") grid.editing.clear();
  else if (event.key === "Escape") grid.selection.clear();
  else if (event.key.length === 1 && !isAll && !event.altKey) grid.editing.begin(event.key);
  else return;
  event.preventDefault();
}
