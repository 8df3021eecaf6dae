"""Small probabilities in words that people read right: natural frequencies (Gigerenzer and Hoffrage 1995) and yardstick words."""

from collections.abc import Sequence

from tocsin.model import Frequency, Probability
from tocsin.model.declared import Yardstick

RAREST = 1_000_000
"""rarer than this is said as such: no declared range supports more"""
YARDSTICK_FROM = 0.01
"""ICD 203's words begin at 1%"""
TENTHS_FROM = 2 / 7
"""above, tenths are said; below, 1 in 4 and rarer: 1 in 3 would sound more frequent than 3 in 10"""
NARROW_SPACE = "\u202f"
WORDS = {"en": ("about", "in", "less than", "more than"), "fr": ("environ", "sur", "moins de", "plus de")}


def _nice(n: float) -> int:
    """n at two significant digits up to 4.0 of its decade, at half steps beyond: 909 -> 900, 333 -> 330."""
    scale = 1.0
    while n / scale >= 10:
        scale *= 10
    step = 0.1 if n / scale < 4 else 0.5
    return max(1, round(round(n / scale / step) * step * scale))


def parts(p: float) -> tuple[int, int, str]:
    """(count, of how many, "", "<" or ">"): 0.0011 -> (1, 900, "")."""
    if p * RAREST < 1:
        return 1, RAREST, "<"
    if p > 0.995:
        return 99, 100, ">"
    if p > 0.95:
        return round(p * 100), 100, ""
    if p > TENTHS_FROM:
        tenths = min(9, max(3, round(p * 10)))
        return (1, 2, "") if tenths == 5 else (tenths, 10, "")
    return 1, _nice(1 / p), ""


def _number(n: int, lang: str) -> str:
    return f"{n:,}".replace(",", NARROW_SPACE) if lang == "fr" else f"{n:,}"


def ratio(p: float, lang: str = "en") -> str:
    """`1 in 5,000`, `1 sur 5 000`: without "about"; the ends of the scale keep their "less than" and "more than"."""
    count, of, side = parts(p)
    _, preposition, less, more = WORDS[lang]
    bare = f"{count} {preposition} {_number(of, lang)}"
    return bare if not side else f"{less if side == '<' else more} {bare}"


def phrase(p: float, lang: str = "en") -> str:
    """`about 1 in 900`, `environ 1 sur 900`."""
    text = ratio(p, lang)
    return text if parts(p)[2] else f"{WORDS[lang][0]} {text}"


def frequency(probability: Probability) -> Frequency:
    """The frequency words of a probability, and of the ends of its range, the rarer first."""
    return Frequency(
        en=phrase(probability.mean), fr=phrase(probability.mean, "fr"), low=ratio(probability.low), high=ratio(probability.high)
    )


def words(p: float, yardsticks: Sequence[Yardstick]) -> str | None:
    """The English yardstick's phrase for p (ICD 203 where there is one); None below 1%, where it has no words."""
    if p < YARDSTICK_FROM:
        return None
    scales = sorted((y for y in yardsticks if y.language == "en"), key=lambda y: (y.id != "icd203", y.id))
    for scale in scales:
        for term in sorted(scale.terms, key=lambda t: (t.low, t.high)):
            if term.low <= p <= term.high and term.phrases:
                return term.phrases[0]
    return None
