"""Russian forms, from pymorphy3's dictionary (MIT; an extra of developers)."""

from functools import cache
from typing import Any

from tocsin.errors import ConfigError
from tocsin.library.inflections import Conjugated, Form

CASES = {
    "nomn": "nominative",
    "gent": "genitive",
    "gen2": "genitive",
    "datv": "dative",
    "accs": "accusative",
    "ablt": "instrumental",
    "loct": "locative",
    "loc2": "locative",
}
DECLINED = frozenset(["NOUN", "ADJF", "PRTF", "NPRO"])
RARE = frozenset(["Supr", "V-ey", "V-oy", "Infr"])
"""superlatives, and forms that only verse has"""


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def phrase(lemma: str) -> tuple[Form, ...]:
    """Forms of a noun phrase given in the nominative: adjectives before the first noun and the noun are declined, what follows stays.

    A noun given in the plural has plural forms only; an adjective alone has those of every gender.
    """
    words = lemma.split()
    parses = [_nominative(word, describes=number + 1 < len(words)) for number, word in enumerate(words)]
    head = next((number for number, parse in enumerate(parses) if parse is not None and parse.tag.POS == "NOUN"), 0)
    if parses[head] is None:
        return tuple(Form(lemma, case, False) for case in dict.fromkeys(CASES.values()))
    number_given = parses[head].tag.number
    fixed = " ".join(words[head + 1 :])
    forms: dict[Form, None] = {}
    for form in parses[head].lexeme:
        tag = form.tag
        wrong = tag.POS not in DECLINED or tag.case not in CASES or RARE & tag.grammemes or tag.tense != parses[head].tag.tense
        if wrong or (number_given == "plur" and tag.number != "plur"):
            continue
        before = [_agreeing(parse, word, parses[head], form) for parse, word in zip(parses[:head], words[:head], strict=True)]
        text = " ".join([*before, _kept(words[head], form.word), *([fixed] if fixed else [])])
        for spelling in _spellings(text):
            forms[Form(spelling, CASES[tag.case], tag.number == "plur")] = None
    return tuple(forms)


def _nominative(word: str, *, describes: bool) -> Any:
    """The likeliest reading of `word` in the nominative: as an adjective where a word follows, else as a noun; None where there is none."""
    parses = [parse for parse in _analyzer().parse(word.lower()) if parse.tag.POS in DECLINED and parse.tag.case == "nomn"]
    first = "ADJF" if describes else "NOUN"
    return next((parse for parse in parses if first == parse.tag.POS), next(iter(parses), None))


def _agreeing(parse: Any, word: str, noun: Any, form: Any) -> str:
    """`word` in the case, number and gender of `form`."""
    if parse is None:
        return word
    wanted = {form.tag.case.replace("gen2", "gent").replace("loc2", "loct"), form.tag.number}
    if form.tag.number == "sing":
        wanted.add(noun.tag.gender if noun.tag.gender in ("masc", "femn", "neut") else "masc")
    if form.tag.case == "accs":
        wanted.add("anim" if noun.tag.animacy == "anim" else "inan")
        made = parse.inflect(wanted) or parse.inflect(wanted - {"anim", "inan"})
    else:
        made = parse.inflect(wanted)
    return _kept(word, made.word) if made is not None else word


def _kept(given: str, made: str) -> str:
    """`made` with the capital of `given`."""
    return made[:1].upper() + made[1:] if given[:1].isupper() else made


def verb(lemma: str) -> tuple[Conjugated, ...]:
    """Forms that a report uses: third person and first, the past in all genders, short passive participles, gerund, infinitive.

    An adjective gives its short forms (`уверен`), which stand where a finite verb does. Raises ConfigError for any other word.
    """
    parses = [parse for parse in _analyzer().parse(lemma) if parse.tag.POS in ("INFN", "ADJF", "PRTF") and parse.tag.case in (None, "nomn")]
    if not parses:
        raise ConfigError([f"no Russian verb or adjective: {lemma}"])
    verbal = parses[0].tag.POS == "INFN"
    forms: dict[Conjugated, None] = {}
    for form in (form for parse in parses[: 1 if verbal else 2] for form in parse.lexeme):
        kind = _kind(form.tag, verbal=verbal)
        if kind is not None and not form.word.endswith("вши"):
            for spelling in _spellings(form.word):
                forms[Conjugated(spelling, kind)] = None
    return tuple(forms)


def _kind(tag: Any, *, verbal: bool) -> str | None:
    """The letter of a form's kind; None for forms that no report brings words with."""
    plural = tag.number == "plur"
    if tag.POS == "ADJS" or (tag.POS == "PRTS" and not verbal):
        return "F" if plural else None if tag.gender == "neut" else "f"
    if not verbal:
        return None
    if tag.POS == "VERB" and tag.mood == "indc" and tag.person != "2per":
        return "F" if plural else "f"
    if tag.POS == "PRTS" and tag.tense == "past":
        return "P" if plural else "p"
    if tag.POS == "GRND" and tag.tense == "past" and tag.aspect == "impf":
        return None
    return {"GRND": "g", "INFN": "i"}.get(tag.POS)


def _spellings(text: str) -> tuple[str, ...]:
    """With ё, and as most print it."""
    return tuple(dict.fromkeys((text, text.replace("ё", "е").replace("Ё", "Е"))))
