// Where a person stands in a grid: kept when the pane loads itself again, for the same view of the same artifact.
let kept = null;

const keyOf = ({ dataset }) => `${dataset.cellsUrl} ${dataset.sheet} ${dataset.filter}`;

/** Note where the grid stands, before it is taken out of the page. */
export function keepPlace(grid) {
  const { row, column, scroller, table } = grid;
  const hasFocus = table.contains(document.activeElement);
  const { scrollTop: top, scrollLeft: left } = scroller;
  const { from, whole } = grid.selection;
  kept = { key: keyOf(grid), row, column, from, whole, top, left, hasFocus };
}

/** Return where an earlier grid of this sheet stood, once, within what is there now; else null. */
export function takePlace(grid) {
  const place = kept;
  if (place?.key !== keyOf(grid)) return null;
  kept = null;
  const within = ({ row, column }) => ({
    row: Math.min(row, grid.rowCount),
    column: Math.min(column, grid.heads.length - 1),
  });
  return { ...place, ...within(place), from: within(place.from) };
}
