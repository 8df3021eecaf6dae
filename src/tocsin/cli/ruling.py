"""Commands with which a person overrules the machine: rule split, merge, grade, outcome, correct, reject, restore, list."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped, write

if TYPE_CHECKING:
    from tocsin.model import Ruling, StatementRuling

ReportName = Annotated[
    str, Parameter(help="A report: its id or the beginning, or the id in its input; an origin's id means its first report.")
]
StatementName = Annotated[str, Parameter(help="A statement: its id or the beginning, as tocsin statements --json shows it.")]
Act = Literal["assessment", "threat", "warning", "commitment", "denial", "disclosure", "report", "criticism", "doctrine", "event"]
Polarity = Literal["raises", "lowers", "neutral"]
SpeakerKind = Literal["named", "office", "institution", "anonymous", "outlet", "text"]
"""as tocsin.model has them, which would make every start slower"""
By = Annotated[str, Parameter(name="--by", help="Who decides.")]
Why = Annotated[str, Parameter(name="--why", help="The reason; it stays in the ledger.")]


def register(app: App) -> None:
    """Add this group's commands."""
    rule = App(
        name="rule",
        help="Overrule the machine: split, merge, grade, outcome; correct, reject, restore; list.",
        help_format="plaintext",
        result_action="return_value",
    )
    rule.command(split, name="split")
    rule.command(merge, name="merge")
    rule.command(grade, name="grade")
    rule.command(outcome, name="outcome")
    rule.command(correct, name="correct")
    rule.command(reject, name="reject")
    rule.command(restore, name="restore")
    rule.command(show, name="list")
    app.command(rule)


