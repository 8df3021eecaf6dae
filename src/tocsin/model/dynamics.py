"""What a warning problem declares of time: how long states last, and which conditions change the rates of its processes."""

from typing import Literal

from tocsin.model.base import Record
from tocsin.model.ranges import Labels, Range

Initial = Literal["equilibrium", "new", "declared"]
"""how long a state has lasted where a run starts in it: as one met at a random moment; since that day; as `initial_days` says"""


class Gamma(Record, frozen=True, kw_only=True, tag="gamma", tag_field="family"):
    """A gamma distribution of days, by its mean and shape (1: no memory; larger: more regular)."""

    mean_days: Range
    shape: Range
    cap_days: int
    """days kept apart; from then on the chance of ending stays what it is"""
    initial: Initial = "equilibrium"
    initial_days: Range | None = None


class Lognormal(Record, frozen=True, kw_only=True, tag="lognormal", tag_field="family"):
    """A lognormal distribution of days, by its median and the spread of its logarithm."""

    median_days: Range
    sigma: Range
    cap_days: int
    initial: Initial = "equilibrium"
    initial_days: Range | None = None


class Hazards(Record, frozen=True, kw_only=True, tag="hazards", tag_field="family"):
    """Chances of ending on the night after the first, second, ... day, as counted; the last one holds from then on."""

    per_day: tuple[Range, ...]
    initial: Initial = "equilibrium"
    initial_days: Range | None = None


Duration = Gamma | Lognormal | Hazards


class HazardRatio(Record, frozen=True, kw_only=True):
    """The daily rate of one move of one process, times a ratio."""

    process: str
    source_state: str
    target: str
    ratio: Range


class Covariate(Record, frozen=True, kw_only=True):
    """A condition that changes rates: a doctrine's condition, a red line crossed, a decision taken, an exercise that may be cover.

    It holds where a `Condition` record says so, where an entry of the chronology or a register (red lines, doctrine, decisions) does, while
    an announced exercise of the adversary runs, or where a report of an indicator says so. Its ratios hold from each such day to its end;
    with `half_life_days` their logarithm halves after each half-life from the end (or, where there is no end, from the beginning).
    """

    id: str
    name: Labels
    chronology: tuple[str, ...] = ()
    """ids of entries"""
    crossings: tuple[str, ...] = ()
    """ids of red lines: each of their crossings begins it, a disputed one with a chance of its own"""
    matters: tuple[str, ...] = ()
    """of doctrine: somebody's word that such a condition of the text holds begins it"""
    decisions: tuple[str, ...] = ()
    exercises: bool = False
    indicators: tuple[str, ...] = ()
    """reports of these begin it; none of them may enter the filter of a process whose rates it changes"""
    believed: Range | None = None
    """chance that such a report is right"""
    half_life_days: Range | None = None
    ratios: tuple[HazardRatio, ...]
