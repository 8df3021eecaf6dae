"""Ordered tables of rules over the marks of a statement: the first rule whose conditions hold decides."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from tocsin.read.marks import FAMILIES, MARKS, Marks

Value = TypeVar("Value")
Condition = tuple[tuple[str, bool], ...]
"""alternatives: a mark, and whether it must be there"""


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
        options = []
        for option in (word.strip() for word in part.split("|")):
            wanted = not option.startswith("not ") or option in MARKS
            mark = option if wanted else option[4:]
            if mark not in MARKS and mark.partition(":")[0] not in FAMILIES:
                raise ValueError(f"unknown mark {mark!r}")
            options.append((mark, wanted))
        conditions.append(tuple(options))
    return tuple(conditions)


def first(table: Table[Value], marks: Marks) -> Rule[Value]:
    """The first rule whose conditions hold. The last rule of a table asks nothing, so there is one; else LookupError."""
    for rule, conditions in table:  # plain loops: four tables a statement, and generators cost a quarter of reading
        for options in conditions:
            for mark, wanted in options:
                if (mark in marks) is wanted:
                    break
            else:
                break
        else:
            return rule
    raise LookupError("no rule holds")
