"""How people say what they want, English and Spanish: patterns only. `wish` reads messages with them."""

import re

from common.numbers import WHOLE

NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
NUMEROS = (
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
)
VALUES = {word: number for words in (NUMBERS, NUMEROS) for number, word in enumerate(words)}
VALUES |= {"dozen": 12, "una": 1, "docena": 12}
WORDS = "|".join(sorted(VALUES, key=len, reverse=True))
NUMBER = rf"(?:{WHOLE}|{WORDS})"
YEAR = r"(?:19\d\d|20(?!00)\d\d)\b"
COMMA = r",(?!\d{3}\b)"
KIND = (
    r"(?:spread\s?sheets?|work\s?sheets?|sheets?|tables?|documents?|docs?|lists?|tablas?|hojas?(?: de c[aá]lculo)?|"
    r"planillas?|documentos?|listas?|reports?|informes?|proposals?|propuestas?|guides?|gu[ií]as?|essays?|ensayos?|"
    r"posts?|articles?|art[ií]culos?|emails?|correos?|memos?|stor(?:y|ies)|cuentos?|speech(?:es)?|discursos?|policy|"
    r"pol[ií]ticas?|manual(?:es|s)?|tutorial(?:es|s)?|stories|poems?|poemas?|rows|filas)"
)
STOP = (
    r"(?=\s+(?:with|con|that|que|by|por|having|including|showing|incluyendo|called|titled|named|llamad[ao]|titulad[ao])\b"
    r"|\s+(?:in|as|en|como)\s+(?:an?\s+|una?\s+)?" + KIND + r"\b|[:;!?\n]|[.,](?!\d)|$)"
)
TOPIC = re.compile(
    rf"\b{KIND}(?:[ \t]*:[ \t]+|\s+(?:of|for|about|on|listing|showing|comparing|with|to (?:track|log|plan)|de|del|"
    rf"sobre|para (?:registrar|seguir|planificar|llevar)|para|con|acerca de)\s+)(?P<topic>\S.*?){STOP}",
    re.IGNORECASE,
)
ABOUT = re.compile(rf"\b(?:about|sobre|acerca de)\s+(?P<topic>\S.*?){STOP}", re.IGNORECASE)
TITLE = re.compile(
    r"\b(?:called|titled|named|llamad[ao]|titulad[ao])\s+[\"“«']?(?P<title>[^\"”»'\n.]{1,120})", re.IGNORECASE
)
COLUMNS_AFTER = re.compile(
    rf"\b(?:columns?|columnas?)\s*(?:are|named|called|for|son|llamadas)?\s*:?\s+(?P<names>.+?)"
    rf"(?=\s+(?:and|with|y|con)\s+{NUMBER}\s+(?:rows?|filas)|:\s|[.!?\n]|$)",
    re.IGNORECASE,
)
COLUMNS_WITHOUT_NAME = re.compile(
    rf"(?:\bwith\s+|\bcon\s+|:[ \t]*)(?P<names>[^.:\n]+(?:{COMMA}|\s+and\s+|\s+y\s+)[^.:\n]+?)"
    rf"(?=\s+(?:in|as|en|como)\s+(?:an?|una?)\s+{KIND}\b|[.!?\n]|$)",
    re.IGNORECASE,
)
COLUMNS_BEFORE = re.compile(r"\bwith\s+(?:the\s+)?(?P<names>[^.\n]+?)\s+(?:as\s+)?columns?\b", re.IGNORECASE)
ROWS = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?:empty\s+|blank\s+)?(?:rows?|lines?|entries|items?|filas?|entradas?|l[ií]neas?)",
    re.IGNORECASE,
)
LEADING_COUNT = re.compile(
    rf"^(?:the\s+|my\s+|top\s+|los\s+|las\s+|mis\s+|an?\s+|una?\s+)*(?!{YEAR})(?P<count>{NUMBER})\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:compare|comparing|comparison\s+(?:table\s+)?(?:of|between)|compara(?:r|ndo|me)?|comparaci[oó]n\s+(?:de|entre)|"
    r"comparativa\s+(?:de|entre))\s+(?P<items>[^\n]+?)"
    r"(?:\s+(?:by|on|in terms of|based on|according to|por|seg[uú]n)\s+(?P<names>[^\n]+?))?"
    r"(?:\s+(?:with|con)\s+(?:the\s+|las\s+)?(?:columns?|columnas?)\b[^\n]*)?"
    r"(?:\s+(?:in|as|en)\s+(?:an?|una?)\s+" + KIND + r"\b[^\n]*)?(?:[.!?]\s*|\s*)(?:\n|$)",
    re.IGNORECASE,
)
VERSUS = re.compile(r"\s+(?:vs\.?|versus|frente a|contra)\s+", re.IGNORECASE)
AND = re.compile(
    rf"\s*(?:,|;)\s*(?:and|or|y|e|o)\s+|\s*(?:{COMMA}|;)\s*|\s+&\s+|\s+(?:and|or|y|e|o)\s+", re.IGNORECASE
)
ARTICLE = re.compile(r"^(?:the|an?|its?|their|el|la|los|las|una?|su|sus)\s+", re.IGNORECASE)
MOST_NAMES = 40
NAMING = re.compile(
    r"^(?:names?|titles?|items?|products?|nombres?|t[ií]tulos?|productos?|elementos?|#|id|no\.?)$", re.IGNORECASE
)
