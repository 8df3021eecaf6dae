"""Forecasts and what became of them -> scores by forecaster, hypothesis and horizon, with n beside every number."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.judge import calibration, resampling, scores
from tocsin.judge.scores import Floats
from tocsin.model.scoring import Forecast, Lack, Measured, Reliable, Said, ScoreRow, Skill

FEWEST = 10
"""settled forecasts below which no interval, skill or calibration is told"""
FEWEST_EACH = 5
"""of what happened and of what did not, below which discrimination and calibration are not told"""
FEWEST_CALIBRATION = 30
MOST_POINTS = 200
"""of a reliability diagram that are told"""
REALMS = ("record", "hindsight", "synthetic")
SOURCES = ("model", "person", "pool", "third-party")


def score(forecasts: Sequence[Forecast], seed: int = 0) -> tuple[ScoreRow, ...]:
    """One row for each forecaster (realm, source, name, kind of question), then one for each thing and horizon where there are several.

    The order of the forecasts is irrelevant. Void and open ones are counted and not scored.
    """
    groups: dict[tuple[int, int, str, str], list[Forecast]] = defaultdict(list)
    for one in forecasts:
        groups[REALMS.index(one.realm), SOURCES.index(one.source), one.by, one.kind].append(one)
    rows: list[ScoreRow] = []
    for _, group in sorted(groups.items()):
        ordered = sorted(group, key=lambda one: (one.as_of, one.about, one.horizon, one.value or 0.0, one.said.probability or 0.0))
        rows.append(_row(ordered, None, None, seed))
        things, horizons = sorted({one.about for one in group}), sorted({one.horizon for one in group})
        if len(things) > 1:
            rows += [_row([one for one in ordered if one.about == about], about, None, seed) for about in things]
        if len(horizons) > 1:
            rows += [_row([one for one in ordered if one.horizon == days], None, days, seed) for days in horizons]
    return tuple(rows)


def main_scores(forecasts: Sequence[Forecast], saids: Sequence[Said]) -> Floats:
    """(n,) Brier scores (yes-no) or CRPS (count, time) of what is said of settled forecasts' outcomes."""
    if not saids:
        return np.empty(0)
    y = [one.value or 0.0 for one in forecasts]
    if forecasts[0].kind == "yes-no":
        return scores.brier([said.probability or 0.0 for said in saids], y)
    return np.array([_crps(said, value) for said, value in zip(saids, y, strict=True)])


def _crps(said: Said, value: float) -> float:
    if said.chances:
        return float(scores.crps_counts([said.chances], [value])[0])
    levels, values = zip(*said.quantiles, strict=True)
    return float(scores.crps_quantiles([values], levels, [value])[0])


def _row(group: Sequence[Forecast], about: str | None, horizon: int | None, seed: int) -> ScoreRow:
    first = group[0]
    settled = [one for one in group if one.value is not None and one.state not in ("void", "open")]
    binary = first.kind == "yes-no"
    row: dict[str, Any] = {
        "realm": first.realm,
        "source": first.source,
        "by": first.by,
        "kind": first.kind,
        "about": about,
        "horizon": horizon,
        "n": len(settled),
        "happened": sum(one.value == 1.0 for one in settled) if binary else None,
        "open": sum(one.state == "open" for one in group),
        "void": sum(one.state == "void" for one in group),
    }
    if not settled:
        return ScoreRow(**row, notes=(Lack(code="nothing-settled", n=0, text="nothing is settled yet"),))
    days = np.array([one.as_of.date().toordinal() for one in settled])
    weight = resampling.weights(days, max(one.horizon for one in settled), seed=seed) if len(settled) >= FEWEST else None
    main = main_scores(settled, [one.said for one in settled])
    notes = _notes(settled, weight, binary)
    row["skill"] = tuple(_skills(settled, main, seed))
    if not binary:
        return ScoreRow(**row, crps=_measured(main, weight), notes=notes)
    p, y = np.array([one.said.probability or 0.0 for one in settled]), np.array([one.value or 0.0 for one in settled])
    logs = scores.logarithmic(p, y)
    refuted = int(np.isinf(logs).sum())
    both = min(y.sum(), len(y) - y.sum())
    return ScoreRow(
        **row,
        brier=_measured(main, weight),
        log=_measured(logs, weight) if not refuted else None,
        refuted=refuted,
        auc=_auc(p, y, weight) if both else None,
        reliability=_reliable(p, y, seed) if len(y) >= FEWEST_CALIBRATION and both >= FEWEST_EACH else None,
        notes=notes,
    )


