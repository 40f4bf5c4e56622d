"""The database of one query, in a process of its own: no files, no network, no settings, bounds on time and memory."""
