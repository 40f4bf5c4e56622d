"""Markdown to safe HTML."""

import nh3
import pyromark
from django.utils.safestring import SafeString, mark_safe

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)


def render_markdown(text: str) -> SafeString:
    """Render Markdown as HTML that is safe to show."""
    return mark_safe(nh3.clean(pyromark.html(text, options=OPTIONS)))
