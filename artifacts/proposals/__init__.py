"""Changes that the assistant proposes and a person decides on."""
