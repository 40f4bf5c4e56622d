"""Content blocks in the database: written once under their digest, compressed, read by digest."""

import zlib
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from artifacts.rows.limits import COMPRESSION_LEVEL
from artifacts.rows.models import ArtifactVersion, ContentBlock

BATCH_BLOCKS = 50


def write_blocks(blocks: Mapping[str, bytes]) -> int:
    """Write the blocks that are not stored yet; return how many that were.

    Those that are stay locked until the caller's transaction ends: nobody finds them unused meanwhile.
    """
    with transaction.atomic():
        return _write_missing(blocks)


def _write_missing(blocks: Mapping[str, bytes]) -> int:
    stored = ContentBlock.objects.filter(digest__in=list(blocks)).order_by("digest").select_for_update()
    known = set(stored.values_list("digest", flat=True))
    new = [digest for digest in blocks if digest not in known]
    for start in range(0, len(new), BATCH_BLOCKS):
        ContentBlock.objects.bulk_create(
            [_block(digest, blocks[digest]) for digest in new[start : start + BATCH_BLOCKS]], ignore_conflicts=True
        )
    return len(new)


def _block(digest: str, data: bytes) -> ContentBlock:
    return ContentBlock(digest=digest, data=zlib.compress(data, COMPRESSION_LEVEL), size_bytes=len(data))


def remove_unused(digests: Collection[str]) -> int:
    """Remove those of these blocks that no version names; return how many that were.

    They are locked before the versions are looked through, so that who writes the same content meanwhile either is
    seen here or writes the block anew.
    """
    removed = 0
    for start in range(0, len(digests), BATCH_BLOCKS):
        with transaction.atomic():
            batch = list(digests)[start : start + BATCH_BLOCKS]
            locked = ContentBlock.objects.filter(digest__in=batch).order_by("digest").select_for_update()
            unused = set(locked.values_list("digest", flat=True))
            for blocks in ArtifactVersion.objects.values_list("blocks", flat=True).iterator(chunk_size=500):
                unused.difference_update(blocks)
            removed += ContentBlock.objects.filter(digest__in=unused).delete()[0]
    return removed


def fetch_block(digest: str) -> bytes:
    """Return the plain bytes of a stored block; raise ContentBlock.DoesNotExist."""
    return zlib.decompress(ContentBlock.objects.values_list("data", flat=True).get(digest=digest))


def size_of(digests: Sequence[str]) -> int:
    """Return the plain size in bytes of content made of these blocks, each counted as often as it is there."""
    sizes = dict(ContentBlock.objects.filter(digest__in=set(digests)).values_list("digest", "size_bytes"))
    return sum(sizes.get(digest, 0) for digest in digests)
