from django.db.models import F
from django.utils import timezone

from rollout.enums import FlagName
from rollout.models import Flag


def ensure_flags(everyone: bool) -> None:
    """Make the rows that are missing, at 0 %; with `everyone` switch on those that nobody has touched since.

    Safe at every start: a flag that staff changed (waffle then moves `modified`) keeps what they chose.
    """
    now = timezone.now()
    rows = [Flag(name=name.value, percent=0, created=now, modified=now) for name in FlagName]
    Flag.objects.bulk_create(rows, ignore_conflicts=True)
    if everyone:
        untouched = Flag.objects.filter(name__in=list(FlagName), everyone=None, modified=F("created"))
        untouched.update(everyone=True, modified=timezone.now())
