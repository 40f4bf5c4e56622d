"""Grids of cells for files: full rows, widths, texts."""
