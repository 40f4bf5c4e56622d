"""Keys of endpoints at rest: encrypted with what SECRET_KEY says; a rotated one is still read by its fallbacks."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_log = structlog.get_logger("diptych.llm")


def encrypt_key(key: str) -> str:
    """Return the key as it is stored; an absent one stays empty."""
    return _cipher().encrypt(key.encode()).decode() if key else ""


def decrypt_key(stored: str) -> str:
    """Return the key; empty when SECRET_KEY was changed without keeping the old one as a fallback."""
    if not stored:
        return ""
    try:
        return _cipher().decrypt(stored.encode()).decode()
    except InvalidToken:
        _log.warning("endpoint_key_unreadable")
        return ""


def _cipher() -> MultiFernet:
    secrets = [str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(b"llm.keys:" + one.encode()).digest())) for one in secrets])
