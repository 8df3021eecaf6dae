"""Which declared range makes the band wide: first-order shares of the variance of the log-odds, from the draws of the run itself.

No extra run: the parameter sets are a designed sample of independent inputs (Latin hypercube), so a polynomial chaos fitted to them gives
first-order Sobol' indices (Sudret 2008, "Global sensitivity analysis using polynomial chaos expansions", Reliability Engineering and
System Safety 93, section 4) by Hermite polynomials of each number's own normal quantile. What a fit explains by chance is subtracted
(the adjusted R2 of Ezekiel 1930, by term). The candidate error lives are crossed with the sets, so theirs is the variance between lives.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from tocsin.judge.parameters import Draws, Floats, normals
from tocsin.model.assumed import Sensitivity

ORDER = 3
"""degree of the polynomial in each number; lower where there are too few sets to fit it"""
SETS_A_TERM = 3
"""parameter sets wanted for each fitted coefficient"""
LEAST_SHARE = 0.005
"""shares below are left to the rest"""
LIFE = "error life"
"""the name of the candidate error lives among the streams"""
INTERACTIONS = "interactions"
TINY = 1e-300


def log_odds(p: Floats) -> Floats:
    """The logit, finite at the ends."""
    return np.asarray(np.log(np.maximum(p, TINY)) - np.log(np.maximum(1 - p, TINY)))


def _basis(z: Floats, order: int) -> Floats:
    """(n, order) orthonormal Hermite polynomials of standard normal quantiles, each with mean 0."""
    terms = [z, (z**2 - 1) / np.sqrt(2), (z**3 - 3 * z) / np.sqrt(6)][:order]
    return np.stack([term - term.mean() for term in terms], 1)


def shares(values: Floats, weights: Floats, draws: Draws, names: Sequence[str]) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """(share, error) by stream, each (K,), of the variance of `values` (K, lanes): first-order, not below what chance would give.

    `names`: streams drawn in the run; the error lives come under `LIFE`. A share may be slightly negative: groups are summed first.
    """
    K, sets, lives = len(values), draws.sets, len(draws.lives)
    w = weights / weights.sum()
    mean = (values * w).sum(1)
    variance = np.maximum(((values - mean[:, None]) ** 2 * w).sum(1), TINY)
    by_life = values.reshape(K, lives, sets)
    life_weight = w.reshape(lives, sets).sum(1)
    between = ((by_life.mean(2) - mean[:, None]) ** 2 * life_weight).sum(1)
    share, error = {LIFE: between / variance}, {LIFE: np.zeros(K)}
    y = np.tensordot(by_life, life_weight, (1, 0))
    y = (y - y.mean(1, keepdims=True)).T
    z = {name: normals(draws.seed, name, sets) for name in names}
    order = min(ORDER, sets // SETS_A_TERM // max(1, len(z)))
    if sets < 4 or not z:
        return share, error
    fits = _together(z, y, order) if order else {name: _alone(one, y) for name, one in z.items()}
    for name, (beta, noise) in fits.items():
        found = (beta**2).sum(0) - len(beta) * noise
        share[name] = found / variance
        error[name] = np.sqrt(4 * np.maximum(found, 0) * noise + 2 * len(beta) * noise**2) / variance
    return share, error


def _together(z: Mapping[str, Floats], y: Floats, order: int) -> dict[str, tuple[Floats, Floats]]:
    """By stream: coefficients (order, K) of the joint fit, and the variance (K,) that chance gives each."""
    X = np.hstack([_basis(one, order) for one in z.values()])
    inverse = np.linalg.pinv(X.T @ X, hermitian=True)
    beta = inverse @ (X.T @ y)
    residual = y - X @ beta
    left = (residual**2).sum(0) / max(1, len(y) - X.shape[1] - 1)
    scale = np.diag(inverse).reshape(len(z), order).mean(1)
    return {name: (beta[i * order : (i + 1) * order], left * scale[i]) for i, name in enumerate(z)}


def _alone(z: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The same for one stream by itself, linear, where there are too few sets for a joint fit."""
    X = _basis(z, 1)
    beta = (X * y).mean(0, keepdims=True) / (X**2).mean()
    noise = ((y - X * beta) ** 2).sum(0) / max(1, len(y) - 2) / len(y)
    return beta, np.asarray(noise)


def sensitivity(
    hypotheses: Sequence[str],
    horizon: int,
    chances: Floats,
    weights: Floats,
    draws: Draws,
    streams: Mapping[str, tuple[str, tuple[str, ...]]],
    places: Mapping[str, str | None],
) -> tuple[Sensitivity, ...]:
    """The shares of each hypothesis, chances (K, lanes), largest first, then the interactions.

    `streams`: by stream the parameter it belongs to and the addresses behind that; `places`: where an address stands.
    """
    share, error = shares(log_odds(chances), weights, draws, [name for name in streams if name != LIFE])
    rows: list[Sensitivity] = []
    for k, hypothesis in enumerate(hypotheses):
        total: dict[str, float] = {}
        squared: dict[str, float] = {}
        paths: dict[str, dict[str, None]] = {}
        for name, (parameter, behind) in streams.items():
            if name in share:
                total[parameter] = total.get(parameter, 0.0) + float(share[name][k])
                squared[parameter] = squared.get(parameter, 0.0) + float(error[name][k]) ** 2
                paths.setdefault(parameter, {}).update(dict.fromkeys(behind))
        kept = {name: found for name, found in total.items() if found >= LEAST_SHARE}
        over = max(1.0, sum(kept.values()))  # of few draws chance lifts those kept above the whole
        kept = {name: found / over for name, found in kept.items()}
        for name in sorted(kept, key=lambda n: (-kept[n], n)):
            behind = tuple(paths[name])
            at = next((places[path] for path in behind if places.get(path)), None)
            rows.append(_row(hypothesis, horizon, name, behind, at, kept[name], squared[name] ** 0.5))
        rest = 1 - sum(kept.values())
        if kept and rest >= LEAST_SHARE:
            rows.append(_row(hypothesis, horizon, INTERACTIONS, (), None, rest, 0.0))
    return tuple(rows)


def _row(hypothesis: str, horizon: int, parameter: str, paths: tuple[str, ...], at: str | None, share: float, error: float) -> Sensitivity:
    return Sensitivity(hypothesis=hypothesis, horizon=horizon, parameter=parameter, paths=paths, at=at, share=share, error=error)
