"""Analysis of competing hypotheses (Heuer 1999, chapter 8) from the filter's own likelihoods.

A cell is the Bayes factor of a hypothesis against all others together that the filter draws from one row of evidence: the change of its
log-odds. The grade enters through hit and false-alarm rates. `alone` is the factor if nothing else were known; `weight` is the Shapley
value of the log-odds, so that the weights of a column add up to all that the evidence does to it, and rows that rest on one upstream, one
episode or one sentence share what they say together. Copies are no rows.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tocsin.judge.horizon import reach_from
from tocsin.judge.influence import EXACT_PLAYERS, coalition_states, every_coalition, orders, shapley_weights
from tocsin.judge.ladders import Ladder
from tocsin.judge.parameters import Floats
from tocsin.judge.sensitivity import log_odds
from tocsin.judge.standing import Standing
from tocsin.judge.timeline import SILENCE, player_of
from tocsin.model import Observation
from tocsin.model.competing import AchCell, AchColumn, AchRow, HandCell

NONE = "none"
"""the column of what is left: none of the hypotheses within the horizon"""
ORDERS = 12
"""orders drawn where rows are too many for all coalitions"""


def matrix(standing: Standing, horizon: int, hand: Sequence[HandCell] = (), seed: int = 0) -> tuple[list[AchColumn], list[AchRow], bool]:
    """Columns and rows of one process, and whether no order had to be drawn."""
    process = standing.process
    names = [*process.absorbing, NONE, *process.states]
    told = len(process.absorbing) + 1
    players = tuple(sorted({datum.player for datum in standing.data}))
    alone, weight, error, before, after = _values(standing, players, horizon, seed)
    rows = [
        _row(standing, player, names, told, alone[i], weight[i], None if error is None else error[i], hand)
        for i, player in enumerate(players)
    ]
    columns = []
    for c, name in enumerate(names):
        mine = weight[:, c]
        by_hand = _by_hand(rows, name)
        columns.append(
            AchColumn(
                id=name,
                process=process.id,
                kind="state" if c >= told else "none" if name == NONE else "hypothesis",
                before=float(before[c]),
                after=float(after[c]),
                support=float(mine[mine > 0].sum()),
                inconsistency=float(-mine[mine < 0].sum()),
                inconsistency_by_hand=by_hand,
            )
        )
    ranked = [*sorted(columns[:told], key=lambda c: (c.inconsistency, c.id)), *columns[told:]]
    return ranked, sorted(rows, key=lambda row: (-row.diagnosticity, row.id)), error is None


def probabilities(ladder: Ladder, alpha: Floats, reached: Floats, weights: Floats) -> Floats:
    """(C, columns) mean probability of each event, of none, and of each state, from the ladder's rows alpha (C, R, lanes)."""
    w = weights / weights.sum()
    events = np.einsum("csn,skn,n->ck", alpha, reached, w)
    states = ladder.by_state((alpha * w).sum(2).T).T
    return np.concatenate([events, 1 - events.sum(1, keepdims=True), states], 1)


def _values(standing: Standing, players: tuple[str, ...], horizon: int, seed: int) -> tuple[Floats, Floats, Floats | None, Floats, Floats]:
    """alone, weight and its error (players, columns); probabilities without and with all the evidence (columns,)."""
    model, lanes = standing.model(), np.arange(standing.draws.lanes)
    reached = reach_from(model, standing.days, [horizon])[horizon]
    n = len(players)

    def value(coalitions: npt.NDArray[np.bool_]) -> Floats:
        alpha = coalition_states(model, standing.data, standing.days, lanes, players, coalitions)
        return probabilities(model.ladder, alpha, reached, standing.weights)

    ends = value(np.array([[False] * n, [True] * n]))
    none = log_odds(ends[0])
    alone = log_odds(value(np.eye(n, dtype=bool))) - none if n else np.zeros((0, ends.shape[1]))
    if n <= EXACT_PLAYERS:
        weight = shapley_weights(n, log_odds(value(every_coalition(n))))
        return alone, weight, None, ends[0], ends[1]
    drawn, steps, coalitions = orders(n, ORDERS, np.random.default_rng([seed, n]))
    found = log_odds(value(coalitions))
    each = np.zeros((len(drawn), n, found.shape[1]))
    for o, order in enumerate(drawn):
        each[o, order] = np.diff(found[steps[o]], axis=0)
    pairs = each.reshape(-1, 2, n, found.shape[1]).mean(1)
    return alone, each.mean(0), pairs.std(0, ddof=1) / np.sqrt(len(pairs)), ends[0], ends[1]


def _row(
    standing: Standing,
    player: str,
    names: Sequence[str],
    told: int,
    alone: Floats,
    weight: Floats,
    error: Floats | None,
    hand: Sequence[HandCell],
) -> AchRow:
    mine = [one for one in standing.observations if player_of(one) == player]
    origin = standing.origins.get(mine[0].origin or "") if mine else None
    size = float(np.abs(alone).sum())
    grade = next((g for g in reversed(origin.grades)), None) if origin is not None else None
    cells = tuple(
        AchCell(
            hypothesis=name,
            alone=float(alone[c]),
            weight=float(weight[c]),
            error=None if error is None else float(error[c]),
            hand=tuple(cell for cell in hand if cell.hypothesis == name and player.startswith(cell.evidence)),
        )
        for c, name in enumerate(names)
    )
    return AchRow(
        id=player,
        process=standing.process.id,
        origin=origin.id if origin else None,
        publisher=origin.publisher if origin else None,
        indicator=mine[0].indicator if mine else player.removeprefix(SILENCE),
        reliability=mine[0].reliability if mine else None,
        credibility=grade.credibility if grade is not None else None,
        day=min(((o.t_start or o.t_known).date() for o in mine), default=None),
        statements=tuple(dict.fromkeys(name for one in mine for name in one.statements)),
        diagnosticity=float(np.ptp(alone[:told])),
        discount=min(1.0, float(np.abs(weight).sum()) / size) if size > 0 else 1.0,
        shares_with=_sharing(player, mine, standing),
        cells=cells,
    )


def _sharing(player: str, mine: Sequence[Observation], standing: Standing) -> tuple[str, ...]:
    """Rows of the same activity, of the same named upstream, or of the same words."""
    indicators, upstreams = {o.indicator for o in mine}, {o.upstream for o in mine} - {None}
    words = {(o.origin, name) for o in mine for name in o.statements}
    return tuple(
        sorted(
            {
                player_of(o)
                for o in standing.observations
                if o.indicator in indicators or o.upstream in upstreams or words.intersection((o.origin, name) for name in o.statements)
            }
            - {player}
        )
    )


def _by_hand(rows: Sequence[AchRow], name: str) -> float | None:
    """The column's inconsistency with persons' factors, discounted as the row is; several persons' logarithms are averaged."""
    total, any_hand = 0.0, False
    for row in rows:
        cell = next(cell for cell in row.cells if cell.hypothesis == name)
        found = cell.weight
        if cell.hand:
            any_hand = True
            found = float(np.mean([np.log(one.factor) for one in cell.hand])) * row.discount
        total += max(0.0, -found)
    return total if any_hand else None


def strangers(hand: Sequence[HandCell], rows: Sequence[AchRow], columns: Sequence[AchColumn]) -> list[HandCell]:
    """Persons' cells that are of no row or no column."""
    known = {column.id for column in columns}
    return [cell for cell in hand if cell.hypothesis not in known or not any(row.id.startswith(cell.evidence) for row in rows)]
