"""Cloud covers of STAC items on disk: what was measured near the time of a look takes the place of the declared table."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tocsin.errors import Refused, UsageError
from tocsin.sense.orbits.element_checks import moment
from tocsin.sense.orbits.sky import Cover

LARGEST = 5_000_000
"""bytes; an item has some thousands"""


def read(folder: Path, known: datetime) -> Iterator[Cover]:
    """The cover of each item with `eo:cloud_cover`, a time no later than `known`, and a box; other files are passed over.

    Raises UsageError where there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder", where=str(folder), todo="name a folder of STAC items")
    for path in sorted(folder.rglob("*.json")):
        if path.stat().st_size <= LARGEST and (cover := _cover(path, known)) is not None:
            yield cover


def _cover(path: Path, known: datetime) -> Cover | None:
    try:
        item: Any = json.loads(path.read_bytes())
        properties, box = item["properties"], [float(edge) for edge in item["bbox"]]
        at, share = moment(str(properties["datetime"]), "datetime"), float(properties["eo:cloud_cover"]) / 100
    except (ValueError, KeyError, TypeError, RecursionError, Refused):
        return None
    if len(box) == 6:
        box = [box[0], box[1], box[3], box[4]]
    if len(box) != 4 or at > known or not 0 <= share <= 1 or not (box[0] <= box[2] and box[1] <= box[3]):
        return None
    return Cover(t=at, west=box[0], south=box[1], east=box[2], north=box[3], share=share, source=str(item.get("id", path.name)))
