"""Frozen views of conversations for templates."""
