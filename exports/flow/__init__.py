"""Markdown as a flat sequence of blocks for page writers."""
