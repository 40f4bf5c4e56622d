"""A turn from its message to its settled row."""