def split(
    report: ReportName,
    other: Annotated[str | None, Parameter(help="Leave the origin of this report only; else every origin it hangs under.")] = None,
    *,
    by: By,
    why: Why,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Take a report, with all that has it from there, out of an origin. The ruling is appended; every later run respects it."""
    from tocsin.engine import ruling

    return _said(ruling.rule(workspace, "split", report, other, by=by, why=why), json)


def merge(report: ReportName, other: ReportName, *, by: By, why: Why, json: Json = False, workspace: Workspace = None) -> int:
    """Put two reports, each with all of its origin, under one origin. The ruling is appended; every later run respects it."""
    from tocsin.engine import ruling

    return _said(ruling.rule(workspace, "merge", report, other, by=by, why=why), json)


def grade(
    report: ReportName,
    hop: Annotated[str, Parameter(help="The hop that is judged, as tocsin origins names it.")],
    value: Annotated[str, Parameter(help="A letter and a figure, e.g. C3.")],
    *,
    by: By,
    why: Why,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Grade a hop of an origin oneself. The machine's grade is kept beside."""
    from tocsin.engine import ruling

    return _said(ruling.rule(workspace, "grade", report, by=by, why=why, hop=hop, grade=value), json)


def outcome(
    report: ReportName,
    turnout: Annotated[Literal["right", "wrong", "corrected"], Parameter(help="What became of what the origin told.")],
    *,
    source: Annotated[str | None, Parameter(help="Who told it; else the publisher of the report's origin.")] = None,
    by: By,
    why: Why,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say what became of what an origin told: its source's reliability is learnt from it."""
    from tocsin.engine import ruling

    return _said(ruling.rule(workspace, "outcome", report, by=by, why=why, hop=source, turnout=turnout), json)


def correct(
    statement: StatementName,
    *,
    act: Annotated[Act | None, Parameter(help="In what act it is said.")] = None,
    polarity: Annotated[Polarity | None, Parameter(help="Which way it points.")] = None,
    negated: Annotated[bool | None, Parameter(help="Whether it says that something is not so.")] = None,
    interested: Annotated[bool | None, Parameter(help="Whether the speaker is an interested party.")] = None,
    speaker: Annotated[str | None, Parameter(help="Who speaks, in words.")] = None,
    kind: Annotated[SpeakerKind, Parameter(help="What kind of speaker that is; with --speaker.")] = "named",
    entity: Annotated[str | None, Parameter(help="Its id in the gazetteer; with --speaker.")] = None,
    date: Annotated[str | None, Parameter(help="The day of the act or event: 2024, 2024-11 or 2024-11-19; empty for none.")] = None,
    indicator: Annotated[tuple[str, ...] | None, Parameter(help="What it bears on; several times for several.")] = None,
    hypothesis: Annotated[tuple[str, ...] | None, Parameter(help="Hypotheses that it bears on; several times for several.")] = None,
    by: By,
    why: Why,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say how a statement should have been read. The machine's reading is kept beside; the judge goes by yours."""
    from tocsin.engine import correcting
    from tocsin.model import Corrected, Speaker

    corrected = Corrected(
        act=act,
        polarity=polarity,
        negated=negated,
        interested=interested,
        speaker=Speaker(text=speaker, kind=kind, entity=entity) if speaker is not None else None,
        date=date,
        indicators=None if indicator is None else tuple(filter(None, indicator)),
        hypotheses=None if hypothesis is None else tuple(filter(None, hypothesis)),
    )
    return _said(correcting.rule(workspace, "correct", statement, corrected, by=by, why=why), json)


def reject(statement: StatementName, *, by: By, why: Why, json: Json = False, workspace: Workspace = None) -> int:
    """Say that a statement does not count: it moves nothing any more, and stays to be seen."""
    from tocsin.engine import correcting

    return _said(correcting.rule(workspace, "reject", statement, by=by, why=why), json)


def restore(statement: StatementName, *, by: By, why: Why, json: Json = False, workspace: Workspace = None) -> int:
    """Let a statement count again as the machine read it."""
    from tocsin.engine import correcting

    return _said(correcting.rule(workspace, "restore", statement, by=by, why=why), json)


def show(*, json: Json = False, workspace: Workspace = None) -> int:
    """List the rulings, and what outcomes say of each source."""
    from tocsin.engine import correcting, ruling

    found, learnt, statements = ruling.rulings(workspace), ruling.reliabilities(workspace), correcting.rulings(workspace)
    if json:
        print_json({"rulings": found, "reliability": learnt, "statements": statements})
        return 0
    for one in found:
        _one(one)
    for said in statements:
        _one(said)
    for known in learnt:
        counts = f"{known.right:g} right, {known.wrong:g} wrong, {known.corrected} corrected by itself"
        write(f"{known.source}: {counts}; {known.mean:.2f} ({known.low:.2f} to {known.high:.2f}), {known.prior} becomes {known.learnt}")
    if not found and not learnt and not statements:
        write("Nobody has ruled, and no outcome is known.")
    return 0


def _said(found: "Ruling | StatementRuling", json: bool) -> int:
    if json:
        print_json(found)
    else:
        _one(found)
    return 0


def _one(found: "Ruling | StatementRuling") -> None:
    from tocsin.model import StatementRuling

    if isinstance(found, StatementRuling):
        how = {} if found.corrected is None else {n: getattr(found.corrected, n) for n in found.corrected.__struct_fields__}
        fields = ", ".join(name for name, value in how.items() if value is not None)
        words = " ".join(filter(None, (found.kind, found.statement[:12], f"({fields})" if fields else "")))
        wrapped(f"{found.t_known:%Y-%m-%d %H:%M} UTC  {words}, by {found.by}: {found.why}", "", "    ")
        return
    grade = f"{found.reliability}{found.credibility}" if found.reliability else ""
    other = f"from {found.other[:12]}" if found.kind == "split" and found.other else f"with {found.other[:12]}" if found.other else ""
    words = " ".join(filter(None, (found.kind, found.report[:12], other, found.hop or "", grade, found.turnout or "")))
    wrapped(f"{found.t_known:%Y-%m-%d %H:%M} UTC  {words}, by {found.by}: {found.why}", "", "    ")
