"""The filter's run on another array library (the array API standard): the same course as `filter` takes, no operation in place.

What is drawn and what is seen stay numpy's; masses live in the other library from the first evidence on. Every source stands in its cell
from that day (which changes nothing, see `cells`), and there are no blocks of lanes: an accelerator wants them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.judge.cells import FLOOR, SEEN, STAGED, Leaf, Pairs, SourceDraw
from tocsin.judge.filter import Course, Datum, Mask, Model, Posterior, day_evidence, quiet
from tocsin.judge.kernel import Library
from tocsin.judge.ladders import Floats, Ladder
from tocsin.judge.parameters import Chain
from tocsin.judge.pushes import everyone


def run(library: Library, model: Model, data: Sequence[Datum], days: int, indicators: Sequence[str]) -> Posterior:
    """As `filter.run`, to the last digits; arrays of the posterior are numpy's."""
    first = min((datum.day for datum in data), default=days)
    course = Course.begin(model, quiet(model, indicators, first))
    by_day: dict[int, list[Datum]] = {}
    for datum in sorted(data, key=lambda d: (d.day, d.source)):
        by_day.setdefault(datum.day, []).append(datum)
        if datum.indicator not in course.cells:
            course.cells[datum.indicator] = course.unheard.heard(datum.indicator, course.alpha)
        if datum.kind != "stance":
            sources = model.sources[datum.indicator]
            course.cells[datum.indicator].hear(sources[datum.source], sources)
    there = _There(library, course)
    held: dict[tuple[str, str], Mask] = {}
    for day in range(first, days + 1):
        if day in by_day:
            there.weigh({name: day_evidence(some, everyone, model.ladder.lanes, held) for name, some in _each(by_day[day]).items()})
        if day < days:
            there.move(model.on_night(day))
    return there.posterior()


def _each(today: Sequence[Datum]) -> dict[str, list[Datum]]:
    out: dict[str, list[Datum]] = {}
    for datum in today:
        out.setdefault(datum.indicator, []).append(datum)
    return out


@dataclass
class _Held:
    """A leaf there: mass (R, X, 2^k, D), its sources, and the chances of its claims."""

    J: Any
    sources: list[SourceDraw]
    claims: list[tuple[Any, Any]]
    seen: Any
    unseen: Any
    matrix: Any
    """where sources copy each other, None elsewhere"""


