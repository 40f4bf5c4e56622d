"""Tools of the project that are modules."""
