"""Phrases about documents -> operations. To add one: a pattern and a function, a row in `_TO = r"\s+(?:to|as|an?|como)\s+"
_ANY_TITLE = r"(?P<title>[^\n]+?)"
_QUOTED = r"(?P<old>[\"“'«].+?[\"”'»]|\S+)"

DOCUMENT_PHRASES: tuple[Phrase, ...] = (
    (
        _phrase(
            rf"(?:add|insert|append|a[ñn]ade|agrega|inserta|pon)\s+{_THE}{_SECTION}\s+{_TITLED}(?P<title>[^:\n]+?)"
            rf"{_ANCHOR}(?:\s*:\s*(?P<body>.+))?"
        ),
        _insert,
    ),
    (_phrase(rf"(?:remove|delete|drop|quita|elimina|borra)\s+{_THE}{_SECTION}\s+{_ANY_TITLE}"), _delete),
    (_phrase(rf"(?:remove|delete|drop)\s+{_THE}{_ANY_TITLE}\s+{_SECTION}"), _delete),
    (_phrase(rf"(?:move|mueve)\s+{_THE}(?:{_SECTION}\s+)?{_ANY_TITLE}{_BEHIND}(?P<anchor>[^\n]+?)"), _move),
    (_phrase(rf"(?:rename|renombra)\s+{_THE}{_SECTION}\s+{_ANY_TITLE}{_TO}(?P<new>[^\n]+?)"), _rename),
    (
        _phrase(rf"(?:replace|change|sustituye|reemplaza|cambia)\s+{_QUOTED}\s+(?:with|by|to|por|con)\s+(?P<new>.+?)"),
        _replace,
    ),
)
