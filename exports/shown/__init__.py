"""Frozen views of jobs for pages and the API."""
