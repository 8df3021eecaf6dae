"""Commands about where it comes from: origins, claim."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import AsOf, Json, Paths, ProblemId, Shown, Workspace
from tocsin.cli.output import answer, print_json, say, write

if TYPE_CHECKING:
    from tocsin.cli.ink import Paper
    from tocsin.model import Circle, Origin, Relay, Storm, SuspectedHand

TITLE = 50
"""characters of a claim in the table of relays"""
CLOSEST = 6
"""origins that an outlet left out, shown by name"""


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (origins, claim):
        app.command(command)


def origins(
    *paths: Paths,
    report: Annotated[
        str | None, Parameter(help="Only the origins of this report: its id (or its beginning), or the id in its input.")
    ] = None,
    relays: Annotated[bool, Parameter(negative="", help="Also show who relays what and what not, and who may be one hand.")] = False,
    plot: plotting.Plot = None,
    lang: Shown = "en",
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show the origin trees: who had it from whom, and what changed on the way."""
    from tocsin.cli import ink, trees
    from tocsin.corroborate import behaviour, circular, relaying
    from tocsin.engine import inputs, pipeline
    from tocsin.warn import traced

    plotting.check(plot)
    found = inputs.take(paths, problem, workspace, as_of)
    case = pipeline.build(found)
    chosen = [o for o in case.origins if report is None or any(x.id.startswith(report) or x.source_id == report for x in o.reports)]
    readings = {reading.report: reading for reading in case.readings}
    if plot is not None:
        plotting.save(plot, traced.picture(chosen, readings, lang))
    ids = {origin.id for origin in chosen}
    storms = relaying.storms(chosen)
    circles = [circle for circle in circular.circles(case.origins, case.readings) if ids & {*circle.origins}]
    carried = relaying.relays(case.origins, case.readings) if relays or json else ()
    suspected = behaviour.suspected(case.reports, case.origins) if relays or json else ()
    if json:
        print_json(
            {
                "reports": len(case.reports),
                "origins": chosen,
                "storms": storms,
                "circles": circles,
                "relays": carried,
                "suspected_hands": suspected,
            }
        )
        return inputs.status(found.refusals, say)
    on = ink.paper()
    for origin in chosen:
        for line in trees.show(origin, readings, lang, on):
            write(line)
    _attention(storms, circles, lang, on)
    if relays:
        _relays(carried, suspected, case.origins, lang, on)
    return inputs.status(found.refusals, say)


def claim(
    name: Annotated[
        str,
        Parameter(
            name="ID", help="An origin, a report or a statement: its id or the beginning, or a report's id in its input or its file."
        ),
    ],
    *paths: Paths,
    lang: Shown = "en",
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Is it real? First seen, origins, what speaks against it, the primary source, the nearest false alarm, what would settle it."""
    from tocsin.cli import answering, ink
    from tocsin.engine import claiming, inputs

    found = inputs.take(paths, problem, workspace, as_of)
    asked = claiming.ask(found, name)
    answer(asked, json, lambda: answering.show(asked, found.declared.problem, lang, ink.paper()))
    return inputs.status(found.refusals, say)


def _attention(storms: "tuple[Storm, ...]", circles: "list[Circle]", lang: Shown, on: "Paper") -> None:
    from tocsin.cli import ink
    from tocsin.cli.tracing_labels import label

    for storm in storms:
        said = label("copied", lang, what=storm.publisher or label("unnamed", lang), count=len(storm.reports))
        for line in ink.lines(ink.letters(said), on, [], ink.letters("  ")):
            write(line)
    for circle in circles:
        said = label("circle", lang, way=" ← ".join((*circle.outlets, circle.outlets[0])))
        for line in ink.lines(ink.letters(said), on, [], ink.letters("  ")):
            write(line)


def _relays(
    relays: "tuple[Relay, ...]", suspected: "tuple[SuspectedHand, ...]", origins: "tuple[Origin, ...]", lang: Shown, on: "Paper"
) -> None:
    """A table by outlet: what it carried of others, and what of them it left out."""
    from tocsin.cli import ink
    from tocsin.cli.tracing_labels import label

    def short(identity: str) -> str:
        words = " ".join(claims[identity].claim.split())
        cut = words if len(words) <= TITLE else words[: TITLE - 1] + "…"
        return f"{claims[identity].publisher or label('unnamed', lang)}, {cut}"

    claims = {origin.id: origin for origin in origins}
    write("")
    write(label("relays", lang))
    for relay in relays:
        for line in ink.lines(ink.letters(relay.outlet, ink.BOLD), on, [], []):
            write(line)
        for sign, key, ids in (("+", "relayed", relay.relayed), ("−", "left-out", relay.left_out[:CLOSEST])):
            for identity in ids:
                for line in ink.lines(
                    ink.letters(f"{label(key, lang)}: {short(identity)}"), on, ink.letters(f"  {sign} "), ink.letters("    ")
                ):
                    write(line)
    for hand in suspected:
        said = label("suspected", lang, score=f"{hand.score:.2f}", outlets=", ".join(hand.outlets))
        for line in ink.lines(ink.letters(f"{said}; {'; '.join(hand.evidence)}"), on, [], ink.letters("  ")):
            write(line)
