"""Digests: a plain one for content addresses, a keyed one for texts that must not be recognisable."""

import hashlib
import hmac

from django.conf import settings


def content_digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def keyed_digest(text: str) -> str:
    """Return a digest of `text` under the site's secret key: equal for equal texts, useless to anyone else."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
