"""Word files as Markdown: parts by relationships, numbers as Word counts them, nothing dropped without a name."""
