"""Words that a declared rule lets go, and those that somebody asks to be erased: what would go is said first, then done.

What stays of a report whose text alone goes is a husk: its identity, address, date and hash, the statements that bear on the problem,
and a text of the same length in which only their words stand. Copies are told by words that a husk no longer has: where that would
move an origin, a ruling of the rule's own keeps the origins as they were; where none does, the text stays, and that is said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from tocsin.engine import clock, pipeline, store
from tocsin.errors import TocsinError, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Published, Record, Report, Ruling, Statement, digest
from tocsin.model.declared import SourceProfile
from tocsin.model.keeping import FLAG, Due, Hold, KeepingRule, Retention, erased

if TYPE_CHECKING:
    from tocsin.ledger import Ledger
    from tocsin.ledger.erasing import Erased

BY = "retention"
"""who rules that origins stay as they were"""
KEPT_FIELDS = ("format",)
"""of a report's `extra`: the others may hold its words"""
AUTHOR_FIELDS = ("author", "authors", "byline", "creator", "by")
"""of a report's `extra`, as inputs name who wrote it"""
Groups = frozenset[tuple[frozenset[str], frozenset[str]]]
SETTLES = 3
"""rounds of rulings until origins stay as they were; what still moves is left as it is"""


class Retained(Record, frozen=True, kw_only=True):
    """What the rules of a workspace mean now."""

    due: tuple[Due, ...]
    held: tuple[Due, ...]
    """due, but exempt; `why` says why"""
    left: tuple[str, ...] = ()
    """reports whose text stays, for without it their origins would be others"""
    rows: int = 0
    """entries whose payload was destroyed"""
    rulings: int = 0
    """that keep origins as they were"""
    applied: bool = False


def retained(workspace: Path | None, apply: bool) -> Retained:
    """What goes by the declared rules, and why; `apply`: it goes. UsageError: no rule is declared, or a hold names what is not held."""
    place = workspaces.find(workspace)
    if not place.retention.rules:
        raise UsageError("no rule is declared", where=str(place.folder / workspaces.FILE), todo="declare retention: there, or leave it")
    now = clock.now()
    due, held = _due(place, now)
    if not apply or not due:
        return Retained(due=due, held=held)
    return _apply(place, due, held, now)


def _due(place: Workspace, now: datetime) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    from tocsin.ledger import Ledger

    declared = store.declared(place.folder)
    with Ledger.open(place.folder) as ledger:
        reports = tuple(ledger.records(Report))
        sizes = _sizes(ledger)
        cited = _cited(ledger, reports) if any(hold.cited for hold in place.retention.hold) else frozenset()
    profile = profiles(declared.sources)
    exempt = _exempt(place.retention, reports, cited, profile)
    due: list[Due] = []
    held: list[Due] = []
    for report in reports:
        source = profile(report)
        rule = next((rule for rule in place.retention.rules if _applies(rule, report, source, now)), None)
        if rule is None or (rule.erase == "text" and erased(report) is not None):
            continue
        hold = exempt.get(report.id)
        one = Due(
            report=report.id,
            source=source.id if source is not None else None,
            where=report.site or report.url or report.path or "",
            collected_at=report.collected_at,
            rule=rule.id,
            why=rule.why if hold is None else hold.why,
            erase=rule.erase,
            size=len(report.text.encode()) + sizes.get(report.raw or "", 0),
        )
        (due if hold is None else held).append(one)
    return tuple(due), tuple(held)


def profiles(sources: Sequence[SourceProfile]) -> Callable[[Report], SourceProfile | None]:
    """Which declared source a report is of."""
    from tocsin.corroborate.outlets import Outlets

    outlets = Outlets(sources, ())

    def profile(report: Report) -> SourceProfile | None:
        named = outlets.find(report.site) if report.site else None
        if named is None or named.profile is None:
            named = outlets.at(report.url)
        return named.profile if named is not None else None

    return profile


def _applies(rule: KeepingRule, report: Report, source: SourceProfile | None, now: datetime) -> bool:
    if report.collected_at + timedelta(days=rule.after_days) > now:
        return False
    named = ((rule.sources, "id"), (rule.kinds, "kind"), (rule.licences, "licence"))
    return all(not some or (source is not None and getattr(source, field) in some) for some, field in named)


def _sizes(ledger: "Ledger") -> Mapping[str, int]:
    """Bytes of each document, by hash."""
    from tocsin.model import RawDoc

    return {document.sha256: document.size for document in ledger.records(RawDoc)}


