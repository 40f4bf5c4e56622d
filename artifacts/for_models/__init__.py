"""What a language model reads of an artifact, and what is taken of its corrections."""
