from django.http import HttpRequest
from ninja import Router

from accounts.quotas import QuotaUsage, usage
from accounts.schemas import UsageOut
from accounts.signed_in import signed_in_user

router = Router(tags=["account"])


@router.get("/me/usage", response=UsageOut, summary="Quotas: used, limit, resets at")
def me_usage(request: HttpRequest) -> dict[str, list[QuotaUsage]]:
    """Return what the caller has used today of each quota."""
    return {"quotas": usage(signed_in_user(request))}
