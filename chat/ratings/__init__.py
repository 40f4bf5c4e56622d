"""Ratings of answers, given and withdrawn."""
