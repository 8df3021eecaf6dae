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


class Compiled(NamedTuple, Generic[Value]):
    """A rule, the bits of marks that must stand and of those that must not, and its conditions that are a choice."""

    rule: Rule[Value]
    present: int
    absent: int
    choices: tuple[Condition, ...]


Table = tuple[Compiled[Value], ...]


def compiled(rules: Sequence[Rule[Value]]) -> Table[Value]:
    """The rules with their conditions taken apart. Raises ValueError for a mark that nobody defines."""
    return tuple(_compiled(rule) for rule in rules)


def _compiled(rule: Rule[Value]) -> Compiled[Value]:
    stand = missing = 0
    choices: list[Condition] = []
    for part in filter(None, (part.strip() for part in rule.when.split(","))):
        present = absent = 0
        for option in (word.strip() for word in part.split("|")):
            wanted = not option.startswith("not ") or option in MARKS
            mark = option if wanted else option[4:]
            if wanted:
                present |= bit(mark)
            else:
                absent |= bit(mark)
        if "|" in part:
            choices.append((present, absent))
        else:
            stand, missing = stand | present, missing | absent
    return Compiled(rule, stand, missing, tuple(choices))


def first(table: Table[Value], marks: int) -> Rule[Value]:
    """The first rule whose conditions hold for the bits of the marks that stand. The last rule of a table asks nothing, so there is
    one; else LookupError."""
    for rule, stand, missing, choices in table:
        if marks & stand == stand and not marks & missing:
            for present, absent in choices:
                if not (marks & present or absent & ~marks):
                    break
            else:
                return rule
    raise LookupError("no rule holds")
