"""Commands with which a person overrules the machine: rule split, merge, grade, outcome, list."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped, write

if TYPE_CHECKING:
    from tocsin.model import Ruling

ReportName = Annotated[
    str, Parameter(help="A report: its id or the beginning, or the id in its input; an origin's id means its first report.")
]
By = Annotated[str, Parameter(name="--by", help="Who decides.")]
Why = Annotated[str, Parameter(name="--why", help="The reason; it stays in the ledger.")]


def register(app: App) -> None:
    """Add this group's commands."""
    rule = App(
        name="rule", help="Overrule the machine: split, merge, grade, outcome, list.", help_format="plaintext", result_action="return_value"
    )
    for command, name in ((split, "split"), (merge, "merge"), (grade, "grade"), (outcome, "outcome"), (show, "list")):
        rule.command(command, name=name)
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


def show(*, json: Json = False, workspace: Workspace = None) -> int:
    """List the rulings, and what outcomes say of each source."""
    from tocsin.engine import ruling

    found, learnt = ruling.rulings(workspace), ruling.reliabilities(workspace)
    if json:
        print_json({"rulings": found, "reliability": learnt})
        return 0
    for one in found:
        _one(one)
    for known in learnt:
        counts = f"{known.right:g} right, {known.wrong:g} wrong, {known.corrected} corrected by itself"
        write(f"{known.source}: {counts}; {known.mean:.2f} ({known.low:.2f} to {known.high:.2f}), {known.prior} becomes {known.learnt}")
    if not found and not learnt:
        write("Nobody has ruled, and no outcome is known.")
    return 0


def _said(found: "Ruling", json: bool) -> int:
    if json:
        print_json(found)
    else:
        _one(found)
    return 0


def _one(found: "Ruling") -> None:
    grade = f"{found.reliability}{found.credibility}" if found.reliability else ""
    other = f"from {found.other[:12]}" if found.kind == "split" and found.other else f"with {found.other[:12]}" if found.other else ""
    words = " ".join(filter(None, (found.kind, found.report[:12], other, found.hop or "", grade, found.turnout or "")))
    wrapped(f"{found.t_known:%Y-%m-%d %H:%M} UTC  {words}, by {found.by}: {found.why}", "", "    ")
