"""How long the words of reports are kept: declared rules, what is exempt and why, and what a rule means for one report."""

from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.reports import Report

FLAG = "erased:"
"""begins the flag of a report whose words went; the id of the rule that took them follows"""
Level = Literal["text", "all"]
"""text: bytes and words go, but for the words of its statements; all: the report goes with all that was read from it"""


class KeepingRule(Record, frozen=True, kw_only=True):
    """One rule. What it names narrows it down; what it leaves empty means every one. The first rule that is due counts."""

    id: str
    why: str
    after_days: float
    """days since it was collected"""
    erase: Level
    sources: tuple[str, ...] = ()
    """ids of sources"""
    kinds: tuple[str, ...] = ()
    """kinds of sources, e.g. `agency`"""
    licences: tuple[str, ...] = ()
    """as the sources' files have them, whole"""


class Hold(Record, frozen=True, kw_only=True):
    """What no rule erases."""

    why: str
    cited: Literal["published"] | None = None
    """every report that a published brief cites"""
    report: str | None = None
    """id of one report, or its first eight letters and more"""
    source: str | None = None
    """id of a source"""


class Retention(Record, frozen=True, kw_only=True):
    """`retention:` in tocsin.yml."""

    rules: tuple[KeepingRule, ...] = ()
    hold: tuple[Hold, ...] = ()


class Due(Record, frozen=True, kw_only=True):
    """One report that a rule erases, or would but for a hold."""

    report: str
    source: str | None
    """id of its source, where it is declared"""
    where: str
    """its site, address or path: what a person knows it by"""
    collected_at: Time
    rule: str
    why: str
    """the rule's reason; of what is held, the hold's"""
    erase: Level
    size: int
    """bytes of its text and of what it was read from"""


def erased(report: Report) -> str | None:
    """The id of the rule that took a report's words; None: they are there."""
    return next((flag.removeprefix(FLAG) for flag in report.flags if flag.startswith(FLAG)), None)
