"""How much of what a message asks for: rows, column names, sections, words, pages."""