def _cited(ledger: "Ledger", reports: Sequence[Report]) -> frozenset[str]:
    """Reports that a published brief cites, by their own id or by a statement of theirs."""
    home = {report.id: report.id for report in reports} | {one.id: one.report for one in ledger.records(Statement)}
    found: set[str] = set()
    for published in ledger.records(Published):
        try:
            said = ledger.blobs.get(published.sha256)
        except TocsinError:
            continue  # erased itself: it cites nothing any more
        found.update(home[word] for word in _strings(msgspec.json.decode(said)) if word in home)
    return frozenset(found)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from _strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)


def _exempt(
    declared: Retention, reports: Sequence[Report], cited: frozenset[str], profile: Callable[[Report], SourceProfile | None]
) -> dict[str, Hold]:
    """By report: the first hold that exempts it. UsageError: a hold names a report that is not held, or several."""
    found: dict[str, Hold] = {}
    for hold in declared.hold:
        if hold.report is not None:
            meant = [report.id for report in reports if report.id.startswith(hold.report)]
            if len(meant) != 1:
                said = "no report held has this id" if not meant else f"{len(meant)} ids begin like this"
                raise UsageError(said, where=f"retention: hold: report: {hold.report}", todo="mend it in tocsin.yml, or take it out")
        elif hold.source is not None:
            meant = [report.id for report in reports if (source := profile(report)) is not None and source.id == hold.source]
        else:
            meant = sorted(cited)
        for report in meant:
            found.setdefault(report, hold)
    return found


def _apply(place: Workspace, due: tuple[Due, ...], held: tuple[Due, ...], now: datetime) -> Retained:
    from tocsin.ledger import Ledger
    from tocsin.read.llm import forget

    rules = {rule.id: rule for rule in place.retention.rules}
    texts = [one for one in due if one.erase == "text"]
    rulings, left = _steady(place, texts, now) if texts else ((), frozenset[str]())
    texts = [one for one in texts if one.report not in left]
    by_rule: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in (*texts, *(one for one in due if one.erase == "all")):
        by_rule[one.rule, one.erase].append(one.report)
    rows = 0
    with Ledger.open(place.folder, write=True) as ledger:
        # The rulings first: whoever is interrupted has no origin that moved.
        if rulings:
            ledger.append(rulings, clock=now)
        for (rule, level), reports in by_rule.items():
            for report in reports:
                forget(place.answers, report)
            if level == "all":
                rows += len(ledger.erase_all(reports, rules[rule].why, clock=now, policy=rule).rows)
            else:
                rows += _husked(ledger, reports, rules[rule], now)
    return Retained(due=due, held=held, left=tuple(sorted(left)), rows=rows, rulings=len(rulings), applied=True)


def _husked(ledger: "Ledger", reports: Sequence[str], rule: KeepingRule, now: datetime) -> int:
    """Put husks in the place of reports; how many rows went."""
    wanted = set(reports)
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in ledger.records(Statement):
        if statement.report in wanted:
            said[statement.report].append(statement)
    # What is read here is written below under the same lock: nobody else writes to this ledger meanwhile but to a server's.
    whole = [report for report in ledger.records(Report) if report.id in wanted]
    husks = [husk(report, said[report.id], rule.id) for report in whole]
    idle = [one.id for some in said.values() for one in some if not bears(one)]
    others = {report.raw for report in ledger.records(Report) if report.id not in wanted and erased(report) is None}
    blobs = {report.raw for report in whole if report.raw is not None and report.raw not in others}
    rows = sorted([*ledger.rows_of(Report, wanted), *ledger.rows_of(Statement, idle)])
    ledger.erase_rows(rows, rule.why, clock=now, blobs=blobs, instead=husks, policy=rule.id)
    return len(rows)


def bears(statement: Statement) -> bool:
    """Does it bear on the problem? What was read beside that goes with the text."""
    return bool(statement.indicators or statement.hypotheses)


