"""Influences as records, by origin and indicator and by indicator alone, each with the statements that carry it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tocsin.judge.conditions import CONDITION
from tocsin.judge.filter import Datum
from tocsin.judge.influence import Shares
from tocsin.judge.timeline import SILENCE, origin_of, player_of
from tocsin.model import Influence, Observation
from tocsin.model.declared import Problem, Process

MOST_PLAYERS = 40
"""of influences by origin and indicator; more would leave too few orders to each"""
MOST_ORIGINS = 100
"""of influences by origin, those heard of last; each costs a dozen runs of the filter, and what lies months back has faded"""
EARLIER = "earlier:"
"""players: what older origins say of one indicator, together"""


def players(data: Sequence[Datum]) -> list[Datum]:
    """The evidence as played for influences: by origin and indicator; of many by origin, of very many the older by indicator."""
    if len({datum.player for datum in data}) <= MOST_PLAYERS:
        return list(data)
    named = [replace(datum, player=origin_of(datum.player)) for datum in data]
    last: dict[str, int] = {}
    for datum in named:
        last[datum.player] = max(datum.day, last.get(datum.player, datum.day))
    kept = set(sorted(last, key=lambda name: (-last[name], name))[:MOST_ORIGINS])
    return [datum if datum.player in kept else replace(datum, player=EARLIER + datum.indicator) for datum in named]


def of_indicators(data: Sequence[Datum]) -> list[Datum]:
    """The evidence as played by indicator: what is said of one, and its silence, are one player."""
    return [replace(datum, player=datum.indicator) for datum in data]


def too_many(data: Sequence[Datum]) -> bool:
    """Whether players are origins, so that the view by indicator is no sum of theirs and has to be played for itself."""
    return len({datum.player for datum in data}) > MOST_PLAYERS


def by_indicator(shares: Shares) -> Shares:
    """The shares of players by origin and indicator, added up by indicator."""
    names = tuple(sorted({_indicator(player) for player in shares.players}))
    delta, error = (np.zeros((len(names), shares.delta.shape[1])) for _ in range(2))
    for i, player in enumerate(shares.players):
        delta[names.index(_indicator(player))] += shares.delta[i]
        error[names.index(_indicator(player))] += shares.error[i] ** 2
    return Shares(names, delta, np.sqrt(error), shares.exact)


def _indicator(player: str) -> str:
    return player.removeprefix(SILENCE) if player.startswith(SILENCE) else player.rpartition("|")[2]


def carrying(mine: Sequence[Observation], problem: Problem, delta: float) -> list[Observation]:
    """The observations that point the way of `delta`, reports first; all where none does ."""
    lowering = {indicator.id for indicator in problem.indicators if indicator.direction == "lowers"}

    def raises(one: Observation) -> bool:
        says = one.kind == "report" or (one.kind == "look" and one.value > 0)
        return says != (one.indicator in lowering)

    chosen = [one for one in mine if raises(one) == (delta > 0)]
    return sorted(chosen or mine, key=lambda one: (one.kind != "report", one.t_known, one.id))


def records(
    process: Process, indicators: Sequence[str], shares: Shares, seen: Sequence[Observation], problem: Problem, horizon: int
) -> list[Influence]:
    """One record for each event of the process and player, the largest first within each event. `indicators`: those of the process."""
    by_player = _observations(seen, indicators)
    out = []
    for k, event in enumerate(process.absorbing):
        ranked = sorted(zip(-np.abs(shares.delta[:, k]), shares.players, range(len(shares.players)), strict=True))
        for _, player, i in ranked:
            delta = float(shares.delta[i, k])
            mine = carrying(by_player.get(player, []), problem, delta)
            named = {o.indicator for o in by_player.get(player, [])}
            alone = set() if player.startswith(CONDITION) else {player.removeprefix(SILENCE).removeprefix(EARLIER)}
            names = {player} if player in indicators else named or alone
            origins = {o.origin for o in by_player.get(player, [])}
            out.append(
                Influence(
                    hypothesis=event,
                    horizon=horizon,
                    observation=mine[0].id if mine else player,
                    origin=mine[0].origin if len(origins) == 1 and mine else None,
                    indicator=names.pop() if len(names) == 1 else None,
                    delta=delta,
                    error=None if shares.exact else float(shares.error[i, k]),
                    statements=tuple(dict.fromkeys(name for one in mine for name in one.statements)),
                )
            )
    return out


def _observations(seen: Sequence[Observation], indicators: Sequence[str]) -> Mapping[str, list[Observation]]:
    """By player of any of the three kinds: the process's observations behind it."""
    found: dict[str, list[Observation]] = {}
    for one in seen:
        if one.indicator in indicators:
            for player in (player_of(one), origin_of(player_of(one)), one.indicator):
                found.setdefault(player, []).append(one)
    return found
