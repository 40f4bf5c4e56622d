"""Files are read in processes of their own: the answer is whole, a death is told, and who asks stays small."""

import os
import tracemalloc
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from artifacts.kinds.base import Encoded
from artifacts.kinds.registry import kind
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.enums import KindName
from artifacts.rows.errors import ImportFailed, NotParsed, OverLimit
from artifacts.rows.limits import CELL_CHARACTERS, MIB
from artifacts.sources.importing.isolated import processes
from artifacts.sources.importing.isolated.processes import read_isolated, stop_idle
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing import files
from tests.artifacts.sources.importing.test_pictures import BLUE, RED, word_file

SMALL_BYTES = 288 * MIB  # a little more than the program takes before it reads anything
LARGE_JSON = b"[" + b"[1]," * 1_500_000 + b"[1]]"


@pytest.fixture
def small_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test start processes with bounds of its own, and leave none of them behind."""
    stop_idle()
    yield monkeypatch
    stop_idle()


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", b"a,b\n1,x\n"), ("a.xlsx", files.rich_workbook()), ("a.docx", files.word_file())]
)
def test_the_answer_is_what_the_reader_read(name: str, data: bytes) -> None:
    here, there = read_file(name, data), read_isolated(name, [data], len(data))
    assert (there.kind, there.losses, there.title) == (here.kind, here.losses, here.title)
    assert set(there.encoded.digests) == set(there.encoded.blocks)
    assert kind(here.kind).encode(here.content) == Encoded(
        there.encoded.manifest, there.encoded.digests, dict(there.encoded.blocks)
    )


def test_rows_come_whole_and_in_order() -> None:
    rows = b"".join(b"%d,x\n" % number for number in range(5_000))
    stored = read_isolated("a.csv", [b"n,t\n", rows], 4 + len(rows)).stored
    assert isinstance(stored, StoredTable)
    assert [row[0] for row in stored.iter_rows()] == list(range(5_000))


def test_images_come_with_their_bytes() -> None:
    data = word_file(RED, BLUE)
    here, there = read_file("a.docx", data), read_isolated("a.docx", [data], len(data))
    assert [image.open().read() for image in there.images] == [image.data for image in here.images]
    assert there.images


def test_a_paste_is_recognised() -> None:
    assert read_isolated("", [b"a\tb\n1\t2\n"], 8, is_pasted=True).kind is KindName.TABLE


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.xlsx", b"PK\x03\x04", NotParsed),
        ("a.json", b"{", NotParsed),
        ("a.csv", b"a\n" + b"x" * 40_000, OverLimit),
    ],
)
def test_a_refusal_is_raised_as_it_was(name: str, data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_isolated(name, [data], len(data))


def test_a_refusal_knows_its_limit_and_speaks_the_language_of_who_asks() -> None:
    data = b"a\n" + b"x" * (CELL_CHARACTERS.most + 1)
    with override("es"), pytest.raises(OverLimit) as refused:
        read_isolated("a.csv", [data], len(data))
    assert refused.value.facts["limit"] == "cell_characters"
    assert refused.value.detail.startswith("Una celda")


def test_a_process_that_dies_is_told_and_the_next_file_is_read(small_processes: pytest.MonkeyPatch) -> None:
    small_processes.setattr(processes, "IMPORT_BYTES", SMALL_BYTES)
    with pytest.raises(ImportFailed):
        read_isolated("a.json", [LARGE_JSON], len(LARGE_JSON))
    assert read_isolated("a.csv", [b"a\n1\n"], 4).stored.row_count == 1


def test_a_file_that_takes_too_long_is_told(small_processes: pytest.MonkeyPatch) -> None:
    small_processes.setattr(processes, "IMPORT_SECONDS", 0)
    data = b"a,b,c,d\n" + b"1,2,3,4\n" * 400_000
    with pytest.raises(ImportFailed):
        read_isolated("a.csv", [data], len(data))


def test_a_process_that_does_not_answer_in_time_is_ended(small_processes: pytest.MonkeyPatch) -> None:
    small_processes.setattr(processes, "IMPORT_WAIT_SECONDS", 0.01)
    with pytest.raises(ImportFailed):
        read_isolated("a.csv", [b"a\n1\n"], 4)
    assert not [*processes._idle]


def test_an_answer_that_is_too_long_is_not_taken(small_processes: pytest.MonkeyPatch) -> None:
    small_processes.setattr(processes, "IMPORT_ANSWER_BYTES", 10)
    with pytest.raises(ImportFailed):
        read_isolated("a.csv", [b"a\n1\n"], 4)


def test_who_asks_holds_neither_the_file_nor_its_content() -> None:
    piece, count = b"a line of a long document\n" * 1_000, 150
    read_isolated("a.md", [b"a\n"], 2)
    tracemalloc.start()
    stored = read_isolated("a.md", (piece for _number in range(count)), count * len(piece)).stored
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(stored.text) == count * len(piece)
    assert peak < MIB


def test_a_process_is_used_again_and_knows_no_key_of_the_site() -> None:
    read_isolated("a.csv", [b"a\n1\n"], 4)
    [process, *_others] = processes._idle
    read_isolated("a.csv", [b"a\n1\n"], 4)
    assert process in processes._idle
    with open(f"/proc/{process.popen.pid}/environ", "rb") as environment:
        names = {entry.split(b"=")[0] for entry in environment.read().split(b"\0") if entry}
    assert names <= {b"LANG", b"MALLOC_ARENA_MAX", b"LC_CTYPE"}
    assert process.owner == os.getpid()
