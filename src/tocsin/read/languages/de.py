"""German: how its words are cut and its verbs conjugated. Everything else is in library/lexicons/de."""

from collections.abc import Mapping

from tocsin.read.grammar import FINITE, INFINITIVE, PARTICIPLE, Shape

WORD = r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)|\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|[^\W_]+(?:-[^\W_]+)*|\S"
UNPREFIXED = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "wider", "unter", "über")
"""beginnings that take no `ge-` in the participle"""
PREFIXES = (
    "mit",
    "hinzu",
    "fest",
    "klar",
    "hervor",
    "aus",
    "an",
    "ein",
    "hin",
    "zurück",
    "ab",
    "auf",
    "vor",
    "voraus",
    "offen",
    "nach",
    "bekannt",
)
"""beginnings that are split off in a main clause"""


def inflect(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, bool, bool]]:
    """Forms of `lemma` in the third person, the participle, the subjunctive of indirect speech, the infinitive.

    An irregular verb is listed as: present singular and plural, past singular and plural, participle, subjunctive.
    """
    listed = irregular.get(lemma)
    present, presents, past, pasts, participle, reported = listed if listed else _regular(lemma)
    return [
        (present, FINITE, False, False),
        (presents, FINITE, True, False),
        (past, FINITE, False, False),
        (pasts, FINITE, True, False),
        (reported, FINITE, False, True),
        (participle, PARTICIPLE, False, False),
        (lemma, INFINITIVE, False, False),
    ]


def _regular(lemma: str) -> tuple[str, str, str, str, str, str]:
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    joint = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn")) else ""
    prefix = next((start for start in PREFIXES if lemma.startswith(start) and len(lemma) > len(start) + 4), "")
    plain = lemma.startswith(UNPREFIXED) or lemma.endswith("ieren")
    participle = f"{prefix}{'' if plain else 'ge'}{stem[len(prefix) :]}{joint}t"
    return f"{stem}{joint}t", lemma, f"{stem}{joint}te", f"{stem}{joint}ten", participle, f"{stem}e"


SHAPE = Shape(
    code="de",
    token=WORD,
    inflect=inflect,
    abbreviations=frozenset(
        "dr prof gen hr fr nr bzw ca etc usw z.b u.a d.h str mio mrd jan feb mär apr jun jul aug sep okt nov dez ggf vgl evtl sog".split()
    ),
    that_may_drop=True,
    bare_modals=False,
    verb_second=True,
)
