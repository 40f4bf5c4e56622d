"""From a streamed answer to chat text and artifacts."""
