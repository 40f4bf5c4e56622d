"""The artifact pane as the templates show it: tabs, the artifact that stands in the chosen one, what may be done.

The same view serves the pane beside a conversation and the artifact's own page. It reads rows and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.completeness import Completeness
from artifacts.document_view import DocumentView, view_document
from artifacts.enums import AuthorKind, KindName
from artifacts.grid_view import GridView, sheet_grid, table_grid
from artifacts.models import Artifact, ArtifactVersion
from artifacts.reading import StoredDocument, StoredSpreadsheet, StoredTable, open_version
from rollout.flags import Features

PREVIEW = "preview"
VERSIONS_SHOWN = 20
PREVIEW_ROWS = 50


@dataclass(frozen=True, slots=True)
class Link:
    """Something to choose."""

    name: str
    label: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class PaneView:
    """What the pane shows."""

    tabs: Sequence[Link]
    selected: str
    is_beside: bool
    can_edit: bool
    can_export: bool
    artifact: Artifact | None = None
    version: ArtifactVersion | None = None
    author: str = ""
    status_text: str = ""
    grid: GridView | None = None
    document: DocumentView | None = None
    versions: Sequence[ArtifactVersion] = field(default_factory=tuple)
    picker: Sequence[Link] = field(default_factory=tuple)
    sheets: Sequence[Link] = field(default_factory=tuple)

    @property
    def is_preview(self) -> bool:
        return self.selected == PREVIEW

    @property
    def is_empty(self) -> bool:
        return self.version is None


def build_pane(
    *,
    user: User,
    conversation_id: UUID | None,
    artifacts: Sequence[Artifact],
    current: Artifact | None,
    tab: str | None,
    features: Features,
    offset: int = 0,
    sheet: str = "",
) -> PaneView:
    """Return the pane of a conversation, or of one artifact's own page when there is no conversation.

    `artifacts` are the ones to choose from, newest last; a tab shows `current` if it is of that kind, else the newest.
    `user` owns them all.
    """
    selected = tab if tab in (*KindName.values, PREVIEW) else current.kind if current else KindName.TABLE.value
    shown = _shown_in(selected, artifacts, current)
    base = PaneView(
        tabs=_tabs(conversation_id, artifacts, shown or current, selected),
        selected=selected,
        is_beside=conversation_id is not None or current is None,
        can_edit=features.creation,
        can_export=features.export,
    )
    return base if shown is None else _filled(base, shown, artifacts, conversation_id, offset, sheet)


def _filled(
    base: PaneView,
    artifact: Artifact,
    artifacts: Sequence[Artifact],
    conversation_id: UUID | None,
    offset: int,
    sheet: str,
) -> PaneView:
    versions = list(artifact.versions.order_by("-number")[:VERSIONS_SHOWN])
    head = versions[0]
    grid, document = _content(head, offset, sheet, is_preview=base.is_preview)
    completeness = Completeness(head.asked_for, head.delivered, head.is_partial, head.counted_unit)
    same_kind = [one for one in artifacts if one.kind == artifact.kind]
    return PaneView(
        tabs=base.tabs,
        selected=base.selected,
        is_beside=base.is_beside,
        can_edit=base.can_edit,
        can_export=base.can_export,
        artifact=artifact,
        version=head,
        author=str(AuthorKind(head.author_kind).label),
        status_text=completeness.status_text() if head.is_partial else "",
        grid=grid,
        document=document,
        versions=versions,
        picker=_picker(conversation_id, same_kind, artifact) if len(same_kind) > 1 else (),
        sheets=_sheets(conversation_id, artifact, grid) if grid and grid.is_sheet else (),
    )


def _content(
    version: ArtifactVersion, offset: int, sheet: str, *, is_preview: bool
) -> tuple[GridView | None, DocumentView | None]:
    stored = open_version(version)
    rows = {"limit": PREVIEW_ROWS} if is_preview else {}
    match stored:
        case StoredTable():
            return table_grid(stored, offset, **rows), None
        case StoredSpreadsheet():
            return sheet_grid(stored, sheet, offset, **rows), None
        case StoredDocument():
            return None, view_document(stored)


def _shown_in(selected: str, artifacts: Sequence[Artifact], current: Artifact | None) -> Artifact | None:
    if selected == PREVIEW or (current and current.kind == selected):
        return current
    return next((one for one in reversed(artifacts) if one.kind == selected), None)


def _tabs(
    conversation_id: UUID | None, artifacts: Sequence[Artifact], shown: Artifact | None, selected: str
) -> list[Link]:
    labels = {
        KindName.TABLE.value: _("Table"),
        KindName.DOCUMENT.value: _("Document"),
        KindName.SPREADSHEET.value: _("Spreadsheet"),
        PREVIEW: _("Preview"),
    }
    return [
        Link(
            name,
            label,
            _url(conversation_id, shown, tab=name),
            is_current=name == selected,
            count=sum(1 for one in artifacts if one.kind == name),
        )
        for name, label in labels.items()
    ]


def _picker(conversation_id: UUID | None, artifacts: Sequence[Artifact], current: Artifact) -> list[Link]:
    return [
        Link(str(one.pk), one.title, _url(conversation_id, one, tab=one.kind), is_current=one.pk == current.pk)
        for one in reversed(artifacts)
    ]


def _sheets(conversation_id: UUID | None, artifact: Artifact, grid: GridView) -> list[Link]:
    return [
        Link(name, name, _url(conversation_id, artifact, tab=artifact.kind, sheet=name), is_current=name == grid.sheet)
        for name in grid.sheets
    ]


def _url(conversation_id: UUID | None, artifact: Artifact | None, **query: str) -> str:
    """Return the address of the pane in another state: a fragment beside a chat, a page otherwise."""
    if conversation_id is not None:
        named = {"artifact": str(artifact.pk)} if artifact else {}
        return f"{reverse('chat:pane', args=[conversation_id])}?{urlencode({'view': 'split', **named, **query})}"
    if artifact is not None:
        return f"{reverse('artifacts:detail', args=[artifact.pk])}?{urlencode(query)}"
    return f"{reverse('chat:home')}?{urlencode({'view': 'split', **query})}"
