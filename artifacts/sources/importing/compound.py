"""Compound files, in which older office programs save and newer ones put what is protected by a password."""

from struct import unpack_from

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00"
_FILE_PASS, _RECORDS = 0x2F, 12


def is_compound(data: bytes) -> bool:
    """Say whether the bytes are a compound file."""
    return data.startswith(_SIGNATURE)


def is_encrypted(data: bytes) -> bool:
    """Say whether a compound file holds an encrypted office file."""
    return is_compound(data) and _ENCRYPTED in data


def has_password(data: bytes) -> bool:
    """Say whether an older workbook is protected: a record of its first sheet's beginning says so."""
    at = max(data.find(begin) for begin in _BEGINS)
    for _record in range(_RECORDS):
        if at < 0 or at + 4 > len(data):
            return False
        kind, size = unpack_from("<HH", data, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False
