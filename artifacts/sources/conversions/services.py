"""Making an artifact of another one's content; the other one stays as it is."""

from time import perf_counter

from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import NotConvertible
from artifacts.rows.losses import Loss
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.sources.conversions.base import ALL, Chosen, Source
from artifacts.sources.conversions.registry import CONVERSIONS
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import create_artifact


def convert_artifact(
    *, artifact: Artifact, actor: User, kind: KindName, chosen: Chosen = ALL, title: str = ""
) -> ArtifactVersion:
    """Make an artifact of `kind` of the newest version; counts in the daily quota.

    What is not in it is told by its losses, also that the original is not complete. Raise NotConvertible for the same
    kind or nothing to take, NotFound for a part that is not there, InvalidOperation for a range that is none,
    OverLimit, QuotaReached or CalculationFailed.
    """
    started = perf_counter()
    convert = CONVERSIONS.get((KindName(artifact.kind), kind))
    if convert is None:
        raise NotConvertible(_("It is of this kind already."))
    head = find_version(artifact)
    found = convert(Source(open_version(head), head.title), chosen)
    return create_artifact(
        owner=actor,
        kind=kind,
        title=title or head.title,
        content=found.content,
        origin=Origin.CONVERSION,
        author=AuthorKind.USER,
        summary=_("Made of version %(number)s of %(title)s") % {"number": head.number, "title": head.title[:120]},
        losses=(*found.losses, *_incomplete(head)),
        spent_ms=(perf_counter() - started) * 1000,
    )


def _incomplete(head: ArtifactVersion) -> tuple[str, ...]:
    if not head.is_partial:
        return ()
    return (Loss.INCOMPLETE_ORIGINAL.told(figures=head.completeness.status_text()),)
