"""`{% icon "pencil" %}`: a picture from the sheet that each page carries. It says nothing to a screen reader."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, *looks: str) -> SafeString:
    """Return the icon of that name in `templates/_icons.html`; `looks` are further classes beside `icon`."""
    classes = " ".join(("icon", *looks))
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}" /></svg>', classes, name)
