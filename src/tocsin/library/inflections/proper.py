"""How proper names decline in Russian and Ukrainian: persons, places, bodies, systems. Rules only, for no dictionary holds them all.

Sources of the rules: A. A. Zaliznyak, Grammaticheskiy slovar (paradigms 1-8 of nouns, adjectival surnames); Ukrainskyi pravopys 2019,
sections 81-97 (declensions I-IV) and 101-104 (surnames).
"""

import re
from typing import NamedTuple

from tocsin.library.inflections.proper_words import (
    ADJECTIVES,
    CONSONANT_FEMALE,
    DECLINED_LETTERS,
    FEMININE_DOUBLE,
    FEMININE_SOFT,
    FLEETING,
    LOCATIVE_U,
    MALE_IN_A,
    MASCULINE_SOFT,
    NEUTER,
    NO_ADJECTIVES,
    ORDINALS,
    PARTICLES,
    PLURAL,
    STRESSED,
    SURNAMES_IN_OM,
    UNCHANGED,
)


class Rules(NamedTuple):
    """Endings of one language, five oblique cases each: genitive, dative, accusative, instrumental, locative.

    `,` stands between variants, `-` for no ending, `=` in the accusative for that of the nominative (things) or genitive (persons).
    """

    hard_m: str
    soft_m: str
    mixed_m: str
    yot_m: str
    hard_f: str
    soft_f: str
    mixed_f: str
    ia_f: str
    soft_sign_f: str
    hard_n: str
    soft_n: str
    ie_n: str
    adjective_m: str
    adjective_f: str
    adjective_n: str
    adjective_p: str
    slavic_m: str
    slavic_f: str
    plural_hard: str
    plural_soft: str


RULES = {
    "ru": Rules(
        hard_m="а у = ом е", soft_m="я ю = ем е", mixed_m="а у = ем е", yot_m="я ю = ем е",
        hard_f="ы е у ой е", soft_f="и е ю ей е", mixed_f="и е у ей е", ia_f="и и ю ей и", soft_sign_f="и и ь ью и",
        hard_n="а у о ом е", soft_n="я ю е ем е", ie_n="я ю е ем и",
        adjective_m="ого ому = ым ом", adjective_f="ой ой ую ой ой", adjective_n="ого ому ое ым ом", adjective_p="ых ым = ыми ых",
        slavic_m="а у = ым е", slavic_f="ой ой у ой ой", plural_hard="ов ам = ами ах", plural_soft="ей ям = ями ях",
    ),
    "uk": Rules(
        hard_m="а у,ові = ом і,ові", soft_m="я ю,еві = ем і,еві", mixed_m="а у,еві = ем і,еві", yot_m="я ю,єві = єм ї,єві",
        hard_f="и і у ою і", soft_f="і і ю ею і", mixed_f="і і у ею і", ia_f="ї ї ю єю ї", soft_sign_f="і і ь ю і",
        hard_n="а у о ом і", soft_n="я ю е ем і", ie_n="я ю я ям і",
        adjective_m="ого ому = им ому", adjective_f="ої ій у ою ій", adjective_n="ого ому е им ому", adjective_p="их им = ими их",
        slavic_m="а у,ові = им і,ові", slavic_f="ої ій у ою ій", plural_hard="ів ам = ами ах", plural_soft="ів ям = ями ях",
    ),
}  # fmt: skip
VOWELS = "аеёиоуыэюяєіїАЕЁИОУЫЭЮЯЄІЇ"
HUSHING, VELAR = "жчшщ", "гкх"
SOFTENED = {"к": "ц", "г": "з", "х": "с"}
"""Ukrainian consonants before the `і` of dative and locative"""
PARTS = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*)")


def forms(name: str, code: str, *, person: str | None = None, several: bool = False) -> tuple[str, ...]:
    """All forms of a name given in the nominative, that one first. `person`: f or m, for a person's name; `several`: its plural as well.

    Of a phrase, adjectives before the first noun and that noun are declined, what follows stays; of a person's name, every word.
    """
    words = name.split(" ")
    if person is not None:
        rows = [_person(word, code, person, alone=number == len(words) - 1) for number, word in enumerate(words)]
        return _joined(name, rows)
    head = next((number for number, word in enumerate(words) if _adjective(word, code) is None), len(words) - 1)
    made = _joined(name, _phrase(words, head, code))
    if several and head == len(words) - 1 and (row := _plural_of(words[head], code)) is not None:
        made += tuple(form for form in _joined(None, [row]) if form not in made)
    return made


