"""The language the offline assistant answers in: the message's own, English or Spanish.

Its texts stand in the code in both languages, side by side, and not in the interface's catalogue: an English interface
may be asked for a Spanish invoice.
"""

import re
from enum import StrEnum

_SPANISH = re.compile(
    r"\b(?:el|la|los|las|un|una|unos|con|de|del|para|por|sobre|esto|esta|este|mi|haz|hazme|crea|crear|creame|dame|"
    r"convierte|convertir|pon|pasa|escribe|redacta|prepara|genera|necesito|quiero|tabla|hoja|documento|columnas?|filas?|"
    r"agrega|añade|elimina|quita|ordena|renombra|cambia|borra|préstamo|presupuesto|factura|horario|carta|informe)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|a|an|of|with|for|from|to|into|this|these|that|my|and|by|make|create|turn|convert|write|draft|give|build|"
    r"table|sheet|document|columns?|rows?|add|remove|delete|sort|rename|loan|budget|invoice|schedule|letter|report)\b",
    re.IGNORECASE,
)


class Language(StrEnum):
    """The languages the offline assistant speaks."""

    ENGLISH = "en"
    SPANISH = "es"


def language_of(text: str, preferred: str) -> Language:
    """Return the language of the text; without a sign of one or the other, the preferred one."""
    spanish, english = len(_SPANISH.findall(text)), len(_ENGLISH.findall(text))
    if spanish == english:
        return Language.SPANISH if preferred.startswith("es") else Language.ENGLISH
    return Language.SPANISH if spanish > english else Language.ENGLISH
