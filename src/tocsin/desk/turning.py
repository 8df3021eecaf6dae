"""Signs that turn the direction of text (Unicode UAX #9): a foreign text keeps its own, and cannot turn what stands around it."""

import re

FIRST_STRONG, POP = "\u2068", "\u2069"
ISOLATES, OVERRIDES = "\u2066\u2067\u2068", "\u202a-\u202e"
TURNING = re.compile(f"[{OVERRIDES}{ISOLATES}{POP}]")


def set_apart(value: object) -> object:
    """A text that holds such signs, inside an isolate of its own which nothing in it closes early; all else as it is.

    The end of an isolate also ends every override that was begun in it (UAX #9, X6a), so none has to be closed by itself.
    """
    if not isinstance(value, str) or hasattr(value, "__html__") or TURNING.search(value) is None:
        return value
    depth, kept = 0, []
    for sign in value:
        if sign in ISOLATES:
            depth += 1
        elif sign == POP:
            if depth == 0:
                continue
            depth -= 1
        kept.append(sign)
    return FIRST_STRONG + "".join(kept) + POP * (depth + 1)
