"""Spreadsheets: sheets of cells, formulas and their results."""
