"""The house style: one row, checked in the admin, seen in files, part of a file's identity."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from exports.formats import registry
from exports.formats.contract import Source, no_progress
from exports.formats.options import ExportOptions
from exports.house_style.settings import KeptStyle, StyleSettings, current_style, keep_style
from exports.house_style.style import HouseStyle, contrast
from exports.jobs.services import request_export
from exports.jobs.worker import process_export
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeVersion, big_table, kind_of, stored_bytes
from tests.exports.renderers.test_pdf import poppler_text

ClientFor = Callable[[User], Client]
ADD = "admin:exports_stylesettings_add"


def picture(kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 20), "#C00000").save(buffer, kind)
    return buffer.getvalue()


STYLE = HouseStyle(accent="7A1F5C", header="ACME & Söhne", footer="Internal 東京", logo=picture())


def typed(**changes: Any) -> dict[str, Any]:
    fields = {"accent": "#7a1f5c", "on_accent": "ffffff", "rule": "B8C2CC", "band": "F3F6F9", "text": "1A1A1A"}
    return {**fields, "font": "DejaVu Serif", "office_font": "Arial", "header": "ACME", "footer": "", **changes}


@pytest.mark.django_db
def test_staff_edit_the_one_row(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)

    answer = client.post(reverse(ADD), typed(upload=SimpleUploadedFile("logo.png", picture())))

    assert answer.status_code == 302
    style = current_style()
    assert (style.accent, style.fonts[0], style.header, style.logo) == ("7A1F5C", "DejaVu Serif", "ACME", picture())
    assert client.get(reverse(ADD)).status_code == 403
    change = reverse("admin:exports_stylesettings_change", args=[1])
    assert client.get(change).status_code == 200
    client.post(change, typed(remove_logo="on"))
    assert current_style().logo == b""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"accent": "red"}, "accent"),
        ({"font": "No Such Font"}, "font"),
        ({"header": "x" * 121}, "header"),
        ({"upload": SimpleUploadedFile("logo.png", b"<svg/>")}, "upload"),
        ({"upload": SimpleUploadedFile("logo.gif", picture("GIF"))}, "upload"),
        ({"upload": SimpleUploadedFile("logo.png", picture() + bytes(300_000))}, "upload"),
    ],
    ids=["colour", "font", "long header", "not a picture", "other picture", "large"],
)
@pytest.mark.django_db
def test_wrong_style_is_refused(staff: User, client_for: ClientFor, changes: dict[str, Any], field: str) -> None:
    answer = client_for(staff).post(reverse(ADD), typed(**changes))

    assert list(answer.context["adminform"].form.errors) == [field]
    assert not StyleSettings.objects.exists()


@pytest.mark.django_db
def test_faint_colours_are_saved_with_a_warning(staff: User, client_for: ClientFor) -> None:
    answer = client_for(staff).post(reverse(ADD), typed(accent="FFEE99"), follow=True)

    said = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert len(said) == 2
    assert current_style().accent == "FFEE99"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.django_db
def test_second_row_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StyleSettings.objects.create(id=2)


@pytest.mark.django_db
def test_changed_style_makes_a_new_file(make_version: MakeVersion, user: User) -> None:
    version = make_version()

    def ask() -> Any:
        return request_export(owner=user, version=version, format=FormatName.XLSX, options={}).pk

    first = ask()
    assert ask() == first
    StyleSettings.objects.create(accent="7A1F5C")
    assert ask() != first


@pytest.mark.django_db
def test_waiting_job_keeps_its_style(make_version: MakeVersion, user: User) -> None:
    """Its file is what its identity says, also after a second start, and also when the style comes back."""
    version = make_version()
    row = StyleSettings.objects.create(accent="7A1F5C", header="ACME", logo=picture())
    job = request_export(owner=user, version=version, format=FormatName.XLSX, options={})
    StyleSettings.objects.filter(pk=row.pk).update(accent="00FF00", header="", logo=b"")

    process_export(job.pk)

    job.refresh_from_db()
    sheet = load_workbook(io.BytesIO(stored_bytes(job))).worksheets[0]
    assert (sheet["A1"].fill.fgColor.rgb, sheet.oddHeader.left.text) == ("007A1F5C", "ACME")
    other = request_export(owner=user, version=version, format=FormatName.XLSX, options={})
    StyleSettings.objects.filter(pk=row.pk).update(accent="7A1F5C", header="ACME", logo=picture())
    assert other != job
    assert request_export(owner=user, version=version, format=FormatName.XLSX, options={}) == job


@pytest.mark.django_db
def test_kept_style_is_equal_to_the_style() -> None:
    style = replace(STYLE, fonts=("DejaVu Serif", "Noto Sans"))

    assert (keep_style(style).as_style(), keep_style(style)) == (style, KeptStyle.objects.get())


@pytest.fixture
def styled(tmp_path: Any) -> Callable[[Any, FormatName], Any]:
    """Return a function that renders in a style with logo, header and footer."""

    def make(content: Any, format_name: FormatName) -> Any:
        row = registry.find(kind_of(content), format_name)
        path, source = tmp_path / f"file.{row.extension}", Source("Vans", content)
        rendered = row.load_renderer()(source, path, ExportOptions(), no_progress, STYLE)
        figures = row.load_reader()(path, source, ExportOptions())
        assert {name: figures[name] for name in rendered.expected} == dict(rendered.expected)
        return path

    return make


@pytest.mark.parametrize(
    "content", [DocumentContent("# A\n\ntext\n"), big_table(5), big_table(301)], ids=["document", "table", "grid"]
)
def test_pdf_shows_the_style(styled: Callable[..., Any], content: Any) -> None:
    path = styled(content, FormatName.PDF)

    text = poppler_text(path)
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
        images = [item for page in document for item in page.get_objects() if item.type == 3]  # FPDF_PAGEOBJ_IMAGE
    assert text.count("ACME & Söhne") == text.count("Internal 東京") == len(images) == pages


def test_word_shows_the_style(styled: Callable[..., Any]) -> None:
    path = styled(DocumentContent("# A\n"), FormatName.DOCX)

    section = Document(str(path)).sections[0]
    assert section.header.paragraphs[0].text.split() == ["ACME", "&", "Söhne", "Vans"]
    assert section.footer.paragraphs[0].text.startswith("Internal 東京")
    with zipfile.ZipFile(path) as package:
        assert [package.read(name) for name in package.namelist() if "media/" in name] == [STYLE.logo]


def test_sheet_shows_the_style(styled: Callable[..., Any]) -> None:
    sheet = load_workbook(styled(big_table(2), FormatName.XLSX)).worksheets[0]

    assert sheet.oddHeader.left.text == "ACME && Söhne"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("Internal 東京", "&P / &N")
    assert sheet["A1"].fill.fgColor.rgb == "007A1F5C"
