"""Versions of one address: noted as they are fetched, and shown as what changed from one to the next."""

import difflib
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tocsin.corroborate.addresses import address
from tocsin.corroborate.phrases import pattern
from tocsin.engine import stamping
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Held, Reading, Refusal, Report, digest
from tocsin.model.keeping import erased
from tocsin.model.versions import Change, Difference, History, Kind, Version

if TYPE_CHECKING:
    from tocsin.collect.records import Collected
    from tocsin.ledger import Ledger

FLAG = "version"
"""on a report that stood at an address after another: it was known when it was seen, whenever its page says that it was published"""
GONE = ("http-404", "http-410", "http-451")
HEAD = 400
"""characters at either end of a text in which it says that it was corrected"""
AROUND = 6
"""words shown on either side of a change"""
MOST_WORDS = 6_000
"""of a text that is compared word by word; longer ones are compared sentence by sentence"""
_ENTRY = re.compile(r"#\d+$")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"[^.!?…\n]*[.!?…\n]*\s*")


class Noted(NamedTuple):
    """Versions to keep with what was fetched, and which of the new reports are edits of what stood there."""

    records: tuple[Version, ...] = ()
    edits: frozenset[str] = frozenset()


def through(report: Report) -> str | None:
    """The address that was asked for a report; None for one that came out of a file."""
    return _ENTRY.sub("", report.path) if report.path and "://" in report.path else None


def identity(asked: str, report: Report | None) -> str:
    """Of a page by itself (`report` null, or fetched as such); of an entry by its feed and its own address."""
    if report is None or report.path == asked:
        return digest("version", asked)
    return digest("version", asked, address(report.url) or report.url)


def note(ledger: "Ledger", batch: "Sequence[Collected]", fresh: Mapping[str, object], now: datetime) -> Noted:
    """What was fetched beside what its addresses held before. Reports out of files have no line here: their order is the file's."""
    asked: dict[str, list[tuple[str, Report]]] = defaultdict(list)
    for item in batch:
        if (where := through(item.report)) is not None and item.report.url:
            asked[identity(where, item.report)].append((where, item.report))
    held = ledger.held(Version, asked)
    records: list[Version] = []
    for name, some in asked.items():
        if len({report.id for _, report in some}) > 1:
            continue  # two entries of one answer lead to one address: neither came after the other
        where, report = some[0]
        before = ledger.get(Version, name) if name in held else None
        if before is not None and before.report == report.id and (before.kind != "unlisted" or report.path == where):
            continue  # that a page still stands does not say that its feed lists it
        records.append(_version(name, where, report, before, now))
    return Noted(tuple(records), frozenset(one.report for one in records if one.kind == "edited" and one.report in fresh and one.report))


def _version(name: str, where: str, report: Report, before: Version | None, now: datetime) -> Version:
    previous = None if before is None else before.report or before.previous
    back = before is not None and before.kind in ("withdrawn", "unlisted") and previous == report.id
    kind: Kind = "new" if before is None else "restored" if back else "edited"
    return Version(
        id=name,
        url=report.url or where,
        through=where,
        kind=kind,
        report=report.id,
        previous=previous,
        sha256=hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest(),
        says_so=kind == "edited" and _says_so(report),
        tlp=report.tlp,
        synthetic=report.synthetic,
        t_known=now,
    )


def withdrawn(ledger: "Ledger", refusal: Refusal, now: datetime) -> Version | None:
    """That a page which was held is no longer there; None where the refusal says nothing of the kind, or nothing new."""
    if refusal.reason not in GONE:
        return None
    before = ledger.get(Version, identity(refusal.where, None))
    if before is None or before.kind == "withdrawn":
        return None
    return msgspec.structs.replace(before, kind="withdrawn", report=None, previous=before.report, sha256=None, says_so=False, t_known=now)


