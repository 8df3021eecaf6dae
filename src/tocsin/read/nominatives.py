"""The nominatives that a Russian or Ukrainian name in any case may have, to be looked up: a list of guesses, the word itself first."""

import re
from functools import cache

from tocsin.library import given

CYRILLIC = re.compile(r"[а-яёіїєґ'-]+")
ENDINGS = tuple(
    (ending, tuple(others.split(",")))
    for ending, others in (
        pair.split("/")
        for pair in """
        а/-,о,е я/ь,й,а,ля,е у/-,а,о ю/ь,я,й,е е/-,а,о,ь,я,й и/а,ь,я,- ы/а,ы,- і/-,а,ь,о,я,е ї/й,я ом/-,о,ый,ой,ий ем/ь,й,е,-,ий
        єм/й ой/а,ая ею/я єю/я ою/а ей/я,а,и ью/ь им/- ым/- ові/-,о еві/-,ь єві/й ого/ий,ый,ой,ое,ее,е
        ому/ий,ый,ой,ое,ее,е ої/а ій/а ою/а,ая ую/ая ій/ій ова/ів ову/ів овом/ів ові/ів ове/ов єва/їв,иїв єву/їв єві/їв
        євом/їв ева/ев оля/іль олю/іль олі/іль олем/іль ня/ень ню/ень ні/ень нем/ень ця/ець цю/ець ці/ець,ка цем/ець
        ца/ец цу/ец цом/ец це/ец,ц зі/га,зь сі/ха ів/и ов/ы ей/и,ь ам/ы,и ах/ы,и ами/ы,и ям/и ях/и ями/и,і ях/і ях/я
        ям/я,е ів/і,и их/ие,і,ий ых/ые им/ий ым/ый его/ий,ее ему/ий
        """.split()
    )
)
"""ending in some case -> endings of the nominative; `-` is none"""
SHORTEST = 3
"""letters of a name's stem"""


@cache
def nominatives(word: str) -> tuple[str, ...]:
    """Guesses at the nominative of one word in lower case; only itself where it is not Cyrillic."""
    if not CYRILLIC.fullmatch(word):
        return (word,)
    found = {word: None}
    for ending, others in ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= SHORTEST - 1:
            found.update(dict.fromkeys(stem + other.replace("-", "") for other in others))
    return tuple(found)


def phrases(words: tuple[str, ...]) -> list[str]:
    """Guesses at the nominative of a name of several words, joined by spaces; a word with a hyphen declines in either part or in both."""
    rows = [""]
    for word in words:
        before, hyphen, last = word.partition("-на-") if "-на-" in word else word.rpartition("-")
        guesses = (
            [f"{first}{hyphen}{last}" for first in nominatives(before)]
            if hyphen == "-на-"
            else [f"{first}{hyphen}{second}" for first in (nominatives(before) if hyphen else ("",)) for second in nominatives(last)]
        )
        rows = [f"{row} {guess}".strip() for row in rows for guess in guesses][:400]
    return rows


@cache
def person(word: str) -> bool:
    """The word (lower case) is a first name, in some case, or a double one that begins with one (`Jean-Noël`)."""
    known = given.names()
    return any(guess in known for guess in nominatives(word)) or ("-" in word and word.split("-")[0] in known)
