"""The way a document names an image: `![words](file:digest)`."""

import re

SCHEME = "file:"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAMED = re.compile(r"file:([0-9a-f]{64})(?![0-9a-f])")


def image_reference(digest: str, words: str = "") -> str:
    """Return the Markdown that shows an image; `words` stand for it where it cannot be seen."""
    plain = re.sub(r"([\\\[\]])", r"\\\1", " ".join(words.split()))
    return f"![{plain}]({SCHEME}{digest})"


def named_digests(text: str) -> set[str]:
    """Return the digests of all images that a text may show."""
    return set(_NAMED.findall(text)) if SCHEME in text else set()


def own_digest(address: str) -> str:
    """Return the digest in an image's address, or nothing when it names something else."""
    digest = address.removeprefix(SCHEME)
    return digest if digest != address and _DIGEST.fullmatch(digest) else ""
