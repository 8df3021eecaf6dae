"""When the steps of a way begin and end, and when the event comes, under one strategy of the adversary, for every scenario at once."""

from dataclasses import dataclass

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Path, Strategy
from tocsin.warn.margin.drawn import Drawn

HOURS_A_DAY = 24.0
QUICKEST = 1e-9


@dataclass(frozen=True)
class Schedule:
    """Hours since as-of, (D, n) each; skipped steps are not in it. `place`: by step the number of its place, where it has any."""

    begins: dict[str, Floats]
    ends: dict[str, Floats]
    place: dict[str, Floats]
    starts: Floats
    event: Floats


def dimensions(path: Path) -> int:
    """How many uniforms a scenario of it takes: durations, places, the start, our rounds, who acknowledges."""
    return len(path.steps) + len(_sites(path)) + 3


def _sites(path: Path) -> list[tuple[str, ...]]:
    """Sets of places, each once: steps with the same set are at the same place."""
    return list(dict.fromkeys(step.places for step in path.steps if step.places))


def durations(path: Path, strategy: Strategy, drawn: Drawn, z: Floats) -> dict[str, Floats]:
    """By step that is not skipped, hours (D, n). z (steps, D, n): normal quantiles of the durations."""
    out = {}
    for k, step in enumerate(path.steps):
        if step.id in strategy.skips:
            continue
        at = f"paths.{path.id}.steps.{step.id}"
        hours = drawn.value(f"{at}.median_hours", step.median_hours) * np.exp(drawn.value(f"{at}.sigma", step.sigma) * z[k])
        if step.id in strategy.compresses:
            hours = hours * drawn.value(f"{at}.compressed_to", step.compressed_to, 1.0)
        out[step.id] = np.maximum(hours, QUICKEST)
    return out


def schedule(path: Path, strategy: Strategy, drawn: Drawn, z: Floats, u: Floats, shift: float = 0.0) -> Schedule:
    """The way begins within the day after as-of + shift hours. z: as for `durations`; u (1 + sites, D, n): the start, then the places."""
    lasting = durations(path, strategy, drawn, z)
    starts = shift + HOURS_A_DAY * u[0]
    begins: dict[str, Floats] = {}
    ends: dict[str, Floats] = {}
    for step in path.steps:
        overlap = drawn.value(f"paths.{path.id}.steps.{step.id}.overlap", step.overlap)
        at = starts
        for name in step.after:
            at = np.maximum(at, ends[name] - overlap * lasting.get(name, 0.0))
        begins[step.id], ends[step.id] = at, at + lasting.get(step.id, 0.0)
    event = np.asarray(np.maximum.reduce(list(ends.values())))
    sites = _sites(path)
    place = {
        step.id: np.minimum((u[1 + sites.index(step.places)] * len(step.places)).astype(np.intp), len(step.places) - 1)
        for step in path.steps
        if step.places and step.id in lasting
    }
    kept = tuple(lasting)
    return Schedule({s: begins[s] for s in kept}, {s: ends[s] for s in kept}, place, starts, event)
