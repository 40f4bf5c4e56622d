from datetime import timedelta

from django.utils import timezone

from telemetry.models import EventRecord

KEPT_FOR = timedelta(days=30)


def prune_events() -> int:
    """Delete the events that are past their time; return how many."""
    deleted, _by_model = EventRecord.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