def _notes(settled: Sequence[Forecast], weight: Floats | None, binary: bool) -> tuple[Lack, ...]:
    """What there is too little for."""
    n, out = len(settled), []
    if n < FEWEST:
        out.append(Lack(code="too-few", n=n, needed=FEWEST, text=f"too few: {n} settled, an interval needs {FEWEST}"))
    elif weight is None:
        least = resampling.FEWEST_BLOCKS
        said = f"too few: horizons overlap so much that fewer than {least} independent spans are left, so no interval is given"
        out.append(Lack(code="too-few-blocks", n=n, needed=least, text=said))
    if binary:
        happened = sum(one.value == 1.0 for one in settled)
        if happened in (0, n):
            said = f"{'nothing' if not happened else 'everything'} happened: discrimination and calibration cannot be seen"
            out.append(Lack(code="one-sided", n=happened, text=said))
        elif min(happened, n - happened) < FEWEST_EACH or n < FEWEST_CALIBRATION:
            said = f"too few: {happened} of {n} happened, calibration needs {FEWEST_CALIBRATION} with {FEWEST_EACH} of each"
            out.append(Lack(code="too-few-for-calibration", n=n, needed=FEWEST_CALIBRATION, text=said))
    return tuple(out)


def _measured(values: Floats, weight: Floats | None) -> Measured:
    low, high = resampling.of_mean(values, weight) if weight is not None else (None, None)
    return Measured(mean=float(values.mean()), low=low, high=high, n=len(values))


def _auc(p: Floats, y: Floats, weight: Floats | None) -> Measured:
    low, high = (None, None)
    if weight is not None and min(y.sum(), len(y) - y.sum()) >= FEWEST_EACH:
        low, high = resampling.of_statistic(lambda some: calibration.auc(p, y, some), weight)
    return Measured(mean=float(calibration.auc(p, y)[0]), low=low, high=high, n=len(y))


def _reliable(p: Floats, y: Floats, seed: int) -> Reliable:
    parts, curve = calibration.parts(p, y), calibration.reliability(p, y, seed)
    points = np.unique(np.linspace(0, len(curve.forecast) - 1, MOST_POINTS).astype(int))
    return Reliable(
        miscalibration=parts.miscalibration,
        discrimination=parts.discrimination,
        uncertainty=parts.uncertainty,
        outside=curve.outside,
        curve=tuple(
            (float(a), int(n), float(b), float(low), float(high))
            for a, n, b, low, high in (
                (curve.forecast[i], curve.n[i], curve.frequency[i], curve.low[i], curve.high[i]) for i in points.tolist()
            )
        ),
        n=len(y),
    )


def _skills(settled: Sequence[Forecast], main: Floats, seed: int) -> list[Skill]:
    """Against each reference, on the cases that it forecast too."""
    out = []
    for name in sorted({name for one in settled for name in one.references}):
        both = [i for i, one in enumerate(settled) if name in one.references]
        some = [settled[i] for i in both]
        reference = main_scores(some, [one.references[name] for one in some])
        value = scores.skill(main[both], reference)
        weight = None
        if len(some) >= FEWEST:
            days = np.array([one.as_of.date().toordinal() for one in some])
            weight = resampling.weights(days, max(one.horizon for one in some), seed=seed)
        low, high = resampling.of_skill(main[both], reference, weight) if weight is not None else (None, None)
        known = np.isfinite(value)
        out.append(
            Skill(
                reference=name,
                score="brier" if settled[0].kind == "yes-no" else "crps",
                skill=float(value) if known else None,
                low=low if known and low is not None and np.isfinite(low) else None,
                high=high if known and high is not None and np.isfinite(high) else None,
                n=len(some),
            )
        )
    return out
