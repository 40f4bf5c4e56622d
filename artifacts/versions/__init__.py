"""States of artifacts: read, written, compared, undone, continued."""
