"""Random small models with their evidence, in the filter's form and in the enumeration's, for holding one to the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.judge.cells import SourceDraw
from tocsin.judge.exact import ExactIndicator, states_of
from tocsin.judge.filter import NEGATIVE_SLIP, Datum, Model
from tocsin.judge.parameters import Chain, Floats, Ladder


@dataclass(frozen=True)
class Case:
    """One parameter set: A, prior, indicators; the same as a Model of one lane."""

    A: Floats
    prior: Floats
    indicators: tuple[ExactIndicator, ...]
    model: Model


def case(A: Floats, prior: Floats, indicators: Sequence[ExactIndicator]) -> Case:
    pairs = tuple((g, h) for g in range(len(A)) for h in range(len(A)) if A[g, h] > 0)
    leak = (1 - A.sum(1))[:, None, None]
    states = tuple(f"s{i}" for i in range(len(A)))
    ladder = Ladder(states, ("event",), A[..., None], leak, prior, pairs)
    chains: dict[str, Chain] = {}
    sources: dict[str, dict[str, SourceDraw]] = {}
    for i, one in enumerate(indicators):
        p = one.p[:, None]
        chains[str(i)] = Chain(p, np.minimum(p / (1 - p) / one.life, 1.0), np.array([1 / one.life]), np.array([one.concealed]))
        sources[str(i)] = {}
        for j, (hit, false, eps) in enumerate(one.sources):
            relay = one.relays[j] if one.relays else None
            copied = (None, None) if relay is None else (str(relay[0]), np.array([relay[1]]))
            sources[str(i)][str(j)] = SourceDraw(str(j), np.array([hit]), np.array([false]), np.array([eps]), *copied)
    return Case(A, prior, tuple(indicators), Model(ladder, chains, sources))


def random_case(
    rng: np.random.Generator, indicators: int, sources: int, *, life: float = 20.0, stay: float = 20.0, states: int = 3
) -> Case:
    """A ladder whose states last `stay` days and indicators whose episodes last about `life` days (prototype's `problem`)."""
    A = np.zeros((states, states))
    for s in range(states):
        if s:
            A[s, s - 1] = rng.uniform(0.3, 0.7) / stay
        if s < states - 1:
            A[s, s + 1] = rng.uniform(0.3, 0.7) / stay
        A[s, s] = 1 - A[s].sum() - rng.uniform(0, 0.004)
    some = []
    for _ in range(indicators):
        p = np.sort(rng.uniform(0.03, 0.8, states))
        long = max(life * rng.uniform(0.5, 1.5), 1.0, float((p / (1 - p)).max()))
        held = tuple((rng.uniform(0.4, 0.9), rng.uniform(0.01, 0.15), 1 / rng.uniform(20, 120)) for _ in range(sources))
        some.append(ExactIndicator(p, long, rng.uniform(0, 0.4), held))
    prior = rng.dirichlet(np.linspace(8, 1, states))
    return case(A, prior, some)


def draw_data(rng: np.random.Generator, given: Case, days: int) -> list[Datum]:
    """Evidence that the model itself brings forth: its reports, its silences, and now and then a negative look or a stance."""
    data: list[Datum] = []
    A, state = given.A, 0
    xs = [0] * len(given.indicators)
    zs = [[0] * len(one.sources) for one in given.indicators]
    for day in range(days):
        state = int(rng.choice(len(A), p=given.prior if day == 0 else A[state] / A[state].sum()))
        for i, one in enumerate(given.indicators):
            p, d = float(one.p[state]), 1 / one.life
            was = xs[i]
            begins = rng.random() < (p if day == 0 else min(1.0, d * p / (1 - p)))
            fresh = (2 if rng.random() < one.concealed else 1) if begins else 0
            xs[i] = fresh if day == 0 or was == 0 else 0 if rng.random() < d else was
            held = list(zs[i])
            for j, (_, _, eps) in enumerate(one.sources):
                relay = one.relays[j] if one.relays else None
                flips = (xs[i] == 1) != (was == 1) or (relay is not None and held[relay[0]] != zs[i][relay[0]])
                if day == 0 or flips or rng.random() < eps:
                    zs[i][j] = int(rng.random() < one.says(j, xs[i], zs[i]))
                if rng.random() < 0.5:
                    continue
                c = 0.4
                if zs[i][j] and rng.random() < c:
                    data.append(Datum(day, str(i), str(j), "report", "p"))
                elif not zs[i][j] and rng.random() < 0.05:
                    data.append(Datum(day, str(i), str(j), "negative", "p"))
                else:
                    data.append(Datum(day, str(i), str(j), "silent", "p", np.array([c])))
            if rng.random() < 0.02:
                data.append(Datum(day, str(i), f"ministry-{day}", "stance", "p", np.array([0.9])))
    return data


def evidence(given: Case, data: Sequence[Datum], days: int) -> list[list[Floats | None]]:
    """The same evidence for the enumeration: by day and indicator, the likelihood of each value of its cell."""
    values = [np.array(states_of(one)) for one in given.indicators]
    out: list[list[Floats | None]] = [[None] * len(given.indicators) for _ in range(days)]
    for datum in data:
        i = int(datum.indicator)
        if datum.kind == "stance":
            assert datum.value is not None
            likelihood = np.where(values[i][:, 0] == 1, datum.value, 1.0)
        else:
            z = values[i][:, 1 + int(datum.source)]
            silent = 1.0 - (datum.value if datum.value is not None else 0.0)
            likelihood = {
                "report": 1.0 * (z == 1),
                "negative": np.where(z == 1, NEGATIVE_SLIP, 1.0),
                "silent": np.where(z == 1, silent, 1.0),
            }[datum.kind]
        before = out[datum.day][i]
        out[datum.day][i] = likelihood if before is None else before * likelihood
    return out
