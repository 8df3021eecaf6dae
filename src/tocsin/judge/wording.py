"""Declared terms found in a statement: whole words, `x*` a stem, one apostrophe, whatever the case."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=4096)
def finder(terms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of the terms; one that finds nothing where there are none."""
    if not terms:
        return NEVER
    parts = sorted((r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split()) for term in terms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)  # a text is looked through for many terms, one after the other
def plain(text: str) -> str:
    """`text` with straight apostrophes and single spaces."""
    return " ".join(text.replace("\u2019", "'").replace("\u02bc", "'").split())


def tells(text: str | None, forms: Mapping[str, Sequence[str]], language: str | None = None) -> bool:
    """Whether a term stands in the text: one of its language, or of any where its language is not known or has none."""
    if not text:
        return False
    flat = plain(text)
    codes = [language] if language is not None and language in forms else list(forms)
    return any(finder(tuple(forms[code])).search(flat) is not None for code in codes)


def tells_all(text: str, groups: Mapping[str, Sequence[Sequence[str]]], language: str | None = None) -> bool:
    """Whether a term of every group of one language stands in the text; never where there is no group."""
    flat = plain(text)
    codes = [language] if language is not None and language in groups else list(groups)
    return any(bool(groups[code]) and all(finder(tuple(terms)).search(flat) for terms in groups[code]) for code in codes)
