"""Sizes of request bodies, checked before anything is read."""

MEBIBYTE = 1024 * 1024

# A document of 5 MB of text, escaped as JSON, in a non-Latin script.
MAX_BODY_BYTES = 16 * MEBIBYTE
# A table file of 64 MB and the multipart around it.
MAX_UPLOAD_BYTES = 72 * MEBIBYTE
