"""The JSON API of artifacts."""
