from django.http import HttpRequest

from accounts.demo import runs_site
from common.request_kind import is_local_site


def sign_in(request: HttpRequest) -> dict[str, bool]:
    """Tell templates whether the button that enters as the demo user may be shown, and who looks after the site."""
    runs = hasattr(request, "user") and runs_site(request)
    return {"demo_login_available": is_local_site(request), "runs_site": runs}
