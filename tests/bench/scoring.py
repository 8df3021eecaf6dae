"""Our scores beside scoringrules and views-evaluation; the latter in an environment of its own, for it needs numpy below 2."""

import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tocsin.judge import calibration, scores
from tocsin.judge.scores import Floats

PEER = "views-evaluation==2.0.0"
CASES, DRAWS = 2000, 100
TOLERANCE = 1e-9
THEIRS = """
import json, sys
import numpy as np
from views_evaluation.evaluation import native_metric_calculators as peer
given = np.load(sys.argv[1])
p, y, x, n = given["p"], given["y"], given["x"], given["n"]
print(json.dumps({
    "Brier": float(peer.calculate_brier_cls_point_native(y, p, threshold=0.5)),
    "CRPS of samples": float(peer.calculate_crps_native(n, x)),
    "interval score": float(peer.calculate_mean_interval_score_native(n, x, alpha=0.1)),
}))
"""


def cases() -> dict[str, Floats]:
    """Probabilities p with outcomes y, samples x of counts with outcomes n."""
    rng = np.random.Generator(np.random.PCG64(0))
    p, level = rng.random(CASES), rng.gamma(2, 10, CASES)
    return {
        "p": p,
        "y": (rng.random(CASES) < p).astype(float),
        "x": rng.negative_binomial(5, 5 / (5 + level)[:, None], (CASES, DRAWS)).astype(float),
        "n": rng.negative_binomial(5, 5 / (5 + level)).astype(float),
    }


def ours(given: dict[str, Floats]) -> dict[str, Callable[[], float]]:
    """Mean scores by name."""
    p, y, x, n = (given[name] for name in ("p", "y", "x", "n"))
    low, high = np.quantile(x, (0.05, 0.95), axis=1)
    levels = [0.05, 0.25, 0.5, 0.75, 0.95]
    quantiles = np.quantile(x, levels, axis=1).T
    return {
        "Brier": lambda: float(scores.brier(p, y).mean()),
        "logarithmic": lambda: float(scores.logarithmic(p, y).mean()),
        "CRPS of samples": lambda: float(scores.crps_sample(x, n).mean()),
        "CRPS of quantiles": lambda: float(scores.crps_quantiles(quantiles, levels, n).mean()),
        "interval score": lambda: float(scores.interval(low, high, n).mean()),
        "isotonic": lambda: float(calibration.isotonic(p, y)[::7].sum()),
        "AUC": lambda: float(calibration.auc(p, y)[0]),
    }


def peers(given: dict[str, Floats]) -> dict[str, Callable[[], float]]:
    """The same by scoringrules and scikit-learn."""
    import scoringrules as sr
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import roc_auc_score

    p, y, x, n = (given[name] for name in ("p", "y", "x", "n"))
    low, high = np.quantile(x, (0.05, 0.95), axis=1)
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    quantiles = np.quantile(x, levels, axis=1).T
    return {
        "Brier": lambda: float(sr.brier_score(y, p).mean()),
        "logarithmic": lambda: float(sr.log_score(y, p).mean()),
        "CRPS of samples": lambda: float(sr.crps_ensemble(n, x, estimator="nrg").mean()),
        "CRPS of quantiles": lambda: float(sr.crps_quantile(n, quantiles, levels).mean()),
        "interval score": lambda: float(sr.interval_score(n, low, high, 0.1).mean()),
        "isotonic": lambda: float(IsotonicRegression().fit(p, y).predict(p)[::7].sum()),
        "AUC": lambda: float(roc_auc_score(y, p)),
    }


def apart(given: dict[str, Floats]) -> dict[str, float] | str:
    """Mean scores by views-evaluation, from an environment made for it; or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        python = home / "env" / "bin" / "python"
        for command in ([sys.executable, "-m", "venv", str(home / "env")], [str(python), "-m", "pip", "install", "-q", PEER]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                return (
                    f"{PEER} could not be installed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}"
                )
        np.savez(home / "cases.npz", p=given["p"], y=given["y"], x=given["x"], n=given["n"])
        asked = [str(python), "-c", THEIRS, str(home / "cases.npz")]
        told = subprocess.run(asked, capture_output=True, text=True, check=False, env={"PATH": ""})
        if told.returncode:
            return f"{PEER} failed: {told.stderr.strip().splitlines()[-1]}"
        found: dict[str, float] = json.loads(told.stdout)
        return found


def timed(run: Callable[[], float]) -> tuple[float, float]:
    """The value, and seconds of the quickest of five runs after one to warm up."""
    value = run()
    best = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begun)
    return value, best


def main() -> None:
    """Print each score by all, the largest difference, and the time beside the quicker peer."""
    given = cases()
    mine = ours(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = peers(given)
        third = apart(given)
        print(f"{CASES} cases, {DRAWS} samples each")
        print(
            f"{'':20s} {'ours':>14s} {'scoringrules/sklearn':>21s} {'views-evaluation':>17s} {'difference':>11s}  time, ratio to the former"
        )
        for name, run in mine.items():
            value, seconds = timed(run)
            other, others = timed(theirs[name])
            apart_value = third.get(name) if isinstance(third, dict) else None
            gap = max(abs(value - other), abs(value - apart_value) if apart_value is not None else 0.0)
            last = f"{apart_value:17.10f}" if apart_value is not None else f"{'-':>17s}"
            verdict = "" if gap <= TOLERANCE else f"  ABOVE {TOLERANCE:g}"
            print(
                f"{name:20s} {value:14.10f} {other:21.10f} {last} {gap:11.1e}  {1000 * seconds:6.2f} ms, x{seconds / others:.2f}{verdict}"
            )
    if isinstance(third, str):
        print(f"skipped: {third}")
