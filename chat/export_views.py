from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chat.bundles import request_conversation_bundle
from chat.lookups import current_user, find_conversation
from common.errors import Invalid
from exports.enums import BundleFormats


@login_required
@require_POST
def conversation_export(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    conversation = find_conversation(current_user(request), conversation_id)
    name = request.POST.get("formats", BundleFormats.OFFICE)
    if name not in BundleFormats.values:
        raise Invalid
    bundle = request_conversation_bundle(request=request, conversation=conversation, formats=BundleFormats(name))
    return redirect("exports:bundle", bundle_id=bundle.pk)
