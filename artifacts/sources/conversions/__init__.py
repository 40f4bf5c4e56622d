"""One artifact as another kind, without a model: a table as a spreadsheet, a range as a table, both as a document."""
