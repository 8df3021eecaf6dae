"""Ukrainian forms, by rules of declension; simplemma's table (MIT) tells stems that alternate and plurals that rules would miss."""

import re
from collections.abc import Iterable

from tocsin.library.inflections import CASES, Conjugated, Form
from tocsin.library.inflections.table import known, lemma_of, related
from tocsin.library.inflections.uk_verbs import conjugated

UNCHANGED = re.compile(r".*(?:[еєиіїоуюя'][ую]|тт?о|едіа|аше|юніке|осьє|ідео|юро|адіо|фото|міноборони|мінцифри|інтерв'ю|нацбезпеки)$")
"""words that have one form: `комюніке`, `досьє`, `НАТО`, `інтерв'ю`"""
ADJECTIVE = re.compile(r".*[^аеєиіїоуюя'](?:[иі]й|а|е|я|є|і)$")
GENDERS = {"ий": "m", "ій": "m", "а": "f", "я": "f", "е": "n", "є": "n", "і": "p"}
SOFT = ("ар", "ир")
"""nouns of people that decline softly though no sign shows it: `секретар, секретаря`"""
PALATAL = {"к": "ц", "г": "з", "х": "с"}
"""consonants before the `і` of the dative and locative"""
PARADIGMS = {
    "hard m": "- а,у у,ові - ом і,ові / и ів ам и,ів ами ах",
    "mixed m": "- а,у у,еві - ем і,еві / і ів ам і,ів ами ах",
    "soft m": "ь ю,я ю,еві ь,я ем і,ю / і ів ям і,ів ями ях",
    "ar m": "- я ю,еві я ем і,еві / і ів ям ів ями ях",
    "й m": "й я,ю ю,єві й,я єм ї,ю / ї їв ям ї,їв ями ях",
    "о m": "о а ові,у а ом ові,у / и ів ам ів ами ах",
    "yn m": "ин ина инові,ину ина ином инові / и - ам - ами ах",
    "hard f": "а и і у ою і / и - ам и,- ами ах",
    "mixed f": "а і і у ею і / і - ам і,- ами ах",
    "soft f": "я і і ю ею і / і ь ям і ями ях",
    "ія f": "я ї ї ю єю ї / ї й ям ї ями ях",
    "ь f": "ь і і ь ю і / і ей ям і ями ях",
    "о n": "о а у,ові о ом і,у / а - ам а ами ах",
    "е n": "е я ю е ем і / я ь ям я ями ях",
    "mixed n": "е а у е ем і / а - ам а ами ах",
    "я n": "я я ю я ям і / я ь ям я ями ях",
}
"""endings by case, the singular before the stroke; `-` is none"""
HARD = {
    "m": "ий ого ому ий,ого им ому",
    "f": "а ої ій у ою ій",
    "n": "е ого ому е им ому",
    "p": "і их им і,их ими их",
}
MELLOW = {
    "m": "ій ього ьому ій,ього ім ьому",
    "f": "я ьої ій ю ьою ій",
    "n": "є ього ьому є ім ьому",
    "p": "і іх ім і,іх іми іх",
}


def phrase(lemma: str) -> tuple[Form, ...]:
    """Forms of a noun phrase given in the nominative: adjectives before the first noun and the noun are declined, what follows stays.

    A noun given in the plural has plural forms only; an adjective alone has those of its gender, and of every gender where it is masculine.
    """
    words = lemma.split()
    head = next((at for at, word in enumerate(words) if not _adjectival(word.lower(), alone=len(words) == 1)), len(words) - 1)
    gender = GENDERS[_ending(words[0].lower())] if head else None
    alone = head == len(words) - 1 and _adjectival(words[head].lower(), alone=len(words) == 1)
    fixed = " ".join(words[head + 1 :])
    made: dict[Form, None] = {}
    forms = _adjective(words[head].lower(), whole=len(words) == 1) if alone else _noun(words[head].lower(), plural=gender == "p")
    for form in forms:
        like = _like(form, forms)
        before = [_agreeing(word.lower(), like, gender or "m") for word in words[:head]]
        for texts in _combined([*before, [form.text]]):
            text = " ".join(_kept(given, word) for given, word in zip(words, texts, strict=False))
            made[Form(f"{text} {fixed}".strip(), form.case, form.plural)] = None
    return tuple(made)


