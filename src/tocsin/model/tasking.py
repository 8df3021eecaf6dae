"""Which look, feed or reading to take next so that warning comes in time (`tocsin task --json`)."""

from typing import Literal

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.margin import CONDITION, Blind
from tocsin.model.pathways import Limits
from tocsin.model.ranges import Labels


class Pick(Record, frozen=True, kw_only=True):
    """One thing to take, in the order of taking."""

    kind: Literal["look", "option"]
    id: str
    """of the opportunity, or of the declared option"""
    name: Labels = {}
    """of an option"""
    site: str | None = None
    sensor: str | None = None
    channel: str | None = None
    at: Time | None = None
    cost: float
    gain: float
    """what it takes off P(not in time), given those before it"""
    left: float
    """P(not in time) after it"""


class Checked(Record, frozen=True, kw_only=True):
    """A choice evaluated on draws and scenarios that it was not made on."""

    method: str
    looks: int
    before: float
    after: float


class Solved(Record, frozen=True, kw_only=True):
    """What the mixed-integer programme found, on sampled outcomes."""

    picks: tuple[Pick, ...]
    scenarios: int
    """sampled outcomes in which the choice matters"""
    sample: int
    gap: float
    """between its choice and its own bound, as a share"""
    seconds_limit: float
    optimal: bool


class Tasking(Record, frozen=True, kw_only=True):
    """Looks and options chosen to lower P(not in time), with what each takes off it, and what no choice could exceed.

    Opportunities, not taskings: nothing is ordered. `bound`: with the same options no choice of as many looks takes off more.
    `bound_submodular`: the usual bound, which would hold if a look were never worth more beside others; `violations` counts looks of which
    that was not so.
    """

    problem: str
    pathway: str
    as_of: Time
    seed: int
    draws: int
    scenarios: int
    needs_hours: float
    most: int
    budget: float | None
    spent: float
    offered: int
    before: float
    after: float
    bound: float
    bound_submodular: float
    violations: int
    picks: tuple[Pick, ...]
    checked: tuple[Checked, ...]
    solved: Solved | None = None
    passes: str = "none"
    blind: tuple[Blind, ...] = ()
    constraints: tuple[str, ...] = ()
    """in English; `limits` is the same as data"""
    limits: Limits | None = None
    says: str = "opportunities, not taskings: nothing is ordered"
    condition: str = CONDITION
    tlp: Tlp = "clear"
    synthetic: bool = False
