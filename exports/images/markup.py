"""Images in the HTML that a file is made from: each has an address that only this file's writer knows."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from artifacts.markdown.render import render_markdown
from exports.formats.images import FindImage

SCHEME = "image:"
TAG = re.compile(rf'<img src="{SCHEME}(?P<digest>[^"]*)" alt="(?P<words>[^"]*)"')


def render_with_images(text: str, images: FindImage) -> SafeString:
    """Return safe HTML of a Markdown text; images that are found stand in it, each with words."""
    html = render_markdown(text, image_address=lambda digest: f"{SCHEME}{digest}" if images(digest) else None)
    return mark_safe(TAG.sub(_described, html))


def count_images(html: str) -> int:
    """Return how many images the HTML shows."""
    return sum(1 for _tag in TAG.finditer(html))


def _described(tag: re.Match[str]) -> str:
    words = tag["words"] or escape(_("Image"))
    return f'<img src="{SCHEME}{tag["digest"]}" alt="{words}"'
