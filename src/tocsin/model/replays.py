"""The past judged again, day by day, as it could have been known (CONTRACT: `replay --json`)."""

from typing import Literal

import msgspec

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.judgements import Probability


class Move(Record, frozen=True, kw_only=True):
    """What moved one hypothesis most between two steps, on the probability scale."""

    hypothesis: str
    horizon: int
    change: float
    """of the mean, from the step before"""
    by: Literal["origin", "silence", "instrument", "time"]
    """`time`: nothing new became known, or what passing time did outweighs what did"""
    delta: float
    """of that one influence; they all add up to `change`"""
    indicator: str | None = None
    origin: str | None = None
    publisher: str | None = None


class Step(Record, frozen=True, kw_only=True):
    """One judgement of the replay, from what could have been known at `as_of` and nothing else."""

    as_of: Time
    reports: int
    origins: int
    new_reports: int
    """that became known since the step before"""
    new_origins: int
    hypotheses: dict[str, dict[str, Probability]]
    """by id, then by horizon in days"""
    states: dict[str, dict[str, Probability]]
    """by process, then by living state"""
    lit: tuple[str, ...]
    """indicators that somebody reported on"""
    contested: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    hidden: dict[str, int] = {}
    """library entries that were not known yet, by kind: left out of this judgement"""


class StepScores(Record, frozen=True, kw_only=True):
    """How the replay's steps did on one hypothesis, of those whose window has a recorded outcome; smaller is better."""

    hypothesis: str
    horizon: int
    n: int
    happened: int
    brier: float
    logarithmic: float
    base_brier: float
    """of the base rate without evidence, on the same windows"""
    skill: float | None
    """1 - brier / base_brier"""
    skill_range: tuple[float, float] | None
    """90%, by blocks of days; null where there are too few"""
    void: int
    """windows of which it cannot be said"""


class Replay(Record, frozen=True, kw_only=True):
    """A warning problem judged at steps of time over a past. The first of `steps` is where it starts from: what was known before `from`."""

    problem: str
    problem_version: str
    since: Time = msgspec.field(name="from")
    until: Time = msgspec.field(name="to")
    step: str
    horizons: tuple[int, ...]
    draws: int
    seed: int
    range: str = "90% over declared parameters"
    base_rate: dict[str, dict[str, Probability]]
    """without any evidence: by hypothesis, then by horizon"""
    hindsight: tuple[str, ...] = ()
    """why the replay is hindsight-informed; empty where nothing says that it is"""
    method: str = ""
    steps: tuple[Step, ...]
    scores: tuple[StepScores, ...] = ()
    """against what persons recorded (`tocsin resolve`), known by now: the steps know nothing of it"""
    tlp: Tlp = "clear"
    synthetic: bool = False
