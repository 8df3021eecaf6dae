"""Announced, dated exercises explain dispersal away: the indication is the deviation from what was announced."""

import re
from datetime import date as Day

from tocsin.judge.originators import Parties
from tocsin.model import Statement
from tocsin.model.declared import Indicator, Problem

EXERCISE = "exercise"
"""kind of a chronology entry, and of an indicator"""
DISPERSAL_STEPS = frozenset({"dispersal", "cover"})
"""preparation steps that an exercise shows as well"""
DEVIATION = re.compile(
    r"\b(?:unannounced|not announced|unscheduled|without (?:notice|announcement)|extended beyond|prolonged|out of area|"
    r"(?:non|pas été) annoncée?s?|inopinée?s?|sans (?:préavis|annonce)|prolongée?s?|hors (?:de la )?zone|"
    r"необъявленн\w+|внепланов\w+|без предупреждения|неоголошен\w+|позапланов\w+|без попередження)",
    re.IGNORECASE,
)
"""words by which a report says that an activity is not what was announced, in the four languages read"""


def explains(indicator: Indicator) -> bool:
    """Whether an exercise would show this indicator: the exercise itself, or a step of dispersal."""
    return EXERCISE in indicator.kinds or (indicator.preparation_step or "") in DISPERSAL_STEPS


def explained_by(statement: Statement, indicator: Indicator, day: Day, problem: Problem, parties: Parties) -> str | None:
    """Id of the exercise, announced by `day`, inside whose dates the activity falls; None where it deviates or none was announced.

    A statement that also bears on an activity that exercises do not show (custodians, warheads), or says that the activity was not
    announced, is the deviation itself. The exercise of one side explains nothing that another side does.
    """
    if not explains(indicator) or DEVIATION.search(statement.text):
        return None
    others = [name for name in statement.indicators if name != indicator.id]
    physical = {one.id for one in problem.indicators if one.preparation_step is not None and not explains(one)}
    if physical.intersection(others):
        return None
    for entry in problem.chronology:
        sides = {side for name in entry.entities if (side := parties.side(name)) is not None}
        if entry.kind != EXERCISE or entry.history or (sides and indicator.side not in sides):
            continue
        if entry.known_since <= day and entry.date <= day <= (entry.until or entry.date):
            return entry.id
    return None
