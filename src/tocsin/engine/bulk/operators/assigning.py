"""Families of copies, cases, and what is folded: worked out in one place from numbers alone, some 60 bytes a report.

Each report hangs under the earlier one that it shares the most with; following these up to the first gives its family (pointer jumping: the
steps grow with the logarithm of the longest chain). A family goes to the case of its first report; a case is whole days.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.bulk.arrow import pa
from tocsin.engine.bulk.schemas import CASES, Output
from tocsin.engine.bulk.settings import Settings

DAY = 86_400_000_000
"""microseconds"""
NEARLY = 0.9
"""share of a report's fingerprints that stand in its parent, from which it may be folded"""
COUNTS = pa.schema(
    [("cases", pa.int64()), ("reports", pa.int64()), ("twice", pa.int64()), ("families", pa.int64()), ("folded", pa.int64())]
)

Numbers = NDArray[Any]


class Assign:
    """Keys of all reports, and all parents beside; where each report goes."""

    outputs: ClassVar[Mapping[str, Output]] = {"cases": Output(CASES, "part"), "counts": Output(COUNTS)}

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, table: pa.Table, beside: pa.Table | None) -> dict[str, pa.Table]:
        """`table`: columns key, known, part, row of DOCUMENTS; `beside`: rows of PARENTS."""
        key, known, part, row = (table.column(name).to_numpy() for name in ("key", "known", "part", "row"))
        order = np.lexsort((row, part, key))
        twice = len(key)
        # What came twice counts where it stands first in the input.
        order = order[np.append(True, key[order][1:] != key[order][:-1])] if len(order) else order
        key, known, part, row = (column[order] for column in (key, known, part, row))
        up, shared, share = _parents(key, beside)
        head = heads(up)
        first = np.argsort(np.lexsort((key, known)), kind="stable")  # place of each in order of time
        under = _folded(up, head, share, first, self._settings.fold)
        case = _cases(known[head] // DAY, key[head], self._settings.case)
        folded = under != np.arange(len(key))
        columns = {
            "part": part, "row": row, "case": case, "head": key[head], "under": np.where(folded, key[under], np.uint64(0)),
            "shared": shared, "share": share,
        }  # fmt: skip
        told = {
            "cases": int(case.max()) + 1 if len(case) else 0, "reports": len(key), "twice": twice - len(key),
            "families": len(np.unique(head)), "folded": int(folded.sum()),
        }  # fmt: skip
        return {
            "cases": pa.table([pa.array(columns[field.name], field.type) for field in CASES], schema=CASES),
            "counts": pa.Table.from_pylist([told], COUNTS),
        }


def _parents(key: Numbers, beside: pa.Table | None) -> tuple[Numbers, Numbers, Numbers]:
    """By report the place of its parent (its own where it has none), and what they share."""
    up, shared, share = np.arange(len(key)), np.zeros(len(key), np.int32), np.zeros(len(key), np.float32)
    if beside is not None and len(beside):
        child, parent = (np.searchsorted(key, beside.column(name).to_numpy()) for name in ("key", "parent"))
        up[child], shared[child], share[child] = parent, beside.column("shared").to_numpy(), beside.column("share").to_numpy()
    return up, shared, share


def heads(up: Numbers) -> Numbers:
    """For each place the first of its chain: where following `up` ends."""
    while not np.array_equal(following := up[up], up):
        up = following
    return up


def _folded(up: Numbers, head: Numbers, share: Numbers, first: Numbers, fold: int) -> Numbers:
    """By report the nearest one above that is not folded; itself where it is not folded."""
    order = np.lexsort((first, head))
    starts = np.flatnonzero(np.append(True, head[order][1:] != head[order][:-1])) if len(order) else np.zeros(0, int)
    rank = np.empty(len(up), np.int64)
    rank[order] = np.arange(len(up)) - np.repeat(starts, np.diff(np.append(starts, len(up)).astype(int)))
    return heads(np.where((rank >= fold) & (share >= NEARLY), up, np.arange(len(up))))


def _cases(day: Numbers, head: Numbers, most: int) -> Numbers:
    """By report the number of its case, in order of time: whole days together up to `most` reports; a longer day parted by family."""
    days, at, count = np.unique(day, return_inverse=True, return_counts=True)
    begins, parts = np.zeros(len(days), np.int64), np.ones(len(days), np.int64)
    number, held = -1, 0
    for place, many in enumerate(count.tolist()):
        if number < 0 or held + many > most:
            number, held = number + 1, 0
        begins[place] = number
        if many > most:
            parts[place] = -(-many // most)
            number, held = number + int(parts[place]) - 1, most
        else:
            held += many
    return (begins[at] + (head % parts[at].astype(np.uint64)).astype(np.int64)).astype(np.int32)
