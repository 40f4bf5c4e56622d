"""The offline assistant's answer to a message: pasted data, a starter, a blank shape, or one honest line."""

from artifacts.extraction.markers import CLOSE_MARKER, open_marker
from llm.offline.drafts import Draft, render_draft
from llm.offline.language import Language, language_of
from llm.offline.pasted_drafts import build_from_pasted
from llm.offline.skeletons import build_skeleton
from llm.offline.starters.registry import starter_for
from llm.offline.wish import Wish, read_wish
from llm.protocol import ChatRequest

_NAME = {Language.ENGLISH: "Offline assistant", Language.SPANISH: "Asistente sin conexión (offline assistant)"}
_HELP = {
    Language.ENGLISH: (
        "no language model is connected, so I cannot answer this. I can turn pasted data (CSV, JSON, lists) into a "
        "table, sheet or document, and build starters such as a budget, an invoice or a letter. Whoever runs this "
        "site connects a model under *Connect a model* in the account menu."
    ),
    Language.SPANISH: (
        "no hay un modelo de lenguaje conectado, así que no puedo responder. Puedo convertir datos pegados (CSV, "
        "JSON, listas) en tabla, hoja o documento, y crear plantillas como un presupuesto, una factura o una carta. "
        "Quien administra este sitio conecta un modelo en *Conectar un modelo*, en el menú de la cuenta."
    ),
}

_CONTINUE = {
    Language.ENGLISH: (
        "I write whole answers only and cannot go on where another one was cut short. Use Retry; whoever runs this "
        "site connects a model under *Connect a model* in the account menu."
    ),
    Language.SPANISH: (
        "solo escribo respuestas enteras y no puedo seguir donde otra se cortó. Usa «Reintentar»; quien administra "
        "este sitio conecta un modelo en *Conectar un modelo*, en el menú de la cuenta."
    ),
}


def compose(request: ChatRequest) -> str:
    """Return the whole answer; only a request with a kind gets markers, and none that asks to continue."""
    if request.continues is not None:
        language = language_of("", request.language)
        return f"{_NAME[language]}: {_CONTINUE[language]}"
    if request.kind is None:
        language = language_of(request.last_text[:2_000], request.language)
        return f"{_NAME[language]}: {_HELP[language]}"
    wish = read_wish(request, request.kind)
    draft = draft_for(wish)
    body = render_draft(draft, request.kind)
    head = f"{_NAME[wish.language]}: {draft.line}"
    return "\n".join((head, "", open_marker(request.kind, draft.title), body, CLOSE_MARKER, ""))


def draft_for(wish: Wish) -> Draft:
    """Return what fits the wish best: the user's own data before anything made up."""
    starter = starter_for(wish)
    if wish.pasted and not (starter and starter.takes_pasted):
        return build_from_pasted(wish, wish.pasted)
    return starter.build(wish) if starter else build_skeleton(wish)
