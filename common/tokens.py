"""How many tokens a text is for a language model, estimated without any model's vocabulary.

The estimate leans to the dear side, so that what is said to fit does fit. It was fitted to what seven vocabularies in
use count (OpenAI's o200k and cl100k, Llama 2 and 3, Qwen 3, Gemma 3, DeepSeek 3); `tests/common/test_tokens.py` holds
the texts, their counts and the bounds. Scripts that only new vocabularies know well, such as Greek, Hindi or Thai, are
taken at the price of the old ones. Linear; about 0.3 microseconds a character.
"""

import re

_PIECES = re.compile(
    r"(?<![A-Za-z])[A-Z]?[a-z]{1,5}"  # the beginning of a word
    r"|[A-Z]?[a-z]{1,2}"  # what follows in a long or strange one
    r"|[A-Z]{1,2}"
    r"|[0-9]| (?=[0-9])"  # several vocabularies have no numbers, only digits
    r"|[ \t]{2,16}|\n+|[\x00-\x08\x0b-\x1f\x7f]"
    r"|[!-/:-@\[-`{-~]{1,2}"
)
_WEIGHTS = (
    (re.compile(r"[\u0080-\u036f\u1e00-\u1eff]"), 1.5),  # letters with marks break a word into pieces
    (re.compile(r"[\u0400-\u052f]"), 0.55),  # Cyrillic
    (re.compile(r"[\u0370-\u03ff\u0530-\u1dff\u1f00-\u1fff]"), 1.25),  # other alphabets
    (re.compile(r"[\u2000-\u206f]"), 1.0),  # dashes, quotes
    (re.compile(r"[\u3000-\u9fff\uff00-\uffef]"), 1.4),  # Chinese, Japanese
    (re.compile(r"[\uac00-\ud7af]"), 1.6),  # Korean
    (re.compile(r"[\u2070-\u2fff\ua000-\uabff\ud7b0-\ufeff\ufff0-\uffff]"), 2.0),  # symbols, rare scripts
    (re.compile(r"[\U00010000-\U0010ffff]"), 3.0),  # emoji, rare ideographs
)


def estimate_tokens(text: str) -> int:
    """Return about how many tokens the text is; never more than its bytes, which no vocabulary exceeds."""
    count = float(len(_PIECES.findall(text)))
    if not text.isascii():
        count += sum(weight * len(kind.findall(text)) for kind, weight in _WEIGHTS)
    return min(round(count), most_tokens(text))


def most_tokens(text: str) -> int:
    """Return a number of tokens that the text cannot exceed, at once: its bytes."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
