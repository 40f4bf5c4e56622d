"""Content blocks in the database: written once under their digest, compressed, read by digest."""

import zlib
from collections.abc import Mapping, Sequence

from artifacts.rows.limits import COMPRESSION_LEVEL
from artifacts.rows.models import ContentBlock

BATCH_BLOCKS = 50


def write_blocks(blocks: Mapping[str, bytes]) -> int:
    """Write the blocks that are not stored yet; return how many that were."""
    known = set(ContentBlock.objects.filter(digest__in=list(blocks)).values_list("digest", flat=True))
    new = [digest for digest in blocks if digest not in known]
    for start in range(0, len(new), BATCH_BLOCKS):
        ContentBlock.objects.bulk_create(
            [_block(digest, blocks[digest]) for digest in new[start : start + BATCH_BLOCKS]], ignore_conflicts=True
        )
    return len(new)


def _block(digest: str, data: bytes) -> ContentBlock:
    return ContentBlock(digest=digest, data=zlib.compress(data, COMPRESSION_LEVEL), size_bytes=len(data))


def fetch_block(digest: str) -> bytes:
    """Return the plain bytes of a stored block; raise ContentBlock.DoesNotExist."""
    return zlib.decompress(ContentBlock.objects.values_list("data", flat=True).get(digest=digest))


def size_of(digests: Sequence[str]) -> int:
    """Return the plain size in bytes of content made of these blocks, each counted as often as it is there."""
    sizes = dict(ContentBlock.objects.filter(digest__in=set(digests)).values_list("digest", "size_bytes"))
    return sum(sizes.get(digest, 0) for digest in digests)
