"""Markdown to HTML that is safe to show: parsed by pyromark, allow-listed by nh3, finished for the page.

The sanitiser has the last word over everything that comes from the text; what is added after it (scroll containers,
labels, the owner's images, formulas) is made here from constants and escaped values, in place of signs that no text
can forge.
"""

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from artifacts.markdown.images import ImageAddress, Images
from artifacts.markdown.math import Formula
from artifacts.markdown.mathml import mathml
from artifacts.markdown.nesting import flattened, is_deep
from artifacts.markdown.parser import Definitions, parse_html
from artifacts.markdown.prepared import Prepared, prepare
from artifacts.markdown.raw_html import restore
from artifacts.markdown.signs import MATH, number_of

_TAGS = (
    "a p br hr h1 h2 h3 h4 h5 h6 strong em del sup sub u code pre blockquote ul ol li table thead tbody tr th td div "
    "input "
)
MATH_COST_CHARACTERS = 100_000  # of all formulas of a text: most of a second
_LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}")
_ALIGNED = re.compile(r'<t([hd]) style="text-align: (left|center|right)">')
_FOOTNOTE = re.compile(r'(<sup class="footnote-reference"><a href="#|<div class="footnote-definition" id=")([^"]*)"')
_CHECKBOX = re.compile(r"<input [^>]*>")
_ALIGN_CLASSES = {"align-left", "align-center", "align-right"}


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("code", "class"):
        return value if _LANGUAGE.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes={
        "a": {"href", "title"},
        "code": {"class"},
        "ol": {"start"},
        "div": {"id"},
        "input": {"checked", "disabled"},
    },
    attribute_filter=_filter_attribute,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    allowed_classes={
        "th": _ALIGN_CLASSES,
        "td": _ALIGN_CLASSES,
        "sup": {"footnote-reference", "footnote-definition-label"},
        "div": {"footnote-definition"},
    },
    link_rel="nofollow noopener noreferrer",
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=lambda url: url if url.startswith("#") else None,
)


def render_markdown(
    text: str,
    *,
    scope: str = "",
    definitions: Definitions | None = None,
    image_address: ImageAddress | None = None,
) -> SafeString:
    """Return safe HTML of a Markdown text.

    `scope` keeps the footnotes of several texts on one page apart. `definitions` are link references that stand
    elsewhere. `image_address` gives the address of an owner's `file:digest` image; without it the image's words show.
    """
    found = prepare(text)
    images = Images(image_address, found.signs)
    html = _shallow_html(found, definitions or {})
    html = _CLEANER.clean(restore(images.take_out(_prepare(html, scope)), found.signs))
    return mark_safe(_with_formulas(images.put_back(_finish(html)), found))


def _shallow_html(found: Prepared, definitions: Definitions) -> str:
    html = parse_html(found.source, definitions)
    return parse_html(flattened(found.source), definitions) if is_deep(html) else html


def _with_formulas(html: str, found: Prepared) -> str:
    """Return sanitised HTML with its formulas drawn; one that cannot be, or that costs too much, as text."""
    if not found.formulas:
        return html
    shown: list[str] = []
    spent = 0
    for formula in found.formulas:
        spent += len(formula.tex)
        shown.append((spent <= MATH_COST_CHARACTERS and _drawn(formula)) or escape(formula.raw))

    def meaning(code: str) -> str | None:
        number = number_of(code, MATH)
        return None if number is None else shown[number]

    return found.signs.replace(html, meaning)


def _drawn(formula: Formula) -> str:
    return mathml(formula.tex, is_display=formula.is_display)


def _prepare(html: str, scope: str) -> str:
    """Turn the parser's inline styles into classes and give footnotes ids of their own."""
    if "text-align" in html:
        html = _ALIGNED.sub(r'<t\1 class="align-\2">', html)
    if "footnote-" in html:
        html = _FOOTNOTE.sub(lambda match: f'{match[1]}fn-{escape(scope)}{match[2]}"', html)
    return html


def _finish(html: str) -> str:
    """Make tables scroll by keyboard and name check boxes for screen readers."""
    if "<table>" in html:
        scroll = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(_("Table"))}"><table>'
        html = html.replace("<table>", scroll).replace("</table>", "</table></div>")
    if "<input " in html:
        html = _CHECKBOX.sub(_named_checkbox, html)
    return html


def _named_checkbox(match: re.Match[str]) -> str:
    is_done = "checked" in match.group()
    label, checked = (_("Done"), " checked") if is_done else (_("Not done"), "")
    return f'<input type="checkbox" disabled{checked} aria-label="{escape(label)}">'
