"""Ordered tables of rules over the marks of a statement: the first rule whose conditions hold decides."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from tocsin.read.marks import MARKS, bit

Value = TypeVar("Value")
Condition = tuple[int, int]
"""alternatives: the bits of marks one of which stands, or of marks one of which is absent"""


class Rule(NamedTuple, Generic[Value]):
    """A value, and the marks for which it is decided."""

    value: Value
    when: str
    """conditions, all of which must hold, with commas between; `a | b` is one or the other, `not a` its absence"""
    why: str


Table = tuple[tuple[Rule[Value], tuple[Condition, ...]], ...]


def compiled(rules: Sequence[Rule[Value]]) -> Table[Value]:
    """The rules with their conditions taken apart. Raises ValueError for a mark that nobody defines."""
    return tuple((rule, _conditions(rule.when)) for rule in rules)


def _conditions(when: str) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    for part in filter(None, (part.strip() for part in when.split(","))):
        present = absent = 0
        for option in (word.strip() for word in part.split("|")):
            wanted = not option.startswith("not ") or option in MARKS
            mark = option if wanted else option[4:]
            if wanted:
                present |= bit(mark)
            else:
                absent |= bit(mark)
        conditions.append((present, absent))
    return tuple(conditions)


def first(table: Table[Value], marks: int) -> Rule[Value]:
    """The first rule whose conditions hold for the bits of the marks that stand. The last rule of a table asks nothing, so there is
    one; else LookupError."""
    missing = ~marks
    for rule, conditions in table:
        for present, absent in conditions:
            if not (marks & present or missing & absent):
                break
        else:
            return rule
    raise LookupError("no rule holds")
