"""The zip as other programs read it, and how much of it is held at once."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.bundles.zipping import SizeChanged, ZipEntry, zip_chunks, zip_size
from tests.exports.bundles.conftest import unpack

NOON = datetime(2026, 11, 25, 12, 30, 44)


def entry(name: str, data: bytes, size: int | None = None) -> ZipEntry:
    return ZipEntry(name, len(data) if size is None else size, NOON, lambda: io.BytesIO(data))


@given(
    st.dictionaries(st.text(st.characters(exclude_categories=["C"], exclude_characters="/"), min_size=1), st.binary())
)
def test_any_files_come_out_as_they_went_in(files: dict[str, bytes]) -> None:
    entries = [entry(name, data) for name, data in files.items()]

    content = b"".join(zip_chunks(entries))

    assert len(content) == zip_size(entries)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_another_program_finds_no_fault(tmp_path: Path) -> None:
    files = {"Vans.xlsx": b"x" * 700_000, "日本語 – نص.docx": b"y", "empty.csv": b""}

    assert unpack(b"".join(zip_chunks([entry(*file) for file in files.items()])), tmp_path) == files


def test_entries_can_be_read_front_to_back() -> None:
    content = b"".join(zip_chunks([entry("a.csv", b"abc")]))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [info] = archive.infolist()
    assert not info.flag_bits & 8  # no data descriptor
    assert content[14:26] == archive.infolist()[0].CRC.to_bytes(4, "little") + (3).to_bytes(4, "little") * 2
    assert (info.date_time, info.external_attr >> 16 & 0o777) == ((2026, 11, 25, 12, 30, 44), 0o644)


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    entries = [ZipEntry(f"{n}.pdf", 60_000_000, NOON, partial(path.open, "rb")) for n in range(2)]

    tracemalloc.start()
    size = sum(len(chunk) for chunk in zip_chunks(entries))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size == zip_size(entries)
    assert peak < 2_000_000


@pytest.mark.parametrize("size", [2, 4])
def test_file_of_another_size_ends_the_zip(size: int) -> None:
    with pytest.raises(SizeChanged):
        list(zip_chunks([entry("a.csv", b"abc", size)]))


def test_reader_who_goes_away_closes_the_file() -> None:
    opened: list[IO[bytes]] = []

    def opening() -> IO[bytes]:
        opened.append(io.BytesIO(b"abc"))
        return opened[0]

    chunks: Iterator[bytes] = zip_chunks([ZipEntry("a.csv", 3, NOON, opening)])
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]

    assert opened[0].closed
