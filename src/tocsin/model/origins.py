"""Who had it from whom: origins, the links of reports to them, what changed on the way, and grades (CONTRACT: `origins --json`)."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time

LinkKind = Literal["original", "copy", "rewrite", "translation", "citation"]
OriginKind = Literal["wire", "statement", "official-text", "own-reporting"]
DriftKind = Literal["target", "estimate", "number", "attribution", "modality", "date", "place", "framing"]


class Drift(Record, frozen=True, kw_only=True):
    """What changed on the way: `words` stand where the source had `was`."""

    kind: DriftKind
    span: Span
    words: str
    was: str
    was_span: Span | None = None
    """where `was` stands in the text of `was_report`"""
    was_report: str | None = None
    """id of the report that `was` stands in: the origin's first report, the parent, or, inside one report, itself"""
    inherited: bool = False
    """the report it came from had changed it already"""


class Hand(Record, frozen=True, kw_only=True):
    """One carrier between a report and what it hangs under, which we do not hold or which has no name."""

    name: str
    """as the report calls it: `24news`, `a Telegram channel`"""
    id: str | None = None
    """of the source file, where there is one"""
    named: bool = True
    """False for a carrier that the words describe and do not name: it is one hand, and never the same as another's"""
    day: str | None = None
    """of its report, where the words tell: YYYY-MM-DD"""


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
    through: tuple[Hand, ...] = ()
    """carriers on the way whose reports we do not hold, nearest first"""
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
    hand: str | None = None
    """owner or documented network of its publisher (`network:...`, `owner:...`): origins of one hand are told by one"""
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
    replaces: tuple[str, ...] = ()
    """ids that this origin had before its original came, or before a person joined or parted it"""


RulingKind = Literal["split", "merge", "grade", "outcome"]
Turnout = Literal["right", "wrong", "corrected"]


class Ruling(Kept, frozen=True, kw_only=True, tag="ruling"):
    """What a person decided, over the machine: it is appended, and every later run respects it. The latest of two on one thing counts."""

    id: str
    kind: RulingKind
    report: str
    """id of a report; what descends from it goes with it. Origins are named by a report, since their own ids may change"""
    other: str | None = None
    """split: leave the origin that this report stands under; merge: stand under one origin with it"""
    hop: str | None = None
    """grade: the hop that is judged; outcome: id or name of the source that said it"""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    credibility: Literal[1, 2, 3, 4, 5, 6] | None = None
    turnout: Turnout | None = None
    """outcome: what it told turned out right or wrong, or was corrected by itself"""
    by: str
    why: str
    t_known: Time


class Reliability(Record, frozen=True, kw_only=True):
    """What a source's past says: the chance that what it tells turns out right, with the 90% range of a Beta distribution."""

    source: str
    prior: Literal["A", "B", "C", "D", "E", "F"]
    learnt: Literal["A", "B", "C", "D", "E", "F"]
    """the grade whose declared range holds the mean"""
    mean: float
    low: float
    high: float
    right: float = 0.0
    wrong: float = 0.0
    """counts; what it corrected itself counts in part"""
    corrected: int = 0
