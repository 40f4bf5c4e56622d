"""Whether a text that was cut in a line goes on within a word: "the old bri", "dge and crossed it".

Models say the rest without the blank that would tell. A piece is one of a word when no word begins or ends so: told by
the words of both texts, by endings that are no words, and by letters that no word of European languages begins with.
"""

import re

_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyáàâäãåéèêëíìîïóòôöõúùûüýœæøı")
_ONSETS = frozenset(
    _WORD.findall(
        """
        bj bl br ch cl cr cz dh dr dw dz dž fj fl fr gh gj gl gn gr gw hv kh kl kn kr kv kw ll mn mr pf ph
        pj pl pn pr ps pt qu rh rz sb sc sf sg sh sj sk sl sm sn sp sq sr st sv sw sz th tj tr ts tw tz vl
        vr wh wr zh zl zm zn zw
        """
    )
)
_ENDINGS = frozenset(
    _WORD.findall(
        """
        able ably ada adas ado ados aient al ally ance ando ation ations ciones ción dad dade ed ence er ers
        es est eur euse ful heit heiten ible ibly ical ida idad ido iendo ies ing ings ious isch ische
        ischen ism ist ista ists ities ity ità ité ités ive ization ized keit less lich liche lichen ly ment
        mente menti mento ments miento ness ous schaft sion sions sión tion tions tique tiques tés ung ungen
        zione zioni ção ções
        """
    )
)
_LONG = 5
_SHORT = frozenset(["a", "i", "o", "e", "y", "u", "à", "è", "é", "ó", "n"])


def goes_on_in_word(old: str, new: str) -> bool:
    """Return whether the last word of `old` and the first of `new` are one; only where both touch the seam."""
    last, first = _LAST.search(old), _FIRST.match(new)
    if last is None or first is None:
        return False
    begun, rest = last[0], first[0]
    known = {word.casefold() for text in (old[: last.start()], new[first.end() :]) for word in _WORD.findall(text)}
    if (begun + rest).casefold() in known:
        return True
    if rest.casefold() in known:
        return False
    return _is_no_beginning(rest.casefold()) or _is_ending(rest.casefold()) or _is_no_word(begun.casefold())


def _is_ending(word: str) -> bool:
    """Whether the letters are an ending, a long one perhaps behind one more letter: 'zation'."""
    return word in _ENDINGS or (len(word) > _LONG and word[1:] in _ENDINGS)


def _is_no_beginning(word: str) -> bool:
    """Whether no word begins with these letters."""
    pair = word[:2]
    is_latin = len(pair) == 2 and all("a" <= letter <= "z" for letter in pair)
    return is_latin and not _VOWELS.intersection(pair) and pair not in _ONSETS


def _is_no_word(word: str) -> bool:
    """Whether a word needs more: it has no vowel, or is a letter that is none alone."""
    is_latin = word.isascii()
    return is_latin and ((len(word) == 1 and word not in _SHORT) or (len(word) > 1 and not _VOWELS.intersection(word)))
