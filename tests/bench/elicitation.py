"""How to pool experts who disagree: coverage, width and CRPS of three pools, on simulated panels whose truth is known.

`python -m tests.bench elicitation`. Experts err by a part they share and a part of their own, and state ranges that are right for their own
error (`honest`), half of it (`sure`), or twice (`shy`). Beside the mixture: quantiles averaged (Lichtendahl, Grushka-Cockayne and Winkler
2013), which forgets disagreement, and quantiles averaged with the variance between experts added.
"""

from collections.abc import Iterator

import numpy as np

from tocsin.library.pooling import Answer, pool
from tocsin.model.numbers import SHAPE

PANELS = 150
EXPERTS = 4
LOW, HIGH = SHAPE.index(0.05), SHAPE.index(0.95)
Z90 = 1.6448536269514722


def _logit(p: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(p / (1 - p)))


def _panels(rng: np.random.Generator, shared: float, own: float, stated: float) -> Iterator[tuple[float, np.ndarray, float]]:
    """(truth, medians, stated spread) on the logit scale."""
    for _ in range(PANELS):
        truth = rng.normal(-2, 1)
        yield truth, truth + rng.normal(0, shared) + rng.normal(0, own, EXPERTS), stated


def _crps(samples: np.ndarray, truth: float) -> float:
    n = len(samples)
    rank = np.arange(1, n + 1)
    return float(np.abs(samples - truth).mean() - (samples * (2 * rank - n - 1)).sum() / n**2)


def _pools(medians: np.ndarray, spread: float) -> dict[str, np.ndarray]:
    """Quantiles at the probabilities of SHAPE, on the logit scale."""
    from statistics import NormalDist

    z = np.array([NormalDist().inv_cdf(share) for share in SHAPE])
    ends = [1 / (1 + np.exp(-(medians + sign * Z90 * spread))) for sign in (-1, 1)]
    answers = [Answer(float(low), None, float(high)) for low, high in zip(*ends, strict=True)]
    between = medians.var(ddof=1)
    return {
        "mixture (ours)": _logit(np.array(pool(answers, "logit"))),
        "quantiles averaged": medians.mean() + z * spread,
        "averaged, spread between added": medians.mean() + z * np.sqrt(spread**2 + between),
    }


def main() -> None:
    """Print coverage of the 90% range, its width and the CRPS, for panels of several kinds."""
    print("| panel | pool | covers (of .90) | width, logit | CRPS, logit |\n|---|---|---|---|---|")
    grid = np.interp((np.arange(400) + 0.5) / 400, SHAPE, np.arange(len(SHAPE)))
    for name, shared, own, stated in (
        ("agree, honest", 0.3, 0.1, 0.32),
        ("disagree, honest", 0.3, 0.8, 0.85),
        ("disagree, sure", 0.3, 0.8, 0.4),
        ("disagree, shy", 0.3, 0.8, 1.7),
        ("err alike, sure", 0.8, 0.3, 0.4),
    ):
        found: dict[str, list[tuple[float, float, float]]] = {}
        for truth, medians, spread in _panels(np.random.default_rng(7), shared, own, stated):
            for method, values in _pools(medians, spread).items():
                samples = np.interp(grid, np.arange(len(SHAPE)), values)
                inside = float(values[LOW] <= truth <= values[HIGH])
                found.setdefault(method, []).append((inside, float(values[HIGH] - values[LOW]), _crps(samples, truth)))
        for method, each in found.items():
            covered, width, crps = np.mean(each, axis=0)
            print(f"| {name} | {method} | {covered:.2f} | {width:.2f} | {crps:.3f} |")


if __name__ == "__main__":
    main()
