"""A person's rulings: splits, merges, grades and outcomes, appended to the ledger and respected by every later run."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

from tocsin.engine import clock, encoding, picturing, pipeline, store
from tocsin.errors import Conflict, UsageError
from tocsin.model import Reliability, Ruling, digest
from tocsin.model.origins import RulingKind, Turnout

Letter = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


def rule(
    workspace: Path | None,
    kind: RulingKind,
    report: str,
    other: str | None = None,
    *,
    by: str,
    why: str,
    hop: str | None = None,
    grade: str | None = None,
    turnout: Turnout | None = None,
    case: pipeline.Case | None = None,
    seen: str | None = None,
) -> Ruling:
    """Append one ruling. case: the workspace's as it stands, where it is at hand. seen: as `last` told it of the reports' origins.

    UsageError where a report is not held, a split would move nothing, or a grade is none. Conflict where somebody ruled since `seen`.
    """
    now = picturing.moment(workspace)
    if case is None:
        case = pipeline.build(store.load(workspace, now), now)
    first, second = checked(case, kind, report, other)
    reliability, credibility = _letters(grade) if grade is not None else (None, None)
    if kind == "grade":
        hops = sorted({one.hop for origin in case.origins if any(link.id == first for link in origin.reports) for one in origin.grades})
        if hop not in hops:
            raise UsageError(f"no grade of this origin is of {hop!r}", where=report, todo=f"its hops are: {', '.join(hops) or 'none'}")
    if seen is not None and (after := last(rulings(workspace), together(case, first))) != seen:
        raise Conflict("somebody ruled on this origin meanwhile", where=first, todo="look at it, and decide again", now=after)
    ruling = Ruling(
        id=digest(kind, first, second, hop, grade, turnout, by, why, now.isoformat(), clock.now().isoformat()),
        kind=kind,
        report=first,
        other=second,
        hop=hop,
        reliability=reliability,
        credibility=credibility,
        turnout=turnout,
        by=by,
        why=why,
        t_known=now,
        synthetic=next((report.synthetic for report in case.reports if report.id == first), False),
    )
    store.add(workspace, [ruling])
    return ruling


def checked(case: pipeline.Case, kind: RulingKind, report: str, other: str | None) -> tuple[str, str | None]:
    """The ids of the reports that a ruling is about. UsageError where one is not held, or a split or merge would change nothing."""
    first = _report(case, report)
    second = _report(case, other) if other is not None else None
    if second == first:
        raise UsageError("one report is named twice", where=report, todo="name two reports")
    if kind in ("split", "merge"):
        _moves(case, kind, first, second)
    return first, second


def rulings(workspace: Path | None) -> tuple[Ruling, ...]:
    """Every ruling, oldest first."""
    from tocsin.ledger import Ledger
    from tocsin.ledger import workspace as workspaces

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        return tuple(sorted(ledger.records(Ruling), key=lambda one: one.t_known))


def together(case: pipeline.Case, report: str) -> frozenset[str]:
    """Ids of all reports that stand under an origin with a report."""
    return frozenset(link.id for origin in case.origins if any(link.id == report for link in origin.reports) for link in origin.reports)


def last(rulings: Iterable[Ruling], reports: Collection[str]) -> str:
    """Id of the latest ruling that touches any of these reports; empty where there is none: what a form was made from."""
    return next((one.id for one in reversed(tuple(rulings)) if one.report in reports or one.other in reports), "")


def reliabilities(workspace: Path | None) -> tuple[Reliability, ...]:
    """What outcomes say of each source that has any."""
    from tocsin.corroborate import reliabilities as learnt

    now = clock.now()
    given = store.load(workspace, now)
    case = pipeline.build(given, now)
    return learnt(case.reports, case.readings, given.declared.sources, clock=now, rulings=given.rulings, encoder=encoding.configured())


def _report(case: pipeline.Case, name: str) -> str:
    """The id of the report that `name` means: an id or its beginning, an id in its input, or an origin's, which means its first report."""
    exact = [report.id for report in case.reports if report.source_id == name or report.id == name]
    meant = exact or [report.id for report in case.reports if len(name) >= store.SHORTEST_ID and report.id.startswith(name)]
    if not meant and len(name) >= store.SHORTEST_ID:
        meant = [origin.reports[0].id for origin in case.origins if origin.id.startswith(name)]
    if len(meant) != 1:
        found = "no report held has this id" if not meant else f"{len(meant)} reports have this id"
        raise UsageError(
            found, where=name, todo=f"give an id, or at least {store.SHORTEST_ID} letters of it, that tocsin origins --json shows"
        )
    return meant[0]


def _moves(case: pipeline.Case, kind: RulingKind, first: str, second: str | None) -> None:
    """UsageError where a split or merge would change nothing."""
    under = [{link.id for link in origin.reports} for origin in case.origins]
    if kind == "merge" and any({first, second} <= members for members in under):
        raise UsageError("they stand under one origin already", where=first, todo="nothing is to be done")
    if kind == "split" and second is not None and not any({first, second} <= members for members in under):
        raise UsageError("they do not stand under one origin", where=first, todo="nothing is to be done")
    if (
        kind == "split"
        and second is None
        and all(
            len(origin.reports) == 1 or any(link.id == first and link.link == "original" for link in origin.reports)
            for origin in case.origins
            if any(link.id == first for link in origin.reports)
        )
    ):
        raise UsageError("it is the origin's first report, or alone", where=first, todo="name the report that is to leave it")


def _letters(grade: str) -> tuple[Letter, Credibility]:
    """`B2` as its two axes."""
    for letter in ("A", "B", "C", "D", "E", "F"):
        for number in (1, 2, 3, 4, 5, 6):
            if grade.strip().upper() == f"{letter}{number}":
                return letter, number
    raise UsageError(f"{grade!r} is no grade", todo="write a letter A to F and a figure 1 to 6, e.g. C3")
