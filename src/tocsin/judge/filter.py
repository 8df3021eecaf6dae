"""The filter of one process: ladder state and lasting indicators, factored per state across indicators (Boyen and Koller 1998).

Every array's last axis is a lane: one draw of the parameters (and, for influences, one coalition of the evidence). Days without evidence
are linear and cheap; every day without a recorded event is conditioned on as such: mass that leaks into absorbing events is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from tocsin.judge.cells import FLOOR, Cell, Pairs, SourceDraw, Unheard, spread
from tocsin.judge.parameters import Chain, Floats, Ladder

NEGATIVE_SLIP = 0.05
"""chance that a source that holds "on" is read as saying "no sign of it": keeps a contradiction on one day possible"""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Datum:
    """One day's evidence from one source on one indicator.

    report: the source says "on". negative: it looked and says "not so". silent: it was watched and said nothing; `value` is c, (D,).
    stance: an interested denial, `value` its ratio (D,). `lanes`: where it counts (relays fold into another source in some draws).
    """

    day: int
    indicator: str
    source: str
    kind: Literal["report", "negative", "silent", "stance"]
    player: str
    value: Floats | None = None
    lanes: Mask | None = None

    def take(self, lanes: npt.NDArray[np.intp]) -> "Datum":
        value, mask = (None if x is None else x[lanes] for x in (self.value, self.lanes))
        return Datum(self.day, self.indicator, self.source, self.kind, self.player, value, mask)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Model:
    """A process drawn: its ladder, its indicators' chains, and the sources of each indicator."""

    ladder: Ladder
    chains: Mapping[str, Chain]
    sources: Mapping[str, Mapping[str, SourceDraw]]
    """by indicator, then by source"""

    def take(self, lanes: npt.NDArray[np.intp]) -> "Model":
        def pick(s: SourceDraw) -> SourceDraw:
            return SourceDraw(s.id, s.hit[lanes], s.false[lanes], s.eps[lanes])

        return Model(
            self.ladder.take(lanes),
            {name: chain.take(lanes) for name, chain in self.chains.items()},
            {name: {key: pick(s) for key, s in group.items()} for name, group in self.sources.items()},
        )


@dataclass(frozen=True)
class Posterior:
    """alpha (S, D): state given all evidence and no event; log_evidence (D,); on: P(on) by indicator, (D,)."""

    alpha: Floats
    log_evidence: Floats
    on: dict[str, Floats]


@dataclass(frozen=True)
class Quiet:
    """Where a run stands on `day`, before its first evidence: alpha (S, D) and the joint of state and "on" (S, I, D) of `names`."""

    day: int
    alpha: Floats
    names: tuple[str, ...]
    on: Floats

    def tiled(self, times: int) -> "Quiet":
        """The same, `times` over, one copy after the other."""
        return Quiet(self.day, np.tile(self.alpha, (1, times)), self.names, np.tile(self.on, (1, 1, times)))


def quiet(model: Model, names: Sequence[str], day: int) -> Quiet:
    """A run from the prior, each indicator stationary in each state, to `day` without any evidence."""
    alpha = np.repeat(model.ladder.prior[:, None], model.ladder.A.shape[-1], 1)
    on = np.stack([alpha * model.chains[name].p for name in names], 1) if names else np.zeros((len(alpha), 0, alpha.shape[1]))
    unheard = Unheard(list(names), [model.chains[name] for name in names], on)
    for _ in range(day):
        alpha = spread(model.ladder, alpha)
        unheard.move(model.ladder, alpha)
    return Quiet(day, alpha, tuple(names), unheard.on)


def _value(datum: Datum) -> Floats:
    """What a silence or a stance cannot do without."""
    if datum.value is None:
        raise ValueError(f"{datum.kind} without a value: {datum.indicator}, {datum.source}, day {datum.day}")
    return datum.value


def _likelihood(datum: Datum, present: Mask) -> tuple[Floats, Floats]:
    """(z = 0, z = 1) of one datum; 1 and 1 in lanes where it does not count."""
    one = np.ones(1)
    if datum.kind == "report":
        pair = (np.zeros(1), one)
    elif datum.kind == "negative":
        pair = (one, np.full(1, NEGATIVE_SLIP))
    else:
        pair = (one, 1 - _value(datum))
    return np.where(present, pair[0], 1.0), np.where(present, pair[1], 1.0)


