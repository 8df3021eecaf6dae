"""What leaves the house: sentences of a brief with what they rest on, and alerts."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time, Tlp
from tocsin.model.briefs import BriefArticle, BriefDrawing, Form
from tocsin.model.observations import Place
from tocsin.model.triggers import Severity, Step, TriggerKind, Urgency


class Reference(Record, frozen=True, kw_only=True):
    """Where a sentence of the brief rests: an origin, down to one report and the span of its words."""

    origin: str | None = None
    report: str | None = None
    statement: str | None = None
    span: Span | None = None
    words: str | None = None
    path: str | None = None
    declared: str | None = None
    """a declared number instead of an article, e.g. `problem.yml#processes.nuclear-use`"""


Section = Literal[
    "key-judgements", "changed", "margin", "board", "blind", "alternative", "ahead", "said", "others", "assumptions", "sources", "notice",
    "happened", "moves", "unknown", "next", "alerts", "due", "watched",
]  # fmt: skip


class BriefSentence(Record, frozen=True, kw_only=True):
    """One sentence of a brief: its section, its words, what it rests on, and the lowest TLP it may go out under."""

    section: Section
    role: Literal["likelihood", "confidence", "fact", "caveat", "heading"] = "fact"
    text: str
    references: tuple[Reference, ...] = ()


class Brief(Kept, frozen=True, kw_only=True, tag="brief"):
    """A warning brief in one language; rendering it adds nothing and leaves nothing out."""

    id: str
    problem: str
    title: str
    headline: str = ""
    """as-of and the question asked, under the title"""
    language: str
    as_of: Time
    assessment: str
    marking: str
    """e.g. `TLP:CLEAR - Exercise / Restricted - SYNTHETIC`"""
    form: Form = "daily"
    sentences: tuple[BriefSentence, ...]
    articles: tuple[BriefArticle, ...] = ()
    """every article that a reference leads to, once"""
    drawings: tuple[BriefDrawing, ...] = ()


class Cause(Record, frozen=True, kw_only=True):
    """One reason why an alert was raised, down to the words that it rests on."""

    key: str
    """identity of the matter: the same is told once"""
    trigger: str
    kind: TriggerKind
    subject: str
    """the indicator, hypothesis, source, line, ... that it is about"""
    what: dict[str, str]
    """in words, by language"""
    on: bool = True
    """False: it is over"""
    level: bool = False
    """it lasts until it is over; else it is a fact, told once"""
    value: float | None = None
    threshold: float | None = None
    hypothesis: str | None = None
    horizon: int | None = None
    t_known: Time
    references: tuple[Reference, ...] = ()
    tlp: Tlp = "clear"
    synthetic: bool = False


class Alert(Kept, frozen=True, kw_only=True, tag="alert"):
    """One message of a running event. It leaves as Exercise / Restricted unless a named person releases it."""

    id: str
    event: str = ""
    """id of the running event: its first message opens it, the last cancels it"""
    number: int = 1
    """of the message in its event"""
    message: Literal["alert", "update", "cancel"] = "alert"
    opened: Time | None = None
    problem: str = ""
    group: str = ""
    """what its triggers have in common: their group's name, or the trigger's"""
    subject: str = ""
    """what the event is about, where each subject has its own"""
    triggers: tuple[str, ...] = ()
    title: dict[str, str] = {}
    severity: Severity = "moderate"
    urgency: Urgency = "unknown"
    causes: tuple[Cause, ...] = ()
    """what is new in this message, gravest first; of a storm the first few"""
    added: int = 0
    """how many causes are new in this message"""
    count: int = 0
    """how many causes the event had since it was opened"""
    keys: tuple[str, ...] = ()
    """of all causes that are new in this message"""
    active: tuple[str, ...] = ()
    """keys of the levels that are on after it"""
    who: str = ""
    """the role that is to act"""
    action: dict[str, str] = {}
    acknowledge: bool = True
    """somebody has to say what was done"""
    escalate: tuple[Step, ...] = ()
    places: tuple[Place, ...] = ()
    area: dict[str, str] = {}
    """where, by name"""
    hypothesis: str | None = None
    horizon: int | None = None
    probability: float | None = None
    threshold: float | None = None
    as_of: Time
    t_known: Time
    status: Literal["Exercise", "Actual"] = "Exercise"
    scope: Literal["Restricted", "Public"] = "Restricted"
    released_by: str | None = None
    acknowledged_by: str | None = None
    acknowledged_at: Time | None = None
    assessment: str | None = None
