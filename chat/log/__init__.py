"""The numbered log of a running turn, and its framing for followers."""
