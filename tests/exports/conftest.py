"""Sources, jobs and files that the room's tests share."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import environ
import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import Column, ColumnType, TableContent
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.write import create_artifact
from config.file_storage import file_storage
from exports.formats import registry
from exports.formats.contract import Figures, Rendered, Source, no_progress
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.jobs.services import request_export
from exports.jobs.worker import process_export
from exports.rows.enums import FormatName
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag

MakeFile = Callable[..., "MadeFile"]
MakeVersion = Callable[..., ArtifactVersion]
MakeJob = Callable[..., ExportJob]


class MadeFile:
    """A rendered file beside what its renderer promised and what the reader found."""

    def __init__(self, path: Path, rendered: Rendered, figures: Figures) -> None:
        self.path = path
        self.rendered = rendered
        self.figures = figures

    def assert_verified(self) -> None:
        found = {name: self.figures.get(name) for name in self.rendered.expected}
        assert found == dict(self.rendered.expected)


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Return a function that renders content to a file and reads it back."""

    def make(content: Any, format_name: FormatName, title: str = "Vans", **options: Any) -> MadeFile:
        row = registry.find(kind_of(content), format_name)
        chosen, source = ExportOptions(**options), Source(title, content)
        path = tmp_path / f"file.{row.extension}"
        rendered = row.load_renderer()(source, path, chosen, no_progress, HouseStyle())
        return MadeFile(path, rendered, row.load_reader()(path, source, chosen))

    return make


def kind_of(content: Any) -> KindName:
    match content:
        case TableContent():
            return KindName.TABLE
        case SpreadsheetContent():
            return KindName.SPREADSHEET
        case _:
            return KindName.DOCUMENT


def table_of(names: list[str], rows: list[list[Any]], **types: ColumnType) -> TableContent:
    """Return a table; `types` by column name, text without."""
    columns = tuple(Column(f"c{n}", name, types.get(name, ColumnType.TEXT)) for n, name in enumerate(names))
    return TableContent(columns, rows)


def big_table(rows: int) -> TableContent:
    """Return a table with a column of each type, every value its own."""
    columns = (
        Column("id", "Id", ColumnType.NUMBER),
        Column("name", "Name"),
        Column("price", "Price", ColumnType.CURRENCY, currency="EUR"),
        Column("share", "Share", ColumnType.PERCENT),
        Column("day", "Day", ColumnType.DATE),
        Column("sold", "Sold", ColumnType.BOOLEAN),
    )
    first = date(2024, 1, 1)
    return TableContent(
        columns,
        [
            [n, f"Van {n} öä", n * 1.25, n / 1000, (first + timedelta(n)).isoformat(), n % 2 == 0]
            for n in range(1, rows + 1)
        ],
    )


@pytest.fixture
def open_site(db: None, settings: Any, tmp_path: Path) -> Path:
    """Switch everything on, store files in a folder of the test's own."""
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    folder = tmp_path / "storage"
    storages = {**settings.STORAGES}
    storages["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder)},
    }
    settings.STORAGES = storages
    return folder


class Server(Protocol):
    """A storage server; `variables` are the settings that a site needs for it."""

    @property
    def variables(self) -> dict[str, str]: ...


@pytest.fixture
def use_bucket(open_site: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that points the site's storage at a server, with changed variables."""

    def use(server: Server, **changes: str) -> None:
        for name, value in {**server.variables, **changes}.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "default": file_storage(environ.Env(), open_site)}

    return use


@pytest.fixture
def make_version(open_site: Path, user: User) -> MakeVersion:
    """Return a function that stores content as an artifact of Alice's."""

    def make(content: Any = None, title: str = "Vans", owner: User = user) -> ArtifactVersion:
        content = big_table(3) if content is None else content
        stored = kind(kind_of(content)).parse_text(content.text).content if is_document(content) else content
        return create_artifact(
            owner=owner,
            kind=kind_of(content),
            title=title,
            content=stored,
            origin=Origin.API,
            author=AuthorKind.USER,
        )

    return make


def is_document(content: Any) -> bool:
    return isinstance(content, DocumentContent)


@pytest.fixture
def make_job(make_version: MakeVersion, user: User) -> MakeJob:
    """Return a function that queues an export of Alice's; nothing works on it."""

    def make(
        format_name: FormatName = FormatName.CSV, version: ArtifactVersion | None = None, **options: Any
    ) -> ExportJob:
        version = version or make_version()
        return request_export(owner=version.artifact.owner, version=version, format=format_name, options=options)

    return make


@pytest.fixture
def finished(make_job: MakeJob) -> Callable[..., ExportJob]:
    """Return a function that queues an export and works on it as a worker does."""

    def make(*args: Any, **kwargs: Any) -> ExportJob:
        job = make_job(*args, **kwargs)
        process_export(job.pk)
        job.refresh_from_db()
        return job

    return make


def stored_bytes(job: ExportJob) -> bytes:
    """Return the job's file."""
    with default_storage.open(job.file) as file:
        data: bytes = file.read()
    return data
