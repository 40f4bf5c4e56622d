"""The column names that a request lists: 'with columns a, b', 'a and b as the columns', '2 columns (a, b)'.

Names are returned as they were written. A list ends at its bracket, at the end of the sentence and where a preposition
leads on; what is not plainly a list of names gives nothing.
"""

import re

MOST_NAMES = 30
_NAME_CHARACTERS = 60
_NAME_WORDS = 7

_NOUN = (
    r"(?:columns|column (?:headers|headings|names|titles)|columnas|spalten|colonnes|colonne|colunas|kolommen|"
    r"encabezados|intestazioni|cabeçalhos)"
)
_LOOSE = r"(?:headers|headings|fields|attributes|campos|felder[n]?|champs|campi)"
_WITH = r"(?:with|having|using|use|con|mit|avec|com|usando|met)"
_ARE = (
    r"(?:should be|should include|will be|must be|are|named|called|labell?ed|titled|being|like|for|"
    r"deben ser|serán|sean|son|llamadas|para|sollen|sind|heißen|namens|für|"
    r"doivent être|seront|sont|nommées|intitulées|pour|devono essere|saranno|sono|chiamate|per|"
    r"devem ser|serão|são|chamadas)"
)
_OPENING = re.compile(
    rf"(?:\b{_NOUN}|\b{_WITH}\s+(?:[\w']+\s+){{0,3}}?{_LOOSE})\b(?P<verb>\s+{_ARE}\b(?:\s+sein)?)?"
    rf"(?P<sign>\s*[:=(\[–—,]|\s+-)?",
    re.IGNORECASE,
)
_LED = re.compile(rf"(?:\b{_WITH}\s+(?:[\w']+\s+){{0,2}}|\b(?:and|y|und|et|e)\s+(?:[\w']+\s+)?)$", re.IGNORECASE)
_AS = re.compile(
    r"\b(?:as|como|als|comme|en|come)\s+(?:(?:the|its|my|their|table|les|las|die|le|as|separate)\s+){0,2}"
    rf"(?:{_NOUN})\b",
    re.IGNORECASE,
)
_AS_BEFORE = re.compile(
    r"\b(?:with|having|using|use|include|including|put|take|want|con|usa|usando|mit|nimm|verwende|avec|utilise|"
    r"utilisez|prends|com|use|usa)\s+(?:(?:the|its|las|los|den|die|der|les|le|la|o|os|as)\s+)?",
    re.IGNORECASE,
)
_NAMED_COLUMNS = re.compile(r"\bwith\s+(?:the\s+)?(?P<names>[^.:;!?\n()]{3,200}?)\s+columns\b", re.IGNORECASE)
_VALUES = {
    word: value
    for value, words in {
        2: "two dos zwei deux due dois duas",
        3: "three tres drei trois tre três",
        4: "four cuatro vier quatre quattro quatro",
        5: "five cinco fünf cinq cinque",
        6: "six seis sechs sei",
        7: "seven",
        8: "eight",
    }.items()
    for word in words.split()
}
_COUNT = re.compile(rf"(?:^|\s)(?P<count>\d{{1,2}}|{'|'.join(_VALUES)})\s+(?:\w+\s+)?$", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]"}
_SENTENCE_END = re.compile(r"[.!?。](?:\s|$)|[\n:;]")
_SPLIT = re.compile(
    r"\s*,\s*(?:and|y|e|et|und|ed|en|or|plus|&)\s+|,(?!\d{3}\b)|[;/|]|\s(?:and|y|e|et|und|ed|en|plus|&)\s"
)
_LEADS_ON = re.compile(
    r"\s(?:for|about|with|from|sorted|ordered|where|so that|please|over|para|con|sobre|ordenad[oa]s?|por favor|für|"
    r"mit|über|aus|sortiert|bitte|pour|avec|sur|trié[es]*|s'il|con|ordinat[ie]|com|ordenad[oa]s?|"
    r"in (?:that|this|the (?:given|following|same))|en ese orden|in dieser|dans cet|in quest'|nessa ordem)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:of|for|in|with|from|to|by|on|about|as|at|so|but|that|which|it|this|these|those|you|i|we|they|is|are|be|then|if|"
    r"when|because|please|not|each|every|using|based|de|del|para|con|en|por|sobre|que|cada|für|mit|von|"
    r"aus|über|die|jede\w*|pour|avec|dans|du|des|sur|chaque|per|di|ogni|com|do|da|dos|das)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:the|its|their|a|an|el|la|los|las|der|die|das|les|le|il|o|os|as)\s+(?=\S{2})", re.IGNORECASE
)
_ROWS = re.compile(
    r"^(?:\d[\d.,]*|\w+)\s+(?:\w+\s+)?(?:rows?|entries|filas|zeilen|lignes|righe|linhas)\b", re.IGNORECASE
)
_LIST_SIGN = re.compile(r"^\s*(?:[-*•+]|\d{1,2}[.)])\s+")
_EDGES = " \t\"'“”„«»‘’().*`"


