"""What differs between two states: cells, words, counts."""
