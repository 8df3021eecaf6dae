"""What a report says that can be checked across languages, sentence by sentence: numbers, names, days, negations.

Names meet by sound (`folding`) or, where countries do not sound alike, by `library/meaning/countries.yml`.
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from tocsin.corroborate.closed import days, weekdays
from tocsin.corroborate.folding import fold
from tocsin.corroborate.words import MONTHS, WEEKDAYS, plain
from tocsin.library import meaning

MOST = 48
"""sentences of one report that are looked at: beyond them a report of a normal length has nothing"""
SHORT = 28
"""characters of a sentence that is taken together with the one before: initials and abbreviations end none"""
TITLE_CASE = 0.6
"""share of a title's long words with a capital from which capitals say nothing"""
LONG = 4
LIKELY = 5
"""letters of a word from which one letter in four may be another"""
ABBREVIATION = 3
"""letters of a country's abbreviation, which stands in capitals: "un" is an article in French"""
_SENTENCE = re.compile(r"(?:[^.!?…\n]|(?<![.!?…])[.!?…]++(?![\s\"»”’).!?…]|$))+(?:[.!?…]+[\"»”’)]*)?")
TOKEN = re.compile(r"\d+(?:[., \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?|[^\W\d_]+(?:['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+)*(?:['’]t\b)?")
_CLASSES = str.maketrans("zsgpt", "kkkbd")
_CAPITAL = re.compile(r"[A-ZÀ-ÞА-ЯЁІЇЄҐ]")


class Sentence(NamedTuple):
    """One sentence with what can be checked in it. `names` and `words` are folded; a country stands as `@id`."""

    text: str
    numbers: tuple[float, ...]
    names: tuple[str, ...]
    """in order of the sentence"""
    written: tuple[str, ...]
    """the names as they stand there"""
    words: frozenset[str]
    days: frozenset[tuple[int, int]]
    """(month, day); a day of the week is (0, 0 to 6), Monday first"""
    negations: int
    """words that negate, deny or fail"""
    title: bool = False


class Facts(NamedTuple):
    """The sentences of a report, its title first where it has one, and everything that stands in any of them."""

    language: str
    sentences: tuple[Sentence, ...]
    numbers: frozenset[float]
    names: dict[str, int]
    """how often each stands"""
    words: frozenset[str]


class Words:
    """Entries looked up by word: exact ones first, then the longest beginning."""

    def __init__(self, entries: Iterable[str]) -> None:
        listed = list(entries)
        self.exact = {entry for entry in listed if not entry.endswith("*")}
        self.begins = sorted((entry[:-1] for entry in listed if entry.endswith("*")), key=len, reverse=True)

    def find(self, word: str) -> str | None:
        """The entry that a word in small letters is of."""
        if word in self.exact:
            return word
        return next((f"{begin}*" for begin in self.begins if word.startswith(begin)), None)


def facts(language: str | None, title: str | None, body: str) -> Facts:
    """What a report says. `body` is its text without furniture."""
    code = language if language in meaning.LANGUAGES else "en"
    texts = [(html.unescape(title), True)] if title else []
    texts += [(text, False) for text in sentences(html.unescape(body))]
    known = _inside(text for text, _ in texts)
    cut = tuple(_sentence(text, code, known, title=is_title) for text, is_title in texts[:MOST])
    counted: dict[str, int] = {}
    for name in (name for sentence in cut for name in sentence.names):
        counted[name] = counted.get(name, 0) + 1
    return Facts(
        code,
        cut,
        frozenset(number for sentence in cut for number in sentence.numbers),
        counted,
        frozenset(word for sentence in cut for word in sentence.words),
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, very short pieces joined to the one before."""
    held = ""
    for match in _SENTENCE.finditer(text):
        piece = " ".join(match.group().split())
        if held and (len(piece) < SHORT or len(held) < SHORT) and "\n" not in text[match.start() - 1 : match.start() + 1]:
            held = f"{held} {piece}"
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _inside(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital inside a sentence: at its beginning they are names too."""
    found: set[str] = set()
    for text in texts:
        words = TOKEN.findall(text)
        if not _title_case(words):
            found.update(word for word in words[1:] if _CAPITAL.match(word))
    return frozenset(found)


def _title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= LONG]
    return len(long) >= LONG and sum(bool(_CAPITAL.match(word)) for word in long) >= TITLE_CASE * len(long)


def _sentence(text: str, code: str, known: frozenset[str], *, title: bool) -> Sentence:
    tokens = [match.group() for match in TOKEN.finditer(text)]
    lower = [plain(token) for token in tokens]
    countries, taken = _countries(tokens, lower)
    capitals = not _title_case(tokens)
    names = dict(countries)
    for place, token in enumerate(tokens):
        if place in taken or not _CAPITAL.match(token) or len(token) < 2 or lower[place] in MONTHS or lower[place] in WEEKDAYS:
            continue
        if (capitals and place) or token in known:
            folded = fold(token)
            if len(folded) >= LONG or token.isupper():
                names[place] = folded
    listed = frozenset(fold(word) for word in lower if len(word) >= 3) | frozenset(countries.values())
    return Sentence(
        text,
        tuple(value for _, value in numbers(tokens)),
        tuple(name for _, name in sorted(names.items()) if name),
        tuple(tokens[place] for place, name in sorted(names.items()) if name),
        listed,
        frozenset(days(text)) | frozenset((0, day) for day in weekdays(text)),
        _negations(text, code),
        title,
    )


