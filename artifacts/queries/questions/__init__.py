"""Questions in words as queries, by patterns: what is not understood whole is refused or asked back, never guessed."""
