"""Where each declared number stands, as `problem.yml:88`: so that who wants to narrow a range is told which line to edit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.library.yaml_files import Declared

SKIPPED = frozenset({"states", "per_day"})
"""keys that an address leaves out"""


def places(documents: list[Declared]) -> dict[str, str]:
    """By address (`tocsin.model.numbers`), file and line of every mapping with `low` and `high`, and of every pair of a ladder."""
    return {
        path: ":".join([Path(document.name).name, document.place(loc).split(":")[-2]])
        for document in documents
        for path, loc in _walk(document.data, (), ())
    }


def _walk(data: Any, path: tuple[str, ...], loc: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(data, dict):
        if "low" in data and "high" in data:
            yield ".".join(path), loc
            return
        for key, each in data.items():
            inside = path if key in SKIPPED else (*path, str(key))
            if loc[-1:] == ("states",) and isinstance(each, list):
                yield ".".join(inside), (*loc, key)
            else:
                yield from _walk(each, inside, (*loc, key))
    elif isinstance(data, list):
        for place, each in enumerate(data):
            if isinstance(each, dict):
                yield from _walk(each, (*path, _name(each, place)), (*loc, place))


def _name(item: dict[str, Any], place: int) -> str:
    if "from" in item and "to" in item:
        return f"{item['from']}->{item['to']}"
    if "instrument" in item:
        return f"{item['instrument']}.{item.get('indicator', '')}"
    return str(item.get("id") or item.get("reliability") or place)
