"""What moved a hypothesis, and how far: Shapley values on the probability scale over origins and silences.

Players are origins (what they say of one indicator) and, for each watched indicator, its silence. Up to EXACT_PLAYERS every coalition is
filtered; beyond, random orders and their reverses (Castro, Gomez and Tejada 2009; antithetic) of what a multiplicative game, whose
values are known in closed form, leaves unexplained (a control variate). Coalitions are filtered on a few of the
draws, and carried to all by the regression estimator of survey sampling (Cochran 1977, chapter 7) on the total effect, which is known for
all: so the deltas add up to assessed minus no evidence. Leave-one-out would not add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tocsin.judge.filter import Course, Datum, Model, quiet
from tocsin.judge.horizon import outlook, reach_from
from tocsin.judge.parameters import TINY, Floats
from tocsin.judge.pushes import Present

Lanes = npt.NDArray[np.intp]
Coalitions = npt.NDArray[np.bool_]

EXACT_PLAYERS = 8
EXACT_LANES = 32
"""draws on which all coalitions are filtered; on all draws where they are no more, or where EXACT_BUDGET holds coalitions times draws"""
EXACT_BUDGET = 4096
SAMPLED_LANES = 24
BUDGET = 3_000
"""coalitions times draws: about a third of a second of one core"""
LEAST_ORDERS = 12
CHUNK = 1024
"""lanes filtered at once: keeps a cell within a core's cache"""


@dataclass(frozen=True)
class Shares:
    """players; delta and error (players, K): how far each moved each absorbing event; `exact`: nothing was sampled."""

    players: tuple[str, ...]
    delta: Floats
    error: Floats
    exact: bool


def coalition_states(
    model: Model,
    data: Sequence[Datum],
    days: int,
    lanes: Lanes,
    players: Sequence[str],
    coalitions: Coalitions,
    standing: Sequence[Datum] = (),
) -> Floats:
    """(C, R, n): the ladder's rows under each coalition (C, players) of the evidence, on the n chosen lanes."""
    out = np.empty((len(coalitions), len(model.ladder.rows), len(lanes)))
    for at, _, alpha, _ in _played(model, data, days, lanes, players, coalitions, standing):
        out[at] = alpha.reshape(len(alpha), -1, len(lanes)).swapaxes(0, 1)
    return out


