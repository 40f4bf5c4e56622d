"""What travels over an OpenAI-compatible connection: connections, lines of a stream, faults."""