def verb(lemma: str) -> tuple[Conjugated, ...]:
    """Forms that a report uses: third person and first, the past in all genders, the impersonal in -но, gerunds, infinitive.

    An adjective gives its nominatives (`переконаний`), which stand where a finite verb does. Raises ConfigError for any other word.
    """
    if lemma.endswith(("ий", "ій")):
        forms = [form for form in _adjective(lemma, whole=True) if form.case == "nominative" and not form.text.endswith(("е", "є"))]
        return tuple(dict.fromkeys(Conjugated(form.text, "F" if form.plural else "f") for form in forms))
    return conjugated(lemma)


def _like(form: Form, forms: Iterable[Form]) -> Form:
    """An accusative as adjectives take it before masculines and plurals: the nominative of things, the genitive of people."""
    if form.case != "accusative" or (not form.plural and form.text.endswith(("у", "ю"))):
        return form
    thing = any(other.case == "nominative" and other.text == form.text and other.plural == form.plural for other in forms)
    return form._replace(case="nominative" if thing else "genitive")


def _combined(parts: list[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for part in parts:
        rows = [[*row, word] for row in rows for word in part]
    return rows


def _kept(given: str, made: str) -> str:
    """`made` with the capital of `given`."""
    return made[:1].upper() + made[1:] if given[:1].isupper() else made


def _ending(word: str) -> str:
    return word[-2:] if word[-2:] in GENDERS else word[-1:]


def _adjectival(word: str, *, alone: bool) -> bool:
    """The word declines as an adjective: the table has it under one, or it looks like one and the table lacks it."""
    if not ADJECTIVE.fullmatch(word):
        return False
    base = lemma_of(word, "uk")
    if base is not None and base.endswith(("ти", "тися")):
        return word.endswith(("ий", "ій"))
    if base is not None:
        return base.endswith(("ий", "ій")) and (not alone or word.endswith(("ий", "ій")) or base not in known(word, "uk"))
    return word.endswith(("ий", "ська", "ське", "ські", "цька", "цьке", "цькі", "ні", "на", "ова")) and (word.endswith("ий") or not alone)


def _agreeing(word: str, form: Form, gender: str) -> list[str]:
    """`word` in the case and number of `form`, and in `gender` where it is one."""
    return [other.text for other in _paradigm(word, "p" if form.plural else gender) if other.case == form.case] or [word]


def _adjective(word: str, *, whole: bool) -> list[Form]:
    gender = GENDERS[_ending(word)]
    genders = "mfnp" if whole and gender == "m" else "mp" if gender == "m" else gender
    return [form for one in genders for form in _paradigm(word, one)]


def _paradigm(word: str, gender: str) -> list[Form]:
    ending = _ending(word)
    stem = word[: len(word) - len(ending)]
    mellow = ending in ("ій", "я", "є") or (ending == "і" and stem.endswith("н") and lemma_of(word, "uk") == f"{stem}ій")
    row = (MELLOW if mellow else HARD)[gender]
    return [Form(stem + end, case, gender == "p") for case, ends in zip(CASES, row.split(), strict=True) for end in ends.split(",")]


def _noun(word: str, *, plural: bool) -> list[Form]:
    if UNCHANGED.fullmatch(word):
        return [Form(word, case, plural) for case in CASES]
    base = lemma_of(word, "uk") if word.endswith(("и", "і", "ї")) else None
    if base == word:
        return _by_ending(word)
    if plural or (base is not None and base != word):
        return [form for form in _noun(base or word, plural=False) if form.plural] if base not in (None, word) else _by_ending(word)
    name, stem = _class(word)
    forms = _declined(word, name, stem)
    return [*forms, *_further(word, name, forms)]


def _by_ending(word: str) -> list[Form]:
    """Forms of a plural without a singular, as the table has them."""
    cases = ((("ими", "ами", "ями", "ьми"), "instrumental"), (("им", "ам", "ям", "ім"), "dative"), (("их", "ах", "ях", "іх"), "locative"))
    forms = [Form(word, "nominative", True), Form(word, "accusative", True)]
    for other in known(word, "uk"):
        case = next((case for endings, case in cases if other.endswith(endings)), "genitive")
        forms += [Form(other, case, True)] if other != word else []
    return forms


def _class(word: str) -> tuple[str, str]:
    """The name of the word's declension and its stem."""
    before = word[-2:-1]
    if word.endswith(("анин", "янин", "їнин")):
        return "yn m", word[:-2]
    if word.endswith("о"):
        return ("о m" if word.endswith("ко") and not known(word, "uk") else "о n"), word[:-1]
    if word.endswith("а"):
        return ("mixed f" if before in "жчшщ" else "hard f"), word[:-1]
    if word.endswith("е"):
        return ("mixed n" if before in "жчшщ" else "е n"), word[:-1]
    if word.endswith("я"):
        if (before == word[-3:-2] and word[:-1] + "ею" not in known(word, "uk")) or word.endswith("стя"):
            return "я n", word[:-1]
        return ("ія f" if before in "аеєиіїоуюя'" else "soft f"), word[:-1]
    if word.endswith("ість"):
        return "ь f", word[:-4] + "ост"
    if word.endswith("ь") and _feminine(word):
        return "ь f", word[:-1]
    stem = _masculine_stem(word)
    if word.endswith("й"):
        return "й m", stem
    if word.endswith(("ь", "ець")):
        return "soft m", stem
    if word.endswith(SOFT) and any(form.endswith("ря") for form in (*known(word, "uk"), *related(word, "uk"))):
        return "ar m", stem
    return ("mixed m" if word[-1] in "жчшщ" else "hard m"), stem


def _feminine(word: str) -> bool:
    return any(form.endswith(("ддю", "ллю", "ттю", "нню", "ччю", "шшю")) for form in (*known(word, "uk"), *related(word, "uk")))


def _masculine_stem(word: str) -> str:
    """What stands before the endings: the instrumental of the table shows a vowel that falls out (`посадовець, посадовцем`)."""
    for form in (*known(word, "uk"), *related(word, "uk")):
        if form.endswith(("ом", "ем", "єм")) and form != word and form[0] == word[0] and abs(len(form) - len(word)) < 3:
            return form[:-2]
    if word.endswith("ець"):
        return word[:-3] + ("ц" if word[-4:-3] not in "оаеуиі" else "йц")
    return word[:-1] if word.endswith(("ь", "й")) else word


def _declined(word: str, name: str, stem: str) -> list[Form]:
    single, several = (row.split() for row in PARADIGMS[name].split(" / "))
    forms: list[Form] = []
    for plural, row in ((False, single), (True, several)):
        for case, ends in zip(CASES, row, strict=True):
            for end in ends.split(","):
                if case == "nominative" and not plural:
                    text = word
                elif end in ("-", "ь", "й") and plural:
                    text = _zero(word, stem, end)
                elif name == "ь f" and end == "ю":
                    text = _doubled(stem)
                elif not plural and case in ("nominative", "accusative") and end in ("-", "ь", "й"):
                    text = word
                elif end == "і" and case == "locative" and name.endswith(" m") and stem[-1] in PALATAL:
                    continue
                else:
                    palatal = end == "і" and not plural and case in ("dative", "locative") and stem[-1] in PALATAL
                    text = (stem[:-1] + PALATAL[stem[-1]] if palatal else stem) + end.replace("-", "")
                forms.append(Form(text, case, plural))
    return forms


def _doubled(stem: str) -> str:
    """The instrumental of feminines on a soft sign: `відповіддю`, `більшістю`."""
    doubles = stem[-1] in "дтзснлжчш" and stem[-2] in "аеєиіїоуюя"
    stem = stem[:-3] + "іст" if stem.endswith("ост") else stem
    return stem + (stem[-1] if doubles else "") + "ю"


def _zero(word: str, stem: str, end: str) -> str:
    """The genitive plural without an ending; the table's where it has one (`розвідок`, `джерел`)."""
    vowels = "аеєиіїоуюя"
    found = [
        form for form in (*known(word, "uk"), *related(word, "uk")) if form != word and form[-1] not in vowels and form[:2] == word[:2]
    ]
    bare = [form for form in found if not form.endswith(("ам", "ям", "ах", "ях", "ом", "ем", "єм", "ям"))]
    if bare:
        return min(bare, key=len)
    if end == "й" or stem[-1] in vowels:
        return stem + "й"
    if stem[-1] == "к" and stem[-2] not in vowels and not stem.endswith("ськ"):
        return stem[:-1].rstrip("ь") + "ок"
    stem = stem[:-1] if end == "ь" and len(stem) > 2 and stem[-1] == stem[-2] else stem
    soft = end == "ь" and stem[-1] in "нтцлсзд"
    return stem + ("ь" if soft or stem.endswith("иц") else "")


def _further(word: str, name: str, forms: Iterable[Form]) -> list[Form]:
    """Plurals of the table that the rules do not make (`люди`, `друзі`)."""
    made = {form.text for form in forms}
    cases = ((("ами", "ями", "ьми"), "instrumental"), (("ам", "ям"), "dative"), (("ах", "ях"), "locative"))
    extra = []
    for form in known(word, "uk"):
        case = next((case for endings, case in cases if form.endswith(endings)), None)
        if form not in made and case is not None and form[:2] == word[:2] and name != "я n":
            extra.append(Form(form, case, True))
    return extra
