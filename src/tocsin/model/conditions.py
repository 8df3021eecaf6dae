"""What a judgement is told beside its evidence: that a declared condition holds, and that a foreseen event has happened."""

from datetime import date as Day

from tocsin.model.base import Kept, Time


class Condition(Kept, frozen=True, kw_only=True, tag="condition"):
    """That a condition which the problem declares holds (a doctrine condition, a red line crossed, a decision taken), on whose word.

    Of several records with one (condition, since, on_whose_word) the one known last rules: an end that is learnt later is a second record
    with `until`, so that a replay never peeks. However many records say that one condition holds, it holds once.
    """

    id: str
    condition: str
    """id of a condition that the problem declares"""
    since: Day
    until: Day | None = None
    """last day on which it holds; null while no end is known"""
    t_known: Time
    on_whose_word: str
    """who says so, and where"""
    low: float = 1.0
    high: float = 1.0
    """chance that it holds, as a range: 1 and 1 where nobody disputes it; disputed, e.g. .2 and .8"""
    disputed: bool = False
    statements: tuple[str, ...] = ()
    """ids of the statements that it rests on"""


class Happening(Kept, frozen=True, kw_only=True, tag="happening"):
    """That an absorbing event of a process (a hypothesis) happened on a day: it ends the process's run, once it is known."""

    id: str
    hypothesis: str
    date: Day
    t_known: Time
    on_whose_word: str
    """who says so, and where"""
    void: str | None = None
    """why it counts no longer: of several records with one (hypothesis, date) the one known last rules"""
