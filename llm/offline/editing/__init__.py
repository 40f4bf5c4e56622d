"""Plainly worded changes: phrases -> commands -> operations of the open artifact's kind."""
