from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.signed_in import signed_in_user
from chat.beside.bundles import request_conversation_bundle
from chat.rows.lookups import find_conversation
from chat.shown.page import is_bundle_offered
from common.errors import Invalid
from exports.rows.enums import BundleFormats
from rollout.flags import features_for


@login_required
@require_GET
def conversation_files(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Show whether the conversation's artifacts can be exported together: what the top bar asks when a turn ends."""
    user = signed_in_user(request)
    conversation, features = find_conversation(user, conversation_id), features_for(user)
    shown = {
        "conversation": conversation,
        "features": features,
        "is_bundle_offered": is_bundle_offered(conversation, features),
    }
    return render(request, "chat/messages/_files.html", shown)


@login_required
@require_POST
def conversation_export(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    conversation = find_conversation(signed_in_user(request), conversation_id)
    name = request.POST.get("formats", BundleFormats.OFFICE)
    if name not in BundleFormats.values:
        raise Invalid
    bundle = request_conversation_bundle(request=request, conversation=conversation, formats=BundleFormats(name))
    return redirect("exports:bundle", bundle_id=bundle.pk)