def listed_columns(text: str) -> tuple[str, ...]:
    """Return the names in a message of a language that is written so, or nothing."""
    return _named_behind(text) or _named_as(text) or _named_before(text)


def _named_behind(text: str) -> tuple[str, ...]:
    """Return the names behind the word: 'columns: a, b', 'columns should be a and b', '2 columns, a and b'."""
    for match in _OPENING.finditer(text):
        sign = (match["sign"] or "").strip()
        names = _names(_until_end(text[match.end() :], sign))
        count = _counted(text[: match.start()])
        if count and len(names) > count:
            names = names[:count]
        if names and _is_list(names, match, text, sign, count):
            return names
    return ()


def _is_list(names: tuple[str, ...], match: re.Match[str], text: str, sign: str, count: int) -> bool:
    """Whether the names are surely meant as such: by a sign, a verb, a count or the word before the columns."""
    if count > 1 and len(names) == 1:
        return False
    if sign in (":", "=") or (match["verb"] and match["verb"].split()[0].lower() in ("named", "called")):
        return True
    if len(names) < 2:
        return False
    is_led = _LED.search(text[: match.start()])
    is_loose = re.match(rf"{_WITH}\b", match[0], re.IGNORECASE)
    return bool(sign or match["verb"] or is_led or is_loose)


def _named_as(text: str) -> tuple[str, ...]:
    """Return the names before 'as columns'."""
    for match in _AS.finditer(text):
        clause = re.split(r"[.!?;:\n(]\s*", text[: match.start()])[-1]
        led = [found.end() for found in _AS_BEFORE.finditer(clause)]
        lists = [_names(clause[start:].rstrip(" ,")) for start in led or [0]]
        names = max(lists, key=len)
        if len(names) > 1 or (led and names):
            return names
    return ()


def _named_before(text: str) -> tuple[str, ...]:
    """Return the names in 'with name, age and city columns'."""
    for match in _NAMED_COLUMNS.finditer(text):
        names = _names(match["names"])
        if len(names) > 1 and not any(re.match(r"\d", name) for name in names):
            return names
    return ()


def _until_end(rest: str, sign: str) -> str:
    if sign in _CLOSING:
        return rest.partition(_CLOSING[sign])[0]
    if sign == ":" and rest.lstrip(" \t").startswith("\n"):
        return ", ".join(_LIST_SIGN.sub("", line) for line in rest.strip().split("\n\n")[0].split("\n"))
    rest = rest.lstrip()
    if rest[:1] in _CLOSING:
        return rest[1:].partition(_CLOSING[rest[:1]])[0]
    rest = rest.lstrip(" :=,")
    return _SENTENCE_END.split(rest, maxsplit=1)[0] if ";" not in rest else re.split(r"[.!?:\n]", rest)[0]


def _names(text: str) -> tuple[str, ...]:
    """Return the names of a list; it ends before what cannot be one."""
    names: list[str] = []
    for part in _SPLIT.split(text):
        led_on = _LEADS_ON.search(f" {part}", 1)
        name = _ARTICLE.sub("", (part[: led_on.start() - 1] if led_on else part).strip(_EDGES))
        if _ROWS.match(name) or (not name and names):
            break
        if not name or _NO_NAME.match(name) or len(name) > _NAME_CHARACTERS or len(name.split()) > _NAME_WORDS:
            break
        names.append(name)
        if led_on:
            break
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def _counted(before: str) -> int:
    """Return how many columns are said to be, 0 if it is not said."""
    match = _COUNT.search(before)
    word = match["count"].lower() if match else "0"
    return int(word) if word.isdecimal() else _VALUES.get(word, 0)
