"""Whom a report names as having it from: the carriers of its attribution chain, resolved to outlets, people left aside."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tocsin.corroborate import nameless
from tocsin.corroborate.content import common
from tocsin.corroborate.folding import fold, stem
from tocsin.corroborate.mentions import Names
from tocsin.corroborate.outlets import UNKNOWN, Outlet, Outlets, anonymous, forms_of_one
from tocsin.corroborate.words import AGENCY_WORDS, FIRST_PERSON, MONTHS, NUMBERS, STATE_WORDS, WEEKDAYS, WORD, plain
from tocsin.model import Reading, Report, Statement

IRRELEVANT = "irrelevant"
_CARRIERS = ("agency", "outlet", "aggregator", "blog", "channel")
"""kinds of source that carry what others say; offices and instruments speak for themselves"""
PLACES = ("place", "country", "town", "city", "region")
_SPEAKERS = ("named", "office", "institution", "anonymous", "text")


_DATELINE = re.compile(r"\s*(?:[^\W\d_][^\n()]{1,60}\s)?\(([^\W\d_][^()\n]{1,40})\)\s*[-–—]")
"""`OSLO, Sept 21 (Norvane Press) -`, the place left out or not"""


def without_dateline(text: str) -> str:
    """`text` without the agency's name that it begins with."""
    found = _DATELINE.match(text)
    return text[found.end() :] if found is not None else text


class Carrier(NamedTuple):
    """An outlet that a report had it from. `sure`: enough so to stand for an origin that we do not hold."""

    outlet: Outlet
    sure: bool


def own(report: Report, outlets: Outlets) -> Outlet | None:
    """The outlet that published the report, where the report says so; a feed's title is often no name, and then its address tells."""
    named = outlets.find(report.site) if report.site else None
    if report.site and report.extra.get("feed") == report.site and (named is None or named.profile is None):
        return outlets.at(report.url) or named
    return named


def dateline(report: Report, reading: Reading, outlets: Outlets) -> Outlet | None:
    """The agency whose dateline begins a report of which no site is known."""
    found = _DATELINE.match(report.text) if report.site is None else None
    return _outlet(found.group(1).strip(), reading, outlets) if found is not None else None


def seen(pairs: Iterable[tuple[Report, Reading]]) -> list[str]:
    """Names of the chains, each once: what shorter forms may stand for."""
    return sorted({name for _, reading in pairs for name in reading.chain if not anonymous(name) and not _ordinary(name, reading)})


def _ordinary(name: str, reading: Reading) -> bool:
    """Whether a link of a chain is made of gazetteer names, numbers and words for states and offices: these speak for themselves."""
    words = [word for word in map(plain, WORD.findall(name.replace("’", "'"))) if word not in AGENCY_WORDS]
    words = [re.sub("^[ld]'", "", word) for word in words]
    if not words or words[0] in NUMBERS:
        return bool(words) and not any(figure.isdigit() for figure in name)
    known = (
        {stem(word) for found in reading.names if found.listed or found.type in PLACES for word in WORD.findall(found.text)}
        | common()
        | {stem(word) for word in STATE_WORDS}
    )
    return all(stem(word) in known for word in words)


def carriers(report: Report, reading: Reading, outlets: Outlets, names: Names) -> tuple[Carrier, ...]:
    """Outlets that the report had it from, nearest first, itself left out: as read, with those that the text credits or names besides."""
    found = {outlet.key: outlet for name in reading.chain if (outlet := _outlet(name, reading, outlets)) is not None}
    for statement in reading.statements:
        # A source that only one statement names is a carrier too where the report's chain is silent.
        if not found and len(reading.statements) <= 2:
            found.update({outlet.key: outlet for outlet in named(statement, reading, outlets)})
    itself = own(report, outlets)
    for key in answered(report, reading, outlets, names):
        found.pop(key, None)
    if any(key.startswith(UNKNOWN) for key in found):
        found = whole(found, [mention.outlet for mention in names.find(report, None)] + ([itself] if itself is not None else []))
    mentions = [mention for mention in names.find(report, itself) if _carries(mention.outlet) and mention.outlet.key not in found]
    for name in nameless.called(report, reading):
        # A carrier that its kind introduces and that nothing else was read of: `le bulletin norvégien Fjordvakt`.
        outlet = _outlet(name, reading, outlets)
        if outlet is not None and outlet.key not in found and all(mention.outlet.key != outlet.key for mention in mentions):
            found[outlet.key] = outlet
    chained = [Carrier(outlet, True) for key, outlet in found.items() if itself is None or key != itself.key]
    credited = [Carrier(mention.outlet, True) for mention in mentions if mention.credit]
    return (*credited, *chained, *(Carrier(mention.outlet, mention.cites and not found) for mention in mentions if not mention.credit))


def answered(report: Report, reading: Reading, outlets: Outlets, names: Names) -> set[str]:
    """Keys of the outlets whose report this one denies or plays down, and has nothing from: it opens with who answers them."""
    first = reading.statements[0] if reading.statements else None
    if first is None or first.speaker.kind not in _SPEAKERS or first.speaker.text is None:
        return set()
    against = first.act == "denial" or first.negated or first.polarity == "lowers"
    return names.answered(report, own(report, outlets)) if against else set()


def whole(found: dict[str, Outlet], known: list[Outlet]) -> dict[str, Outlet]:
    """Carriers with each name that is a piece of a known outlet's, named in the text, put right: `News` of `QuickByte News`."""
    whole: dict[str, Outlet] = {}
    for key, outlet in found.items():
        meant = [other for other in known if key.startswith(UNKNOWN) and _piece(outlet.name, other.name)]
        whole.update({other.key: other for other in meant[:1]} or {key: outlet})
    return whole


def _piece(name: str, of: str) -> bool:
    """Whether every word of a name, in whatever case, is one of a longer name's."""
    words, others = ([fold(word) for word in WORD.findall(text)] for text in (name, of))
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
    return 0 < len(words) < len(others) and all(
        any(word == other or (cyrillic and forms_of_one(word, other)) for other in others) for word in words
    )


def _carries(outlet: Outlet) -> bool:
    return outlet.profile is None or outlet.profile.kind in _CARRIERS


def named(statement: Statement, reading: Reading, outlets: Outlets) -> tuple[Outlet, ...]:
    """Outlets through which one statement came, nearest first."""
    return tuple(outlet for name in statement.via if (outlet := _outlet(name, reading, outlets)) is not None)


def _outlet(name: str, reading: Reading, outlets: Outlets) -> Outlet | None:
    """The outlet that a link of a chain means; None for people and offices, which speak and do not carry."""
    if not name.strip() or anonymous(name) or not any(letter.isalpha() for letter in name):
        return None
    if not outlets.declared(name) and _ordinary(name, reading):
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
