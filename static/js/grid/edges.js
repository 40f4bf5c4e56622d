// Where Ctrl and an arrow go: to the end of the cells that are filled, else to the next filled one, else to the border.

/** Return the row and the column; past the rows that are in the page the way goes to the border. */
export function edge(grid, down, right) {
  const isFilled = (row, column) => Boolean(grid.raw(grid.cell(row, column)));
  const isInside = (row, column) => row >= 1 && row <= grid.rowCount && column >= 0 && column < grid.heads.length;
  const border = { row: down > 0 ? grid.rowCount : 1, column: right > 0 ? grid.heads.length - 1 : 0 };
  let { row, column } = grid;
  const isInRun = isFilled(row, column) && isFilled(row + down, column + right);
  while (isInside(row + down, column + right)) {
    if (!grid.cell(row + down, column + right)) return down ? [border.row, column] : [row, border.column];
    if (isInRun && !isFilled(row + down, column + right)) break;
    row += down;
    column += right;
    if (!isInRun && isFilled(row, column)) break;
  }
  return [row, column];
}
