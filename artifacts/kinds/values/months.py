"""Names of months in the languages that people write to us in."""

import re
from functools import lru_cache

_NAMES = """
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago sept oct nov dic
januar februar märz april mai juni juli august september oktober november dezember
jän feb mrz apr mai jun jul aug sep okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv févr mars avr mai juin juil août sept oct nov déc
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gen feb mar apr mag giu lug ago set ott nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago set out nov dez
januari februari maart april mei juni juli augustus september oktober november december
jan feb mrt apr mei jun jul aug sep okt nov dec
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
sty lut mar kwi maj cze lip sie wrz paź lis gru
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
янв фев мар апр мая июн июл авг сен окт ноя дек
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
januari februari mars april maj juni juli augusti september oktober november december
januari februari maret april mei juni juli agustus september oktober november desember
januar februar marts april maj juni juli august september oktober november december
"""


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    lines = (line.split() for line in _NAMES.strip().splitlines())
    return {name: number for names in lines for number, name in enumerate(names, 1)}


def month_of(name: str) -> int | None:
    """Return the number of a month by its name or its short name; some names of two languages are one month."""
    return _months().get(re.sub(r"\.$", "", name).casefold())
