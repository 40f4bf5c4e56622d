"""What a table, a document and a spreadsheet are."""
