"""Announced, dated exercises explain dispersal away: the indication is the deviation from what was announced."""

from datetime import date as Day

from tocsin.model import Statement
from tocsin.model.declared import Indicator, Problem

EXERCISE = "exercise"
"""kind of a chronology entry, and type of a gazetteer entity"""
DISPERSAL_STEPS = frozenset({"dispersal", "cover"})
"""preparation steps that an exercise shows as well"""


def explains(indicator: Indicator) -> bool:
    """Whether an exercise would show this indicator: the exercise itself, or a step of dispersal."""
    return indicator.id == EXERCISE or (indicator.preparation_step or "") in DISPERSAL_STEPS


def explained_by(statement: Statement, indicator: Indicator, day: Day, problem: Problem) -> str | None:
    """Id of the exercise, announced by `day`, inside whose dates the activity falls; None where it deviates or none was announced.

    A statement that also bears on an activity that exercises do not show (custodians, warheads) is the deviation itself.
    """
    if not explains(indicator):
        return None
    others = [name for name in statement.indicators if name != indicator.id]
    physical = {one.id for one in problem.indicators if one.preparation_step is not None and not explains(one)}
    if physical.intersection(others):
        return None
    for entry in problem.chronology:
        if entry.kind == EXERCISE and not entry.history and entry.known_since <= day and entry.date <= day <= (entry.until or entry.date):
            return entry.id
    return None
