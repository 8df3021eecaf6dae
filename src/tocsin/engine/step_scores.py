"""How a replay did: each step's probability beside what was recorded to have happened in its window, and beside the base rate."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from tocsin.judge import resampling
from tocsin.judge.outcomes import Window, standing, verdict
from tocsin.judge.scores import brier, logarithmic, skill
from tocsin.model import Outcome, Probability
from tocsin.model.replays import Step, StepScores

LEAST = 1e-6
"""the chance that the logarithmic score is taken at where less was given"""
FOREVER = datetime.max.replace(tzinfo=UTC)


def scored(
    steps: Sequence[Step], base: dict[str, dict[str, Probability]], outcomes: Sequence[Outcome], seed: int = 0
) -> tuple[StepScores, ...]:
    """Scores by hypothesis and horizon, where an outcome that stands settles at least one window; void ones are counted."""
    held = standing(outcomes, FOREVER)
    found = []
    for hypothesis in sorted({one.about for one in held} & set(base)):
        for days in sorted(int(key) for key in base[hypothesis]):
            p, y, made, void = [], [], [], 0
            for step in steps:
                until = step.as_of.date() + timedelta(days=days)
                turn = verdict(Window(about=hypothesis, as_of=step.as_of, until=until), held)
                void += turn.state == "void"
                if turn.state in ("yes", "no"):
                    p.append(step.hypotheses[hypothesis][str(days)].mean)
                    y.append(float(turn.state == "yes"))
                    made.append(step.as_of.date().toordinal())
            if p:
                found.append(_score(hypothesis, days, p, y, made, void, base[hypothesis][str(days)].mean, seed))
    return tuple(found)


def _score(
    hypothesis: str, days: int, p: Sequence[float], y: Sequence[float], made: Sequence[int], void: int, rate: float, seed: int
) -> StepScores:
    own, base = brier(p, y), brier(np.full(len(p), rate), y)
    weight = resampling.weights(made, days, seed=seed)
    return StepScores(
        hypothesis=hypothesis,
        horizon=days,
        n=len(p),
        happened=int(sum(y)),
        brier=float(own.mean()),
        logarithmic=float(logarithmic(np.clip(p, LEAST, 1 - LEAST), y).mean()),
        base_brier=float(base.mean()),
        skill=skill(own, base) if base.mean() > 0 else None,
        skill_range=None if weight is None else resampling.of_skill(own, base, weight),
        void=void,
    )
