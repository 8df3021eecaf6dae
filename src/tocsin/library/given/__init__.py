"""First names: what tells a person nobody has listed from a body or a town."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "names.yml"


@cache
def names() -> frozenset[str]:
    """First names in Latin and Cyrillic letters, in lower case, in the nominative; ё also as е."""
    _, _, text = FILE.read_text(encoding="utf-8").partition("latin: >-")
    words = {word.strip().lower() for word in text.replace("cyrillic: >-", ",").split(",")}
    return frozenset(word for given in words if given for word in (given, given.replace("ё", "е")))
