"""What belongs to a person: all of it in one file for them, and none of it left when they go."""
