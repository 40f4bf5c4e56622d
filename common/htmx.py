"""Whether htmx asks. What answers tell it back are the functions of `django_htmx.http`."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a fragment (a history restore wants the whole page)."""
    details = HtmxDetails(request)
    return bool(details) and not details.history_restore_request
