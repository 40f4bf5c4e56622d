"""What is put beside a conversation without an answer."""
