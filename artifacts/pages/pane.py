"""The artifact pane as the templates show it: tabs, the artifact that stands in the chosen one, what may be done.

The same view serves the pane beside a conversation and the artifact's own page. It reads rows and writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.images.find import image_addresses
from artifacts.pages.addresses import PaneAddresses
from artifacts.proposals.proposals import find_waiting
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.shown.document import DocumentView, view_document
from artifacts.shown.grid import GridView, sheet_grid
from artifacts.shown.proposal import ProposalView, view_proposal
from artifacts.shown.shown_rows import shown_grid
from artifacts.sources.conversions.offers import Offer, offers_of
from artifacts.sources.importing.kept_files import is_file_kept
from artifacts.versions.groups import VersionGroup, read_groups
from artifacts.versions.reading import StoredDocument, StoredSpreadsheet, StoredTable, open_version
from artifacts.versions.undo import can_redo, can_undo
from rollout.flags import Features

PREVIEW = "preview"
LATER = "later"  # of `proposal` in an address: show the artifact as it is


@dataclass(frozen=True, slots=True)
class Link:
    """Something to choose."""

    name: str
    label: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """What of a grid is shown: the rows from `offset` on, of a sheet, under filters."""

    offset: int = 0
    sheet: str = ""
    filters: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class PaneView:
    """What the pane shows.

    `conversation_id` names the conversation that it stands beside. `convert_url` takes the kind to make of the
    artifact, or in an empty tab of the one that is open: `offers` say what can be made. `together_id` names the
    conversation whose artifacts can be exported together, when it has several. `waiting_id` names the proposal that
    waits, shown or not; `switch_url` leads from the proposal to the artifact as it is, and back. `has_file` says
    that the file which the artifact was made of is kept.
    """

    tabs: Sequence[Link]
    selected: str
    is_beside: bool
    can_edit: bool
    can_export: bool
    conversation_id: UUID | None = None
    convert_url: str = ""
    offers: Sequence[Offer] = field(default_factory=tuple)
    together_id: UUID | None = None
    artifact: Artifact | None = None
    version: ArtifactVersion | None = None
    author: str = ""
    status_text: str = ""
    grid: GridView | None = None
    document: DocumentView | None = None
    proposal: ProposalView | None = None
    waiting_id: UUID | None = None
    switch_url: str = ""
    version_groups: Sequence[VersionGroup] = field(default_factory=tuple)
    can_undo: bool = False
    can_redo: bool = False
    picker: Sequence[Link] = field(default_factory=tuple)
    sheets: Sequence[Link] = field(default_factory=tuple)
    has_file: bool = False

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
    addresses: PaneAddresses,
    artifacts: Sequence[Artifact],
    current: Artifact | None,
    tab: str | None,
    features: Features,
    offset: int = 0,
    sheet: str = "",
    is_as_it_is: bool = False,
    filters: Sequence[str] = (),
) -> PaneView:
    """Return the pane of a conversation, or of one artifact's own page when there is no conversation.

    `artifacts` are the ones to choose from, newest last; a tab shows `current` if it is of that kind, else the newest.
    `user` owns them all. `is_as_it_is` leaves out a proposal that waits. `filters` are for tables.
    """
    known = (*KindName.values, PREVIEW) if features.export else tuple(KindName.values)
    selected = tab if tab and tab in known else current.kind if current else KindName.TABLE.value
    shown = _shown_in(selected, artifacts, current)
    state: dict[str, str | Sequence[str]] = {"proposal": LATER} if is_as_it_is else {}
    if filters and selected == KindName.TABLE:
        state["filter"] = filters
    tabs = _tabs(addresses, artifacts, shown or current, selected, state)
    base = PaneView(
        tabs=[one for one in tabs if one.name in known],
        selected=selected,
        is_beside=conversation_id is not None or current is None,
        can_edit=features.creation,
        can_export=features.export,
        conversation_id=conversation_id,
        together_id=conversation_id if len(artifacts) > 1 else None,
    )
    if shown is None:
        return _with_offers(base, current, addresses)
    pane = _filled(base, shown, artifacts, addresses, Place(offset, sheet, filters))
    return pane if pane.is_preview else _with_proposal(pane, shown, addresses, is_as_it_is=is_as_it_is)


def _filled(
    base: PaneView,
    artifact: Artifact,
    artifacts: Sequence[Artifact],
    addresses: PaneAddresses,
    place: Place,
) -> PaneView:
    head = artifact.versions.order_by("-number")[0]
    grid, document = (None, None) if base.is_preview else _content(head, place)
    same_kind = [one for one in artifacts if one.kind == artifact.kind]
    return replace(
        base,
        convert_url=addresses.converted(artifact),
        artifact=artifact,
        version=head,
        author=str(AuthorKind(head.author_kind).label),
        status_text=head.completeness.status_text(),
        grid=grid,
        document=document,
        version_groups=read_groups(artifact),
        can_undo=can_undo(head),
        can_redo=can_redo(head),
        picker=_picker(addresses, same_kind, artifact) if len(same_kind) > 1 else (),
        sheets=_sheets(addresses, artifact, grid) if grid and grid.is_sheet else (),
        has_file=artifact.origin == Origin.IMPORT and is_file_kept(artifact),
    )


def _with_offers(pane: PaneView, current: Artifact | None, addresses: PaneAddresses) -> PaneView:
    """Fill an empty tab with what can be made of the open artifact, or stay empty."""
    if current is None or pane.is_preview or not pane.can_edit:
        return pane
    convert_url = addresses.converted(current)
    return replace(pane, convert_url=convert_url, offers=offers_of(current, KindName(pane.selected)))


def _with_proposal(pane: PaneView, artifact: Artifact, addresses: PaneAddresses, *, is_as_it_is: bool) -> PaneView:
    waiting = find_waiting(artifact)
    if waiting is None:
        return pane
    other = {} if is_as_it_is else {"proposal": LATER}
    return replace(
        pane,
        waiting_id=waiting.pk,
        proposal=None if is_as_it_is else view_proposal(waiting, partial(image_addresses, artifact)),
        switch_url=addresses.shown(artifact, tab=artifact.kind, **other),
    )


def _content(version: ArtifactVersion, place: Place) -> tuple[GridView | None, DocumentView | None]:
    stored = open_version(version)
    match stored:
        case StoredTable():
            return shown_grid(stored, place.filters, place.offset), None
        case StoredSpreadsheet():
            return sheet_grid(stored, place.sheet, place.offset), None
        case StoredDocument():
            return None, view_document(stored, image_addresses(version.artifact, stored.text))


def _shown_in(selected: str, artifacts: Sequence[Artifact], current: Artifact | None) -> Artifact | None:
    if selected == PREVIEW or (current and current.kind == selected):
        return current
    return next((one for one in reversed(artifacts) if one.kind == selected), None)


def _tabs(
    addresses: PaneAddresses,
    artifacts: Sequence[Artifact],
    shown: Artifact | None,
    selected: str,
    state: Mapping[str, str | Sequence[str]],
) -> list[Link]:
    """Return the tabs; the address of the current one keeps its state, for the page to load it again."""
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
            addresses.shown(shown, tab=name, **(state if name == selected else {})),
            is_current=name == selected,
            count=sum(1 for one in artifacts if one.kind == name),
        )
        for name, label in labels.items()
    ]


def _picker(addresses: PaneAddresses, artifacts: Sequence[Artifact], current: Artifact) -> list[Link]:
    return [
        Link(str(one.pk), one.title, addresses.shown(one, tab=one.kind), is_current=one.pk == current.pk)
        for one in reversed(artifacts)
    ]


def _sheets(addresses: PaneAddresses, artifact: Artifact, grid: GridView) -> list[Link]:
    return [
        Link(name, name, addresses.shown(artifact, tab=artifact.kind, sheet=name), is_current=name == grid.sheet)
        for name in grid.sheets
    ]
