from django.http import HttpRequest

from common.request_kind import is_local_site


def sign_in(request: HttpRequest) -> dict[str, bool]:
    """Tell templates whether the button that enters as the demo user may be shown."""
    return {"demo_login_available": is_local_site(request)}
