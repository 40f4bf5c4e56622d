"""A question about the open artifact's data, answered by a query over all of its rows: by patterns, else by a model.

What was computed carries its query. A question that cannot be computed goes the way of every other message.
"""

from dataclasses import replace
from functools import partial

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.markdown.escaping import escape
from artifacts.queries.result import Answered
from artifacts.queries.services import AskedVersion, ask_query, ask_question, describe_views
from artifacts.rows.errors import QueryRefused
from chat.rows.enums import TurnStatus
from chat.turns.background import run_in_background
from chat.turns.data_questions import DataQuestion
from chat.turns.outcome import Computed, Outcome
from chat.turns.running import LiveTurn
from common.errors import ApplicationError
from llm.client import complete_json, is_offline
from llm.data_query import SCHEMA, filled, query_prompt
from llm.errors import ProviderError

log = structlog.get_logger(__name__)
ROWS_SHOWN = 20
MODEL_SECONDS = 20


async def answer_computed(live: LiveTurn, question: DataQuestion) -> Outcome | None:
    """Say what was computed, with its rows; None if this question goes to the model like any other."""
    answered: Answered | None
    try:
        answered = await run_in_background(partial(ask_question, [AskedVersion(question.version)], question.text))
    except QueryRefused as refusal:
        if is_offline():
            live.feed(refusal.detail)
            return Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE)
        answered = await _by_model(question)
    except ApplicationError as refusal:
        log.info("question_not_computed", turn_id=str(live.turn_id), code=refusal.code)
        return None
    if answered is None:
        return None
    live.feed(words_of(answered))
    computed: Computed = {
        "sql": answered.sql,
        "version": answered.version,
        "artifact": str(question.version.artifact_id),
        "title": question.version.title,
        "rows_read": answered.result.rows_read,
    }
    return Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE, computed=computed)


async def _by_model(question: DataQuestion) -> Answered | None:
    """Let the model write the query, once more if it is refused; the server runs it and fills in what it says."""
    asked = [AskedVersion(question.version)]
    failed: tuple[str, str] | None = None
    try:
        views = await run_in_background(partial(describe_views, asked))
        for _attempt in range(2):
            prompt = query_prompt(views, question.text, failed)
            reply = await complete_json(prompt, SCHEMA, model=question.model, timeout_seconds=MODEL_SECONDS)
            sql, sentence = str(reply.get("sql") or "").strip(), str(reply.get("sentence") or "")
            if not sql:
                return None
            try:
                answered = await run_in_background(partial(ask_query, asked, sql))
            except QueryRefused as refusal:
                failed = (sql, refusal.detail)
                continue
            return _said(answered, sentence, question.text)
    except (ProviderError, ApplicationError) as fault:
        log.info("question_not_computed", code=fault.code)
    return None


def _said(answered: Answered, sentence: str, question: str) -> Answered:
    names = [column.name for column in answered.result.columns]
    told = filled(sentence, names, answered.result.rows, question) or answered.sentence
    return replace(answered, sentence=told)


def words_of(answered: Answered) -> str:
    """Return the answer as Markdown: the sentence, a table of its first rows, and what was left out."""
    result = answered.result
    parts = [escape(answered.sentence)]
    if len(result.rows) > 1 or len(result.columns) > 1:
        parts.append(_table(answered))
    rest = len(result.rows) - ROWS_SHOWN
    if rest > 0:
        parts.append(ngettext("%(count)d more row.", "%(count)d more rows.", rest) % {"count": rest})
    parts += [escape(note) for note in result.notes]
    return "\n\n".join(parts)


def _table(answered: Answered) -> str:
    result = answered.result
    lines = [[column.name for column in result.columns], *(map(_shown, row) for row in result.rows[:ROWS_SHOWN])]
    head, *rows = ["| " + " | ".join(_cell(text) for text in line) + " |" for line in lines]
    rule = "|" + "".join(" ---: |" if column.type is ColumnType.NUMBER else " --- |" for column in result.columns)
    return "\n".join([head, rule, *rows])


def _cell(text: str) -> str:
    return escape(text).replace("|", "\\|").replace("\n", " ")


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value if isinstance(value, str) else plain_number(value)
