"""300 artifacts of all kinds, formats, scripts and sizes: each file is opened by a reader of other make than the one
that checks it at run time, and equals its artifact."""

from collections import Counter

import pytest

from exports.formats.registry import FORMATS
from tests.exports.conftest import MakeFile
from tests.exports.corpus import WORDS, Case, make_case
from tests.exports.readback import assert_equals

SEED = 20261125
ARTIFACTS = 300
CASES = [make_case(SEED, number) for number in range(ARTIFACTS)]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
def test_file_equals_its_artifact(make_file: MakeFile, case: Case) -> None:
    made = make_file(case.content, case.format, title=case.title)

    made.assert_verified()
    assert "missing_glyphs" not in made.rendered.losses
    assert_equals(case, made.path)


def test_corpus_has_all_formats_in_all_scripts() -> None:
    pairs = Counter((case.row.kind, case.format, case.script) for case in CASES)

    assert len(CASES) == ARTIFACTS
    assert len(pairs) == len(FORMATS) * len(WORDS)
    assert make_case(SEED, 7).content == CASES[7].content
