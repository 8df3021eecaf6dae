"""Commands for what persons judge and what became of it: judge, resolve."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, table, wrapped, write
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.model import Outcome, PersonJudgement

About = Annotated[str | None, Parameter(help="Id of a hypothesis or question, e.g. short-range-use.")]
By = Annotated[str, Parameter(name="--by", help="Who judges, or who records the outcome.")]


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (judge, resolve):
        app.command(command)


def judge(
    about: About = None,
    *,
    probability: Annotated[str | None, Parameter(name=["--probability", "-p"], help="0.3, 30%, 20-45%, or words: unlikely.")] = None,
    quantiles: Annotated[str | None, Parameter(help="For how many, or in how many days: percent:value, e.g. 5:2,50:6,95:15.")] = None,
    horizon: Annotated[int, Parameter(help="Days after the day of the judgement.")] = 30,
    by: By = "",
    why: Annotated[str, Parameter(name="--why", help="The reasons; they stay in the ledger.")] = "",
    dissent: Annotated[str | None, Parameter(help="From what you dissent, and why.")] = None,
    yardstick: Annotated[str | None, Parameter(help="The scale that reads the words; else ICD 203 first.")] = None,
    as_of: Annotated[
        str | None, Parameter(name="--as-of", help="The moment it is of: a date means its end. A day late, it counts as hindsight.")
    ] = None,
    list: Annotated[bool, Parameter(name="--list", negative="", help="Show what was judged, and what became of it.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Judge a hypothesis or question oneself, with reasons and dissent. It is appended, kept beside the model's, and scored."""
    from tocsin.engine import forecasting, resolving

    if list:
        rows = resolving.listed(workspace, about)
        if json:
            print_json({"judgements": rows, "pools": resolving.pooled(workspace, about)})
        else:
            for row in rows:
                _judged(row.judgement, f"{row.verdict.state}{', hindsight-informed' if row.hindsight else ''}")
            for one in resolving.pooled(workspace, about):
                p = one.pool
                apart = f"from {p.low:.3g} to {p.high:.3g}, spread of log-odds {p.spread:.2g}"
                wrapped(f"pool of {len(p.by)}  {one.about}, {one.horizon} days: {p.probability:.3g}; {apart}", "", "    ")
            if not rows:
                write("Nobody has judged anything yet.")
        return 0
    made = forecasting.judge(
        workspace,
        _named(about),
        horizon=horizon,
        by=by,
        why=why,
        probability=probability,
        quantiles_=quantiles,
        yardstick=yardstick,
        dissent=dissent,
        as_of=as_of,
    )
    if json:
        print_json(made)
    else:
        _judged(made, "hindsight-informed: scored apart" if forecasting.hindsight(made) else "kept")
    return 0


def resolve(
    about: About = None,
    *,
    outcome: Annotated[str, Parameter(help="yes, no, VOID, or a number.")] = "",
    on: Annotated[
        str, Parameter(help="The day it happened, or the last day that the outcome is of; with the hour where it is known.")
    ] = "",
    since: Annotated[str | None, Parameter(help="First day of what no, VOID or a number is of.")] = None,
    source: Annotated[str, Parameter(help="An address, or a citation.")] = "",
    by: By = "",
    why: Annotated[str, Parameter(name="--why", help="The reason; VOID needs one.")] = "",
    known: Annotated[str | None, Parameter(help="Since when it could be known, where that is later than the day itself.")] = None,
    replaces: Annotated[tuple[str, ...], Parameter(negative="", help="Ids of outcomes of other days that this one corrects.")] = (),
    from_table: Annotated[Path | None, Parameter(name="--table", help="A CSV with the columns date and number: one number a day.")] = None,
    due: Annotated[bool, Parameter(name="--due", negative="", help="List what judgements wait for.")] = False,
    list: Annotated[bool, Parameter(name="--list", negative="", help="Show the outcomes, corrected ones too.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Record what happened, with its source. It is appended; a correction is a new record, and nothing is known before its day."""
    from tocsin.engine import clock, forecasting, resolving

    if due:
        waiting = resolving.due(forecasting.held(workspace), clock.now())
        if json:
            print_json({"due": waiting})
        elif waiting:
            table(
                [(row.until, row.judgements, row.about, ", ".join(row.by)) for row in waiting],
                ("since", "judgements", "hypothesis or question", "by"),
                (10, 10, 30, 0),
            )
        else:
            write("Nothing waits for an outcome.")
        return 0
    if list:
        held = [one for one in forecasting.held(workspace).outcomes if about in (None, one.about)]
        corrected = {name for one in held for name in one.replaces}
        if json:
            print_json({"outcomes": held})
        else:
            for one in held:
                _outcome(one, one.id in corrected)
            if not held:
                write("No outcome is recorded yet.")
        return 0
    if from_table is not None:
        added = resolving.counted(workspace, _named(about), from_table, by=by, source=source, why=why)
        if json:
            print_json({"outcomes": added})
        else:
            write(f"{len(added)} days recorded" + (f", {min(one.on for one in added)} to {max(one.on for one in added)}" if added else ""))
        return 0
    missing = [name for name, given in (("--outcome", outcome), ("--on", on)) if not given]
    if missing:
        raise UsageError(f"{' and '.join(missing)} missing", where="resolve", todo="tocsin resolve --help")
    made = resolving.resolve(
        workspace, _named(about), outcome, on, by=by, why=why, source=source, since=since, known=known, replaces=replaces
    )
    if json:
        print_json(made)
    else:
        _outcome(made, False)
    return 0


def _named(about: str | None) -> str:
    if about is None:
        raise UsageError("no hypothesis or question was named", todo="tocsin problem show NAME lists the hypotheses")
    return about


def _judged(one: "PersonJudgement", state: str) -> None:
    words = f"{one.phrase!r} ({one.yardstick}) " if one.phrase else ""
    if one.probability is not None:
        p = one.probability
        said = words + (f"{p.mean:.3g}" if p.low == p.high else f"{p.mean:.3g} ({p.low:.3g} to {p.high:.3g})")
    else:
        said = ", ".join(f"{100 * level:g}%: {value:g}" for level, value in one.quantiles)
    synthetic = "SYNTHETIC  " if one.synthetic else ""
    wrapped(f"{synthetic}{one.as_of:%Y-%m-%d}  {one.about} by {one.until}: {said}, by {one.by} [{state}]: {one.why}", "", "    ")
    if one.dissent:
        wrapped(f"dissent: {one.dissent}", "    ", "    ")


def _outcome(one: "Outcome", corrected: bool) -> None:
    span = f"{one.since} to {one.on}" if one.since else f"up to {one.on}" if one.outcome == "no" else f"{one.on}"
    what = f"{one.value:g}" if one.value is not None else one.outcome.upper() if one.outcome == "void" else one.outcome
    synthetic = "SYNTHETIC  " if one.synthetic else ""
    said = f"{one.source}; " if one.source else ""
    state = " [corrected since]" if corrected else " [corrects an earlier one]" if one.replaces else ""
    wrapped(f"{synthetic}{one.about}: {what}, {span}{state}; {said}by {one.by}{': ' + one.why if one.why else ''}", "", "    ")
