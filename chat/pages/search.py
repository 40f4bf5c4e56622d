"""The page that finds old conversations; htmx loads its results while one types."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.signed_in import signed_in_user
from chat.rows.search import search_conversations
from common.htmx import is_htmx
from rollout.flags import features_for


@login_required
@require_GET
def conversation_search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words of `q`."""
    user = signed_in_user(request)
    words = request.GET.get("q", "").strip()
    context = {"words": words, "found": search_conversations(user, words), "features": features_for(user)}
    template = "chat/search/page.html#found" if is_htmx(request) else "chat/search/page.html"
    return render(request, template, context)
