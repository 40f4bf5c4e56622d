"""Template tags that all rooms use."""
