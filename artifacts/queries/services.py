"""Asking artifacts: the newest versions go to a query process block by block, and nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from artifacts.queries.processes import ask_isolated
from artifacts.queries.result import Answered, Result, Told
from artifacts.rows.models import ArtifactVersion, ContentBlock
from artifacts.rows.stored_blocks import fetch_block


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """A version that is asked, under a name of the asker's choice, or its own."""

    version: ArtifactVersion
    name: str = ""


def ask_query(asked: Sequence[AskedVersion], sql: str) -> Answered:
    """Return what the query gives over all rows of the versions; the first one's first view is also `data`.

    Raise QueryRefused, QueryTimeout, ResultTooLarge or QueryBusy.
    """
    return _ask(asked, {"sql": sql})


def ask_question(asked: Sequence[AskedVersion], question: str) -> Answered:
    """Return the answer to a question in words about the first view; raise QueryRefused for what is not understood."""
    return _ask(asked, {"question": question})


def describe_views(asked: Sequence[AskedVersion]) -> str:
    """Return what a model is told to write a query: names, types, a few rows and values; never all rows."""
    return _tell(asked, {"describe": "views"}).sentence


def _ask(asked: Sequence[AskedVersion], wanted: Mapping[str, str]) -> Answered:
    started = perf_counter()
    told = _tell(asked, wanted)
    took_ms = round((perf_counter() - started) * 1000, 1)
    sentence = told.sentence or _counted(told.result)
    return Answered(told.result, told.sql or wanted["sql"], sentence, asked[0].version.number, took_ms)


def _tell(asked: Sequence[AskedVersion], wanted: Mapping[str, str]) -> Told:
    digests = list(dict.fromkeys(digest for one in asked for digest in one.version.blocks))
    sizes = dict(ContentBlock.objects.filter(digest__in=digests).values_list("digest", "size_bytes"))
    head: dict[str, object] = {
        **wanted,
        "language": get_language() or "en",
        "asked": [_asked_to_json(one) for one in asked],
        "blocks": [[digest, sizes[digest]] for digest in digests],
    }
    return ask_isolated(head, _blocks(digests), sum(sizes[digest] for digest in digests))


def _counted(result: Result) -> str:
    """Return what there is to say of a query that somebody wrote."""
    rows = ngettext("%(count)s row", "%(count)s rows", len(result.rows)) % {"count": f"{len(result.rows):,}"}
    read = ngettext("%(count)s row", "%(count)s rows", result.rows_read) % {"count": f"{result.rows_read:,}"}
    return _("%(rows)s, computed over %(read)s.") % {"rows": rows, "read": read}


def _asked_to_json(one: AskedVersion) -> dict[str, object]:
    version = one.version
    return {
        "name": one.name,
        "title": version.title,
        "kind": version.artifact.kind,
        "manifest": version.manifest,
        "digests": version.blocks,
    }


def _blocks(digests: Sequence[str]) -> Iterator[bytes]:
    for digest in digests:
        yield fetch_block(digest)
