"""Conjugation of Ukrainian verbs: simplemma's forms sorted by their endings, and what it lacks by rule."""

import re

from tocsin.errors import ConfigError
from tocsin.library.inflections import Conjugated
from tocsin.library.inflections.table import known, related

KINDS = (
    ("i", r"ти(?:ся|сь)?"),
    ("g", r"(?:[аяую]чи|[^аеєиіїоуюя]ши)(?:ся|сь)?"),
    ("p", r"(?<=..)[нт]о"),
    ("f", r"(?:в|вся|всь|ла|ло|лася|лось|лося|лась|тиме|тиметься)"),
    ("F", r"(?:ли|лися|лись|тимуть|тимуться)"),
    ("F", r"[уюая]ть(?:ся)?"),
    ("f", r"(?:є|е|ить|їть|[аі]сть)(?:ться)?|[єеиї]ться|[ую](?:ся|сь)?|(?<=[аеєиї])мо(?:ся|сь)?"),
)
"""endings of the kinds of forms, the first that fits; what fits none (imperatives, the second person) is left out"""
SKIPPED = re.compile(r"(?:ш|шся|те|теся|тесь|й|йся|йте|ймо|іть|ім|імо|тиме(?:м|мо|те|ш)(?:ся|сь)?|тиму(?:ся|сь)?|тимешся)$")
CHANGED = (("ст", "щ"), ("зд", "ждж"), ("д", "дж"), ("т", "ч"), ("з", "ж"), ("с", "ш"))
"""consonants before the first person and the impersonal of verbs in -ити"""
LABIAL = "бпвмф"
VOWELS = "аеєиіїоуюя"


def conjugated(lemma: str) -> tuple[Conjugated, ...]:
    """Forms of an infinitive. Raises ConfigError where the word is none."""
    reflexive = lemma.endswith("тися")
    plain = lemma[:-2] if reflexive else lemma
    if not plain.endswith("ти"):
        raise ConfigError([f"no Ukrainian verb or adjective: {lemma}"])
    forms: dict[Conjugated, None] = {Conjugated(lemma, "i"): None}
    for form in known(lemma, "uk") or related(lemma, "uk") or (_reflexive(known(plain, "uk") or related(plain, "uk")) if reflexive else ()):
        kind = _kind(form, plain)
        if kind is not None:
            forms[Conjugated(form, kind)] = None
    have = {form.kind for form in forms}
    present = any(form.kind == "F" and form.text.endswith(("ть", "ться")) and "тиму" not in form.text for form in forms)
    for rule in _regular(plain):
        text = _reflexive((rule.text,))[0] if reflexive and rule.kind != "p" else rule.text
        lacks = rule.kind not in have or not {"f", "F"} <= have
        past = plain.endswith(("ати", "яти", "ити")) and rule.text.endswith(("в", "ла", "ло", "ли"))
        plural = rule.kind == "F" and plain.endswith("ити") and rule.text.endswith("ть") and not present
        if (lacks or past or plural) and not (reflexive and rule.kind == "p"):
            forms[Conjugated(text, rule.kind)] = None
    return tuple(dict.fromkeys(forms))


def _kind(form: str, lemma: str) -> str | None:
    if form == lemma[:-2] or (form == lemma[:-1] + "ь" and not lemma.endswith("ити")) or SKIPPED.search(form):
        return None
    bare = form.removesuffix("ся").removesuffix("сь")
    if lemma.endswith(("гти", "кти", "сти", "зти", "рти", "йти")) and bare[-1] not in VOWELS + "ьй" and bare[-1] in "гксзврт":
        return "f"
    return next((kind for kind, ending in KINDS if re.search(f"(?:{ending})$", form)), None)


def _reflexive(forms: tuple[str, ...]) -> tuple[str, ...]:
    """`-ся` hung on finite forms: `є` and `е` take `ть` before it."""
    return tuple(f"{form}{'ть' if form[-1] in 'єе' else ''}ся" for form in forms if not form.endswith(("но", "то", "ий")))


def _regular(lemma: str) -> list[Conjugated]:
    stem = lemma[:-2]
    forms = [Conjugated(stem + end, kind) for end, kind in (("в", "f"), ("ла", "f"), ("ло", "f"), ("ли", "F"), ("вши", "g"))]
    if lemma.endswith(("увати", "ювати")) and len(lemma) > 7:
        base = stem[:-2]
        forms += [Conjugated(base + end, kind) for end, kind in (("є", "f"), ("ю", "f"), ("ють", "F"), ("ємо", "f"), ("ючи", "g"))]
        forms.append(Conjugated(stem[:-3] + ("ьовано" if stem[-3] == "ю" else "овано"), "p"))
    elif lemma.endswith(("ати", "яти")):
        forms += [Conjugated(stem + end, kind) for end, kind in (("є", "f"), ("ю", "f"), ("ють", "F"), ("ємо", "f"), ("ючи", "g"))]
        forms.append(Conjugated(stem + "но", "p"))
    elif lemma.endswith("нути"):
        forms += [Conjugated(stem[:-1] + end, kind) for end, kind in (("е", "f"), ("у", "f"), ("уть", "F"), ("емо", "f"))]
        forms.append(Conjugated(stem + "то", "p"))
    elif lemma.endswith("ити"):
        root = stem[:-1]
        soft = root + "л" if root[-1] in LABIAL else next((root[: -len(old)] + new for old, new in CHANGED if root.endswith(old)), root)
        forms += [
            Conjugated(root + "ить", "f"),
            Conjugated(root + "имо", "f"),
            Conjugated(soft + ("у" if soft[-1] in "жчшщ" else "ю"), "f"),
        ]
        many = root + ("ать" if root[-1] in "жчшщ" else "лять" if root[-1] in LABIAL else "ять")
        forms += [Conjugated(many, "F"), Conjugated(soft + "ено", "p")]
    elif lemma.endswith("іти"):
        forms += [Conjugated(stem + end, kind) for end, kind in (("є", "f"), ("ють", "F"))]
    return forms
