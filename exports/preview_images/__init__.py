"""The first pages of a file as images."""
