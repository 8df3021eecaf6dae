"""The ladder of one process as drawn: living states (or states by the days they have lasted), events, and one night's moves between them.

A `Ladder` has one row a state, left at constant rates. An `Aged` ladder has, for each state whose duration is declared, one row for each
day that it has lasted (Ferguson 1980's variable duration, filtered by expansion: exact up to the declared cap): row 0 on its first day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TINY = 1e-12
"""what a declared zero is drawn as: a logarithm needs more than nothing"""
LEAK_MOST = 0.9
"""what may leave a living state on one day, after scaling the prior or under a condition"""

Ratios = Mapping[tuple[str, str], Floats]
"""by (state, state or event moved to): (D,) factor on the rate of that move"""


@dataclass(frozen=True)
class Ladder:
    """One process drawn: A (S, S, D) between living states, H (S, K, D) into absorbing events, prior (S,)."""

    states: tuple[str, ...]
    events: tuple[str, ...]
    A: Floats
    H: Floats
    prior: Floats
    pairs: tuple[tuple[int, int], ...] = field(default=())

    @cached_property
    def stays(self) -> Floats:
        """(R, D) chance of staying in each row's state for a day."""
        return np.ascontiguousarray(np.diagonal(self.A).T)

    @cached_property
    def linked(self) -> npt.NDArray[np.bool_]:
        """(S, S) moves between two states that the ladder has."""
        out = np.zeros((len(self.states), len(self.states)), bool)
        for g, h in self.pairs:
            out[g, h] = g != h
        return out

    @property
    def lanes(self) -> int:
        return int(self.H.shape[-1])

    @property
    def rows(self) -> tuple[int, ...]:
        """The state of each row."""
        return tuple(range(len(self.states)))

    @property
    def start(self) -> Floats:
        """(R, D) where a run starts."""
        return np.repeat(self.prior[:, None], self.lanes, 1)

    def by_state(self, alpha: Floats) -> Floats:
        """(R, ...) -> (S, ...): the mass of each state, whatever days it has lasted."""
        return alpha

    def take(self, lanes: npt.NDArray[np.intp]) -> Self:
        """The same ladder on some of the lanes."""
        return replace(self, A=np.ascontiguousarray(self.A[..., lanes]), H=self.H[..., lanes])

    def spread(self, J: Floats) -> Floats:
        """J (R, ..., D) one day on; what leaks into absorbing events is left out."""
        out = J * self.stays.reshape(len(J), *[1] * (J.ndim - 2), -1)
        moved = np.empty_like(J[0])
        for g, h in self.pairs:
            if g != h:
                np.multiply(J[g], self.A[g, h], out=moved)
                out[h] += moved
        return out

    def expect(self, h: Floats) -> Floats:
        """h (R, K, D) of tomorrow's rows -> of today's: the chance-weighted sum over the living rows that may follow."""
        out = np.zeros_like(h)
        for g, s in self.pairs:
            out[g] += self.A[g, s] * h[s]
        return out

    def flows(self) -> Iterator[tuple[int, int, Floats]]:
        """Every move of a night between living rows, staying included: (row, row, (D,) chance)."""
        for g, h in self.pairs:
            yield g, h, self.A[g, h]

    def scaled(self, factor: float) -> "Ladder":
        """Hazards into absorbing events times `factor`; what stays in a state gives or takes the difference."""
        H = self.H * factor
        total = H.sum(1)
        H = H * (np.minimum(total, LEAK_MOST) / np.maximum(total, TINY))[:, None]
        A = self.A.copy()
        for s in range(len(self.states)):
            A[s, s] = np.maximum(A[s, s] + self.H[s].sum(0) - H[s].sum(0), 0.0)
        room = (1 - H.sum(1)) / np.maximum(A.sum(1), TINY)
        return replace(self, A=A * np.minimum(room, 1.0)[:, None], H=H)

    def pushed(self, ratios: Ratios) -> "Ladder":
        """Rates times their ratios, which may differ by lane; no more than LEAK_MOST leaves a state (or what left it before)."""
        A, H = self.A.copy(), self.H.copy()
        for s in range(len(self.states)):
            A[s, s] = 0.0
        for (source, target), ratio in ratios.items():
            g = self.states.index(source)
            if target in self.events:
                H[g, self.events.index(target)] *= ratio
            else:
                A[g, self.states.index(target)] *= ratio
        out, before = A.sum(1) + H.sum(1), 1 - self.stays
        room = np.minimum(np.maximum(before, LEAK_MOST) / np.maximum(out, TINY), 1.0)[:, None]
        A, H = A * room, H * room
        for s in range(len(self.states)):
            A[s, s] = 1 - A[s].sum(0) - H[s].sum(0)
        return replace(self, A=A, H=H)