def describing(word: str, code: str) -> tuple[str, ...]:
    """All forms of what describes by country, given in the masculine: an adjective in every gender, or people in both numbers."""
    low = word.lower()
    if low.endswith(("ский", "цкий", "ський", "цький", "зький")):
        stem = word[:-2]
        genders = (
            (("ий", "m"), ("ая", "f"), ("ое", "n"), ("ие", "p")) if code == "ru" else (("ий", "m"), ("а", "f"), ("е", "n"), ("і", "p"))
        )
        rows = [_declined_adjective(stem + end, code, kind, alive=alive) for end, kind in genders for alive in (False, True)]
        return tuple(dict.fromkeys(form for row in rows for case in row for form in case))
    made = dict.fromkeys(form for case in _noun(word, code, alive=True) for form in case)
    if low.endswith(("анин", "янин")):
        several = "е - ам - ами ах" if code == "ru" else "и - ам - ами ах"
        made.update(dict.fromkeys(word[:-2] + end.replace("-", "") for end in several.split()))
    else:
        made.update(dict.fromkeys(form for case in _plural_of(word, code) or () for form in case))
        stem = _stem(word)
        end = {"ц": "ев", "г": "ов"}.get(stem[-1], "ов") if code == "ru" else "ів"
        made.update(dict.fromkeys([stem + end]))
    return tuple(made)


def gender(name: str) -> str:
    """f or m, of a person by the first name."""
    first = name.split(" ")[0]
    if first in CONSONANT_FEMALE:
        return "f"
    return "f" if first[-1] in "аяА" and first not in MALE_IN_A and "." not in first and " " in name else "m"


def _phrase(words: list[str], head: int, code: str) -> list[list[list[str]]]:
    kinds = [_adjective(word, code) for word in words[:head]]
    rows: list[list[list[str]]] = []
    number = kinds[0] if kinds else None
    for word, kind in zip(words[:head], kinds, strict=True):
        rows.append(_declined_adjective(word, code, kind or "m", alive=False))
    kind = _adjective(words[head], code)
    rows.append(_declined_adjective(words[head], code, kind, alive=False) if kind else _noun(words[head], code, plural=number == "p"))
    rows += [[[word]] * 6 for word in words[head + 1 :]]
    return rows


def _joined(name: str | None, rows: list[list[list[str]]]) -> tuple[str, ...]:
    """Case by case, with every variant of the last word that has several."""
    found: dict[str, None] = {} if name is None else {name: None}
    for case in range(6):
        texts = [""]
        for row in rows:
            texts = [f"{text} {variant}".strip() for text in texts for variant in row[case]]
        found.update(dict.fromkeys(texts))
    return tuple(found)


def _ends(stem: str, row: str, nominative: str, genitive: str | None, *, alive: bool) -> list[list[str]]:
    """Six cases of a word: the nominative, then `row`."""
    made = [[nominative]]
    for ends in row.split():
        if ends == "=":
            made.append(made[1] if alive else [genitive or nominative])
        else:
            made.append([stem + end.replace("-", "") for end in ends.split(",")])
    return made


def _same(word: str) -> list[list[str]]:
    return [[word]] * 6


def _unchanging(word: str) -> bool:
    letters = "".join(filter(str.isalpha, word))
    return (
        not letters
        or word in UNCHANGED
        or letters.isupper()
        or not re.search("[а-яіїєґ]", word)
        or any(letter.isdigit() for letter in word)
        or word.endswith(".")
    )


def _person(word: str, code: str, sex: str, *, alone: bool) -> list[list[str]]:
    """One word of a person's name; particles (`фон дер`) and abbreviations stay."""
    if _unchanging(word) or (word[:1].islower() and word in PARTICLES):
        return _same(word)
    if "-" in word:
        before, last = word.rsplit("-", 1)
        return [[f"{before}-{form}" for form in case] for case in _person(last, code, sex, alone=alone)]
    low, rules = word.lower(), RULES[code]
    adjectives = ("ский", "цкий", "ый", "ной", "имский") if code == "ru" else ("ський", "цький", "ий", "ій")
    if sex == "m" and low.endswith(adjectives) and not (code == "uk" and low.endswith("ій") and len(low) < 9):
        return _declined_adjective(word, code, "m", alive=True)
    if sex == "f":
        if (low.endswith(("ская", "цкая", "ая")) and low not in NO_ADJECTIVES) or (code == "uk" and low.endswith(("ська", "цька"))):
            return _declined_adjective(word, code, "f", alive=True)
        if alone and low.endswith(("ова", "ева", "ина", "єва", "іна", "їна")):
            return _ends(word[:-1], rules.slavic_f, word, None, alive=True)
        return _noun(word, code, alive=True) if low[-1] in "ая" else _same(word)
    if alone and low.endswith(("ов", "ев", "ёв", "єв", "їв", "ин", "ын", "ін", "їн")) and word not in SURNAMES_IN_OM and len(low) > 4:
        return _ends(word, rules.slavic_m, word, None, alive=True)
    if code == "uk" and low.endswith("о") and low.endswith(("ко", "ло", "ро", "йло", "тро")):
        return _ends(word[:-1], rules.hard_m, word, None, alive=True)
    return _noun(word, code, alive=True)


