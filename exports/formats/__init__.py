"""Which kinds become which files, and the boundary between jobs and renderers."""
