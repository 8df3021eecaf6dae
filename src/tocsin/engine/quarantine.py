"""What was refused, looked at: the refusal with a harmless excerpt of its bytes, which are shown and never handed out."""

import unicodedata
from pathlib import Path

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Record, Refusal

EXCERPT = 1_024
"""bytes that are shown"""
ROW = 16
_PLAIN = ("\n", "\t")


class Excerpt(Record, frozen=True, kw_only=True):
    """The beginning of some bytes, made harmless: nothing in it steers a terminal, a page or the direction of text."""

    size: int
    """of all that is kept"""
    shown: int
    text: str
    """as UTF-8, with whatever is no letter, mark, figure or plain sign written out (`\\\\u202e`, `\\\\xff`)"""
    hexadecimal: tuple[str, ...]
    """`ROW` bytes a line, after their offset"""


class Quarantined(Record, frozen=True, kw_only=True):
    """One refusal that is open."""

    refusal: Refusal
    excerpt: Excerpt | None
    missing: str = ""
    """why there are no bytes"""
    again: bool = False
    """whether trying again can help: all its bytes are here"""


def held(workspace: Path | None, refusal_id: str) -> Quarantined | None:
    """One open refusal with the beginning of its bytes; None where it is not open."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        refusal = next((one for one in ledger.refusals() if one.id == refusal_id), None)
        if refusal is None:
            return None
        if refusal.sha256 is None:
            return Quarantined(refusal=refusal, excerpt=None)
        try:
            data = ledger.quarantined.get(refusal.sha256)
        except (CannotFinish, LedgerError) as error:
            return Quarantined(refusal=refusal, excerpt=None, missing=str(error))
    return Quarantined(refusal=refusal, excerpt=excerpt(data), again=refusal.kept >= refusal.size)


def excerpt(data: bytes) -> Excerpt:
    """The first bytes of `data`, escaped."""
    some = data[:EXCERPT]
    text = some.decode("utf-8", errors="backslashreplace")
    lines = tuple(f"{at:06x}  {some[at : at + ROW].hex(' ')}" for at in range(0, len(some), ROW))
    return Excerpt(size=len(data), shown=len(some), text="".join(map(_harmless, text)), hexadecimal=lines)


def _harmless(letter: str) -> str:
    if letter in _PLAIN or (unicodedata.category(letter)[0] not in "CZ") or letter == " ":
        return letter
    return letter.encode("unicode_escape").decode("ascii")
