"""Number formats of spreadsheets: what a number, a day or a text looks like in a cell."""
