"""Who carries whose reports: storms, circles, relays, and hands suspected by what they do. About attention, never about the fact."""

from typing import Literal

from tocsin.model.base import Record, Time


class Storm(Record, frozen=True, kw_only=True):
    """Many reports of one origin within a day. It says that people look, and nothing about what they look at."""

    origin: str
    publisher: str | None
    reports: tuple[str, ...]
    t_start: Time
    t_end: Time
    role: Literal["coverage"] = "coverage"
    """never evidence: the judge does not read it"""
    synthetic: bool = False


class Circle(Record, frozen=True, kw_only=True):
    """Outlets that have one matter from each other: each cites the next, and the last the first."""

    outlets: tuple[str, ...]
    reports: tuple[str, ...]
    """by outlet: the report that cites the next one"""
    origin: str
    """id of the origin that they stand under; of several, of the first outlet's report"""
    origins: tuple[str, ...] = ()
    """ids of the origins that the reports stand under: several where what they claim differs"""


class Relay(Record, frozen=True, kw_only=True):
    """What an outlet carries of others, and what it leaves out of those it carries at other times. Ids of origins."""

    outlet: str
    relayed: tuple[str, ...]
    left_out: tuple[str, ...]


class SuspectedHand(Record, frozen=True, kw_only=True):
    """Outlets that behave as one: a suggestion for a person, never taken for a fact."""

    outlets: tuple[str, ...]
    score: float
    """the mean score of its pairs, 0 to 1"""
    evidence: tuple[str, ...]
