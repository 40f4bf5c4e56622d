"""Words and tables of a PDF, told from where its letters stand."""
