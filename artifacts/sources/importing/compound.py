"""Compound files, in which older office programs save and newer ones put what is protected by a password."""

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_compound(data: bytes) -> bool:
    """Say whether the bytes are a compound file."""
    return data.startswith(_SIGNATURE)


def is_encrypted(data: bytes) -> bool:
    """Say whether a compound file holds an encrypted office file."""
    return is_compound(data) and _ENCRYPTED in data
