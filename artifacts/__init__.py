"""What deserves to be kept: tables, documents and spreadsheets with versions."""
