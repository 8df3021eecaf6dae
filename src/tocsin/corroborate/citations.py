"""Whom a report names as having it from: the carriers of its attribution chain, resolved to outlets, people left aside."""

from typing import NamedTuple

from tocsin.corroborate.folding import stem
from tocsin.corroborate.mentions import Names
from tocsin.corroborate.outlets import Outlet, Outlets, anonymous
from tocsin.corroborate.words import FIRST_PERSON, MONTHS, WEEKDAYS, WORD, plain
from tocsin.model import Reading, Report, Statement

IRRELEVANT = "irrelevant"
_CARRIERS = ("agency", "outlet", "aggregator", "blog", "channel")
"""kinds of source that carry what others say; offices and instruments speak for themselves"""
_SPEAKERS = ("named", "office", "institution", "anonymous", "text")


class Carrier(NamedTuple):
    """An outlet that a report had it from. `sure`: enough so to stand for an origin that we do not hold."""

    outlet: Outlet
    sure: bool


def own(report: Report, outlets: Outlets) -> Outlet | None:
    """The outlet that published the report, where the report says so."""
    return outlets.find(report.site) if report.site else None


def carriers(report: Report, reading: Reading, outlets: Outlets, names: Names) -> tuple[Carrier, ...]:
    """Outlets that the report had it from, nearest first, itself left out: as read, with those that the text credits or names besides."""
    found = {outlet.key: outlet for name in reading.chain if (outlet := _outlet(name, reading, outlets)) is not None}
    for statement in reading.statements:
        # A source that only one statement names is a carrier too where the report's chain is silent.
        if not found and len(reading.statements) <= 2:
            found.update({outlet.key: outlet for outlet in named(statement, reading, outlets)})
    itself = own(report, outlets)
    mentions = [mention for mention in names.find(report, itself) if _carries(mention.outlet) and mention.outlet.key not in found]
    chained = [Carrier(outlet, True) for key, outlet in found.items() if itself is None or key != itself.key]
    credited = [Carrier(mention.outlet, True) for mention in mentions if mention.credit]
    return (*credited, *chained, *(Carrier(mention.outlet, mention.cites and not found) for mention in mentions if not mention.credit))


def _carries(outlet: Outlet) -> bool:
    return outlet.profile is None or outlet.profile.kind in _CARRIERS


def named(statement: Statement, reading: Reading, outlets: Outlets) -> tuple[Outlet, ...]:
    """Outlets through which one statement came, nearest first."""
    return tuple(outlet for name in statement.via if (outlet := _outlet(name, reading, outlets)) is not None)


def _outlet(name: str, reading: Reading, outlets: Outlets) -> Outlet | None:
    """The outlet that a link of a chain means; None for people and offices, which speak and do not carry."""
    if not name.strip() or anonymous(name) or not any(letter.isalpha() for letter in name):
        return None
    if outlets.known(name):
        outlet = outlets.find(name)
        return outlet if _carries(outlet) else None
    if IRRELEVANT in reading.flags:
        # Nothing was read that could tell a person from an outlet.
        return None
    words = {plain(word) for word in WORD.findall(name)}
    if not words - FIRST_PERSON or words & (MONTHS.keys() | WEEKDAYS.keys()):
        return None
    stems = {stem(word) for word in WORD.findall(name) if len(word) > 2}
    for statement in reading.statements:
        for speaker in (statement.speaker, statement.told_by, statement.holder, *statement.co_speakers):
            if speaker is None or speaker.kind not in _SPEAKERS:
                continue
            said = {stem(word) for word in WORD.findall(f"{speaker.text or ''} {speaker.name or ''}") if len(word) > 2}
            if stems and said and (stems <= said or said <= stems):
                return None
    # An outlet's name begins with a capital or a figure; "the plant's press office" does not.
    first = name.strip("«»“”\"' ")[:1]
    return outlets.find(name) if first.isupper() or first.isdigit() else None