def numbers(tokens: list[str]) -> list[tuple[int, float]]:
    """(place of the last word, value) of every number, in figures or words: "3,000", "1,5 млн", "vingt-cinq"."""
    found: list[tuple[int, float]] = []
    for place, token in enumerate(tokens):
        lower = plain(token)
        scale = _scale(lower)
        value = _figure(token) if token[0].isdigit() else _number(lower)
        last = found[-1] if found and found[-1][0] == place - 1 else None
        if scale is not None and last is not None:
            found[-1] = (place, last[1] * scale)
        elif value is not None and last is not None and _together(tokens[place - 1], last[1], token, value):
            found[-1] = (place, last[1] + value)
        elif value is not None:
            found.append((place, value))
    return [(place, value) for place, value in found if value > 1]


def _together(before: str, tens: float, word: str, ones: float) -> bool:
    """Whether two number words are one number: twenty-five, пятьдесят два."""
    return not before[0].isdigit() and not word[0].isdigit() and 20 <= tens <= 90 and tens % 10 == 0 and 1 <= ones <= 9


def _figure(token: str) -> float | None:
    digits = re.sub(r"[ \u00a0\u202f]", "", token)
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _number(word: str) -> float | None:
    listed, values = _numbers()
    entry = listed.find(word)
    return values[entry] if entry is not None else None


@lru_cache(maxsize=100_000)
def _scale(word: str) -> float | None:
    listed, values = _scales()
    entry = listed.find(word)
    return values[entry] if entry is not None else None


@cache
def _numbers() -> tuple[Words, dict[str, float]]:
    values = meaning.load().numbers
    return Words(values), values


@cache
def _scales() -> tuple[Words, dict[str, float]]:
    values = meaning.load().scales
    return Words(values), values


def _negations(text: str, code: str) -> int:
    negating, denying, _ = _turning(code)
    lower = TOKEN.findall(_idioms(code).sub(" ", plain(text)))
    return sum(word.endswith("n't") or negating.find(word) is not None or denying.find(word) is not None for word in lower)


@cache
def _turning(code: str) -> tuple[Words, Words, Words]:
    words = meaning.load()
    return Words(words.negations[code]), Words(words.denying[code]), Words((*words.negations[code], *words.particles[code]))


@cache
def _idioms(code: str) -> re.Pattern[str]:
    phrases = sorted(meaning.load().idioms[code], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


def affirmed(text: str, code: str) -> str:
    """A sentence with its words of negation taken away, and nothing else changed."""
    dropped = _turning(code)[2]

    def kept(found: re.Match[str]) -> str:
        word = plain(found.group())
        if word.endswith("n't"):
            return {"can't": "can", "won't": "will"}.get(word, word[:-3])
        if word == "cannot":
            return "can"
        return "" if dropped.find(word) is not None else found.group()

    return " ".join(TOKEN.sub(kept, text).split())


def _countries(tokens: list[str], lower: list[str]) -> tuple[dict[int, str], set[int]]:
    """Countries by the place of their first word, and the places taken."""
    rest = _country_names()[1]
    found: dict[int, str] = {}
    taken: set[int] = set()
    for place, word in enumerate(lower):
        entry = _country(word)
        if place in taken or entry is None or (len(word) <= ABBREVIATION and entry == word and not tokens[place].isupper()):
            continue
        for others, country in rest[entry]:
            ahead = lower[place + 1 : place + 1 + len(others)]
            if len(ahead) == len(others) and all(
                one.startswith(other[:-1]) if other.endswith("*") else one == other for one, other in zip(ahead, others, strict=True)
            ):
                found[place] = f"@{country}"
                taken.update(range(place, place + 1 + len(others)))
                break
    return found, taken


@lru_cache(maxsize=100_000)
def _country(word: str) -> str | None:
    return _country_names()[0].find(word)


@cache
def _country_names() -> tuple[Words, dict[str, list[tuple[tuple[str, ...], str]]]]:
    rest: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, country in meaning.load().countries.items():
        parts = name.replace("-", "+").replace(".", "+").strip("+").split("+")
        rest.setdefault(parts[0], []).append((tuple(parts[1:]), country))
    for names in rest.values():
        names.sort(key=lambda item: -len(item[0]))
    return Words(rest), rest


@lru_cache(maxsize=500_000)
def alike(one: str, other: str) -> bool:
    """Whether two folded words may be one name: the same country, the same sound, or nearly."""
    if one == other:
        return True
    if one.startswith("@") or other.startswith("@") or not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 4 and shorter[:4] == longer[:4]:
        return True
    bones, others = _bones(one), _bones(other)
    if len(bones) >= 2 and len(others) >= 2 and (bones == others or (min(len(bones), len(others)) >= 3 and bones[:3] == others[:3])):
        return True
    least = len(shorter)
    if least < LIKELY or len(longer) - least >= LIKELY or bones[:1] != others[:1]:
        return False
    return _distance(one[:least], other[:least]) <= least // 4


def near(one: str, other: str) -> bool:
    """Whether two folded words may be one name where they stand in one place: spelled after the sound, or after the letters."""
    if one.startswith("@") or other.startswith("@"):
        return one == other
    bones, others = _coarse(one), _coarse(other)
    shorter = min(len(bones), len(others))
    return shorter > 0 and _distance(bones, others) <= (shorter + 1) // 3


def _bones(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


@lru_cache(maxsize=200_000)
def _coarse(word: str) -> str:
    """Consonants in few classes: what a Russian or Ukrainian hears of an English name, and what he reads, come out alike."""
    word = re.sub(r"^dz|[aeiouv]", "", word)
    return re.sub(r"(.)\1+", r"\1", word.translate(_CLASSES))


def _distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]
