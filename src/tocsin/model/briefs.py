"""What a brief carries beside its sentences: the articles that its numbers lead to, its drawings, and how else the evidence may be read."""

from typing import Literal

from tocsin.model.base import Record

Form = Literal["daily", "flash", "handover"]
"""`daily` is the whole; `flash` one page on what has just happened; `handover` what the next watch must know"""


class BriefArticle(Record, frozen=True, kw_only=True):
    """One article behind the numbers of a brief: whose, of which day, and where it lies."""

    report: str
    outlet: str
    date: str | None = None
    """YYYY-MM-DD"""
    language: str | None = None
    path: str | None = None


class BriefDrawing(Record, frozen=True, kw_only=True):
    """A drawing of a brief: an SVG element that takes the page's ink, marked inside, and in words what it shows."""

    id: str
    section: str
    """under which it stands"""
    title: str
    said: str
    svg: str


class RivalRow(Record, frozen=True, kw_only=True):
    """What one piece of evidence, taken alone, says of the rival reading against the leading one."""

    observation: str
    """of the player, as in `ach --json`"""
    indicator: str
    origin: str | None = None
    publisher: str | None = None
    silent: bool = False
    factor: float
    """how many times likelier it is if the rival holds than if the leading reading does"""


class Rival(Record, frozen=True, kw_only=True):
    """The strongest other reading of where a process stands: the state second in probability, and the evidence between the two."""

    process: str
    leading: str
    rival: str
    probability: float
    """of the leading state"""
    rival_probability: float
    rows: tuple[RivalRow, ...]
    """the most telling first"""
    draws: int
    seed: int
