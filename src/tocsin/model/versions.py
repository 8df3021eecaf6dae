"""What one address held, one time after the other: first seen, edited, taken away, put back."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time
from tocsin.model.stamps import Held

Kind = Literal["new", "edited", "withdrawn", "unlisted", "restored"]
"""unlisted: its feed no longer lists it, though it lists older entries; that it was deleted, nobody has said"""


class Version(Kept, frozen=True, kw_only=True, tag="version"):
    """What stood at an address when it was asked. Of one address all have one `id`; the latest stands for it, and all are kept.

    A page is asked by itself; an entry is seen through its feed. The two are lines of their own, for a feed often holds a summary.
    """

    id: str
    url: str
    """of the report, as it calls itself"""
    through: str
    """the address that was asked: the page itself, or the feed that the entry stands in"""
    kind: Kind
    report: str | None = None
    """id of what stands there now; null where nothing does"""
    previous: str | None = None
    """id of what stood there before"""
    sha256: str | None = None
    """of the text in UTF-8"""
    says_so: bool = False
    """an edited text that says that it was corrected or withdrawn; else the edit is silent"""
    t_known: Time
    """when it was seen"""


class Change(Record, frozen=True, kw_only=True):
    """Words that differ between two versions. A null span: nothing stood, or stands, there."""

    was: str
    now: str
    was_span: Span | None
    now_span: Span | None
    before: str
    """the words in front of it, which both have"""
    after: str


class Difference(Record, frozen=True, kw_only=True):
    """One step in the history of an address."""

    kind: Kind
    t_known: Time
    report: str | None
    previous: str | None
    title: str | None
    says_so: bool
    held: Held | None = None
    """since when an authority can vouch that what stood there was held"""
    changes: tuple[Change, ...] = ()


class History(Record, frozen=True, kw_only=True):
    """What one address held, oldest first."""

    url: str
    through: tuple[str, ...]
    """what was asked; empty for reports out of files"""
    steps: tuple[Difference, ...]
