"""Text documents of LibreOffice and its like (OpenDocument) as Markdown, nothing dropped without a name."""
