"""What persons decide on statements: how one should have been read, or that it does not count. The machine's reading stays beside."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time
from tocsin.model.statements import Act, Polarity, Speaker


class Corrected(Record, frozen=True, kw_only=True):
    """What a statement says as a person reads it. Null: as the machine read it; an empty text or list: the words give none."""

    act: Act | None = None
    polarity: Polarity | None = None
    negated: bool | None = None
    interested: bool | None = None
    speaker: Speaker | None = None
    """who speaks, never with an entity where the speaker is anonymous"""
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD of the act or event"""
    indicators: tuple[str, ...] | None = None
    hypotheses: tuple[str, ...] | None = None


class StatementRuling(Kept, frozen=True, kw_only=True, tag="statement-ruling"):
    """A person's word on one statement: appended, every later run respects it; the latest of several on one statement counts."""

    id: str
    kind: Literal["correct", "reject", "restore"]
    """correct: read as in `corrected`; reject: it is not counted; restore: as the machine read it, whatever was ruled before"""
    statement: str
    report: str
    """id of the statement's report: what is erased with it"""
    corrected: Corrected | None = None
    by: str
    why: str
    t_known: Time
