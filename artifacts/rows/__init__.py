"""What is stored of artifacts, and what the database guarantees."""
