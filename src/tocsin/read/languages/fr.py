"""French: how its words are cut and its verbs conjugated. Everything else is in library/lexicons/fr."""

import re
from collections.abc import Mapping

from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, Shape

WORDS = (
    r"[^\W\d_]{2,}+(?![\w'-])|[^\W\d_](?:'|(?= ))|[,.](?= )|"
    r"(?:[^\W\d_]\.){2,}|\d{1,2}:\d\d(?!\d)|\d+(?:[  .]\d{3})*(?:,\d+)?|aujourd'hui|[Aa]ujourd'hui"
    r"|[^\W_]+(?:-[^\W_]+)*?(?=-(?:t-)?(?:ils?|elles?|on|je|nous|vous|ce)\b)|-(?:t-)?(?:ils?|elles?|on|je|nous|vous|ce)\b"
    r"|[^\W_]+(?:-[^\W_]+)*'?|\S"
)

IMPERFECT = (("ait", False), ("aient", True))
FUTURE = (("a", False, False), ("ont", True, False), ("ait", False, True), ("aient", True, True))


def inflect(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, bool, bool]]:
    """Forms of `lemma` in the third person, participles, gerund and infinitive: (form, kind, plural, hearsay).

    An irregular verb is listed as: present singular and plural, past simple singular and plural, stem of the imperfect, stem of the future,
    four participles, gerund, infinitive.
    """
    listed = irregular.get(lemma)
    if listed:
        present, presents, past, pasts, imperfect, future, *participles, gerund, infinitive = listed
    elif lemma.endswith("er"):
        stem = lemma[:-2]
        soft = stem + ("e" if stem.endswith("g") else "")
        soft = stem[:-1] + "ç" if stem.endswith("c") else soft
        strong = _strong(stem)
        present, presents, past, pasts = strong + "e", strong + "ent", soft + "a", stem + "èrent"
        imperfect, future, gerund, infinitive = soft, lemma if strong == stem or "é" in stem[-3:] else strong + "er", soft + "ant", lemma
        participles = [stem + "é", stem + "ée", stem + "és", stem + "ées"]
    else:
        stem = lemma[:-1]
        present, presents, past, pasts = stem + "t", stem + "ssent", stem + "t", stem + "rent"
        imperfect, future, gerund, infinitive = stem + "ss", lemma, stem + "ssant", lemma
        participles = [stem, stem + "e", stem + "s", stem + "es"]
    forms = [(present, FINITE, False, False), (presents, FINITE, True, False), (past, FINITE, False, False), (pasts, FINITE, True, False)]
    forms += [(imperfect + ending, FINITE, plural, False) for ending, plural in IMPERFECT]
    forms += [(future + ending, FINITE, plural, hearsay) for ending, plural, hearsay in FUTURE]
    plural_stem = imperfect if listed or not lemma.endswith("er") else soft
    first = present[:-1] + "s" if present.endswith("t") else present + "s" if present.endswith("d") else present
    forms += [(first, FINITE, False, False), (imperfect + "ais", FINITE, False, False), (plural_stem + "ons", FINITE, True, False)]
    forms += [(future + "ai", FINITE, False, False), (future + "ons", FINITE, True, False)]
    forms += [(form, PARTICIPLE, position > 1, False) for position, form in enumerate(participles)]
    forms += [(gerund, GERUND, False, False), (infinitive, INFINITIVE, False, False)]
    if listed is None and lemma.endswith("ayer"):
        forms += [(lemma[:-1], FINITE, False, False), (lemma[:-1] + "nt", FINITE, True, False)]
    return list(dict.fromkeys(forms))


def _strong(stem: str) -> str:
    """The stem under stress: rappel- -> rappell-, répét- -> répèt-, relev- -> relèv-, appuy- -> appui-."""
    if stem.endswith(("ppel", "jet")):
        return stem + stem[-1]
    if re.search(r"[eé][^aeiouyéè]$", stem) and not stem.endswith(("ett", "ell")):
        return stem[:-2] + "è" + stem[-1]
    if re.search(r"[aou]y$", stem):
        return stem[:-1] + "i"
    return stem


SHAPE = Shape(
    code="fr",
    token=WORDS,
    inflect=inflect,
    abbreviations=frozenset(
        (
            "m mm mme mmes mlle dr me gén col lt cdt env nov sept oct janv févr fév avr juil déc cf p pp art al éd vol n no st ste "
            "hab km min max av bd tél ex c.-à-d"
        ).split()
    ),
    that_may_drop=False,
    bare_modals=False,
    infinitive=re.compile(r"[^\W\d_]*(?:er|ir|re)"),
    negation_apart=True,
    opens_with_verb=True,
)
