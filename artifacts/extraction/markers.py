"""The plain markers that stand around an artifact in a model's answer."""

from artifacts.enums import KindName

CLOSE_MARKER = "[[/artifact]]"


def open_marker(kind: KindName, title: str) -> str:
    """Return the marker that opens an artifact; brackets and quotes of the title give way to plain ones."""
    plain = title.translate({ord('"'): "'", ord("["): "(", ord("]"): ")", ord("\n"): " "})
    return f'[[artifact kind="{kind.value}" title="{plain}"]]'
