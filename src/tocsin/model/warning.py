"""What leaves the house: sentences of a brief with what they rest on, and alerts."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time


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


class BriefSentence(Record, frozen=True, kw_only=True):
    """One sentence of a brief: its section, its words, what it rests on, and the lowest TLP it may go out under."""

    section: Literal["key-judgements", "changed", "said", "board", "blind", "others", "assumptions", "notice"]
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
    sentences: tuple[BriefSentence, ...]


class Alert(Kept, frozen=True, kw_only=True, tag="alert"):
    """Something a person is told. It leaves as Exercise / Restricted unless a named person releases it."""

    id: str
    hypothesis: str
    horizon: int
    probability: float
    threshold: float
    as_of: Time
    t_known: Time
    status: Literal["Exercise", "Actual"] = "Exercise"
    scope: Literal["Restricted", "Public"] = "Restricted"
    released_by: str | None = None
    acknowledged_by: str | None = None
    acknowledged_at: Time | None = None
    assessment: str
