"""Denials: no one more of them may raise, so the lowest chance counts of runs with parts of them (docs/design/0004-no-denial-raises.md).

Up to MOST_PARTS each part is run on all draws. Beyond, each denial alone is run on a few draws, and on all of them only those that lowered
most there: a ledger of years holds thousands, and hardly any decides.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from tocsin.judge import horizon as ahead
from tocsin.judge.filter import Datum, Model
from tocsin.judge.influence import coalition_states
from tocsin.judge.parameters import TINY, Floats
from tocsin.judge.timeline import origin_of

MOST_TOGETHER = 2
"""sources whose looks that found nothing may count together; parts of a part are parts, which is what keeps one denial more from raising"""
MOST_PARTS = 150
"""of denials that are run; beyond, each denial alone"""
TRIED_DRAWS = 32
"""on which each denial is tried where there are more"""
CHOSEN = 32
"""of them that are run on all draws: beside what lowered most on the mean, whatever was the lowest on any one draw"""
TOGETHER = 32
"""tried at once: their lanes together stay in a core's cache"""
LOWERING_KINDS = frozenset({"negative", "stance"})
Part = list[Datum]


def denies(datum: Datum) -> bool:
    """Whether somebody says that it is not so: a party, or one with access. An instrument that found nothing is as good as silent."""
    return datum.kind in LOWERING_KINDS and datum.said


def units(data: Sequence[Datum]) -> dict[tuple[str, str], Part]:
    """By origin and source: the denials that stand or fall together. Of several with the same evidence the first is kept.

    A party's stance on one day is one, however many outlets tell it: the filter could not tell the runs apart.
    """
    by_name: dict[tuple[str, str], Part] = {}
    for datum in data:
        if denies(datum):
            by_name.setdefault((origin_of(datum.player), datum.source), []).append(datum)
    alike: dict[frozenset[tuple[int, str, str, str, bytes, int]], tuple[str, str]] = {}
    for name, some in sorted(by_name.items()):
        alike.setdefault(frozenset(map(_evidence, some)), name)
    return {name: by_name[name] for name in sorted(alike.values())}


def _evidence(datum: Datum) -> tuple[int, str, str, str, bytes, int]:
    """What the filter takes in, whoever told it; what counts in some draws only stands by itself."""
    value = b"" if datum.value is None else datum.value.tobytes()
    own = id(datum) if datum.lanes is not None or datum.relays is not None else 0
    return datum.day, datum.indicator, datum.source, datum.kind, value, own


def without_some(data: Sequence[Datum]) -> list[Part]:
    """The evidence with parts of its denials: each unit alone, and each two looks that found nothing by different sources.

    A source that denies again adds nothing: of its denials the one that lowers most counts. Nor do interested parties who deny together:
    what they say is bounded, and weighs little. A part of a part is a part, so that one denial more, whenever it was said, can only lower;
    the whole of them is no part, for it would be one of fewer and none of more.
    """
    single = units(data)
    chosen: list[tuple[tuple[str, str], ...]] = [(name,) for name in single]
    looks = [name for name, some in single.items() if any(datum.kind == "negative" for datum in some)]
    for count in range(2, MOST_TOGETHER + 1):
        chosen += [some for some in combinations(looks, count) if len({source for _, source in some}) == count]
    if len(chosen) > MOST_PARTS:
        chosen = [(name,) for name in single]
    return [_with(data, [datum for name in part for datum in single[name]]) for part in chosen]


def _with(data: Sequence[Datum], kept: Sequence[Datum]) -> Part:
    """The evidence with no denials but these."""
    mine = {id(datum) for datum in kept}
    return [datum for datum in data if not denies(datum) or id(datum) in mine]


def parts(model: Model, data: Sequence[Datum], days: int, reached: dict[int, Floats]) -> list[Part]:
    """The sets of evidence to be run on all draws, each with a part of the denials. `reached`: by horizon, (R, K, D)."""
    every = without_some(data)
    if len(every) <= MOST_PARTS:
        return every
    values = _tried(model, every, days, reached)
    lowest = set(values.argmin(0).ravel().tolist())
    order = np.argsort(np.log(np.maximum(values, TINY)).mean(axis=tuple(range(1, values.ndim))), kind="stable").tolist()
    chosen = sorted(lowest | set(order[:CHOSEN]))
    return [every[n] for n in chosen]


def _tried(model: Model, every: Sequence[Part], days: int, reached: dict[int, Floats]) -> Floats:
    """(parts, horizons, K, n): the chances that each part leads to, on a few draws spread over all error lives."""
    total = model.ladder.lanes
    lanes = np.unique(np.linspace(0, total - 1, min(total, TRIED_DRAWS)).round().astype(int))
    near = {n: h[..., lanes] for n, h in reached.items()}
    plain = [datum for datum in every[0] if not denies(datum)]
    own = [[replace(datum, player=str(n)) for datum in part if denies(datum)] for n, part in enumerate(every)]
    # Those of about one day together: what comes before the first of them is run once.
    order = sorted(range(len(own)), key=lambda n: min(datum.day for datum in own[n]))
    out = np.empty((len(own), len(near), len(model.ladder.events), len(lanes)))
    for at in range(0, len(order), TOGETHER):
        some = order[at : at + TOGETHER]
        alpha = coalition_states(
            model, [d for n in some for d in own[n]], days, lanes, [str(n) for n in some], np.eye(len(some), dtype=bool), plain
        )
        for n, rows in zip(some, alpha, strict=True):
            out[n] = np.stack(list(ahead.outlook(rows, near).values()))
    return out
