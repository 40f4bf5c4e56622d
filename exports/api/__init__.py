"""The JSON API of exports."""
