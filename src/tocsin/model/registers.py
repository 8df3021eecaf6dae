"""What all registers share: exact words with where they stand, and the mark that a register carries for them."""

from collections.abc import Iterable
from typing import Literal

from tocsin.model.base import TLP_ORDER, Record, Span, Time, Tlp

Labels = dict[str, str]
Basis = Literal["declared", "statement", "person"]


class Words(Record, frozen=True, kw_only=True):
    """Exact words of a report, with where they stand."""

    statement: str
    report: str
    span: Span
    text: str
    speaker: str
    t_known: Time
    via: tuple[str, ...] = ()
    quoted: bool = False
    tlp: Tlp = "clear"
    synthetic: bool = False


class Marked(Record, frozen=True, kw_only=True):
    """A register carries the highest mark of the words in it, and is SYNTHETIC where any of them is."""

    tlp: Tlp = "clear"
    synthetic: bool = False


def marks(words: Iterable[Words]) -> tuple[Tlp, bool]:
    """The highest mark, and whether any is synthetic."""
    held = list(words)
    return max((one.tlp for one in held), key=TLP_ORDER.index, default="clear"), any(one.synthetic for one in held)
