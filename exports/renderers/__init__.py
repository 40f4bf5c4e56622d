"""One module for each kind and format."""
