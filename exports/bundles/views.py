"""Pages and fragments of bundles. Which artifacts belong into one is for the room that knows them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.limits import Limit, check_and_hit
from common.htmx import is_htmx
from exports.bundles import services
from exports.bundles.download import bundle_response
from exports.bundles.lookups import find_bundle
from exports.bundles.presentation import view_bundle


@login_required
@require_GET
def bundle_status(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Show how a bundle stands."""
    bundle = find_bundle(request, bundle_id)
    template = "exports/bundles/bundle.html#bundle" if is_htmx(request) else "exports/bundles/bundle.html"
    return render(request, template, {"bundle": view_bundle(bundle)})


@login_required
@require_POST
def bundle_cancel(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Give up what is not ready."""
    bundle = find_bundle(request, bundle_id)
    services.cancel_bundle(bundle=bundle)
    return redirect("exports:bundle", bundle_id=bundle.pk)


@login_required
@require_POST
def bundle_retry(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Ask for the same files again."""
    bundle = find_bundle(request, bundle_id)
    again = services.retry_bundle(bundle=bundle, admit=lambda: check_and_hit(request, Limit.EXPORT))
    return redirect("exports:bundle", bundle_id=again.pk)


@login_required
@require_GET
def bundle_file(request: HttpRequest, bundle_id: UUID) -> HttpResponseBase:
    """Return the zip as an attachment."""
    bundle = find_bundle(request, bundle_id)
    return bundle_response(request, bundle, services.open_bundle(bundle=bundle))
