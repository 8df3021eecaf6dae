"""The letters that must stand in a text for a regular expression to hold: where none of them stands, it need not be tried."""

import re
from importlib import import_module
from typing import Any

# Parts of the standard library that no stub names, and whose absence from one is no longer certain.
opcode: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
SHORTEST = 3
"""letters of a factor at the least: shorter ones stand everywhere"""
MOST = 24
"""spellings of one factor followed at once"""
RANGE = 4
"""letters of a set that are told apart"""


def factors(pattern: str) -> frozenset[str] | None:
    """Texts of which every match of `pattern` holds at least one; None where no such letters are known."""
    found = _best(parser.parse(pattern))
    return frozenset(found) if found is not None and all(map(_telling, found)) else None


def _telling(text: str) -> bool:
    """Letters enough, or signs alone (`%`)."""
    return len(text) >= SHORTEST or not any(letter.isalnum() or letter.isspace() for letter in text)


def _best(sequence: Any) -> set[str] | None:
    """The most telling of the runs of letters that every match of a sequence must hold."""
    candidates: list[set[str]] = []
    run: set[str] = {""}

    def close() -> None:
        nonlocal run
        if "" not in run:
            candidates.append(run)
        run = {""}

    for operation, argument in sequence:
        if operation is opcode.AT or operation is opcode.ASSERT_NOT:
            continue  # takes no letters
        if operation is opcode.ASSERT:
            continue
        spelled = _spelled(operation, argument)
        if spelled is not None and len(run) * len(spelled) <= MOST:
            run = {left + right for left in run for right in spelled}
            continue
        close()
        if spelled is not None and len(spelled) <= MOST:
            run = spelled
            continue
        inner = _inner(operation, argument)
        if inner is not None:
            candidates.append(inner)
    close()
    return max(candidates, key=lambda texts: (min(map(len, texts)), -len(texts)), default=None)


def _spelled(operation: Any, argument: Any) -> set[str] | None:
    """All spellings of an item, where they are few; None where it may be anything."""
    if operation is opcode.LITERAL:
        return {chr(argument)}
    if operation is opcode.IN:
        if all(kind is opcode.LITERAL for kind, _ in argument) and len(argument) <= RANGE:
            return {chr(value) for _, value in argument}
        return None
    if operation is opcode.SUBPATTERN:
        return None if argument[1] else _whole(argument[-1])  # with flags of its own letters may stand for others
    if operation is opcode.BRANCH:
        union: set[str] = set()
        for branch in argument[1]:
            spelled = _whole(branch)
            if spelled is None:
                return None
            union |= spelled
        return union if len(union) <= MOST else None
    if operation in (opcode.MAX_REPEAT, opcode.MIN_REPEAT) and argument[:2] == (0, 1):
        spelled = _whole(argument[2])
        return None if spelled is None or len(spelled) >= MOST else {"", *spelled}
    if operation in (opcode.AT, opcode.ASSERT, opcode.ASSERT_NOT):
        return {""}
    return None


def _whole(sequence: Any) -> set[str] | None:
    """All spellings of a sequence, where they are few."""
    run: set[str] = {""}
    for operation, argument in sequence:
        spelled = _spelled(operation, argument)
        if spelled is None or len(run) * len(spelled) > MOST:
            return None
        run = {left + right for left in run for right in spelled}
    return run


def _inner(operation: Any, argument: Any) -> set[str] | None:
    """What an item that is no plain run of letters must hold."""
    if operation is opcode.SUBPATTERN:
        return None if argument[1] else _best(argument[-1])
    if operation is opcode.BRANCH:
        union: set[str] = set()
        for branch in argument[1]:
            best = _best(branch)
            if best is None:
                return None
            union |= best
        return union
    if operation in (opcode.MAX_REPEAT, opcode.MIN_REPEAT) and argument[0] > 0:
        return _best(argument[2])
    return None


def searched(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """`factors` of a compiled expression; None for one that ignores case."""
    return None if pattern.flags & re.IGNORECASE else factors(pattern.pattern)
