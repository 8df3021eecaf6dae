"""The strongest other reading of the evidence: the state second in probability, and what each piece says between it and the first.

A factor is the Bayes factor of the two states from one row of evidence taken alone (the method: Heuer 1999, chapter 8; the factor:
Kass and Raftery 1995): the filter is run with that row and without, and the ratio of the two states' probabilities is compared.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from tocsin.judge.ach import probabilities
from tocsin.judge.horizon import reach_from
from tocsin.judge.influence import coalition_states
from tocsin.judge.standing import Standing, standings
from tocsin.judge.timeline import SILENCE, player_of
from tocsin.model import Condition, Coverage, Crossed, Origin, Outcome, Reading
from tocsin.model.briefs import Rival, RivalRow
from tocsin.model.declared import Problem, SourceProfile

DRAWS = 100
HORIZON = 30
SAYS_NOTHING = 1.02
"""factor under which a row is left out"""


def rival(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    coverage: Sequence[Coverage],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    process: str,
    draws: int = DRAWS,
    seed: int = 0,
    conditions: Sequence[Condition | Crossed] = (),
    outcomes: Sequence[Outcome] = (),
) -> Rival | None:
    """The rival reading of one process; None where it has ended or has one state only."""
    found = standings(
        problem, origins, readings, coverage, sources,
        as_of=as_of, draws=draws, seed=seed, processes=(process,), conditions=conditions, outcomes=outcomes,
    )  # fmt: skip
    return between(found[0], seed) if found and len(found[0].process.states) > 1 else None


def between(standing: Standing, seed: int = 0) -> Rival:
    """The two likeliest states of a process with all its evidence, and each row's factor of the second against the first."""
    model, lanes = standing.model(), np.arange(standing.draws.lanes)
    reached = reach_from(model, standing.days, [HORIZON])[HORIZON]
    players = tuple(sorted({datum.player for datum in standing.data}))
    n = len(players)
    coalitions = np.concatenate([np.array([[False] * n, [True] * n]), np.eye(n, dtype=bool)])
    alpha = coalition_states(model, standing.data, standing.days, lanes, players, coalitions)
    events = len(standing.process.absorbing) + 1
    states = probabilities(model.ladder, alpha, reached, standing.weights)[:, events:]
    names = standing.process.states
    order = sorted(range(len(names)), key=lambda k: (-states[1, k], k))
    first, second = order[0], order[1]
    ratio = np.log(np.maximum(states[:, second], 1e-300)) - np.log(np.maximum(states[:, first], 1e-300))
    factors = np.exp(ratio[2:] - ratio[0])
    rows = [_row(standing, player, float(factor)) for player, factor in zip(players, factors, strict=True)]
    telling = [row for row in rows if max(row.factor, 1 / row.factor) >= SAYS_NOTHING]
    return Rival(
        process=standing.process.id,
        leading=names[first],
        rival=names[second],
        probability=float(states[1, first]),
        rival_probability=float(states[1, second]),
        rows=tuple(sorted(telling, key=lambda row: (-abs(np.log(row.factor)), row.observation))),
        draws=standing.draws.lanes,
        seed=seed,
    )


def _row(standing: Standing, player: str, factor: float) -> RivalRow:
    mine = [one for one in standing.observations if player_of(one) == player]
    origin = standing.origins.get(mine[0].origin or "") if mine else None
    silent = player.startswith(SILENCE)
    indicator = player.removeprefix(SILENCE) if silent else mine[0].indicator if mine else player.rpartition("|")[2]
    return RivalRow(
        observation=player,
        indicator=indicator,
        origin=origin.id if origin else None,
        publisher=origin.publisher if origin else None,
        silent=silent,
        factor=factor,
    )
