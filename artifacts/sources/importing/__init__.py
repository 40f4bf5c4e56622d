"""Files and pasted texts as artifacts, with what is lost."""
