"""The look that all files share, and the row in which staff keep it."""