def _played(
    model: Model,
    data: Sequence[Datum],
    days: int,
    lanes: Lanes,
    players: Sequence[str],
    coalitions: Coalitions,
    standing: Sequence[Datum],
) -> Iterator[tuple[slice, Model, Floats, Present]]:
    """By chunk of coalitions: which, the model laid side by side for each of them, its rows (R, m n), and who is present where."""
    small = model.take(lanes)
    names = sorted({datum.indicator for datum in (*data, *standing)})
    pushed = [max(0, push.first) for push in model.pushes if push.player]
    differ = min([days, *pushed, *(datum.day for datum in data)])
    alone = [datum.take(lanes) for datum in standing]
    begun = Course.begin(small, quiet(small, names, min([differ, *(datum.day for datum in standing)]))).until(alone, differ)
    late = [*(datum.take(lanes) for datum in data), *(datum for datum in alone if datum.day >= differ)]
    n, index = len(lanes), {player: i for i, player in enumerate(players)}
    step = max(1, CHUNK // n)
    for at in range(0, len(coalitions), step):
        some = coalitions[at : at + step]
        wide = np.tile(np.arange(n), len(some))
        masks = {player: np.repeat(some[:, i], n) for player, i in index.items()}
        many = small.take(wide)
        course = begun.tiled(len(some), many).advance([datum.take(wide) for datum in late], days, masks.get)
        yield slice(at, at + len(some)), many, course.posterior().alpha, masks.get


def _coalition_values(
    model: Model,
    data: Sequence[Datum],
    days: int,
    horizon: int,
    lanes: Lanes,
    players: Sequence[str],
    coalitions: Coalitions,
    standing: Sequence[Datum],
) -> Floats:
    """(C, K, n): chance of each event within `horizon` under each coalition."""
    out = np.empty((len(coalitions), len(model.ladder.events), len(lanes)))
    foreseen: Floats | None = None
    for at, many, alpha, present in _played(model, data, days, lanes, players, coalitions, standing):
        if foreseen is None or model.pushes or foreseen.shape[-1] != alpha.shape[-1]:
            foreseen = reach_from(many, days, [horizon], present)[horizon]
        value = outlook(alpha, {horizon: foreseen})[horizon]
        out[at] = value.reshape(len(value), -1, len(lanes)).swapaxes(0, 1)
    return out


def _choose(weights: Floats, total: Floats, count: int) -> Lanes:
    """`count` lanes by systematic sampling proportional to weight, in order of total effect; a heavy one may come more than once."""
    order = np.argsort(total, kind="stable")
    edges = np.cumsum(weights[order]) / weights.sum()
    return order[np.minimum(np.searchsorted(edges, (np.arange(count) + 0.5) / count), len(order) - 1)]


def every_coalition(players: int) -> Coalitions:
    """(2^players, players), the i-th holding the players whose bits are set in i."""
    return (np.arange(2**players)[:, None] >> np.arange(players) & 1).astype(bool)


def shapley_weights(players: int, value: Floats) -> Floats:
    """(players, ...): exact Shapley values of a game whose values (2^players, ...) stand in the order of `every_coalition`."""
    size = every_coalition(players).sum(1)
    factorial = np.cumprod([1.0, *range(1, players + 1)])
    phi = np.zeros((players, *value.shape[1:]))
    for i in range(players):
        without = np.flatnonzero(~(np.arange(2**players) >> i & 1).astype(bool))
        weight = factorial[size[without]] * factorial[players - size[without] - 1] / factorial[players]
        phi[i] = np.tensordot(weight, value[without + 2**i] - value[without], 1)
    return phi


def orders(players: int, count: int, rng: np.random.Generator) -> tuple[Lanes, Lanes, Coalitions]:
    """Random orders and their reverses (count, players), by order and step the coalition met (count, players + 1), and the coalitions."""
    half = [rng.permutation(players) for _ in range(count // 2)]
    drawn = np.array([order for one in half for order in (one, one[::-1])])
    wanted: dict[bytes, int] = {}
    rows: list[Coalitions] = []
    steps = np.zeros((len(drawn), players + 1), int)
    for o, order in enumerate(drawn):
        inside = np.zeros(players, bool)
        for j in range(players + 1):
            if j:
                inside[order[j - 1]] = True
            key = inside.tobytes()
            if key not in wanted:
                wanted[key] = len(rows)
                rows.append(inside.copy())
            steps[o, j] = wanted[key]
    return drawn, steps, np.array(rows)


def shapley(
    model: Model,
    data: Sequence[Datum],
    days: int,
    horizon: int,
    weights: Floats,
    assessed: Floats,
    nothing: Floats,
    seed: int,
    standing: Sequence[Datum] = (),
) -> Shares:
    """Shares of (assessed - nothing), both (K, D) by draw, in the weighted mean over draws. `standing`: evidence in every coalition."""
    players = tuple(sorted({datum.player for datum in data} | {push.player for push in model.pushes if push.player}))
    if not players:
        return Shares((), np.zeros((0, len(assessed))), np.zeros((0, len(assessed))), True)
    few = len(players) <= EXACT_PLAYERS
    total = assessed - nothing
    count = EXACT_LANES if few else SAMPLED_LANES
    everything = len(weights) <= count or (few and 2 ** len(players) * len(weights) <= EXACT_BUDGET)
    lanes = np.arange(len(weights)) if everything else _choose(weights, total.sum(0), count)
    # Chosen in proportion to their weights, draws count alike; all of them, by their weights.
    share = weights / weights.sum() if everything else np.full(len(lanes), 1 / len(lanes))
    if few:
        phi, spread = _exact(model, data, days, horizon, lanes, players, standing)
    else:
        rng = np.random.default_rng([seed, len(players)])
        phi, spread = _sampled(model, data, days, horizon, lanes, share, players, standing, rng)
    target = (total * weights).sum(1) / weights.sum()
    effect = phi.sum(0)
    level, mean = effect @ share, phi @ share
    centred, own = effect - level[:, None], phi - mean[..., None]
    variance = centred**2 @ share
    flat = np.where(np.abs(level) > 0, mean / np.where(level == 0, 1, level), 1 / len(players))
    slope = np.where(variance > 1e-30, (own * centred) @ share / np.maximum(variance, 1e-300), flat)
    delta = mean + slope * (target - level)
    residual = np.sqrt((own - slope[..., None] * centred) ** 2 @ share / max(1, len(lanes) - 2))
    error = np.zeros_like(delta) if everything and few else np.sqrt(spread**2 + (0 if everything else 1) * residual**2)
    return Shares(players, delta, error, everything and few)


def _exact(
    model: Model,
    data: Sequence[Datum],
    days: int,
    horizon: int,
    lanes: npt.NDArray[np.intp],
    players: Sequence[str],
    standing: Sequence[Datum],
) -> tuple[Floats, Floats]:
    """phi (players, K, n) over all coalitions; no sampling error."""
    n = len(players)
    phi = shapley_weights(n, _coalition_values(model, data, days, horizon, lanes, players, every_coalition(n), standing))
    return phi, np.zeros(phi.shape[:2])


def _sampled(
    model: Model,
    data: Sequence[Datum],
    days: int,
    horizon: int,
    lanes: Lanes,
    share: Floats,
    players: Sequence[str],
    standing: Sequence[Datum],
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """phi (players, K, n) over random orders, and the standard error over pairs of an order and its reverse (players, K)."""
    n = len(players)
    count = max(LEAST_ORDERS, BUDGET // (len(lanes) * max(1, n - 1)) // 2 * 2)
    drawn, steps, coalitions = orders(n, count, rng)
    value = _coalition_values(model, data, days, horizon, lanes, players, coalitions, standing)
    start, steepness = _multiplicative(coalitions, value)
    residual = value - np.exp(start + np.tensordot(coalitions, steepness, 1))
    each = np.zeros((count, n, *value.shape[1:]))
    for o, order in enumerate(drawn):
        each[o, order] = np.diff(residual[steps[o]], axis=0)
    pairs = (each @ share).reshape(-1, 2, n, value.shape[1]).mean(1)
    fitted = max(1.0, len(coalitions) / max(1, len(coalitions) - n - 1))
    return _shares_of_product(start, steepness) + each.mean(0), pairs.std(0, ddof=1) * np.sqrt(fitted / len(pairs))


def _multiplicative(coalitions: npt.NDArray[np.bool_], value: Floats) -> tuple[Floats, Floats]:
    """(K, n) and (players, K, n): the game exp(start + sum of the coalition's steepness) nearest to the sampled values."""
    design = np.column_stack([np.ones(len(coalitions)), coalitions])
    log = np.log(np.maximum(value, TINY)).reshape(len(value), -1)
    found = np.linalg.lstsq(design, log, rcond=None)[0].reshape(-1, *value.shape[1:])
    return found[0], found[1:]


def _shares_of_product(start: Floats, steepness: Floats) -> Floats:
    """Exact Shapley values (players, K, n) of that game: its multilinear extension integrated along the diagonal (Owen 1972).

    The integrand is a polynomial of degree players - 1, so Gauss-Legendre nodes for half as many make no error.
    """
    nodes, weights = np.polynomial.legendre.leggauss(len(steepness) // 2 + 1)
    ratio = np.exp(steepness)
    out = np.zeros_like(steepness)
    for t, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        each = 1 - t + t * ratio
        out += weight * each.prod(0) / each
    return np.asarray(np.exp(start) * (ratio - 1) * out)
