"""Every declared number of a warning problem under a stable address, so that a file, an expert or a table can name it.

`indicators.storage_activity.prevalence.nuclear-use.preparation`, `processes.nuclear-use.transitions.routine->signalling`,
`observing.rates.B.hit`: names of fields and ids of what stands in lists, joined by dots. Found by walking the records, so that a
number that is added to a problem has an address at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tocsin.model.base import Record
from tocsin.model.declared import Problem, Range

SHAPE = (0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, *(n / 20 for n in range(2, 19)), 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995)
"""probabilities at which a pooled distribution is kept (`Range.shape`)"""
POSITIVE = frozenset(
    "per_day rate_per_day episode_days mean_days median_days shape sigma initial_days half_life_days ratio median_hours latency_hours "
    "reading_hours rounds_hours judging_hours on_duty_hours off_duty_hours false_per_day counts_days".split()
)
"""fields drawn as positive quantities (lognormal), whatever their size; every other number that stays within 1 is a probability"""
SILENT = frozenset({"per_day"})
"""fields that an address leaves out: a transition has no other number"""
WORDS = frozenset({"gazetteer", "cues", "homonyms", "false_alarms", "chronology", "places", "leans"})
"""fields that hold no declared range: thousands of names, not walked through"""


class Number(Record, frozen=True, kw_only=True):
    """One declared number: its address, its range, and whether it is drawn on the logit scale (a probability) or the log scale."""

    path: str
    bounds: Range
    scale: str
    """"logit" or "log\""""


def scale_of(field: str, bounds: Range) -> str:
    """`log` for positive quantities, `logit` for probabilities."""
    return "log" if field in POSITIVE or bounds.high > 1 else "logit"


def _key(item: object, place: int) -> str:
    """What an item of a list is called: its id, its grade, its move, else its place."""
    for name in ("id", "reliability"):
        if isinstance(found := getattr(item, name, None), str):
            return found
    if isinstance(instrument := getattr(item, "instrument", None), str):
        return f"{instrument}.{getattr(item, 'indicator', '')}"
    if (source := getattr(item, "source_state", None)) is not None:
        move, process = f"{source}->{getattr(item, 'target', '')}", getattr(item, "process", None)
        return move if process is None else f"{process}.{move}"
    return str(place)


def _steps(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, msgspec.Struct):
        yield from ((name, getattr(value, name)) for name in value.__struct_fields__ if name not in WORDS)
    elif isinstance(value, Mapping):
        yield from ((str(name), each) for name, each in value.items())
    elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        yield from ((_key(each, place), each) for place, each in enumerate(value))


def _joined(path: str, name: str) -> str:
    return path if name in SILENT else f"{path}.{name}" if path else name


def numbers(problem: Problem) -> dict[str, Number]:
    """Every declared range by its address, in the order of the declaration."""
    found: dict[str, Number] = {}

    def walk(value: object, path: str) -> None:
        for name, each in _steps(value):
            here = _joined(path, name)
            if isinstance(each, Range):
                found[here] = Number(path=here, bounds=each, scale=scale_of(name, each))
            else:
                walk(each, here)

    walk(problem, "")
    return found


def replaced(problem: Problem, bounds: Mapping[str, Range]) -> Problem:
    """The problem with other ranges at some addresses. KeyError for an address that it does not have."""
    unknown = set(bounds) - set(numbers(problem))
    if unknown:
        raise KeyError(sorted(unknown)[0])

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, Range):
            return bounds.get(path, value)
        changed = {name: made for name, each in _steps(value) if (made := walk(each, _joined(path, name))) is not each}
        if not changed:
            return value
        if isinstance(value, msgspec.Struct):
            return msgspec.structs.replace(value, **changed)
        if isinstance(value, Mapping):
            return {**value, **changed}
        return tuple(changed.get(_key(each, place), each) for place, each in enumerate(value))

    walked: Problem = walk(problem, "")
    return walked
