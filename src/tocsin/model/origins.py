"""Who had it from whom: origins, the links of reports to them, what changed on the way, and grades (CONTRACT: `origins --json`)."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time

LinkKind = Literal["original", "copy", "rewrite", "translation", "citation"]
OriginKind = Literal["wire", "statement", "official-text", "own-reporting"]
DriftKind = Literal["target", "estimate", "number", "attribution", "modality", "date", "place"]


class Drift(Record, frozen=True, kw_only=True):
    """What changed on the way: `words` stand where the source had `was`."""

    kind: DriftKind
    span: Span
    words: str
    was: str


class Link(Record, frozen=True, kw_only=True):
    """How one report hangs under an origin. `parent` is the id of the report it came from, where we hold that report."""

    id: str
    """the report's id"""
    source_id: str | None = None
    path: str | None = None
    link: LinkKind
    parent: str | None = None
    confidence: float
    evidence: tuple[str, ...] = ()
    """e.g. `citation`, `fingerprints:41`"""
    drift: tuple[Drift, ...] = ()
    t_known: Time


class Grade(Record, frozen=True, kw_only=True):
    """Admiralty grade of one hop: reliability and credibility are two axes, never fused. `by` is `machine` or a person."""

    hop: str
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Literal[1, 2, 3, 4, 5, 6]
    why: tuple[str, ...] = ()
    by: str = "machine"
    flags: tuple[str, ...] = ()


class Upstream(Record, frozen=True, kw_only=True):
    """What several origins may share: an assessing body, a leak, a briefing, an image provider."""

    id: str | None = None
    status: Literal["known", "suspected", "unknown"]
    words: str | None = None
    """the words that say so"""


class Origin(Kept, frozen=True, kw_only=True, tag="origin"):
    """One independent act of finding out or speaking, with every report that descends from it."""

    id: str
    kind: OriginKind
    publisher: str | None
    publisher_id: str | None = None
    """id of the source file or entity, where we know it"""
    first_seen: Time
    """when the earliest report of it could have been known"""
    date: str | None = None
    """day of the act itself, where a report says it"""
    claim: str
    upstream: Upstream
    grades: tuple[Grade, ...] = ()
    statements: tuple[str, ...] = ()
    """ids of the statements, in all its reports, that belong to this origin"""
    reports: tuple[Link, ...]
