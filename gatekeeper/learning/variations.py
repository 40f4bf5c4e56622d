"""Small changes that leave a message's label alone: politeness, case, missing punctuation, typing slips."""

import random
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from gatekeeper.examples import Example

BEFORE = {
    "en": (
        "please ",
        "pls ",
        "hey, ",
        "hi! ",
        "ok so ",
        "can you ",
        "could you please ",
        "quick one: ",
        "i'd like you to ",
    ),
    "es": ("por favor, ", "oye, ", "hola, ", "a ver, "),
    "pt": ("por favor, ", "oi, ", "então, "),
    "fr": ("s'il te plaît, ", "bonjour, ", "alors, "),
    "de": ("bitte ", "hallo, ", "also, "),
    "it": ("per favore, ", "ciao, ", "allora, "),
    "nl": ("hoi, ", "graag: "),
    "pl": ("cześć, ", "proszę, "),
    "tr": ("merhaba, ", "lütfen "),
    "ru": ("привет, ", "пожалуйста, "),
    "ar": ("من فضلك ", "مرحبا، "),
    "hi": ("bhai ", "please ", "कृपया "),
    "zh": ("请", "麻烦", "你好，"),
    "ja": ("すみません、", "えっと、"),
    "ko": ("안녕하세요, ", "저기 "),
    "id": ("tolong ", "halo, ", "min, "),
    "vi": ("bạn ơi, ", "chào, "),
}
AFTER = {
    "en": (" please", " thanks", " pls", ", thank you!", " asap", "!!", " :)", " thx", ". Thanks in advance."),
    "es": (" por favor", ", gracias", "!", " porfa"),
    "pt": (" por favor", ", obrigado", " pfv"),
    "fr": (" stp", ", merci", " s'il vous plaît"),
    "de": (" bitte", ", danke", "!"),
    "it": (" per favore", ", grazie"),
    "nl": (" aub", ", bedankt"),
    "pl": (" proszę", ", dzięki"),
    "tr": (" lütfen", ", teşekkürler"),
    "ru": (" пожалуйста", ", спасибо"),
    "ar": (" من فضلك", " شكرا"),
    "hi": (" please", " धन्यवाद"),
    "zh": ("，谢谢", "！"),
    "ja": ("。よろしく", "！"),
    "ko": (" 부탁해", "!"),
    "id": (" dong", " ya", ", makasih"),
    "vi": (" nhé", ", cảm ơn", " ạ"),
}
LONG = 300
AROUND = Path(__file__).parent.parent / "data" / "around.toml"


def vary(example: Example, chance: random.Random) -> Example:
    """Return the example with one or two small changes."""
    text = example.text
    for change in chance.sample((_polite, _case, _slip, _bare), chance.choice((1, 1, 2))):
        text = change(text, example, chance)
    return replace(example, text=text)


@cache
def _around() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(AROUND.read_text(encoding="utf-8"))


def surround(example: Example, chance: random.Random) -> Example:
    """Return the request inside a longer message: who writes, for whom, how it should be done; the label stays."""
    sentences = _around().get(example.lang, {"before": [""], "after": [""]})
    before = chance.sample(sentences["before"], min(len(sentences["before"]), chance.choice((0, 1, 1, 2))))
    after = chance.sample(sentences["after"], min(len(sentences["after"]), chance.choice((0, 1, 1, 2))))
    text = example.text if example.text[-1:] in ".!?。！？" else f"{example.text}."
    joint = chance.choice((" ", " ", "\n", "\n\n"))
    return replace(example, text=joint.join([*before, text, *after]))


def _polite(text: str, example: Example, chance: random.Random) -> str:
    if len(text) > LONG or "\n" in text:
        return text
    if text.rstrip()[-1:] in "?？؟" or chance.random() < 0.5:
        ends = AFTER.get(example.lang, ("!",))
        return text.rstrip(".") + chance.choice(ends) if text[-1:] not in "?？؟" else text
    return chance.choice(BEFORE.get(example.lang, ("",))) + text[0].lower() + text[1:]


def _case(text: str, example: Example, chance: random.Random) -> str:
    if example.lang == "tr":
        return text
    match chance.randrange(4):
        case 0:
            return text.upper() if len(text) < LONG else text
        case 1:
            return text[0].upper() + text[1:] + ("." if text[-1].isalpha() else "")
        case _:
            return text.lower()


def _slip(text: str, example: Example, chance: random.Random) -> str:
    """Swap, drop or double one or two letters inside words."""
    letters = [place for place in range(1, len(text) - 1) if text[place - 1 : place + 2].isalpha()]
    if len(letters) < 8 or example.lang in {"zh", "ja", "ko", "ar", "hi"}:
        return text
    for place in sorted(chance.sample(letters, min(2, 1 + len(letters) // 40)), reverse=True):
        match chance.randrange(3):
            case 0:
                text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            case 1:
                text = text[:place] + text[place + 1 :]
            case _:
                text = text[:place] + text[place] + text[place:]
    return text


def _bare(text: str, example: Example, chance: random.Random) -> str:
    """Drop final punctuation, apostrophes and commas, as on a phone."""
    bare = text.rstrip("?.!。？！ ")
    return (bare.replace("'", "") if chance.random() < 0.5 else bare) or text
