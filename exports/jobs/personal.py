"""A person's exported files in their data, and their removal."""

from collections.abc import Callable, Iterator

from django.core.files.storage import default_storage

from accounts.models import User
from accounts.privacy.registry import PersonalPart, ReadableFile
from exports.jobs import storage
from exports.rows.models import ExportJob


def readable(user: User) -> Iterator[ReadableFile]:
    """Yield each file that is stored yet."""
    for job in ExportJob.objects.filter(owner=user).exclude(file="").order_by("created_at"):
        try:
            with default_storage.open(job.file) as file:
                yield f"{job.pk}-{job.file_name}", file.read()
        except FileNotFoundError:
            continue  # it has expired meanwhile


def prepare_removal(user: User) -> Callable[[], None]:
    """Remember the files, which nothing names any more when the rows are gone."""
    keys = list(ExportJob.objects.filter(owner=user).exclude(file="").values_list("file", flat=True))

    def finish() -> None:
        for key in keys:
            storage.delete(key)

    return finish


PART = PersonalPart("exports", readable, prepare_removal)