def _adjective(word: str, code: str) -> str | None:
    """The gender of an adjective (m, f, n, p for plural); None for another word."""
    low = word.lower()
    if low in ORDINALS:
        return ORDINALS[low][0]
    if low in NO_ADJECTIVES or low in NEUTER or word in UNCHANGED or low in FEMININE_SOFT or low in PLURAL or _unchanging(word):
        return None
    if code == "ru":
        for ends, kind in ((("ый", "ий", "ой"), "m"), (("ая", "яя"), "f"), (("ое", "ее"), "n"), (("ые", "ие"), "p"), (("цево",), "s")):
            if low.endswith(ends) and len(low) > 4 and low not in MASCULINE_SOFT:
                return kind
        return None
    if low in ADJECTIVES:
        return "f"
    adjectives = (
        (("ий",), "m"),
        (("ська", "цька", "зька", "на", "шня", "ова"), "f"),
        (("ське", "цьке", "зьке", "не", "те", "ове"), "n"),
        (("ські", "цькі", "зькі", "ні"), "p"),
    )
    return next((kind for ends, kind in adjectives if low.endswith(ends) and len(low) > 4), None)


def _declined_adjective(word: str, code: str, kind: str, *, alive: bool) -> list[list[str]]:
    rules = RULES[code]
    if word.lower() in ORDINALS:
        return [case.split(",") for case in ORDINALS[word.lower()].split()[1:]]
    if kind == "s":
        return _ends(word[:-1], "а у о ым ом", word, None, alive=False)
    row = {"m": rules.adjective_m, "f": rules.adjective_f, "n": rules.adjective_n, "p": rules.adjective_p}[kind]
    cut = 2 if code == "ru" or kind == "m" else 1
    stem, low = word[:-cut], word.lower()
    if code == "ru":
        if stem[-1] in VELAR + HUSHING:
            row = row.replace("ым", "им").replace("ых", "их")
        if low.endswith(("ний", "няя", "нее", "ние")) or (stem[-1] in HUSHING and low.endswith(("ее",))):
            row = row.replace("ого ому", "его ему").replace("ым ом", "им ем").replace("ой ой ую ой ой", "ей ей юю ей ей")
            row = row.replace("ых ым = ыми ых", "их им = ими их").replace("ое", "ее")
    return _ends(stem, row, word, None, alive=alive)


def _noun(word: str, code: str, *, plural: bool = False, alive: bool = False) -> list[list[str]]:
    """Six cases of a noun by its ending. `plural`: it is one already."""
    low, rules = word.lower(), RULES[code]
    if word in DECLINED_LETTERS:
        return _ends(word, rules.hard_m, word, None, alive=alive)
    if _unchanging(word):
        return _same(word)
    if "-" in word:
        before, last = word.split("-", 1)
        if re.fullmatch(r"(?:на|над|под|про|пря)-.*", last, re.IGNORECASE):
            return [[f"{form}-{last}" for form in case] for case in _noun(before, code, alive=alive)]
        before, last = word.rsplit("-", 1)
        return [[f"{before}-{form}" for form in case] for case in _noun(last, code, plural=plural, alive=alive)]
    if plural or low in PLURAL:
        return _plural(word, code)
    if low.endswith("о") and not alive and (low.endswith(("ство", "цтво")) or low in NEUTER):
        return _ends(word[:-1], rules.hard_n, word, None, alive=False)
    if code == "ru" and low.endswith("ие") and not alive:
        return _ends(word[:-1], rules.ie_n, word, None, alive=False)
    if low in NEUTER:
        if code == "uk" and low.endswith("я"):
            return _ends(word[:-1], rules.ie_n, word, None, alive=False)
        return _ends(word[:-1], rules.soft_n, word, None, alive=False)
    if code == "uk" and not alive and low not in FEMININE_DOUBLE and re.search(r"(.)\1я$", low):
        return _ends(word[:-1], rules.ie_n, word, None, alive=False)
    if low.endswith(("ия", "ія", "ея", "ая", "уя", "їя", "ея", "оя")):
        row = rules.ia_f if low.endswith(("ия", "ія")) or code == "uk" else "и е ю ей е"
        return _ends(word[:-1], row, word, None, alive=alive)
    if low.endswith("я"):
        return _ends(word[:-1], rules.soft_f, word, None, alive=alive)
    if low.endswith("а"):
        return _in_a(word, code, alive=alive)
    if low.endswith("ь"):
        if low in FEMININE_SOFT or (low.endswith(("сть", "дь", "знь", "ость", "бь")) and low not in MASCULINE_SOFT):
            return _soft_sign(word, code)
        return _ends(_stem(word), rules.soft_m if alive or code == "ru" else rules.soft_m.replace("я", "я,ю", 1), word, None, alive=alive)
    if low.endswith("й"):
        row = "я ю = ем и" if code == "ru" and low.endswith("ий") else rules.yot_m
        row = row if alive or code == "ru" else row.replace("я", "я,ю", 1)
        return _ends(word[:-1], row, word, None, alive=alive)
    if low.endswith(("ово", "ево", "ино", "єво", "іно")) and not alive:
        return [sorted({word, *case}) for case in _ends(word[:-1], rules.hard_n, word, None, alive=False)]
    if low[-1] in VOWELS:
        return _same(word)
    stem = _stem(word)
    mixed = low[-1] in HUSHING + "ц"
    row = rules.mixed_m if mixed and low not in STRESSED else rules.hard_m
    if low in LOCATIVE_U and code == "ru":
        row += ",у"
    if code == "uk" and not alive:
        row = row.replace("а у", "а,у у", 1)
        row = row.replace(" і,ові", " у,ові") if stem[-1] in VELAR else row
    elif code == "uk" and stem[-1] in VELAR:
        row = row.replace(" і,ові", " у,ові")
    return _ends(stem, row, word, None, alive=alive)


