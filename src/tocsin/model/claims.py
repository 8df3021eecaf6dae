"""Is it real? What is known of one claim: where it comes from, what speaks against it, and what would settle it (`tocsin claim --json`)."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Span, Time, Tlp
from tocsin.model.declared import Labels
from tocsin.model.networks import Circle, Storm
from tocsin.model.origins import Drift, Grade, OriginKind, Upstream
from tocsin.model.stamps import Held

Answer = Literal["withdrawn", "contradicted", "confirmed", "unconfirmed", "nothing"]
"""taken back by who told it; denied without interest; told by other hands on other upstreams; by one hand only; no claim"""


class Seen(Record, frozen=True, kw_only=True):
    """The earliest report of a claim."""

    at: Time
    report: str
    source_id: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None


class Behind(Record, frozen=True, kw_only=True):
    """One origin of a claim, in short."""

    id: str
    kind: OriginKind
    publisher: str | None
    hand: str | None
    first_seen: Time
    claim: str
    upstream: Upstream
    grades: tuple[Grade, ...]
    reports: int
    outlets: int
    languages: tuple[str, ...]


class Contrary(Record, frozen=True, kw_only=True):
    """Words that say otherwise. An interested party's denial is shown and weighs about nothing."""

    kind: Literal["denial", "contrary"]
    statement: str
    report: str
    source_id: str | None = None
    site: str | None = None
    speaker: str | None = None
    speaker_kind: str
    words: str
    span: Span
    interested: bool
    t_known: Time


class Primary(Record, frozen=True, kw_only=True):
    """The source that nobody stands before: whether we hold it."""

    held: bool
    by: str | None
    report: str | None = None
    source_id: str | None = None
    url: str | None = None
    words: str | None = None
    """who spoke or knew, in the words of the report, where that is not the publisher"""


class NearAlarm(Record, frozen=True, kw_only=True):
    """The past false alarm that is most like a claim, of those whose end was known by then."""

    id: str
    date: Day
    resolved: Day
    outcome: Literal["untrue", "not-borne-out", "explained", "misread"]
    what: Labels
    how: Labels
    source: str
    resolved_by: str
    shares: tuple[str, ...]
    """ids of the indicators and entities that both have"""
    score: float


class Settling(Record, frozen=True, kw_only=True):
    """One thing that would settle it."""

    kind: Literal["original", "upstream", "primary", "second-hand", "look", "contrary", "drift", "date"]
    words: Labels


class Claim(Record, frozen=True, kw_only=True):
    """The answer to "is it real?", about an origin, a report, or a statement."""

    id: str
    asked: Literal["origin", "report", "statement"]
    as_of: Time
    words: str
    answer: Answer
    why: tuple[str, ...]
    first_seen: Seen
    hands: int
    """independent hands behind it: origins of one owner or network, or on one upstream, are one"""
    origins: tuple[Behind, ...]
    contradictions: tuple[Contrary, ...] = ()
    primary: Primary
    drift: tuple[Drift, ...] = ()
    false_alarm: NearAlarm | None = None
    settle: tuple[Settling, ...] = ()
    storms: tuple[Storm, ...] = ()
    circles: tuple[Circle, ...] = ()
    stamped: tuple[Held, ...] = ()
    """of its reports, earliest first: since when an authority can vouch that they were held"""
    tlp: Tlp = "clear"
    synthetic: bool = False