def unlist(place: Workspace, missed: Mapping[str, Sequence[str]], mark_of: Callable[[str], str], now: datetime) -> None:
    """Note that feeds no longer list entries: by feed the marks of those missed. What is known to be gone, or noted, stays as it is."""
    from tocsin.ledger import Ledger

    wanted = {(feed, mark) for feed, marks in missed.items() for mark in marks}
    pages = {mark for _, mark in wanted}
    with Ledger.open(place.folder, write=True) as ledger:
        records = [
            msgspec.structs.replace(one, kind="unlisted", previous=one.report, says_so=False, t_known=now)
            for one in ledger.records(Version)
            if one.kind not in ("withdrawn", "unlisted") and ((one.through, mark_of(one.url)) in wanted or mark_of(one.through) in pages)
        ]
        if records:
            ledger.append(records, clock=now)


def late(reading: Reading, now: datetime) -> Reading:
    """The reading of an edit: nobody could have known it before it was seen."""
    known = max(reading.t_known, now)
    statements = tuple(msgspec.structs.replace(one, t_known=known) for one in reading.statements)
    return msgspec.structs.replace(reading, t_known=known, statements=statements)


def _says_so(report: Report) -> bool:
    """Whether a text says, at its beginning or its end, that it was corrected or withdrawn."""
    ends = f"{report.title or ''}\n{report.text[:HEAD]}\n{report.text[-HEAD:]}"
    return any(pattern(name, report.language).search(ends) for name in ("corrected", "withdrawn"))


def histories(workspace: Path | None, what: str | None = None) -> tuple[History, ...]:
    """The addresses of which more than one version is known, or that went away; with `what`, the one that has this URL or report.

    UsageError where `what` is not held.
    """
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        reports = {report.id: report for report in ledger.records(Report)}
        known = {reading.report: reading.t_known for reading in ledger.records(Reading)}
        held = stamping.held_since(ledger)
        seen = noted(ledger)
    return told(reports, known, held, seen, what)


def noted(ledger: "Ledger", known_by: datetime | None = None) -> tuple[Version, ...]:
    """Every version of every address, as it was noted."""
    names = dict.fromkeys(latest.id for latest in ledger.records(Version, known_by=known_by))
    return tuple(one for name in names for one in ledger.versions(Version, name) if known_by is None or one.t_known <= known_by)


def told(
    reports: Mapping[str, Report],
    known: Mapping[str, datetime],
    held: Mapping[str, Held],
    seen: Sequence[Version],
    what: str | None = None,
) -> tuple[History, ...]:
    """The same of records at hand: reports by id, by when each was known, since when each is vouched for, what was noted of addresses."""
    by_address: dict[str, list[Report]] = defaultdict(list)
    for report in reports.values():
        if (where := address(report.url)) is not None:
            by_address[where].append(report)
    wanted = _wanted(what, reports, by_address)
    stood: dict[str, list[Version]] = defaultdict(list)
    for version in seen:
        stood[address(version.url) or version.url].append(version)
    found = []
    for where in sorted(by_address if wanted is None else wanted):
        steps = _steps(by_address[where], stood.get(where, ()), known, reports, held)
        if wanted is not None or len(steps) > 1:
            found.append(_history(where, by_address[where], stood.get(where, ()), steps))
    return tuple(found)


def history(
    workspace: Path,
    held: Sequence[Report],
    known: Mapping[str, datetime],
    stamps: Mapping[str, Held],
    as_of: datetime,
) -> History | None:
    """What one address held as of a moment, of its reports at hand (`held`, all of one address, in any order); None without an address.

    known: when each could be known; stamps: since when each can be shown to have been held.
    """
    from tocsin.ledger import Ledger

    where = address(held[0].url) if held else None
    if where is None:
        return None
    with Ledger.open(workspace) as ledger:
        names = {version.id for report in held for version in ledger.of_report(Version, report.id)}
        stood = [version for name in sorted(names) for version in ledger.versions(Version, name) if version.t_known <= as_of]
    steps = _steps(held, stood, known, {report.id: report for report in held}, stamps)
    return _history(where, held, stood, steps)


