"""Files in Django's default storage: which faults are worth another try, and how bytes leave without blocking."""

import asyncio
import errno
from collections.abc import AsyncIterator, Generator
from contextlib import suppress
from typing import IO

from botocore.exceptions import BotoCoreError, ClientError

TRANSIENT = (OSError, BotoCoreError, ClientError)
CHUNK_BYTES = 256 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_disk_full(error: BaseException) -> bool:
    """Whether a file could not be written for want of space."""
    return isinstance(error, OSError) and error.errno in _FULL


async def iterate_in_threads(chunks: Generator[bytes, None, None]) -> AsyncIterator[bytes]:
    """Give what a synchronous generator gives, each piece made in a thread, and close it at the end."""
    try:
        while chunk := await asyncio.to_thread(next, chunks, b""):
            yield chunk
    finally:
        with suppress(ValueError):  # a reader who went away leaves it running in its thread: it is closed when freed
            chunks.close()


async def read_chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Read in a thread and close: a synchronous iterator would be consumed whole before the first byte leaves."""
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk
    finally:
        file.close()