class _There:
    """A course on the other library, from the day on which everything that is heard of has its cell."""

    def __init__(self, library: Library, course: Course) -> None:
        self.library, self.xp = library, library.xp
        into = library.into
        self.alpha, self.log_evidence = into(course.alpha), into(course.log_evidence)
        self.floor = into(FLOOR)
        self.cells = {name: [self._leaf(leaf) for leaf in cell.leaves] for name, cell in course.cells.items()}
        self.rates = {name: self._rates(cell.chain) for name, cell in course.cells.items()}
        self.quiet = {name: into(course.unheard.on[:, i]) for i, name in enumerate(course.unheard.names)}
        staged = course.unheard.staged
        self.shown = {} if staged is None else {name: into(staged[:, i]) for i, name in enumerate(course.unheard.names)}
        self.rates |= {name: self._rates(chain) for name, chain in zip(course.unheard.names, course.unheard.chains, strict=True)}
        self.ladder: Ladder | None = None
        self.flows: list[list[tuple[int, Any]]] = []

    def _leaf(self, leaf: Leaf) -> _Held:
        into, x = self.library.into, leaf.J.shape[1]
        claims = [(into(one.keeps), into(one.anew[:x])) for one in leaf.sources]
        return _Held(into(leaf.J), leaf.sources, claims, into(leaf.seen), into(leaf.unseen), self._maybe(leaf.matrix))

    def _rates(self, chain: Chain) -> dict[str, Any]:
        names = {"u": chain.u, "d": chain.d, "stays": chain.stays, "shows": chain.shows, "hides": chain.hides, "rests": chain.rests}
        return {**{name: self.library.into(rate) for name, rate in names.items()}, "stages": self._maybe(chain.stages)}

    def _maybe(self, rate: Floats | None) -> Any:
        return None if rate is None else self.library.into(rate)

    def move(self, ladder: Ladder) -> None:
        """A night, by its ladder."""
        if ladder is not self.ladder:
            self.ladder = ladder
            self.flows = [[] for _ in ladder.rows]
            for g, h, rate in ladder.flows():
                self.flows[h].append((g, self.library.into(rate)))
        self.alpha = self._spread(self.alpha)
        for name, on in self.quiet.items():
            rates, on = self.rates[name], self._spread(on)
            off = self.alpha - on
            if name in self.shown:
                staged = self._spread(self.shown[name])
                off = off - staged
                self.shown[name] = staged * rates["stays"] + (off * rates["stages"] if rates["stages"] is not None else 0.0)
            self.quiet[name] = on * rates["stays"] + off * rates["u"]
        for name, leaves in self.cells.items():
            for leaf in leaves:
                leaf.J = self._turned(self._spread(leaf.J), leaf, self.rates[name])

    def _spread(self, J: Any) -> Any:
        """J (R, ..., D) one night on along the ladder."""
        rows = []
        for arrive in self.flows:
            terms = [J[g, ...] * rate for g, rate in arrive]
            total = terms[0] if terms else J[0, ...] * 0.0
            for term in terms[1:]:
                total = total + term
            rows.append(total)
        return self.xp.stack(rows, axis=0)

    def _turned(self, J: Any, leaf: _Held, rates: Mapping[str, Any]) -> Any:
        """The claims, then the indicator: `cells.Leaf.move` after the ladder."""
        xp, shape = self.xp, J.shape
        if leaf.matrix is not None:
            terms = [J[:, :, c : c + 1, :] * leaf.matrix[:, c, :, :] for c in range(shape[2])]
            J = sum(terms[1:], terms[0])
        for j, (keeps, anew) in enumerate(leaf.claims if leaf.matrix is None else []):
            K = xp.reshape(J, (*shape[:2], 2**j, 2, -1, shape[-1]))
            total = K[:, :, :, 0, :, :] + K[:, :, :, 1, :, :]
            yes = K[:, :, :, 1, :, :] * keeps + total * anew
            J = xp.reshape(xp.stack([total - yes, yes], axis=3), shape)
        parts = [J[:, x, :, :] for x in range(shape[1])]
        off, seen, hidden = parts[:3]
        none = xp.sum(off, axis=1)
        ended, begun = xp.sum(seen, axis=1) * rates["d"], none * rates["shows"]
        shown = []
        if len(parts) > STAGED:
            ended = ended + xp.sum(parts[STAGED], axis=1) * rates["d"]
            shown = [parts[STAGED] * rates["stays"] + (none * rates["stages"])[:, None, :] * leaf.seen]
        off_now = off * rates["rests"][:, None, :] + hidden * rates["d"] + ended[:, None, :] * leaf.unseen
        seen_now = seen * rates["stays"] + begun[:, None, :] * leaf.seen
        return xp.stack([off_now, seen_now, hidden * rates["stays"] + off * rates["hides"][:, None, :], *shown], axis=1)

    def weigh(self, today: Mapping[str, tuple[Pairs, Floats | None]]) -> None:
        """A day's evidence taken in: `filter.Course` and `cells.Cell.weigh`."""
        xp = self.xp
        likelihood = {name: self._weighed(self.cells[name], *given) for name, given in today.items()}
        every = self.alpha * 0.0 + 1.0
        for one in likelihood.values():
            every = every * one
        total = xp.sum(self.alpha * every, axis=0)
        self.log_evidence = self.log_evidence + xp.log(xp.maximum(total / xp.sum(self.alpha, axis=0), self.floor))
        factor = every / xp.maximum(total, self.floor)
        self.alpha = self.alpha * factor
        for name, leaves in self.cells.items():
            own = factor / xp.maximum(likelihood[name], self.floor) if name in likelihood else factor
            for leaf in leaves:
                leaf.J = leaf.J * own[:, None, None, :]
        self.quiet = {name: on * factor for name, on in self.quiet.items()}
        self.shown = {name: staged * factor for name, staged in self.shown.items()}

    def _weighed(self, leaves: Sequence[_Held], pairs: Pairs, stance: Floats | None) -> Any:
        xp, into = self.xp, self.library.into
        before = xp.sum(leaves[0].J, axis=(1, 2))
        ratios = []
        for leaf in leaves:
            J = leaf.J
            for j, source in enumerate(leaf.sources):
                if source.id in pairs:
                    K = xp.reshape(J, (*J.shape[:2], 2**j, 2, -1, J.shape[-1]))
                    e = [into(one) for one in pairs[source.id]]
                    J = xp.reshape(xp.stack([K[:, :, :, 0, :, :] * e[0], K[:, :, :, 1, :, :] * e[1]], axis=3), J.shape)
            ratios.append(xp.sum(J, axis=2) / xp.maximum(xp.sum(leaf.J, axis=2), self.floor))
            leaf.J = J
        for n, leaf in enumerate(leaves):
            for m, ratio in enumerate(ratios):
                if m != n:
                    leaf.J = leaf.J * ratio[:, :, None, :]
            if stance is not None:
                masses = [leaf.J[:, x, :, :] * into(stance) if x == SEEN else leaf.J[:, x, :, :] for x in range(leaf.J.shape[1])]
                leaf.J = xp.stack(masses, axis=1)
        return xp.sum(leaves[0].J, axis=(1, 2)) / xp.maximum(before, self.floor)

    def posterior(self) -> Posterior:
        xp, back = self.xp, self.library.back
        total = xp.sum(self.alpha, axis=0)
        on = {name: back(xp.sum(mass, axis=0) / total) for name, mass in self.quiet.items()}
        for name, (leaf, *_) in self.cells.items():
            on[name] = back(xp.sum(leaf.J[:, SEEN:STAGED, :, :], axis=(0, 1, 2)) / xp.sum(leaf.J, axis=(0, 1, 2)))
        return Posterior(back(self.alpha / total), back(self.log_evidence), on)
