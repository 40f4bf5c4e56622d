"""Images of documents: their bytes for the owner and for whoever has a link, and the upload without JavaScript."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.signed_in import signed_in_user
from artifacts.images.find import find_file, open_file
from artifacts.images.naming import image_words
from artifacts.images.references import image_reference, named_digests
from artifacts.images.services import store_image
from artifacts.rows.models import ArtifactFile
from artifacts.shown.document import PieceView, find_piece
from artifacts.sources.sharing import find_shared
from artifacts.versions.reading import StoredDocument, find_artifact, find_version, open_version
from common.errors import FieldError, Invalid, NotFound
from common.stored_files import read_chunks
from rollout.enums import FlagName
from rollout.flags import require

OWN_SECONDS = 365 * 24 * 60 * 60  # a digest never names other bytes


@login_required
@require_GET
def file_detail(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Answer an image of the user's own."""
    return _image(
        request,
        find_file(require(signed_in_user(request), FlagName.ARTIFACTS), digest),
        f"private, max-age={OWN_SECONDS}, immutable",
    )


@require_GET
def shared_file(request: HttpRequest, token: str, digest: str) -> HttpResponseBase:
    """Answer an image that the shared document shows now; nothing else of its owner, and kept by no cache."""
    artifact = find_shared(token)
    stored = open_version(find_version(artifact))
    if not isinstance(stored, StoredDocument) or digest not in named_digests(stored.text):
        raise NotFound
    response = _image(request, find_file(artifact.owner, digest), "private, no-store")
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@login_required
@require_POST
def section_image(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Store the image of the section's form and show the form again, its text followed by the image."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    head = find_version(artifact)
    stored = open_version(head)
    if not isinstance(stored, StoredDocument):
        raise NotFound
    upload = request.FILES.get("image")
    if upload is None:
        sentence = _("Choose an image.")
        raise Invalid(sentence, errors=[FieldError("image", sentence)])
    piece = find_piece(stored, request.POST.get("section", ""))
    file = store_image(owner=user, file=upload, size_bytes=upload.size or 0)
    text = f"{request.POST.get('text', '').rstrip()}\n\n{image_reference(file.digest, image_words(upload.name))}\n"
    context = {
        "artifact": artifact,
        "piece": PieceView(piece.id, piece.title, piece.level, text.lstrip("\n")),
        "version": {"number": request.POST.get("expected_version", head.number)},
    }
    return render(request, "artifacts/document/section.html", context)


def _image(request: HttpRequest, file: ArtifactFile, cache: str) -> HttpResponseBase:
    opened = open_file(file)
    response: StreamingHttpResponse
    if isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(read_chunks(opened), content_type=file.media_type)
        response["Content-Length"] = str(file.size_bytes)
    else:
        response = FileResponse(opened, content_type=file.media_type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = cache
    return response
