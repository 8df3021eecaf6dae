"""What a judgement rests on: every declared number and convention, and how much of the range each carries."""

from datetime import date as Day

from tocsin.model.base import Record


class Sensitivity(Record, frozen=True, kw_only=True):
    """How much of one hypothesis's range one declared number (or group drawn together) carries."""

    hypothesis: str
    horizon: int
    parameter: str
    """address of the number, `*` where several are drawn together; `interactions` for what no single one carries"""
    paths: tuple[str, ...] = ()
    """the addresses behind it"""
    at: str | None = None
    """where to narrow it: `problem.yml:88`"""
    share: float
    """of the variance of the log-odds over the draws; all of a hypothesis's shares and its interactions add up to 1"""
    error: float
    """standard error of the share"""


class Assumption(Record, frozen=True, kw_only=True):
    """One entry of the register of assumptions."""

    id: str
    """address of the number, or `judge.*` for what the method itself supposes"""
    what: dict[str, str]
    """one line by language, with the number"""
    low: float | None = None
    high: float | None = None
    source: str | None = None
    """who says so; null: an assumption"""
    note: str | None = None
    since: Day | None = None
    at: str | None = None
    hypotheses: tuple[str, ...] = ()
    """those whose number it enters"""
    share: dict[str, float] = {}
    """by hypothesis: the part of the range it carries, with what it is drawn together with"""
