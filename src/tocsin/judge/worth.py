"""What a look would be worth before it is taken: preposterior analysis with the filter itself, for sets of looks together.

A look is an indicator watched by a source for some days; it ends with that source's first report, so that a set of m looks over n days has
(n + 1)^m outcomes. Each outcome is filtered from where the evidence stands, in each draw of the parameters: its chance, and the
probability of the hypothesis that it leads to. Worth is the expected reduction of a declared loss (Raiffa and Schlaifer 1961, "Applied
Statistical Decision Theory", chapter 4), written as the expected divergence of the later judgement from the present one, which is the same
and never negative: `brier` its square, `entropy` Kullback-Leibler in bits, `change` the absolute change. Few outcomes are enumerated;
many are drawn day by day from what the filter foresees, with the sampling error told.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from tocsin.judge.cells import FLOOR
from tocsin.judge.filter import Course, Datum, Mask, Model, quiet
from tocsin.judge.horizon import reach_from
from tocsin.judge.parameters import Floats, draw_published, probability
from tocsin.judge.standing import Standing
from tocsin.judge.timeline import PRESS_MOST

Integers = npt.NDArray[np.intp]

_KINDS: tuple[Literal["silent"], Literal["report"]] = ("silent", "report")
EXACT_OUTCOMES = 1000
"""outcomes of a set that are all filtered"""
CHUNK = 2048
"""lanes filtered at once"""
REPLICATES = 24
"""drawn outcomes for each parameter set, where they are too many"""


@dataclass(frozen=True)
class Look:
    """`source` watches `indicator`: P(looked) and the most P(published | looked) on a day. `rests_on`: what several looks share."""

    id: str
    indicator: str
    source: str
    looked: float = 1.0
    published: float = 1.0
    rests_on: str | None = None


@dataclass(frozen=True)
class Worths:
    """By draw (lanes,): the expected reduction of the loss; `error` of its mean where outcomes were drawn, else None."""

    values: Floats
    error: float | None
    outcomes: int


def _change(p: Floats, before: Floats) -> Floats:
    return np.asarray(np.abs(p - before))


def _brier(p: Floats, before: Floats) -> Floats:
    return np.asarray((p - before) ** 2)


def _entropy(p: Floats, before: Floats) -> Floats:
    def term(a: Floats, b: Floats) -> Floats:
        return np.asarray(np.where(a > 0, a * (np.log(np.maximum(a, FLOOR)) - np.log(np.maximum(b, FLOOR))), 0.0))

    return np.asarray(np.maximum(term(p, before) + term(1 - p, 1 - before), 0.0) / np.log(2))


LOSSES: dict[str, Callable[[Floats, Floats], Floats]] = {"change": _change, "brier": _brier, "entropy": _entropy}


def distinct(looks: Sequence[Look]) -> list[Look]:
    """Looks without copies: whoever carries the same source's word on the same indicator adds nothing to the one who looks best."""
    best: dict[tuple[str, str], Look] = {}
    for look in looks:
        held = best.get((look.indicator, look.source))
        if held is None or look.looked * look.published > held.looked * held.published:
            best[look.indicator, look.source] = look
    return sorted(best.values(), key=lambda look: (look.indicator, look.source, look.id))


def _outcome(outcome: Integers, day: int) -> tuple[tuple[Literal["silent"], Mask], tuple[Literal["report"], Mask]]:
    """In which outcomes a look is silent on a day, and in which it reports; after its report it is over."""
    return ("silent", outcome > day), ("report", outcome == day)


