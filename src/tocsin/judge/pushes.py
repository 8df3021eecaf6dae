"""Conditions that push a ladder's rates: by how much, on which nights, in which draws.

A push multiplies the rates of declared moves by ratio ** level. Its level is 1 while the condition holds and, where it fades, halves after
each half-life. However many records say that it holds, it holds once: the highest level counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tocsin.judge.ladders import Floats, Ladder

Mask = npt.NDArray[np.bool_]
Present = Callable[[str], Mask | None]
"""by player, the lanes in which it counts; None is every lane"""
FADED = 1e-4
"""a level below this pushes nothing any more"""


def everyone(_player: str) -> Mask | None:
    """Every player counts everywhere."""
    return None


@dataclass(frozen=True)
class Spell:
    """Nights of a run on which a condition holds at full level; last None: to the end. holds: the draws in which it is so."""

    first: int
    last: int | None
    holds: Mask | None = None


@dataclass(frozen=True)
class Push:
    """One condition's effect on one process. ratios: by move, (D,) at full level; half_life (D,) in days, None: it ends with its spell.

    player: of influences; empty where it stands in every coalition. otherwise: the spells that stand where the player does not count.
    """

    player: str
    ratios: Mapping[tuple[str, str], Floats]
    spells: tuple[Spell, ...]
    half_life: Floats | None = None
    otherwise: tuple[Spell, ...] = ()

    @property
    def first(self) -> int:
        return min(spell.first for spell in (*self.spells, *self.otherwise))

    def acts(self, night: int) -> bool:
        """Whether it changes any rate on that night, in any coalition."""
        return any(self._level(spell, night) is not None for spell in (*self.spells, *self.otherwise))

    def _level(self, spell: Spell, night: int) -> Floats | None:
        """(D,) or (1,): 1 inside the spell, fading after it; None where it pushes nothing."""
        if night < spell.first:
            return None
        end = spell.first if spell.last is None and self.half_life is not None else spell.last
        if end is None or night <= end:
            level: Floats | None = np.ones(1)
        elif self.half_life is None:
            level = None
        else:
            faded = 0.5 ** ((night - end) / self.half_life)
            level = np.where(faded < FADED, 0.0, faded) if (faded >= FADED).any() else None
        return level if level is None or spell.holds is None else np.where(spell.holds, level, 0.0)

    def _highest(self, spells: Sequence[Spell], night: int) -> Floats:
        levels = [level for spell in spells if (level := self._level(spell, night)) is not None]
        return np.asarray(np.maximum.reduce(np.broadcast_arrays(*levels))) if levels else np.zeros(1)

    def level(self, night: int, present: Present = everyone) -> Floats:
        """(D,) or (1,): the highest level of its spells."""
        level = self._highest(self.spells, night)
        mask = present(self.player) if self.player else None
        return level if mask is None else np.where(mask, level, self._highest(self.otherwise, night))

    def take(self, lanes: npt.NDArray[np.intp]) -> "Push":
        def pick(spells: Sequence[Spell]) -> tuple[Spell, ...]:
            return tuple(s if s.holds is None else replace(s, holds=s.holds[lanes]) for s in spells)

        half = None if self.half_life is None else self.half_life[lanes]
        ratios = {key: value[lanes] for key, value in self.ratios.items()}
        return replace(self, ratios=ratios, spells=pick(self.spells), half_life=half, otherwise=pick(self.otherwise))


def on_night(ladder: Ladder, pushes: Sequence[Push], night: int, present: Present = everyone) -> Ladder:
    """The ladder with that night's pushes; itself where there are none. Pushes of several conditions on one move multiply."""
    ratios: dict[tuple[str, str], Floats] = {}
    for push in pushes:
        if push.acts(night):
            level = push.level(night, present)
            for move, ratio in push.ratios.items():
                ratios[move] = ratios.get(move, np.ones(1)) * ratio**level
    return ladder.pushed(ratios) if ratios else ladder
