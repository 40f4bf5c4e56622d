"""Finished files read back and counted."""
