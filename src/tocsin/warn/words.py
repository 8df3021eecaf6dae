"""Numbers, chances, dates and French spaces, in words that people read right, in English and French."""

import math
import re
from datetime import datetime
from typing import Literal

from tocsin.judge.frequency import NARROW_SPACE as NARROW
from tocsin.judge.frequency import YARDSTICK_FROM as FREQUENCY_BELOW
from tocsin.judge.frequency import ratio
from tocsin.model import Frequency, Probability, utc

Lang = Literal["en", "fr"]

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}
LEAST_POINTS = 0.05
"""below this a percentage would round to nothing"""
VOWELS = tuple("aeiouyhàâéèêëîïôœùûAEIOUYHÀÂÉÈÊËÎÏÔŒÙÛ")


def number(value: float, lang: Lang, places: int = 0) -> str:
    """A number with thousands and decimals as the language writes them: `1,250.5`, `1 250,5`."""
    plain = f"{value:,.{places}f}"
    return plain if lang == "en" else plain.replace(",", NARROW).replace(".", ",")


def percent(probability: float, lang: Lang) -> str:
    """`7%`, `7 %`; one decimal below 2% and above 98%, and never a rounded-up certainty."""
    points = 100 * probability
    if 0 < points < LEAST_POINTS:
        return ("<" if lang == "en" else f"<{NARROW}") + number(0.1, lang, 1) + ("%" if lang == "en" else f"{NARROW}%")
    places = 1 if 0 < points < 2 or points > 98 else 0
    if float(f"{points:.1f}") >= 100:
        return (">" + ("" if lang == "en" else NARROW)) + number(99.9, lang, 1) + ("%" if lang == "en" else f"{NARROW}%")
    return number(points, lang, places) + ("%" if lang == "en" else f"{NARROW}%")


def chance(probability: float, lang: Lang, like: float | None = None) -> str:
    """A probability in words: a natural frequency below 1%, else a percentage. `like` chooses the form, so that a range keeps one."""
    form = probability if like is None else like
    return ratio(probability, lang) if form < FREQUENCY_BELOW else percent(probability, lang)


def frequency(value: Frequency | None, probability: float, lang: Lang) -> str:
    """The mean in words: the judge's own frequency words where the chance is below 1%, else a percentage, with "about"."""
    if probability < FREQUENCY_BELOW and value is not None:
        return value.en if lang == "en" else value.fr
    return ("about " if lang == "en" else "environ ") + chance(probability, lang)


def span(value: Probability, lang: Lang, like: float | None = None) -> str:
    """The 90% range: `1 in 5,000 to 1 in 330`, in one form throughout, the mean's or that of `like`."""
    low, high = (chance(edge, lang, like=value.mean if like is None else like) for edge in (value.low, value.high))
    return f"{low} to {high}" if lang == "en" else f"{low} à {high}"


def day(moment: datetime, lang: Lang) -> str:
    """`28 November 2024`, `28 novembre 2024`, `1er octobre 2022` (UTC)."""
    when = utc(moment)
    first = "1er" if lang == "fr" and when.day == 1 else str(when.day)
    return f"{first} {MONTHS[lang][when.month - 1]} {when.year}"


def moment(when: datetime, lang: Lang) -> str:
    """Day and time in UTC: `28 November 2024, 23:59 UTC`."""
    return f"{day(when, lang)}, {utc(when):%H:%M} UTC" if lang == "en" else f"{day(when, lang)}, {utc(when):%H h %M} UTC"


def written(date: str, lang: Lang) -> str:
    """A date of a statement (YYYY, YYYY-MM, YYYY-MM-DD) in words; anything else as it stands."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", date)
    if not found:
        return date
    year, month, dom = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    name = MONTHS[lang][int(month) - 1]
    first = "" if dom is None else ("1er " if lang == "fr" and int(dom) == 1 else f"{int(dom)} ")
    return f"{first}{name} {year}"


def of(noun: str, lang: Lang) -> str:
    """`noun` after "of": French contracts and elides (`d’une frappe`, `du recours`, `des bases`)."""
    if lang == "en":
        return f"of {noun}"
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if noun.startswith(article):
            return joined + noun[len(article) :]
    return f"d’{noun}" if noun.startswith(VOWELS) else f"de {noun}"


def sentence_case(text: str) -> str:
    """`text` with its first letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(items: list[str], lang: Lang) -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" and " if lang == "en" else " et ") + items[-1]


def semicolons(items: list[str], lang: Lang) -> str:
    """`a; b; c`, with the French space."""
    return ("; " if lang == "en" else f"{NARROW}; ").join(items)


def typography(template: str) -> str:
    """A French template with narrow no-break spaces before : ; ! ? % and inside guillemets, and curly apostrophes."""
    spaced = re.sub(r" ([:;!?%»])", NARROW + r"\1", template.replace("'", "’"))
    return spaced.replace("« ", f"«{NARROW}")


def denominator(largest: float) -> int:
    """The power of ten that shows `largest` with two to three digits: movements are told in "so many in 100,000"."""
    if largest <= 0:
        return 100
    return int(10 ** min(9, max(2, math.ceil(2 - math.log10(largest)))))


def signed(count: int, lang: Lang) -> str:
    """A whole number with its sign: `+25`, `−8`."""
    return ("+" if count > 0 else "−" if count < 0 else "±") + number(abs(count), lang)


def inner_quotes(text: str, lang: Lang) -> str:
    """`text` to stand inside quotation marks: its own guillemets become the language's inner ones; every word stays."""
    opening, closing = ("‘", "’") if lang == "en" else ("“", "”")
    return re.sub(r"\s*»", closing, re.sub(r"«\s*", opening, text))
