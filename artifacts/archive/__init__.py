"""Artifacts as files outside of the database, with all versions, and back: the same ids, owners and bytes."""
