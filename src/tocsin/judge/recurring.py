"""A process whose events recur and are recorded: its ladder filtered through what happened, its draws weighed by how well they foretold it.

The judge's own ladder and recursion (`parameters`, `horizon`), without sources: every day either has a recorded event, which says from
which states it may have come, or has none, which counts as well. After an event the process goes on from where it was. So the base rate is
learned from the past of each day and from nothing else: draws of the declared ranges are weighed by the likelihood of that past.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day

import numpy as np

from tocsin.judge.cells import spread
from tocsin.judge.horizon import outlook, reach
from tocsin.judge.parameters import TINY, Chain, Draws, Floats, Ladder, draw_chain, draw_ladder
from tocsin.model.declared import Indicator, Process


@dataclass(frozen=True)
class Past:
    """What is recorded, by day: which events happened, and from which day to which each listed indicator was on."""

    events: Mapping[Day, Sequence[int]]
    on: Mapping[str, Sequence[tuple[Day, Day]]]


@dataclass(frozen=True)
class Standing:
    """Where a run stands at the end of a day: alpha (S, D) sums to one in each draw; `log_likelihood` (D,) of all days so far."""

    day: Day
    alpha: Floats
    log_likelihood: Floats

    def weights(self) -> Floats:
        """(D,) of the draws, by the likelihood of the past; they sum to one."""
        w = np.exp(self.log_likelihood - self.log_likelihood.max())
        return np.asarray(w / w.sum())


@dataclass(frozen=True)
class Recurring:
    """One process drawn, with the chains of its listed indicators."""

    ladder: Ladder
    chains: Mapping[str, Chain]

    @staticmethod
    def of(process: Process, listed: Sequence[Indicator], draws: Draws) -> "Recurring":
        return Recurring(draw_ladder(process, draws), {i.id: draw_chain(i, process, draws) for i in listed if process.id in i.prevalence})

    def begin(self, before: Day) -> Standing:
        """At the end of the day before the first: the declared prior, and nothing learned."""
        lanes = self.ladder.A.shape[-1]
        return Standing(before, np.repeat(self.ladder.prior[:, None], lanes, 1), np.zeros(lanes))

    def run(self, standing: Standing, until: Day, past: Past) -> Standing:
        """Through the days after `standing` up to `until`, by what `past` records of them."""
        alpha, log = standing.alpha, standing.log_likelihood
        begun = {name: {first for first, _ in spells} for name, spells in past.on.items()}
        for ordinal in range(standing.day.toordinal() + 1, until.toordinal() + 1):
            day = Day.fromordinal(ordinal)
            happened = past.events.get(day, ())
            for k in happened:
                alpha = alpha * self.ladder.H[:, k]
            if not happened:
                alpha = spread(self.ladder, alpha)
            for name, chain in self.chains.items():
                if day in begun.get(name, ()):
                    alpha = alpha * chain.u
                elif not any(first <= day <= last for first, last in past.on.get(name, ())):
                    alpha = alpha * chain.rests
            total = np.maximum(alpha.sum(0), TINY**2)
            alpha, log = alpha / total, log + np.log(total)
        return Standing(until, alpha, log)

    def outlook(self, standing: Standing, horizon: int) -> Floats:
        """(K, D) chance of each event within `horizon` days."""
        return outlook(standing.alpha, reach(self.ladder, [horizon]))[horizon]


def climatology(happened: Sequence[Day], first: Day, as_of: Day, horizon: int) -> float:
    """Chance of an event within `horizon` days by the past counts alone: Poisson, with Jeffreys' prior on the rate (Gamma(1/2, 0)).

    The predictive chance is 1 - (T / (T + h))^(n + 1/2), for n events in T days.
    """
    days = max(1, (as_of - first).days + 1)
    count = sum(first <= day <= as_of for day in happened)
    return float(1 - (days / (days + horizon)) ** (count + 0.5))
