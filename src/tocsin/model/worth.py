"""What looks not yet taken would be worth to one judgement, alone and in sets (`tocsin worth --json`)."""

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.judgements import Probability


class Offer(Record, frozen=True, kw_only=True):
    """One look that could be taken: `source` watches `indicator` from as-of on."""

    id: str
    indicator: str
    source: str
    """a known source, or `new:B`: a further one of that reliability"""
    reliability: str
    looked: float
    published: float
    status: str | None = None
    """of a known source's latest coverage of the indicator: watched, not-watched, broken"""


class SetWorth(Record, frozen=True, kw_only=True):
    """What a set of looks is worth together."""

    looks: tuple[str, ...]
    worth: Probability
    """expected reduction of the loss: mean and 90% range over declared parameters"""
    gain: float
    """what the last look adds to those before it"""
    apart: float
    """what the looks would be worth if each were taken alone, added up"""
    outcomes: int
    error: float | None = None
    """standard error where outcomes were drawn; null where all were worked out"""


class Worth(Record, frozen=True, kw_only=True):
    """Looks at one hypothesis, alone and in the best sets found by adding one at a time."""

    problem: str
    hypothesis: str
    horizon: int
    days: int
    """for how long each look is taken"""
    loss: str
    as_of: Time
    probability: float
    """mean at the horizon as it would be judged after `days` without any look and without the event"""
    offers: tuple[Offer, ...]
    alone: tuple[SetWorth, ...]
    """largest first"""
    sets: tuple[SetWorth, ...]
    draws: int
    seed: int
    tlp: Tlp = "clear"
    synthetic: bool = False
