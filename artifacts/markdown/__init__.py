"""Markdown to safe HTML, whole or while it streams, and Markdown cut into its top-level blocks."""