def _in_a(word: str, code: str, *, alive: bool) -> list[list[str]]:
    low, rules, stem = word.lower(), RULES[code], word[:-1]
    before = low[-2]
    if code == "uk":
        row = rules.mixed_f if before in HUSHING else rules.hard_f
        made = _ends(stem, row, word, None, alive=alive)
        if before in SOFTENED and len(stem) > 1:  # the first letter is softened in no word
            soft = [stem[:-1] + SOFTENED[before] + "і"]
            made[2] = made[5] = soft
        return made
    row = rules.hard_f
    if before in VELAR + HUSHING:
        row = row.replace("ы", "и", 1)
    if before in HUSHING + "ц":
        row = row.replace("ой", "ей")
    return _ends(stem, row, word, None, alive=alive)


def _soft_sign(word: str, code: str) -> list[list[str]]:
    stem = word[:-1]
    if code == "uk":
        if stem.endswith("іст"):
            stem = stem[:-2] + "ост"
        made = _ends(stem, RULES[code].soft_sign_f, word, None, alive=False)
        vowel = word[-3:-2] in VOWELS
        made[4] = [word[:-1] + (word[-2] if vowel and word[-2] in "дтзснлч" else "") + "ю"]
        made[3] = [word]
        return made
    return _ends(stem, RULES[code].soft_sign_f, word, None, alive=False)


def _stem(word: str) -> str:
    """What stands before the endings, without a vowel that falls out (`Донецк` keeps all, `Орешник` too, `Чемодан`; `Павел, Павла`)."""
    known = FLEETING.get(word) or FLEETING.get(word.lower())
    if known is not None:
        return known if word[:1].islower() else known[:1].upper() + known[1:]
    if word.endswith("ець") and len(word) > 5:
        return word[:-3] + "ц"
    if word.endswith("ец") and len(word) > 5:
        return word[:-2] + "ц"
    return word[:-1] if word[-1] == "ь" else word


def _plural(word: str, code: str) -> list[list[str]]:
    """Six cases of a plural."""
    low, rules = word.lower(), RULES[code]
    if PLURAL.get(low):
        stem, genitive = PLURAL[low].split()
        soft = stem.endswith("-")
        stem = stem.rstrip("-")
        capital = word[:1].isupper()
        made = _ends(stem, rules.plural_soft if soft else rules.plural_hard, low, None, alive=False)
        made[1] = [genitive]
        return [[form[:1].upper() + form[1:] if capital else form for form in case] for case in made]
    stem = word[:-1]
    soft = low[-1] in "иіїя" and low[-2] not in VELAR + HUSHING
    row = rules.plural_soft if soft else rules.plural_hard
    if code == "ru" and (low[-2] in HUSHING):
        row = row.replace("ов", "ей")
    return _ends(stem, row, word, None, alive=False)


def _plural_of(word: str, code: str) -> list[list[str]] | None:
    """The plural of a system's name, as channels write it (`искандеры`, `искандеров`); None where it has none."""
    low = word.lower()
    if _unchanging(word) or low[-1] in VOWELS or "-" in word or low[-1] == "й":
        return None
    stem = _stem(word)
    if low[-1] == "ь":
        row, end = RULES[code].plural_soft, "и" if code == "ru" else "і"
    elif code == "ru":
        row = RULES[code].plural_hard if stem[-1] not in HUSHING else "ей ам = ами ах"
        end = "и" if stem[-1] in VELAR + HUSHING else "ы"
    else:
        row, end = RULES[code].plural_hard, "і" if stem[-1] in HUSHING else "и"
    return _ends(stem, row, stem + end, None, alive=False)
