"""Artifacts as verified files."""
