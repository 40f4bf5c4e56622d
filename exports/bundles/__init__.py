"""All artifacts of a conversation as one zip."""
