"""Ways in which models write a table without Markdown's: one file for each, all with the same function."""
