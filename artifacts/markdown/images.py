"""What becomes of images: nothing is ever loaded from elsewhere.

An image that the owner uploaded (`file:digest`) is shown where the caller knows its address, else its words are; a
remote image becomes a link with its words.
"""

import re
from collections.abc import Callable
from html import unescape

from django.utils.html import escape
from django.utils.translation import gettext as _

from artifacts.markdown.signs import BREAK, IMAGE, LESS_THAN, Signs, number_of

_TAG = re.compile(r'<a href="|</a>|<img src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)"(?: title="(?P<title>[^"]*)")? />')
_IN_ATTRIBUTE = {BREAK: " ", LESS_THAN: "&lt;"}
ImageAddress = Callable[[str], str | None]


class Images:
    """Takes the images of one text out before sanitising and puts the allowed ones back afterwards."""

    def __init__(self, address: ImageAddress | None, signs: Signs) -> None:
        self._signs = signs
        self._address = address
        self._kept: list[str] = []
        self._in_link = False

    def take_out(self, html: str) -> str:
        """Return parser's HTML without image tags."""
        return _TAG.sub(self._replace, html) if "<img " in html else html

    def put_back(self, html: str) -> str:
        """Return sanitised HTML with the images of the owner."""
        return self._signs.replace(html, self._image) if self._kept else html

    def _image(self, code: str) -> str | None:
        number = number_of(code, IMAGE)
        return None if number is None else self._kept[number]

    def _replace(self, match: re.Match[str]) -> str:
        if match["src"] is None:
            self._in_link = match.group() != "</a>"
            return match.group()
        source = unescape(match["src"])
        if source.startswith("file:"):
            return self._own(source.removeprefix("file:"), match["alt"])
        words = match["alt"] or escape(_file_name(source))
        return words if self._in_link else f'<a href="{match["src"]}">{words}</a>'

    def _own(self, digest: str, alt: str) -> str:
        address = self._address(digest) if self._address else None
        if address is None:
            return alt or escape(_("Image"))
        words = self._signs.replace(alt, lambda code: _IN_ATTRIBUTE.get(code, ""))
        self._kept.append(f'<img src="{escape(address)}" alt="{words}" loading="lazy">')
        return self._signs.sign(f"{IMAGE}{len(self._kept) - 1}")


def _file_name(source: str) -> str:
    return source.rstrip("/").rpartition("/")[2] or source
