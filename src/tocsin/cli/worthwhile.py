"""Commands about what a judgement would gain: worth."""

from typing import Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, FewDraws, Json, Lang, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import answer, say
from tocsin.errors import UsageError


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(worth)


def worth(
    *paths: Paths,
    hypothesis: Annotated[str | None, Parameter(help="Whose probability; the problem's first where not given.")] = None,
    days: Annotated[int, Parameter(help="For how many days each look is taken, from as-of on.")] = 7,
    looks: Annotated[int, Parameter(help="How many looks the sets go up to.")] = 3,
    loss: Annotated[
        Literal["change", "entropy", "brier"],
        Parameter(help="What is to be reduced: change (how far the probability would move), entropy (bits), brier (squared)."),
    ] = "change",
    reliability: Annotated[Literal["A", "B", "C", "D", "E", "F"], Parameter(help="Of the further sources that are offered.")] = "B",
    indicator: Annotated[tuple[str, ...], Parameter(help="Only looks at this indicator; may be given several times.")] = (),
    rests_on: Annotated[
        tuple[str, ...],
        Parameter(name="--rests-on", help="LOOK=BASIS: looks with one basis (one image, one briefing) mostly repeat one another."),
    ] = (),
    as_of: AsOf = None,
    draws: FewDraws = 100,
    seed: Seed = 0,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say what looks not yet taken would be worth to a judgement, alone and in sets: which to take first."""
    from tocsin.engine import inputs, looking
    from tocsin.warn import worthwhile

    if not 1 <= looks <= 8:
        raise UsageError(f"sets of {looks} looks cannot be weighed", todo="--looks 1 to 8")
    pairs = [pair.partition("=") for pair in rests_on]
    if wrong := next((name for name, sign, basis in pairs if not (name and sign and basis)), None):
        raise UsageError(f"--rests-on {wrong!r} names no basis", todo="e.g. --rests-on storage_activity@new:B=one-image")
    given = inputs.take(paths, problem, workspace, as_of)
    found = looking.weigh(
        given,
        hypothesis=hypothesis,
        days=days,
        most=looks,
        loss=loss,
        reliability=reliability,
        indicators=indicator,
        rests_on={name: basis for name, _, basis in pairs},
        draws=draws,
        seed=seed,
    )
    answer(found, json, lambda: [worthwhile.table(found, given.declared.problem, lang)])
    return inputs.status(given.refusals, say)