def _history(where: str, held: Sequence[Report], stood: Sequence[Version], steps: tuple[Difference, ...]) -> History:
    asked = tuple(dict.fromkeys(version.through for version in stood))
    return History(url=held[0].url or where, through=asked, steps=steps)


def _wanted(what: str | None, reports: Mapping[str, Report], by_address: Mapping[str, object]) -> list[str] | None:
    if what is None:
        return None
    if (where := address(what)) is not None and where in by_address:
        return [where]
    meant = {address(report.url) for name, report in reports.items() if len(what) >= 8 and name.startswith(what)}
    if len(meant) == 1 and (only := next(iter(meant))) is not None:
        return [only]
    raise UsageError(
        "no report of this address or id is held", where=what, todo="give a URL, or eight letters of an id that tocsin statements shows"
    )


def _steps(
    held: Sequence[Report],
    noted: Sequence[Version],
    known: Mapping[str, datetime],
    reports: Mapping[str, Report],
    stamps: Mapping[str, Held],
) -> tuple[Difference, ...]:
    """What stood at one address, oldest first: as it was noted, and what came out of files in the order it could be known."""
    told = {version.report for version in noted}
    steps: list[tuple[datetime, int, Version | Report]] = [
        (known.get(report.id, report.collected_at), 0, report) for report in held if report.id not in told
    ]
    steps += [(version.t_known, number, version) for number, version in enumerate(noted)]
    out: list[Difference] = []
    before: Report | None = None
    for moment, _, step in sorted(steps, key=lambda one: (one[0], one[1])):
        report = step if isinstance(step, Report) else reports.get(step.report or "")
        if isinstance(step, Version) and step.kind == "new" and before is not None and report is not None and before.text == report.text:
            continue  # the same words, met another way
        previous = before.id if before is not None else None
        kind: Kind = (
            step.kind if isinstance(step, Version) and step.kind in ("withdrawn", "unlisted", "restored") else "edited" if before else "new"
        )
        whole = before is not None and report is not None and erased(before) is None and erased(report) is None
        changes = tuple(differences(before.text, report.text)) if whole and before is not None and report is not None else ()
        says = step.says_so if isinstance(step, Version) else kind == "edited" and _says_so(step)
        title = report.title if report is not None else before.title if before is not None else None
        out.append(
            Difference(
                kind=kind,
                t_known=moment,
                report=report.id if report else None,
                previous=previous,
                title=title,
                says_so=says,
                held=stamps.get(report.id) if report else None,
                changes=changes,
            )
        )
        before = report or before
    return tuple(out)


def differences(was: str, now: str) -> Iterator[Change]:
    """What differs between two texts, word by word, in order; joined, the pieces of either side give that text back."""
    pieces = _WORDS if max(len(was), len(now)) < MOST_WORDS * 6 else _SENTENCES
    one, two = ([(found.start(), found.group()) for found in pieces.finditer(text) if found.group()] for text in (was, now))
    words = [[word for _, word in some] for some in (one, two)]
    # Blanks alone are everywhere: they must not hold together what has nothing in common.
    junk = Counter(words[0])
    matcher = difflib.SequenceMatcher(lambda word: word.isspace() and junk[word] > 1, words[0], words[1], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        yield Change(
            was="".join(words[0][a:b]),
            now="".join(words[1][c:d]),
            was_span=_span(one, a, b),
            now_span=_span(two, c, d),
            before="".join(words[1][max(0, c - 2 * AROUND) : c]),
            after="".join(words[1][d : d + 2 * AROUND]),
        )


def _span(pieces: Sequence[tuple[int, str]], first: int, last: int) -> tuple[int, int] | None:
    if first == last:
        return None
    at, word = pieces[last - 1]
    return pieces[first][0], at + len(word)
