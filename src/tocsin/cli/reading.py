"""Commands about what is said: read, statements, quotes."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, Model, ModelName, Paths, ProblemId, Workspace
from tocsin.cli.output import billed, print_json, say, wrapped, write

if TYPE_CHECKING:
    from tocsin.model import Speaker, Statement
    from tocsin.model.declared import Problem


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (read, statements, quotes):
        app.command(command)


def read(
    *paths: Paths,
    json: Json = False,
    lang: Annotated[Literal["en", "fr"], Parameter(help="Language of the notes: en or fr.")] = "en",
    problem: ProblemId = None,
    workspace: Workspace = None,
    model: Model = None,
    model_name: ModelName = None,
    model_answers: Annotated[Path | None, Parameter(help="Keep the model's answers in this folder, and use those that are there.")] = None,
) -> int:
    """Read files and show who said what, in the text itself; nothing is stored."""
    from tocsin.cli import ink, marked
    from tocsin.engine import asking, inputs

    found = inputs.from_paths(paths, problem, workspace, asked=asking.for_files(model, model_name, model_answers, workspace))
    if json:
        # The contract calls a report's identity `id`; the record of a reading calls it by what it is.
        print_json({"reports": [{"id": r.report, **msgspec.to_builtins(r)} for r in found.readings], "refused": found.refusals})
    else:
        on = ink.paper()
        for report, reading in zip(found.reports, found.readings, strict=True):
            for line in marked.show(report, reading, found.declared.problem, lang, on):
                write(line)
        for line in marked.legend(found.readings, lang, on):
            write(line)
    if found.bill is not None:
        billed(found.bill)
    return inputs.status(found.refusals, say)


def statements(
    *,
    indicator: Annotated[str | None, Parameter(help="Only those that bear on this indicator.")] = None,
    speaker: Annotated[str | None, Parameter(help="Only speakers whose words, name or entity contain this.")] = None,
    since: Annotated[str | None, Parameter(help="Only what became known from this moment on: a date means its start.")] = None,
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show the statements that the ledger holds."""
    from tocsin.engine import clock, inputs
    from tocsin.model.keeping import erased

    held = inputs.from_workspace(workspace, as_of)
    start = clock.moment(since, "start") if since else None
    chosen = [s for r in held.readings for s in r.statements if _chosen(s, indicator, speaker, start)]
    if json:
        print_json({"statements": chosen})
    else:
        where = {r.report: r.site or (Path(r.path).name if r.path else r.report[:12]) for r in held.readings}
        for report in held.reports:
            if (rule := erased(report)) is not None:
                where[report.id] += f" (the report's text was erased under {rule})"
        for statement in chosen:
            _one(statement, held.declared.problem, statement.date or f"known {statement.t_known:%Y-%m-%d}", where[statement.report])
        write(f"{len(chosen)} of {sum(len(r.statements) for r in held.readings)} statements")
    return 0


def quotes(*paths: Paths, as_of: AsOf = None, json: Json = False, workspace: Workspace = None, problem: ProblemId = None) -> int:
    """Check quotations beside official transcripts: what was cut, changed or translated otherwise."""
    from tocsin.cli.quoting import show
    from tocsin.engine import inputs, quoting

    found = inputs.take(paths, problem, workspace, as_of)
    checks = quoting.check(found)
    if json:
        print_json({"quotes": checks, "transcripts": quoting.transcripts(found)})
    else:
        show(checks, found)
    return inputs.status(found.refusals, say)


def _chosen(statement: "Statement", indicator: str | None, speaker: str | None, since: datetime | None) -> bool:
    who = statement.speaker
    said_by = " ".join(filter(None, (who.text, who.name, who.entity))).casefold()
    return (
        (indicator is None or indicator in statement.indicators)
        and (speaker is None or speaker.casefold() in said_by)
        and (since is None or statement.t_known >= since)
    )


def _one(statement: "Statement", problem: "Problem", when: str, where: str) -> None:
    """One statement: who, in what act, the words, and what they bear on, in the problem's own names."""
    head = f"{statement.act}: {_who(statement.speaker)}"
    if statement.holder:
        head += f"; held by {_who(statement.holder)}"
    if statement.told_by:
        head += f"; told by {_who(statement.told_by)}"
    if statement.via:
        head += f"; via {' ← '.join(statement.via)}"
    if statement.interested:
        head += "; an interested party"
    if statement.reader != "rules":
        head += {"model": "; read by the model alone", "both": "; read by both"}[statement.reader]
    wrapped(" · ".join(filter(None, (when, where, head))), "  ", "      ")
    wrapped(f"“{statement.text}”", "      ", "      ")
    names = {i.id: i.name.get("en", i.id) for i in problem.indicators} | {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    marks = [names.get(id, id) for id in (*statement.indicators, *statement.hypotheses)]
    marks.append({"raises": "raises", "lowers": "lowers"}.get(statement.polarity, "neutral"))
    if statement.estimate:
        low, high = statement.estimate.low, statement.estimate.high
        span = f", {low:.0%} to {high:.0%}" if low is not None and high is not None else ""
        marks.append(f"“{statement.estimate.phrase}” ({statement.estimate.yardstick or 'no yardstick'}{span})")
    if statement.date and not when:
        marks.append(f"dated {statement.date}")
    wrapped("; ".join(marks), "      -> ", "         ")


def _who(speaker: "Speaker") -> str:
    """The words of the report, the name where it is another, and the kind where it is not plain. Anonymous ones keep to their words."""
    text = speaker.text or "the report itself"
    if speaker.kind == "anonymous":
        many = f", {speaker.count} people" if speaker.count and speaker.count > 1 else ""
        return f"{text} (anonymous{many})"
    return f"{text} = {speaker.name}" if speaker.name and speaker.name.casefold() != text.casefold() else text