def husk(report: Report, statements: Iterable[Statement], rule: str) -> Report:
    """What stays of a report: every letter but those of statements that bear on the problem is a space, so that every span still counts."""
    kept = bytearray(len(report.text))
    for statement in filter(bears, statements):
        for start, end in _spans(msgspec.to_builtins(statement)):
            kept[start:end] = b"\x01" * (end - start)
    text = "".join(letter if keep or letter in "\r\n" else " " for letter, keep in zip(report.text, kept, strict=True))
    extra = {name: value for name, value in report.extra.items() if name in KEPT_FIELDS}
    return structs.replace(report, text=text, extra=extra, flags=(*report.flags, FLAG + rule))


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every span of a statement, of whatever in it."""
    if isinstance(value, dict):
        for name, inside in value.items():
            if name.endswith("span") and isinstance(inside, list | tuple):
                yield inside[0], inside[1]
            else:
                yield from _spans(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _spans(inside)


def _steady(place: Workspace, texts: Sequence[Due], now: datetime) -> tuple[tuple[Ruling, ...], frozenset[str]]:
    """Rulings under which the origins without these texts are those with them, and reports that must stay for there are none."""
    given = store.load(place.folder, now)
    said = {report.id: reading.statements for report, reading in zip(given.reports, given.readings, strict=True)}
    rule = {one.report: one.rule for one in texts}
    before = _groups(pipeline.build(given, now))
    rulings: list[Ruling] = []
    left: set[str] = set()

    def without() -> pipeline.Input:
        gone = rule.keys() - left
        pairs = list(zip(given.reports, given.readings, strict=True))
        # In the order in which they will be held: husks are written after all others.
        pairs.sort(key=lambda pair: pair[0].id in gone)
        reports = tuple(husk(one, said[one.id], rule[one.id]) if one.id in gone else one for one, _ in pairs)
        readings = tuple(
            structs.replace(reading, statements=tuple(filter(bears, reading.statements))) if one.id in gone else reading
            for one, reading in pairs
        )
        return structs.replace(given, reports=reports, readings=readings, rulings=(*given.rulings, *rulings))

    for _ in range(SETTLES):
        after = _groups(pipeline.build(without(), now))
        if after == before:
            return tuple(rulings), frozenset(left)
        rulings += [_ruling(kind, one, other, rule, now) for kind, one, other in _moves(before, after)]
    while (after := _groups(pipeline.build(without(), now))) != before:
        more = {report for group, _ in before ^ after for report in group if report in rule} - left
        if not more:
            break
        left |= more
    return tuple(rulings), frozenset(left)


def _groups(case: pipeline.Case) -> Groups:
    """The reports that stand under each origin, and its statements that bear on the problem."""
    bearing = frozenset(one.id for reading in case.readings for one in reading.statements if bears(one))
    return frozenset((frozenset(link.id for link in origin.reports), bearing.intersection(origin.statements)) for origin in case.origins)


def _moves(before: Groups, after: Groups) -> Iterator[tuple[str, str, str]]:
    """(split or merge, report, other) for each pair that came apart or together."""
    for kind, here, there in (("merge", before, after), ("split", after, before)):
        for group in sorted(sorted(reports) for reports, _ in here - there):
            first, *rest = group
            for other in rest:
                if not any({first, other} <= reports for reports, _ in there):
                    yield (kind, first, other) if kind == "merge" else (kind, other, first)


def _ruling(kind: str, one: str, other: str, rule: Mapping[str, str], now: datetime) -> Ruling:
    policy = rule.get(one) or rule.get(other) or ""
    why = f"its words were erased under {policy}: the origins stay as they were with them"
    identity = digest(kind, one, other, BY, policy, now.isoformat())
    return Ruling(id=identity, kind="merge" if kind == "merge" else "split", report=one, other=other, by=BY, why=why, t_known=now)


def asked_for(workspace: Path | None, source: str | None, author: str | None) -> tuple[Report, ...]:
    """The reports of a source, or by an author as their input named them. UsageError: none is held."""
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    with Ledger.open(place.folder) as ledger:
        reports = tuple(ledger.records(Report))
    profile = profiles(store.declared(place.folder).sources)

    def meant(report: Report) -> bool:
        if source is not None:
            of = profile(report)
            return report.site == source or (of is not None and of.id == source)
        return (author or "").casefold().strip() in {name.casefold().strip() for name in _authors(report)}

    found = tuple(report for report in reports if meant(report))
    if not found:
        todo = (
            "tocsin source list has ids, tocsin statements --json sites" if source is not None else f"inputs name it as {AUTHOR_FIELDS[0]}"
        )
        raise UsageError("no report of this is held", where=source or author or "", todo=todo)
    return found


def _authors(report: Report) -> Iterator[str]:
    for field in AUTHOR_FIELDS:
        value = report.extra.get(field)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
            elif isinstance(one, dict) and isinstance(one.get("name"), str):
                yield one["name"]


def erase_all(workspace: Path | None, reports: Sequence[str], why: str) -> "Erased":
    """Destroy these reports and what was read from them, in one step."""
    from tocsin.ledger import Ledger
    from tocsin.read.llm import forget

    place = workspaces.find(workspace)
    with Ledger.open(place.folder, write=True) as ledger:
        for report in reports:
            forget(place.answers, report)
        return ledger.erase_all(list(reports), why, clock=clock.now())
