"""Which earlier report shares the most wording with each: grouped by fingerprint, then by report.

In a fingerprint's group a report is set beside the earliest that have it and the one just before: work and rows grow with the group, never
with its square. What an outlet repeats for a week or more is its furniture and says nothing.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies import COPY
from tocsin.engine.bulk.arrow import pa
from tocsin.engine.bulk.schemas import PAIRS, PARENTS, Output
from tocsin.engine.bulk.settings import Settings

EARLIEST = 3
"""reports of a fingerprint's group that each later one is set beside"""
REPEATED, LASTING = 8, 7 * 86_400_000_000
"""reports of one outlet, over so many microseconds (a week), that make what they share furniture: updates of a story end sooner"""
SHARED = 2
"""fingerprints at the least; for a text that has one only, that one"""

Numbers = NDArray[Any]


class Pairs:
    """Fingerprints of one bucket in; how many of them each report shares with earlier ones out."""

    outputs: ClassVar[Mapping[str, Output]] = {"pairs": Output(PAIRS, "bucket")}

    def __init__(self, settings: Settings) -> None:
        self._buckets = settings.buckets

    def __call__(self, table: pa.Table, beside: pa.Table | None = None) -> dict[str, pa.Table]:  # noqa: ARG002
        """`table`: rows of PRINTS, whole groups."""
        prints, key, known, outlet, of = (table.column(name).to_numpy() for name in ("print", "key", "known", "outlet", "of"))
        prints, key, known, outlet, of = _several(prints, key, known, outlet, of)
        order = np.lexsort((key, known, prints))
        prints, key, known, outlet, of = (column[order] for column in (prints, key, known, outlet, of))
        fresh = np.append(True, (prints[1:] != prints[:-1]) | (key[1:] != key[:-1])) if len(key) else np.zeros(0, bool)
        prints, key, known, outlet, of = (column[fresh] for column in (prints, key, known, outlet, of))
        boxed = _furniture(prints, known, outlet)
        rows = [(key[boxed], key[boxed], known[boxed], of[boxed])]
        prints, key, known, of = (column[~boxed] for column in (prints, key, known, of))
        if len(prints):
            starts = np.flatnonzero(np.append(True, prints[1:] != prints[:-1]))
            first = np.repeat(starts, np.diff(np.append(starts, len(prints))))
            rank = np.arange(len(prints)) - first
            for place in range(EARLIEST):
                later = np.flatnonzero(rank > place)
                rows.append((key[later], key[first[later] + place], known[first[later] + place], of[later]))
            later = np.flatnonzero(rank > EARLIEST)
            rows.append((key[later], key[later - 1], known[later - 1], of[later]))
        later, earlier, since, many = (np.concatenate(columns) for columns in zip(*rows, strict=True))
        return {"pairs": _counted(later, earlier, since, many, np.ones(len(later), np.int32), self._buckets)}


def _several(prints: Numbers, *others: Numbers) -> list[Numbers]:
    """The rows whose fingerprint another row has too."""
    order = np.argsort(prints, kind="stable")
    ordered = prints[order]
    same = ordered[1:] == ordered[:-1] if len(ordered) else np.zeros(0, bool)
    kept = order[np.append(same, False)[: len(ordered)] | np.append(False, same)[: len(ordered)]]
    return [column[kept] for column in (prints, *others)]


def _furniture(prints: Numbers, known: Numbers, outlet: Numbers) -> Numbers:
    """For each row whether its outlet repeats the fingerprint."""
    boxed = np.zeros(len(prints), bool)
    order = np.lexsort((known, outlet, prints))
    one, who, when = prints[order], outlet[order], known[order]
    starts = np.flatnonzero(np.append(True, (one[1:] != one[:-1]) | (who[1:] != who[:-1]))) if len(one) else np.zeros(0, np.intp)
    stops = np.append(starts[1:], len(one)).astype(np.intp)
    if len(starts):
        lasting = (stops - starts >= REPEATED) & (when[stops - 1] - when[starts] >= LASTING) & (who[starts] != 0)
        boxed[order] = np.repeat(lasting, stops - starts)
    return boxed


def _counted(later: Numbers, earlier: Numbers, since: Numbers, of: Numbers, shared: Numbers, buckets: int) -> pa.Table:
    """Each pair once, with how much it shares in all."""
    order = np.lexsort((earlier, later))
    later, earlier, since, of, shared = (column[order] for column in (later, earlier, since, of, shared))
    starts = np.flatnonzero(np.append(True, (later[1:] != later[:-1]) | (earlier[1:] != earlier[:-1]))) if len(later) else np.zeros(0, int)
    summed = np.add.reduceat(shared, starts) if len(starts) else shared
    later = later[starts]
    columns = (later % np.uint64(buckets)).astype(np.int32), later, earlier[starts], since[starts], summed.astype(np.int32), of[starts]
    return pa.table([pa.array(column) for column in columns], schema=PAIRS)


class Parents:
    """Pairs of one bucket of later reports in; for each the earlier one that it shares the most with, at least half, out."""

    outputs: ClassVar[Mapping[str, Output]] = {"parents": Output(PARENTS)}

    def __init__(self, settings: Settings) -> None:
        self._buckets = settings.buckets

    def __call__(self, table: pa.Table, beside: pa.Table | None = None) -> dict[str, pa.Table]:  # noqa: ARG002
        """`table`: rows of PAIRS, all those of a later report."""
        later, earlier, since, of, shared = (table.column(name).to_numpy() for name in ("later", "earlier", "known", "of", "shared"))
        counted = _counted(later, earlier, since, of, shared, self._buckets)
        later, earlier, since, shared, of = (counted.column(name).to_numpy() for name in ("later", "earlier", "known", "shared", "of"))
        own = later == earlier
        boxes = dict(zip(later[own].tolist(), shared[own].tolist(), strict=True))
        later, earlier, since, shared, of = (column[~own] for column in (later, earlier, since, shared, of))
        if boxes:
            of = of - np.array([boxes.get(one, 0) for one in later.tolist()], np.int32)
        share = shared / np.maximum(of, 1)
        near = (shared >= np.minimum(SHARED, of)) & (share >= COPY)
        later, earlier, since, shared, share = (column[near] for column in (later, earlier, since, shared, share))
        order = np.lexsort((earlier, since, -shared, later))
        later, earlier, shared, share = (column[order] for column in (later, earlier, shared, share))
        best = np.append(True, later[1:] != later[:-1]) if len(later) else np.zeros(0, bool)
        columns = later[best], earlier[best], shared[best], share[best].astype(np.float32)
        return {"parents": pa.table([pa.array(column) for column in columns], schema=PARENTS)}