class Prospect:
    """A process as it stands at as-of, from which sets of looks over `days` are valued for event `event` within `horizon` after them."""

    def __init__(self, standing: Standing, looks: Sequence[Look], days: int, event: str, horizon: int, loss: str = "change") -> None:
        self.standing, self.days, self.loss = standing, days, LOSSES[loss]
        self.event = standing.process.absorbing.index(event)
        self.chance = {look.id: self._chance(look) for look in looks}
        wanted = [self._datum(look, standing.days + 1, "silent", "") for look in looks]
        self.model: Model = standing.model(wanted)
        names = sorted({d.indicator for d in (*standing.data, *wanted)})
        first = min((d.day for d in standing.data), default=standing.days)
        self.course = Course.begin(self.model, quiet(self.model, names, first)).until(standing.data, standing.days + 1)
        self.reached = reach_from(self.model, standing.days + days, [horizon])[horizon]
        self.before = self._ahead(self.course.copy().advance([], standing.days + days).posterior().alpha)

    def _chance(self, look: Look) -> Floats:
        """(lanes,) chance a day that what the source holds is looked at and published: as for watched silences."""
        standing = self.standing
        profile = standing.profiles.get(look.source)
        most = 1.0 if profile is not None and profile.kind == "instrument" else PRESS_MOST
        published = draw_published(standing.indicators[look.indicator], standing.draws)
        return np.minimum(look.looked * np.minimum(look.published, published), most)

    def _datum(self, look: Look, day: int, kind: Literal["silent", "report"], player: str) -> Datum:
        return Datum(day, look.indicator, look.source, kind, player, self.chance[look.id] if kind == "silent" else None)

    def _ahead(self, alpha: Floats) -> Floats:
        times = alpha.shape[1] // self.reached.shape[-1]
        return np.asarray((alpha * np.tile(self.reached[:, self.event], (1, times))).sum(0))

    def _relays(self, look: Look) -> Mask:
        """(lanes,) draws in which a look that shares its basis with another only repeats it."""
        draws, observing = self.standing.draws, self.standing.problem.observing
        rho = probability(observing.shared_upstream, draws.normals("shared_upstream"))
        return np.asarray(draws.uniforms(f"upstream/{look.rests_on}/{look.indicator}/{look.source}") < rho)

    def worth(self, looks: Sequence[Look], seed: int = 0) -> Worths:
        """What a set is worth, in each draw. The same set in any order is worth the same.

        Of looks that rest on the same thing all but the first fall away in the draws in which they only repeat it.
        """
        chosen = distinct(looks)
        leads = {(look.indicator, look.rests_on or look.source): look for look in reversed(chosen)}
        second = [look for look in chosen if leads[look.indicator, look.rests_on or look.source] is not look]
        values = np.zeros(self.standing.draws.lanes)
        repeats = {look.id: self._relays(look) for look in second}
        errors, outcomes = [], 0
        for fallen in itertools.product((False, True), repeat=len(second)):
            here = np.ones(len(values), bool)
            for look, gone in zip(second, fallen, strict=True):
                here &= repeats[look.id] == gone
            if here.any():
                gone_ids = {look.id for look, gone in zip(second, fallen, strict=True) if gone}
                found = self._value([look for look in chosen if look.id not in gone_ids], seed)
                values[here] = found.values[here]
                errors.append(found.error)
                outcomes = max(outcomes, found.outcomes)
        known = [error for error in errors if error is not None]
        return Worths(values, max(known) if known else None, outcomes)

    def _value(self, looks: Sequence[Look], seed: int) -> Worths:
        if not looks:
            return Worths(np.zeros(self.standing.draws.lanes), None, 1)
        if (self.days + 1) ** len(looks) <= EXACT_OUTCOMES:
            return self._enumerated(looks)
        return self._drawn(looks, seed)

    def _enumerated(self, looks: Sequence[Look]) -> Worths:
        lanes = self.standing.draws.lanes
        outcomes = np.array(list(itertools.product(range(self.days + 1), repeat=len(looks))))
        first = self.standing.days + 1
        data: list[Datum] = []
        present: dict[str, Mask] = {}
        for j, look in enumerate(looks):
            for day in range(self.days):
                for kind, told in _outcome(outcomes[:, j], day):
                    player = f"{j}|{day}|{kind}"
                    present[player] = told
                    data.append(self._datum(look, first + day, kind, player))
        log = np.empty((len(outcomes), lanes))
        p = np.empty_like(log)
        step = max(1, CHUNK // lanes)
        for at in range(0, len(outcomes), step):
            some = np.arange(at, min(at + step, len(outcomes)))
            wide = np.tile(np.arange(lanes), len(some))
            masks = {player: np.repeat(told[some], lanes) for player, told in present.items()}
            course = self.course.tiled(len(some), self.model.take(wide))
            begun = np.log(course.alpha.sum(0)) - course.log_evidence
            for day in range(first, first + self.days):
                course.advance([d.take(wide) for d in data if d.day == day], day, masks.get)
                begun += self._night(course, day)
            posterior = course.posterior()
            log[some] = (posterior.log_evidence + begun).reshape(-1, lanes)
            p[some] = self._ahead(posterior.alpha).reshape(-1, lanes)
        for j, look in enumerate(looks):
            log += np.where(outcomes[:, j] < self.days, 1.0, 0.0)[:, None] * np.log(np.maximum(self.chance[look.id], FLOOR))
        chance = np.exp(log)
        chance /= chance.sum(0)
        mean = (chance * p).sum(0)
        return Worths((chance * self.loss(p, mean)).sum(0), None, len(outcomes))

    def _night(self, course: Course, day: int) -> Floats:
        """The night after a day of looks, but for the last; the logarithm of how likely nothing happened in it (lanes,).

        A course forgets it at its next evidence, but an outcome that foretells the event is the less likely to be followed by none.
        """
        if day < self.standing.days + self.days:
            course.day = day
            course.until([], day + 1)
        return np.asarray(np.log(course.alpha.sum(0)))

    def _drawn(self, looks: Sequence[Look], seed: int) -> Worths:
        """Outcomes drawn day by day, each from the filter's own foresight given those before it."""
        lanes = self.standing.draws.lanes
        wide = np.tile(np.arange(lanes), REPLICATES)
        model = self.model.take(wide)
        course = self.course.tiled(REPLICATES, model)
        rng = np.random.default_rng([seed, len(looks), self.days])
        over = np.zeros((len(looks), len(wide)), bool)
        first = self.standing.days + 1
        survived = np.zeros(len(wide))
        for day in range(first, first + self.days):
            for j, look in enumerate(looks):
                silent, report = (self._datum(look, day, kind, kind).take(wide) for kind in _KINDS)
                trial = course.copy().advance([silent], day)
                quiet_chance = np.exp(trial.log_evidence - course.log_evidence)
                says = ~over[j] & (rng.random(len(wide)) >= quiet_chance)
                masks = {"silent": ~over[j] & ~says, "report": says}
                course.advance([silent, report], day, masks.get)
                course.day = day
                over[j] |= says
            survived += self._night(course, day)
        value = self.loss(self._ahead(course.posterior().alpha), np.tile(self.before, REPLICATES)).reshape(REPLICATES, lanes)
        share = np.exp(survived).reshape(REPLICATES, lanes)
        value *= share / share.mean(0)
        weights = self.standing.weights / self.standing.weights.sum()
        error = (value * weights).sum(1).std(ddof=1) / np.sqrt(REPLICATES)
        return Worths(value.mean(0), float(error), REPLICATES)
