"""Pages and fragments of exports."""
