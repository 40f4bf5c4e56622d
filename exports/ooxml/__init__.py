"""Word and Excel packages, streamed."""
