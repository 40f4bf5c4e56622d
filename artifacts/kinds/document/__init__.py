"""Documents: Markdown text and its sections."""
