"""Pages and fragments of artifacts: views, forms, staff."""
