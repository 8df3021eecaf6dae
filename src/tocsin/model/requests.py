"""Requests for information: what somebody needs to know, by when, and what became of it. All of it appended, nothing edited."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time
from tocsin.model.warning import Reference

Priority = Literal["routine", "priority", "immediate"]
PRIORITIES: tuple[Priority, ...] = ("routine", "priority", "immediate")
Step = Literal["assigned", "noted", "answered", "nil", "withdrawn", "reopened"]


class Request(Kept, frozen=True, kw_only=True, tag="request"):
    """What somebody asked."""

    id: str
    question: str
    why: str
    """what hangs on the answer"""
    by: str
    priority: Priority = "routine"
    due: Time | None = None
    about: tuple[str, ...] = ()
    """ids of indicators, hypotheses, places, claims that it bears on"""
    t_known: Time


class RequestStep(Kept, frozen=True, kw_only=True, tag="request-step"):
    """One thing that happened to a request: later ones stand over earlier ones, and all stay.

    `answered` rests on references. `nil` is an answer too: it was looked, and nothing was found; it names what was looked at.
    """

    id: str
    request: str
    number: int
    """of its request's steps, from 1: their order, also within one moment"""
    by: str
    step: Step
    text: str = ""
    to: str = ""
    """whom it was assigned to"""
    references: tuple[Reference, ...] = ()
    looked_at: tuple[str, ...] = ()
    since: Time | None = None
    """of a nil return: the time that was searched"""
    until: Time | None = None
    t_known: Time


class Standing(Record, frozen=True, kw_only=True):
    """A request as it stands."""

    request: Request
    steps: tuple[RequestStep, ...]
    """oldest first"""
    state: Literal["open", "assigned", "answered", "nil", "withdrawn"]
    assigned: str
    late: bool
    """still open after it was due"""
    closed: RequestStep | None
    """the step that answered or withdrew it"""
