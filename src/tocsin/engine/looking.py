"""What looks not yet taken would be worth, from files or a workspace: the answer to `tocsin worth`."""

from collections.abc import Mapping, Sequence

from tocsin.engine import pipeline
from tocsin.engine.pipeline import Input
from tocsin.errors import UsageError
from tocsin.model.declared import Reliability
from tocsin.model.worth import Worth

LOSSES = ("change", "entropy", "brier")
MOST_DAYS = 60


def weigh(
    given: Input,
    *,
    hypothesis: str | None = None,
    days: int = 7,
    most: int = 3,
    loss: str = "change",
    reliability: Reliability = "B",
    indicators: Sequence[str] = (),
    rests_on: Mapping[str, str] | None = None,
    draws: int | None = None,
    seed: int = 0,
) -> Worth:
    """Looks at one hypothesis (the problem's first) over the next `days`. UsageError for what cannot be asked."""
    from tocsin.judge import looking

    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"looks over {days} days cannot be weighed", todo=f"--days 1 to {MOST_DAYS}")
    problem = given.declared.problem
    name = hypothesis or problem.hypotheses[0].id
    if name not in {h.id for h in problem.hypotheses}:
        raise UsageError(f"no hypothesis {name!r} in {problem.id}", todo=f"one of {', '.join(h.id for h in problem.hypotheses)}")
    case = pipeline.build(given)
    return looking.worth(
        problem,
        case.origins,
        case.readings,
        case.coverage,
        case.declared.sources,
        as_of=case.as_of,
        hypothesis=name,
        days=days,
        most=most,
        loss=loss,
        reliability=reliability,
        indicators=indicators,
        rests_on=rests_on,
        draws=draws or looking.DRAWS,
        seed=seed,
        conditions=case.conditions,
        outcomes=case.outcomes,
        observations=case.observations,
    )
