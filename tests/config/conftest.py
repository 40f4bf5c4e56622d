"""One of everything that Alice can own, written as rows; and running sites."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from accounts.enums import DataExportStatus
from accounts.models import DataExport, PersonalToken, User
from accounts.tokens import create_token
from artifacts.rows.enums import AuthorKind, ImageType, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactFile, ArtifactVersion, ImportedFile, Proposal
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from exports.rows.bundles import ExportBundle
from exports.rows.enums import FormatName
from exports.rows.models import ExportJob
from rollout.services import ensure_flags
from tests.fakes.site import Site, running_site


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids by the names that routes give their parameters."""

    conversation_id: UUID
    turn_id: UUID
    message_id: UUID
    artifact_id: UUID
    job_id: UUID
    bundle_id: UUID
    proposal_id: UUID
    token_id: int
    digest: str
    file_id: UUID
    export_id: UUID


@pytest.fixture
def everything_is_on(db: None) -> None:
    ensure_flags(everyone=True)


@pytest.fixture
def belongings(user: User) -> Belongings:
    conversation = Conversation.objects.create(owner=user, title="Alice's")
    said = Message.objects.create(conversation=conversation, number=1, role=Role.USER, text="Hers")
    turn = Message.objects.create(
        conversation=conversation, number=2, role=Role.ASSISTANT, text="Hers", status=TurnStatus.COMPLETED
    )
    artifact = Artifact.objects.create(owner=user, kind=KindName.TABLE, title="Hers", origin=Origin.API, head_number=1)
    version = ArtifactVersion.objects.create(
        artifact=artifact,
        number=1,
        author_kind=AuthorKind.USER,
        author=user,
        title="Hers",
        manifest={},
        state_digest="0" * 64,
        shape_number=1,
    )
    proposal = Proposal.objects.create(artifact=artifact, base=version, operations=[])
    job = ExportJob.objects.create(owner=user, version=version, format=FormatName.CSV, options_digest="0" * 64)
    bundle = ExportBundle.objects.create(owner=user, title="Hers", origin_id=conversation.pk, digest="0" * 64)
    bundle.jobs.add(job)
    create_token(user, "hers")
    token_id = PersonalToken.objects.get().pk
    image = ArtifactFile.objects.create(
        owner=user, digest="0" * 64, media_type=ImageType.PNG, size_bytes=1, width=1, height=1, key="images/hers"
    )
    file = ImportedFile.objects.create(owner=user, name="hers.csv", data=b"", size_bytes=1)
    data = DataExport.objects.create(user=user, status=DataExportStatus.READY, key="personal-data/hers")
    return Belongings(
        conversation.pk,
        turn.pk,
        said.pk,
        artifact.pk,
        job.pk,
        bundle.pk,
        proposal.pk,
        token_id,
        image.digest,
        file.pk,
        data.pk,
    )


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of the test's own in the embedded default, to be killed."""
    with running_site(tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that the tests of a module only look at."""
    with running_site(tmp_path_factory.mktemp("site")) as started:
        yield started
