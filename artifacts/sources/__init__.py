"""Where artifacts come from besides answers: files, other kinds, starters, the library, shares."""
