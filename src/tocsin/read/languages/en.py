"""English: how its words are cut and its verbs conjugated. Everything else is in library/lexicons/en."""

import re
from collections.abc import Mapping

from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, Shape

WORD = (
    r"[^\W\d_]{2,}+(?![\w'-])(?<!cannot)|[^\W\d_](?= )|[,.](?= )|"
    r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)(?:am|pm)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th|am|pm)?"
    r"|can(?=not\b)|[^\W_]+?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:-[^\W_]+)*(?:'(?!s\b|re\b|ve\b|ll\b|d\b|m\b|t\b)[^\W_]+)?|\S"
)
"""`didn't` is two words, `Lithuania's` two, `cannot` two, `o'clock` one"""

VOWELS = "aeiou"
DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdglmnprt]$")
"""one syllable, one vowel, one consonant: `slip`, `slipped`"""


def inflect(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, bool, bool]]:
    """Forms of `lemma`: base, third person, past, past participle, -ing: (form, kind, plural, hearsay).

    An irregular verb is listed as: third person, past, past participle, -ing, and any further finite forms.
    """
    listed = irregular.get(lemma)
    third, past, participle, gerund, *further = listed if listed else _regular(lemma)
    return [
        (lemma, FINITE, True, False),
        (third, FINITE, False, False),
        (past, FINITE, False, False),
        (participle, PARTICIPLE, False, False),
        (gerund, GERUND, False, False),
        (lemma, INFINITIVE, False, False),
        *((form, FINITE, True, False) for form in further),
    ]


def _regular(lemma: str) -> tuple[str, str, str, str]:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    if lemma.endswith("e"):
        past, gerund = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        past, gerund = lemma[:-1] + "ied", lemma + "ing"
    elif DOUBLED.match(lemma):
        past, gerund = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    else:
        past, gerund = lemma + "ed", lemma + "ing"
    return third, past, past, gerund


SHAPE = Shape(
    code="en",
    token=WORD,
    inflect=inflect,
    abbreviations=frozenset(
        "mr mrs ms dr prof gen lt col maj capt cmdr adm sgt brig rev hon sen rep gov pres st"
        " jan feb mar apr jun jul aug sept sep oct nov dec tue wed thu fri"
        " vs cf approx inc ltd co corp jr sr dept ret e.g i.e a.m p.m u.s u.k u.n".split()
    ),
    that_may_drop=True,
    bare_modals=True,
    head_last=True,
    decimal_comma=False,
)
