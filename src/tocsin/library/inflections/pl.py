"""Polish forms: those of simplemma's table (MIT), sorted into cases and kinds by their endings."""

import re
from collections.abc import Iterable

from tocsin.errors import ConfigError
from tocsin.library.inflections import CASES, Conjugated, Form
from tocsin.library.inflections.table import known

ADJECTIVE = {
    "m": "{y} ego emu ego,{y} {y}m {y}m",
    "f": "a ej ej ą ą ej",
    "n": "e ego emu e {y}m {y}m",
    "p": "e,{men} {y}ch {y}m {y}ch,e {y}mi {y}ch",
}
"""endings by case; `{y}` is `i` behind k and g, `{men}` the plural of men"""
SOFTENED = (
    ("sk", "sc"),
    ("ck", "cc"),
    ("k", "c"),
    ("g", "dz"),
    ("r", "rz"),
    ("ł", "l"),
    ("t", "c"),
    ("d", "dz"),
    ("ch", "s"),
    ("st", "śc"),
)
GENDERS = {"y": "m", "i": "m", "a": "f", "e": "n"}
PLURAL = (
    ("ami", "instrumental"),
    ("mi", "instrumental"),
    ("ach", "locative"),
    ("om", "dative"),
    ("ów", "genitive"),
    ("owie", "nominative"),
)
SINGULAR = {
    "m": (("owi", "dative"), ("em", "instrumental"), ("a", "genitive"), ("u", "genitive")),
    "f": (("ą", "instrumental"), ("ę", "accusative")),
    "n": (("em", "instrumental"), ("u", "dative")),
}
KINDS = (
    ("g", r"(?:ąc|wszy|łszy)"),
    ("i", r"(?:ć|c)"),
    ("p", r"(?:no|to)"),
    ("f", r"(?:ł|ła|ło)"),
    ("F", r"(?:li|ły)"),
    ("F", r"(?:ją|[^aeiouyąę]ą)"),
    ("f", r"[aeiy]"),
)
"""endings of the kinds of forms; the first and second person and the conditional are left out"""
LEFT_OUT = re.compile(
    r"(?:[mś]|by|cie|my|sz|[^aeiouyąęłn]o|n[aeiy]|n[ey]go|n[ey]mu|nych|nym|nymi|ną|ni\w{0,3}|ący\w*|ąca|ące\w*|ącą|wana|any|ane)$"
)


def phrase(lemma: str) -> tuple[Form, ...]:
    """Forms of a noun phrase given in the nominative: adjectives before the first noun and the noun are declined, what follows stays."""
    words = lemma.split()
    head = next((at for at, word in enumerate(words) if not _adjectival(word.lower(), alone=len(words) == 1)), len(words) - 1)
    fixed = " ".join(words[head + 1 :])
    made: dict[Form, None] = {}
    alone = _adjectival(words[head].lower(), alone=len(words) == 1)
    for form in _adjective(words[head].lower()) if alone else _noun(words[head].lower()):
        before = [_agreeing(word.lower(), form) for word in words[:head]]
        made[Form(" ".join([*before, form.text, *([fixed] if fixed else [])]), form.case, form.plural)] = None
    return tuple(made)


def verb(lemma: str) -> tuple[Conjugated, ...]:
    """Forms that a report uses: third person, the past in all genders, the impersonal in -no, gerunds, infinitive. Raises ConfigError."""
    if lemma.endswith(("y", "i")) and not lemma.endswith(("ć", "c")):
        stem = lemma[:-1]
        return (Conjugated(lemma, "f"), Conjugated(f"{stem}a", "f"), Conjugated(_men(stem), "F"))
    forms: dict[Conjugated, None] = {Conjugated(lemma, "i"): None}
    for form in known(lemma, "pl"):
        kind = None if LEFT_OUT.search(form) and not form.endswith(("no", "to", "ął", "ło")) else _kind(form)
        if kind is not None and form != lemma:
            forms[Conjugated(form, kind)] = None
    if len(forms) < 2:
        raise ConfigError([f"no Polish verb or adjective: {lemma}"])
    return tuple(forms)


def _kind(form: str) -> str | None:
    return next((kind for kind, ending in KINDS if re.search(f"{ending}$", form)), None)


def _adjectival(word: str, *, alone: bool) -> bool:
    """The word declines as an adjective."""
    if not word.endswith(("y", "i", "a", "e")) or (alone and not word.endswith(("y", "i"))):
        return False
    base = re.sub(r"(?:ie|[aeyi])$", "", word)
    return any(form.endswith("iego" if ending == "i" else "ego") for ending in "yi" for form in known(base + ending, "pl"))


def _men(stem: str) -> str:
    """The plural of men: `polski, polscy`, `ważny, ważni`."""
    for hard, soft in SOFTENED:
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft + ("y" if soft[-1] in "czs" or soft == "rz" else "i")
    return stem + "i"


def _paradigm(word: str, gender: str) -> list[Form]:
    stem = re.sub(r"(?:ie|[aeyi])$", "", word)
    row = ADJECTIVE[gender].format(y="i" if stem[-1] in "kg" else "y", men=_men(stem)[len(stem) :] or "i")
    forms = []
    for case, ends in zip(CASES, row.split(), strict=True):
        for end in ends.split(","):
            soft = stem + "i" if end[0] == "e" and stem[-1] in "kg" else stem
            forms.append(Form(soft + end, case, gender == "p"))
    if gender == "p":
        forms.append(Form(_men(stem), "nominative", True))
    return forms


def _adjective(word: str) -> list[Form]:
    gender = GENDERS.get(word[-1], "m")
    return [form for one in ("mfnp" if gender == "m" else gender) for form in _paradigm(word, one)]


def _agreeing(word: str, form: Form) -> str:
    gender = "p" if form.plural else GENDERS.get(word[-1], "m")
    return next((other.text for other in _paradigm(word, gender) if other.case == form.case), word)


def _noun(word: str) -> list[Form]:
    gender = "f" if word.endswith(("a", "ść", "i")) else "n" if word.endswith(("o", "e", "um")) else "m"
    forms = [Form(word, "nominative", False)]
    listed = known(word, "pl")
    for form in listed:
        if form != word and form[0] == word[0]:
            forms += _cases(form, word, gender)
    return forms if len(forms) > 1 else [Form(word, case, False) for case in CASES]


def _cases(form: str, word: str, gender: str) -> Iterable[Form]:
    for ending, case in PLURAL:
        if form.endswith(ending):
            return [Form(form, case, True)]
    for ending, case in SINGULAR[gender]:
        if form.endswith(ending):
            return [Form(form, case, False)]
    if gender == "f" and form.endswith(("y", "i")):
        return [Form(form, "genitive", False), Form(form, "nominative", True)]
    if gender == "f" and form.endswith("e"):
        return [Form(form, "dative", False)] if not word.endswith(("ca", "cja", "ja", "ia")) else [Form(form, "nominative", True)]
    if gender == "n" and form.endswith("a"):
        return [Form(form, "genitive", False), Form(form, "nominative", True)]
    if form.endswith(("i", "y", "e")):
        return [Form(form, "nominative", True)]
    return [Form(form, "genitive", True)]