@dataclass(frozen=True)
class Aged(Ladder):
    """A ladder with rows by days lasted: A is empty (0, 0, D), H (R, K, D), prior (S,).

    sizes: rows of each state, 1 where it has no declared duration; kept (R, D): chance that the state lasts another day (the last row of
    a state keeps its hazard for ever); leave: by (state, state), (rows of the first, D) chance of moving to the other's first day;
    begun (R, D): where a run starts.
    """

    sizes: tuple[int, ...] = ()
    kept: Floats = field(default_factory=lambda: np.zeros((0, 1)))
    leave: Mapping[tuple[int, int], Floats] = field(default_factory=dict)
    begun: Floats = field(default_factory=lambda: np.zeros((0, 1)))

    @cached_property
    def firsts(self) -> tuple[int, ...]:
        """The first row of each state."""
        return tuple(int(n) for n in np.cumsum([0, *self.sizes[:-1]]))

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        return tuple(slice(first, first + size) for first, size in zip(self.firsts, self.sizes, strict=True))

    @cached_property
    def stays(self) -> Floats:
        return self.kept

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(s for s, size in enumerate(self.sizes) for _ in range(size))

    @property
    def start(self) -> Floats:
        return self.begun

    def by_state(self, alpha: Floats) -> Floats:
        return np.add.reduceat(alpha, self.firsts, 0)

    def take(self, lanes: npt.NDArray[np.intp]) -> "Aged":
        return replace(
            self,
            A=self.A[..., lanes],
            H=self.H[..., lanes],
            kept=self.kept[:, lanes],
            leave={key: value[:, lanes] for key, value in self.leave.items()},
            begun=self.begun[:, lanes],
        )

    def spread(self, J: Floats) -> Floats:
        stayed = J * self.kept.reshape(len(J), *[1] * (J.ndim - 2), -1)
        out = np.zeros_like(J)
        for own in self.slices:
            out[own][1:] = stayed[own][:-1]
            out[own][-1] += stayed[own][-1]
        for (g, h), rate in self.leave.items():
            out[self.firsts[h]] += (J[self.slices[g]] * rate.reshape(len(rate), *[1] * (J.ndim - 2), -1)).sum(0)
        return out

    def expect(self, h: Floats) -> Floats:
        older = np.empty_like(h)
        for own in self.slices:
            older[own][:-1] = h[own][1:]
            older[own][-1] = h[own][-1]
        out = older * self.kept[:, None]
        for (g, s), rate in self.leave.items():
            out[self.slices[g]] += rate[:, None] * h[self.firsts[s]]
        return out

    def flows(self) -> Iterator[tuple[int, int, Floats]]:
        for own in self.slices:
            for row in range(own.start, own.stop):
                yield row, min(row + 1, own.stop - 1), self.kept[row]
        for (g, h), rate in self.leave.items():
            for n, row in enumerate(range(self.slices[g].start, self.slices[g].stop)):
                yield row, self.firsts[h], rate[n]

    def _going(self, leave: Mapping[tuple[int, int], Floats]) -> Floats:
        """(R, D) what goes to other living states."""
        out = np.zeros_like(self.kept)
        for (g, _), rate in leave.items():
            out[self.slices[g]] += rate
        return out

    def scaled(self, factor: float) -> "Aged":
        H = self.H * factor
        total = H.sum(1)
        most = np.maximum(self.H.sum(1), LEAK_MOST)
        H = H * (np.minimum(total, most) / np.maximum(total, TINY))[:, None]
        kept = np.maximum(self.kept + self.H.sum(1) - H.sum(1), 0.0)
        room = np.minimum((1 - H.sum(1)) / np.maximum(kept + self._going(self.leave), TINY), 1.0)
        leave = {(g, h): rate * room[self.slices[g]] for (g, h), rate in self.leave.items()}
        return replace(self, H=H, kept=kept * room, leave=leave)

    def pushed(self, ratios: Ratios) -> "Aged":
        leave, H = dict(self.leave), self.H.copy()
        for (source, target), ratio in ratios.items():
            g = self.states.index(source)
            if target in self.events:
                H[self.slices[g], self.events.index(target)] *= ratio
            else:
                key = (g, self.states.index(target))
                leave[key] = leave[key] * ratio
        out = self._going(leave) + H.sum(1)
        room = np.minimum(np.maximum(1 - self.kept, LEAK_MOST) / np.maximum(out, TINY), 1.0)
        leave = {(g, h): rate * room[self.slices[g]] for (g, h), rate in leave.items()}
        H = H * room[:, None]
        return replace(self, H=H, leave=leave, kept=np.maximum(1 - self._going(leave) - H.sum(1), 0.0))
