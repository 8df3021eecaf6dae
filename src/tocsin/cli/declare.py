"""Commands about what is declared: problem and source."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli import sharing, sourcing
from tocsin.cli.options import Json, Lang, Workspace
from tocsin.cli.output import print_json, table, wrapped, write
from tocsin.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from tocsin.engine.reviewing import Reviewed


def register(app: App) -> None:
    """Add this group's commands."""
    problem = App(name="problem", help="Warning problems: list, show, check, new.", help_format="plaintext", result_action="return_value")
    for command, name in ((problem_list, "list"), (problem_show, "show"), (problem_check, "check"), (problem_new, "new")):
        problem.command(command, name=name)
    source = App(
        name="source", help="Sources: list, check, add, networks, import-network.", help_format="plaintext", result_action="return_value"
    )
    source.command(source_list, name="list")
    source.command(sourcing.check, name="check")
    source.command(sourcing.add, name="add")
    source.command(sharing.networks, name="networks")
    source.command(sharing.import_network, name="import-network")
    app.command(problem)
    app.command(source)


def problem_list(*, json: Json = False) -> int:
    """List the warning problems that are shipped."""
    from tocsin.library import problems

    found = [problems.load(name) for name in problems.shipped()]
    if json:
        print_json({"problems": [{"id": p.id, "name": p.name, "question": p.question, "version": p.version} for p in found]})
    else:
        table([(p.id, p.question["en"]) for p in found], ("id", "question"), (20, 0))
    return 0


def problem_show(
    name: Annotated[str, Parameter(help="A shipped id, or a folder.")],
    *,
    assumptions: Annotated[bool, Parameter(negative="", help="Print the register of assumptions, with the line each stands on.")] = False,
    lang: Lang = "en",
    json: Json = False,
) -> int:
    """Show a warning problem: hypotheses, states, indicators and what their numbers rest on."""
    from tocsin.library import problems

    problem = problems.load(name)
    if assumptions:
        from tocsin.cli import assuming

        return assuming.declared(problem, lang, json)
    if json:
        print_json(problem)
        return 0
    wrapped(f"{problem.id}: {problem.question['en']}")
    if problem.hindsight:
        wrapped(f"Hindsight: {problem.hindsight}")
    write("")
    table([(h.id, h.name["en"]) for h in problem.hypotheses], ("hypothesis", "what it is"), (22, 0))
    write("")
    for process in problem.processes:
        wrapped(f"process {process.id}: {', '.join(process.states)}; ends in: {', '.join(process.absorbing)}", "", "  ")
        rows = [
            (
                t.source_state,
                t.target,
                f"{t.per_day.low:g}-{t.per_day.high:g}",
                t.per_day.source or f"assumption: {t.per_day.note or 'not argued for yet'}",
            )
            for t in process.transitions
        ]
        table(rows, ("from", "to", "per day", "who says so"), (12, 20, 16, 0))
        write("")
    table(
        [(i.id, i.side, i.role, i.what["en"]) for i in problem.indicators],
        ("indicator", "side", "role", "what to look for"),
        (23, 9, 8, 0),
    )
    return 0


def problem_check(name: Annotated[str, Parameter(help="A shipped id, or a folder.")], *, json: Json = False) -> int:
    """Check a warning problem: every mistake with file, line and column, what a methodologist objects to, what its ladders imply."""
    from tocsin.engine import reviewing

    found = reviewing.review(name)
    if json:
        print_json(found)
        return ConfigError.exit_status if found.mistakes else 0
    for warned in found.warnings:
        wrapped(f"warning: {warned}", "", "  ")
    if found.mistakes:
        raise ConfigError(list(found.mistakes))
    write(f"{name}: no mistake found" + (f"; {len(found.warnings)} warnings" if found.warnings else ""))
    _implied(found)
    return 0


def _implied(found: "Reviewed") -> None:
    """What the ladders say without evidence: a number that nobody wrote down, so it is shown to who did not mean it."""
    from tocsin.warn.words import chance, span

    rows = [
        (
            one.hypothesis,
            chance(one.probability.mean, "en"),
            span(one.probability, "en"),
            "" if one.expected is None else f"expected {one.expected[0]:g} to {one.expected[1]:g}",
        )
        for one in found.implied
    ]
    write("")
    table(rows, ("without evidence", "in 30 days", "90% range", ""), (24, 12, 28, 0))
    counted = {"sourced": "on a source", "argued": "on an assumption that is argued for", "bare": "on a bare assumption"}
    told = ", ".join(f"{number} {counted[kind]}" for kind, number in sorted(found.numbers.items(), key=lambda item: -item[1]))
    wrapped(f"Ranges rest: {told}.")


def problem_new(
    directory: Annotated[Path, Parameter(help="The folder to make.")],
    *,
    like: Annotated[str | None, Parameter(name="--from", help="Begin with a copy of this problem: a shipped id, or a folder.")] = None,
) -> int:
    """Make the folder of a new warning problem: a small one with comments that passes its check and judges, to be edited."""
    from tocsin.library import problems

    if directory.exists() and any(directory.iterdir()):
        raise UsageError("is not empty", where=str(directory), todo="name a folder that does not exist")
    problems.new(directory, like)
    write(f"{directory}: edit it, then: tocsin problem check {directory}")
    return 0


def source_list(*, json: Json = False, workspace: Workspace = None) -> int:
    """List the sources that are known, with their prior grade and why (in full with --json)."""
    from tocsin.engine import store

    found = store.sources(workspace)
    if json:
        print_json({"sources": found})
    else:
        rows = [
            (
                s.id,
                s.kind,
                (s.country or "").removeprefix("country:"),
                s.reliability,
                "yes" if s.originates else "no",
                s.why.partition(";")[0],
            )
            for s in found
        ]
        table(rows, ("id", "kind", "land", "grade", "originates", "why"), (20, 10, 4, 5, 10, 0))
    return 0
