"""What a message is about: a part of one of the conversation's artifacts, chosen by the user."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from artifacts.for_models.selection import Part, find_part
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import find_version, open_version
from chat.rows.models import Conversation, Message
from common.errors import NotFound


@dataclass(frozen=True, slots=True)
class About:
    """A part and the version that it was chosen in."""

    version: ArtifactVersion
    part: Part


def find_about(*, user: User, conversation: Conversation, artifact_id: UUID, number: int, wanted: Part) -> About:
    """Return the chosen part of an artifact that a turn of the conversation made or changed.

    Raise NotFound for what the user may not see or what is not there, VersionConflict when the artifact has changed
    since, and what `find_part` raises.
    """
    own = Artifact.objects.for_user(user).filter(versions__messages__conversation=conversation, pk=artifact_id)
    artifact = own.distinct().first()
    if artifact is None:
        raise NotFound
    version = find_version(artifact, number)
    if number != artifact.head_number:
        raise VersionConflict(artifact.head_number)
    return About(version, find_part(open_version(version), wanted))


def about_of(message: Message | None) -> About | None:
    """Return what a message is about, if its artifact is still there."""
    version = message.about_version if message else None
    if message is None or version is None or not message.about or version.artifact.deleted_at:
        return None
    return About(version, part_of(message.about))


def about_json(about: About) -> dict[str, str]:
    """Return what the message's row keeps: the part, and the title under which it was chosen."""
    return {**about.part.as_json(), "title": about.version.title}


def about_label(kept: Mapping[str, str] | None) -> str:
    """Name what a message is about, from what its row keeps."""
    return part_of(kept).label(kept["title"]) if kept else ""


def part_of(kept: Mapping[str, str]) -> Part:
    """Return the part of what `about_json` made."""
    return Part(**{name: value for name, value in kept.items() if name != "title"})
