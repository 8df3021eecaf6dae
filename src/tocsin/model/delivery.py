"""What becomes of an alert, as appended records: who acknowledged or released it, and how far it got on each channel."""

from typing import Literal

from tocsin.model.base import Kept, Time


class Acknowledgement(Kept, frozen=True, kw_only=True, tag="acknowledgement"):
    """That a person has seen an alert, and what they did, or that they did nothing and why."""

    id: str
    event: str
    alert: str
    """the latest alert of the event that was seen"""
    by: str
    decided: Literal["acted", "nothing"]
    what: str
    """what was done; or the reason for doing nothing"""
    t_known: Time


class Release(Kept, frozen=True, kw_only=True, tag="release"):
    """That a named person lets one alert leave as Actual, and perhaps to the public. Alerts that follow it are released by themselves."""

    id: str
    alert: str
    event: str
    by: str
    why: str
    scope: Literal["Restricted", "Public"]
    t_known: Time


Progress = Literal["queued", "tried", "delivered", "failed", "dead", "withheld", "closed"]
"""closed: another delivery took its place"""


class Delivery(Kept, frozen=True, kw_only=True, tag="delivery"):
    """One step of one delivery: the latest of a `key` says how it stands. It is written before anything is sent, and after."""

    id: str
    key: str
    """the same for every attempt: a receiver that has seen it drops the second"""
    alert: str
    event: str
    channel: str
    release: str | None = None
    step: int = 0
    """of the escalation: 0 is the first who is told"""
    who: str | None = None
    """whom the channel reaches, where it reaches anybody in particular"""
    progress: Progress
    attempt: int = 0
    due: Time | None = None
    """not to be tried before"""
    why: str = ""
    t_known: Time


class Standing(Kept, frozen=True, kw_only=True, tag="standing"):
    """What was judged when triggers were last looked at: what the next look compares with."""

    id: str
    as_of: Time
    assessment: str | None
    hypotheses: dict[str, dict[str, float]]
    """by hypothesis and horizon in days: the mean"""
    indicators: dict[str, str]
    """by indicator: its status"""
