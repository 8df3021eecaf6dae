"""Declared words as patterns: `*` stands for any ending, `=` before a word for small letters, words stand alone, one pattern a list."""

import re
from collections.abc import Iterable
from functools import cache

from tocsin.library import relating

_NOTHING = re.compile(r"(?!)")


@cache
def pattern(name: str, language: str | None) -> re.Pattern[str]:
    """The words of list `name` in a language; in every language where it is None or has no file."""
    known = relating.load()
    chosen = [known[language]] if language in known else list(known.values())
    return compiled(word for words in chosen for word in words.words.get(name, ()))


@cache
def frames(language: str | None) -> dict[str, re.Pattern[str]]:
    """The words of each frame in a language, or in all."""
    known = relating.load()
    chosen = [known[language]] if language in known else list(known.values())
    names = sorted({name for words in chosen for name in words.frames})
    return {name: compiled(word for words in chosen for word in words.frames.get(name, ())) for name in names}


@cache
def units(language: str | None) -> dict[str, re.Pattern[str]]:
    """The units of each kind of measure in a language, or in all."""
    known = relating.load()
    chosen = [known[language]] if language in known else list(known.values())
    names = sorted({name for words in chosen for name in words.units})
    return {name: compiled(word for words in chosen for word in words.units.get(name, ())) for name in names}


@cache
def relative() -> dict[str, int]:
    """Days that words like `yesterday` lie from the day of the report, all languages together."""
    return {word: days for words in relating.load().values() for word, days in words.relative.items()}


def compiled(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for a list; it matches nothing where the list is empty."""
    forms = alternatives(words)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE) if forms else _NOTHING


def alternatives(words: Iterable[str]) -> str:
    """The words of a list as alternatives, the longest first; `=` before one: in small letters alone, as `may` and never `May`."""
    forms = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(f"(?-i:{_form(form[1:])})" if form.startswith("=") else _form(form) for form in forms)


def _form(form: str) -> str:
    return re.escape(form).replace(r"\*", r"\w*").replace("'", "['’ʼ]").replace(r"\ ", r"\s+")
