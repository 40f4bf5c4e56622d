"""Tables: typed columns, rows in blocks."""
