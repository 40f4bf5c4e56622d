"""Frozen views of artifacts for templates."""
