from importlib import import_module

import pytest

from artifacts.rows.enums import KindName
from exports.formats.options import ALL_OPTIONS
from exports.formats.registry import FORMATS, PREVIEWS, ExportFormat, find, rows_of
from exports.rows.enums import FormatName
from exports.rows.errors import UnknownFormat


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: f"{row.kind}-{row.format}")
def test_every_row_of_the_menu_is_whole(row: ExportFormat) -> None:
    assert str(row.note).endswith(".")
    assert row.label.endswith(f"(.{row.extension})")
    assert set(row.options) <= ALL_OPTIONS
    assert row.load_renderer() is import_module(f"exports.renderers.{row.renderer}").render
    assert callable(row.load_reader())


def test_a_format_has_one_row_in_a_kind() -> None:
    places = [(row.kind, row.format) for row in (*FORMATS, *PREVIEWS)]
    assert len(set(places)) == len(places)


def test_menus_offer_no_previews_which_are_found_all_the_same() -> None:
    for kind in KindName:
        assert FormatName.PREVIEW not in [row.format for row in rows_of(kind)]
        assert find(kind, FormatName.PREVIEW).renderer == f"{kind}_preview"


def test_a_format_that_the_kind_has_not_is_unknown() -> None:
    with pytest.raises(UnknownFormat):
        find(KindName.DOCUMENT, FormatName.XLSX)
