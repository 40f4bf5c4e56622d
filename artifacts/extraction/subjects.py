"""Which words name what a document is about: a heading does, unless it is one of a part."""

import re

_PART = re.compile(
    r"(?:step|part|phase|section|chapter|day|week|question|schritt|teil|phase|abschnitt|kapitel|tag|woche|paso|parte|fase|"
    r"sección|capítulo|día|semana|étape|partie|chapitre|jour|semaine|passo|sezione|capitolo|giorno|settimana|etapa|"
    r"seção|dia)\s*\d|\d{1,3}\s*[.):]|[ivx]{1,4}\s*[.)]|[a-h][.)]\s",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    re.findall(
        r"\w+",
        """
        introduction overview summary abstract background conclusion conclusions key takeaways points contents table of
        notes note answer response document title draft introducción resumen conclusión conclusiones índice einleitung
        einführung überblick zusammenfassung fazit inhalt inhaltsverzeichnis aperçu résumé sommaire introduzione
        riepilogo sommario conclusione indice introdução resumo conclusão sumário
        """,
    )
)
_FEW_WORDS = 3


def names_subject(words: str) -> bool:
    """Return whether a heading tells what the whole is about."""
    bare = words.strip().rstrip(":").casefold()
    said = re.findall(r"\w+", bare)
    is_general = len(said) <= _FEW_WORDS and all(word in _GENERAL for word in said)
    return bool(said) and not _PART.match(bare) and not is_general
