"""JSON documents read whole, with what they hold counted before it is made: a list of nothing is two bytes long, and seventy in memory."""

import json
from typing import Any

from tocsin.collect.adapters.contract import Taking
from tocsin.errors import Refused

MOST_VALUES = 4_000_000
"""values, some 100 bytes of memory each; an export of 60 MB has about two million"""
LONGEST_NUMBER = 20
"""digits; Python itself refuses to convert more than 4,300"""


def loads(text: str, taking: Taking, reason: str, todo: str) -> Any:
    """The document. Raises Refused `reason` where it is no JSON, `too-many`, `too-deep`. A number too long for any store is a text."""
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise Refused("too-many", f"it holds more than {MOST_VALUES:,} values", where=taking.where, todo="split it")
    deepest = taking.limits.depth
    try:
        value = json.loads(text.strip("\ufeff \t\r\n"), parse_int=_whole)
    except RecursionError:
        value = None
    except ValueError as error:
        raise Refused(reason, f"it is no JSON: {error}", where=taking.where, todo=todo) from None
    else:
        if depth(value) <= deepest:
            return value
    raise Refused("too-deep", f"its brackets nest deeper than {deepest} levels", where=taking.where, todo=f"nest at most {deepest} levels")


def depth(value: Any) -> int:
    """Levels of brackets, counted without recursion."""
    deepest, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        deepest += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return deepest


def _whole(digits: str) -> int | str:
    return digits if len(digits) > LONGEST_NUMBER else int(digits)
