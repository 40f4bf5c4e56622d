from django.http import HttpRequest

from accounts.demo import runs_site
from accounts.sign_up import SignUp, policy_for
from common.request_kind import is_local_site


def sign_in(request: HttpRequest) -> dict[str, bool]:
    """Tell templates which ways in may be shown, and who looks after the site."""
    runs = hasattr(request, "user") and runs_site(request)
    is_open = policy_for(request) is SignUp.OPEN
    return {"demo_login_available": is_local_site(request), "is_sign_up_open": is_open, "runs_site": runs}
