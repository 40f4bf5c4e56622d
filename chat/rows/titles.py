"""Titles from messages: of a conversation its first request, of an artifact what the request is about."""

import re

from chat.rows import limits

COMMAND = re.compile(r"^/\w+\s+")
DATA = re.compile(r"[,;|\t].*[,;|\t]|^[\[{<|]|^\w[\w ]*[,\t;]\w[\w ]*$")

_PLEASE = (
    r"(?:please|pls|can you|could you|would you|i (?:need|want|would like)(?: you to)?|i'd like|help me(?: to)?|"
    r"por favor|puedes|podrías|necesito|quiero|bitte|kannst du(?: mir)?|könntest du(?: mir)?|ich (?:brauche|möchte)|"
    r"s'il (?:te|vous) plaît|peux-tu|pouvez-vous|je (?:veux|voudrais)|per favore|puoi|potresti|voglio|vorrei|pode|"
    r"você pode|preciso de|quero)[,\s]+"
)
_MAKE = (
    r"(?:make|create|write|draft|build|generate|compose|prepare|produce|give|show|haz|hazme|crea|crear|escribe|escribir|"
    r"redacta|redactar|genera|generar|dame|prepara|erstelle?n?|schreibe?n?|mache?|verfasse|generiere|gib|fais|faire|crée|"
    r"créer|écris|écrire|rédige|rédiger|génère|donne|fai|fammi|creare|scrivi|scrivere|scrivimi|dammi|faça|crie|criar|"
    r"escreva|escrever|gere)\b(?:[\s-]+(?:me|us|mir|uns|moi|nous|up)\b)?\s+"
)
_ARTICLE = r"(?:(?:an?|the|my|some|una?|el|la|los|las|eine?[nr]?|der|die|das|une?|le|les|uno|il|lo|uma?|o|os|as)\s+)?"
_TABLE = (
    r"(?:(?:table|tabla|tabelle|tableau|tabella|tabela)\s+(?:of|for|about|with|listing|showing|de|del|con|sobre|para|von|"
    r"der|mit|über|für|des|du|avec|sur|pour|di|dei|delle|dos|das|com)\s+)?"
)
_ASKED = re.compile(rf"(?:{_PLEASE})*(?:{_MAKE})?{_ARTICLE}{_TABLE}{_ARTICLE}", re.IGNORECASE)
_END = re.compile(r"[.!?;:](?:\s|$)")


def subject_of(text: str) -> str:
    """Return what a message asks for, without the words that ask: 'Write a report on tea' is 'Report on tea'."""
    if not text.strip():
        return ""
    line = title_of(text)
    said = _END.split(line[len(match[0]) if (match := _ASKED.match(line)) else 0 :], maxsplit=1)[0].strip(" ,\"'")
    return said[:1].upper() + said[1:] if said else line


def title_of(text: str) -> str:
    """Return the first line that reads like words, else the first line; cut at the limit, without a slash command."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    spoken = (line for line in (lines[0], lines[-1]) if not DATA.search(line))
    title = COMMAND.sub("", next(spoken, lines[0]))
    return title if len(title) <= limits.TITLE_CHARS else title[: limits.TITLE_CHARS - 1].rstrip() + "\u2026"
