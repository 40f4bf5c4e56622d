"""Images of documents on their way into files: fetched from the storage, made plain, counted."""