def _both(a: Mask | None, b: Mask | None) -> Mask | None:
    return b if a is None else a if b is None else a & b


def run(
    model: Model,
    data: Sequence[Datum],
    days: int,
    *,
    indicators: Sequence[str] | None = None,
    present: Callable[[str], Mask | None] = lambda _player: None,
    start: Quiet | None = None,
) -> Posterior:
    """The posterior on day `days` of a run that starts on day 0 with the prior.

    `data` may come in any order: a day's evidence is taken in together. `indicators`: those to carry (default: all; one without evidence
    changes nothing but its own P(on)). `present`: by player, the lanes in which its evidence counts, for influences. `start`: take the run
    up where it stood before its first evidence.
    """
    names = list(model.chains) if indicators is None else list(indicators)
    lanes = model.ladder.A.shape[-1]
    begun = start or quiet(model, names, 0)
    alpha = begun.alpha
    unheard = Unheard(list(begun.names), [model.chains[name] for name in begun.names], begun.on)
    cells: dict[str, Cell] = {}
    log_evidence = np.zeros(lanes)
    held: dict[tuple[str, str], Mask] = {}
    by_day: dict[int, list[Datum]] = {}
    for datum in data:
        by_day.setdefault(datum.day, []).append(datum)
    for day in range(begun.day, days + 1):
        if day > begun.day:
            alpha = spread(model.ladder, alpha)
            unheard.move(model.ladder, alpha)
            for cell in cells.values():
                cell.move(model.ladder)
        if day not in by_day:
            continue
        likelihood: dict[str, Floats] = {}
        for name in names:
            today = [datum for datum in by_day[day] if datum.indicator == name]
            if today:
                pairs, stance = _day(today, present, lanes, held)
                if name not in cells:
                    cells[name] = unheard.heard(name, alpha)
                likelihood[name] = cells[name].weigh(model.sources[name], pairs, stance)
        every = np.ones_like(alpha)
        for seen in likelihood.values():
            every = every * seen
        total = (alpha * every).sum(0)
        before = alpha.sum(0)
        factor = every / np.maximum(total, FLOOR)
        alpha = alpha * factor
        log_evidence += np.log(np.maximum(total / before, FLOOR))
        for name, cell in cells.items():
            L = likelihood.get(name)
            cell.scale(factor if L is None else factor / np.maximum(L, FLOOR))
        unheard.on = unheard.on * factor[:, None]
    total = alpha.sum(0)
    on = {name: cells[name].on() if name in cells else unheard.on[:, unheard.names.index(name)].sum(0) / total for name in names}
    return Posterior(alpha / total, log_evidence, on)


def _day(
    today: Sequence[Datum], present: Callable[[str], Mask | None], lanes: int, held: dict[tuple[str, str], Mask]
) -> tuple[Pairs, Floats | None]:
    """One indicator's evidence of one day, by source; the same report or negative look twice in one day is once.

    `held`: lanes in which a holder's stance was taken in before; repeating it carries 1.
    """
    pairs: Pairs = {}
    stance: Floats | None = None
    seen: dict[tuple[str, str], Mask] = {}
    for datum in sorted(today, key=lambda d: (d.source, d.kind, d.player)):
        mask = _both(present(datum.player), datum.lanes)
        full = np.ones(lanes, bool) if mask is None else mask
        if datum.kind == "stance":
            holder = (datum.source, datum.indicator)
            new = full & ~held.get(holder, np.zeros(lanes, bool))
            held[holder] = held.get(holder, np.zeros(lanes, bool)) | full
            ratio = np.where(new, _value(datum), 1.0)
            stance = ratio if stance is None else stance * ratio
            continue
        key = (datum.source, datum.kind)
        full = full & ~seen.get(key, np.zeros(lanes, bool))
        seen[key] = seen.get(key, np.zeros(lanes, bool)) | full
        e0, e1 = _likelihood(datum, full)
        if datum.source in pairs:
            p0, p1 = pairs[datum.source]
            e0, e1 = e0 * p0, e1 * p1
        pairs[datum.source] = (e0, e1)
    return pairs, stance
