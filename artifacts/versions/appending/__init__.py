"""What a continued answer adds to the newest version."""
