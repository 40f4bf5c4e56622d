"""Lists of artifacts and versions, page by page; a cursor names the last row that was answered."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ArtifactVersion
from common.errors import FieldError, Invalid
from common.sent_values import parse_number


def list_artifacts(
    user: User, *, kind: KindName | None = None, query: str = "", limit: int, cursor: str = ""
) -> tuple[list[Artifact], str | None]:
    """Return the user's artifacts, changed last first, and the cursor of the next page."""
    found = Artifact.objects.for_user(user).defer("search_text").order_by("-updated_at", "-id")
    if kind is not None:
        found = found.filter(kind=kind)
    for word in query.split():
        found = found.filter(search_text__icontains=word)
    if cursor:
        changed_at, last = _read_artifact_cursor(cursor)
        found = found.filter(Q(updated_at__lt=changed_at) | Q(updated_at=changed_at, id__lt=last))
    page = list(found[: limit + 1])
    last_row = page[limit - 1] if len(page) > limit else None
    return page[:limit], _cursor(f"{last_row.updated_at.isoformat()} {last_row.pk}") if last_row else None


def list_versions(artifact: Artifact, *, limit: int, cursor: str = "") -> tuple[list[ArtifactVersion], str | None]:
    """Return versions, newest first, without their content, and the cursor of the next page."""
    found: QuerySet[ArtifactVersion] = artifact.versions.defer("manifest", "blocks").order_by("-number")
    if cursor:
        found = found.filter(number__lt=_read_number(cursor))
    page = list(found[: limit + 1])
    return page[:limit], _cursor(str(page[limit - 1].number)) if len(page) > limit else None


def _cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise _wrong_cursor() from None


def _read_artifact_cursor(cursor: str) -> tuple[datetime, UUID]:
    changed_at, _space, last = _read_cursor(cursor).partition(" ")
    try:
        moment = datetime.fromisoformat(changed_at)
        if moment.tzinfo is None:
            raise ValueError
        return moment, UUID(last)
    except ValueError:
        raise _wrong_cursor() from None


def _read_number(cursor: str) -> int:
    number = parse_number(_read_cursor(cursor))
    if number is None:
        raise _wrong_cursor()
    return number


def _wrong_cursor() -> Invalid:
    sentence = _("This is not a cursor of this list.")
    return Invalid(sentence, errors=[FieldError("cursor", sentence)])
