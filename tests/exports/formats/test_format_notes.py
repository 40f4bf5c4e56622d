import pytest

from artifacts.rows.enums import KindName
from exports.formats import registry
from exports.formats.format_notes import FORMAT_NOTES, format_note
from exports.rows.enums import FormatName

OFFERED = [(kind, name) for kind in KindName for name in registry.formats_for(kind)]


@pytest.mark.parametrize(("kind", "format_name"), OFFERED)
def test_every_offered_format_says_what_it_keeps(kind: KindName, format_name: FormatName) -> None:
    assert format_note(kind, format_name).endswith(".")


def test_nothing_is_said_of_formats_that_are_not_offered() -> None:
    assert set(FORMAT_NOTES) == set(OFFERED)
