"""Influences, sensitivity and the worth of looks, beside their peers and against exact answers. Small invented problems.

`python -m tests.bench influence`. Influences: our sampled shares (orders with their reverses, a multiplicative game taken out) beside plain
sampling of orders (Castro, Gomez and Tejada 2009) with as many filter runs, and leave-one-out, which does not add up. Sensitivity: our
shares from the run's own draws beside pick-and-freeze (Saltelli 2010), which needs runs of its own, and squared rank correlation.
Worth: sets valued together beside the looks' own worths added up.
"""

import time
from collections.abc import Sequence

import numpy as np

from tests.judge.models import Case, draw_data, random_case
from tests.judge.worlds import AS_OF, SOURCES, problem
from tocsin.judge import influence
from tocsin.judge.filter import Datum
from tocsin.judge.horizon import outlook, reach, without_evidence
from tocsin.judge.parameters import Draws, Floats, draw_ladder, normals
from tocsin.judge.sensitivity import log_odds, shares
from tocsin.judge.standing import standings
from tocsin.judge.worth import Look, Prospect

DAYS, HORIZON, PLAYERS, CASES = 40, 30, 8, 24
ORDERS = 12


def main() -> None:
    """Print three tables."""
    _influences()
    _sensitivity()
    _worth()


def _played(rng: np.random.Generator, some: Case) -> list[Datum]:
    data = draw_data(rng, some, DAYS)
    return [Datum(d.day, d.indicator, d.source, d.kind, f"p{i % PLAYERS}", d.value) for i, d in enumerate(data)]


def _influences() -> None:
    """Mean error of a share and of the sum, as parts of all movement (the sum of the exact shares without sign)."""
    errors: dict[str, list[tuple[float, float]]] = {}
    for seed in range(CASES):
        rng = np.random.default_rng(seed)
        some = random_case(rng, 3, 2)
        data = _played(rng, some)
        players = tuple(sorted({d.player for d in data}))
        every = influence.every_coalition(PLAYERS)
        alpha = influence.coalition_states(some.model, data, DAYS - 1, np.arange(1), players, every)
        value = np.einsum("csn,skn->ckn", alpha, reach(some.model.ladder, [HORIZON])[HORIZON])[:, 0, 0]
        exact = influence.shapley_weights(PLAYERS, value)
        size, total = np.abs(exact).sum(), value[-1] - value[0]
        for name, found in {
            "ours, 12 orders": _ours(some, data, value[-1], value[0], seed),
            "plain orders, as many runs": _plain(value, seed),
            "leave one out": value[-1] - value[[len(every) - 1 - 2**i for i in range(PLAYERS)]],
        }.items():
            errors.setdefault(name, []).append((float(np.abs(found - exact).mean() / size), float(abs(found.sum() - total) / size)))
    print("| influences | mean error of a share | error of their sum |\n|---|---|---|")
    for name, each in errors.items():
        share, added = np.mean(each, axis=0)
        print(f"| {name} | {share:.4f} | {added:.4f} |")


def _ours(some: Case, data: Sequence[Datum], after: float, before: float, seed: int) -> Floats:
    kept = influence.EXACT_PLAYERS, influence.BUDGET
    influence.EXACT_PLAYERS, influence.BUDGET = 0, 0
    found = influence.shapley(some.model, data, DAYS - 1, HORIZON, np.ones(1), np.array([[after]]), np.array([[before]]), seed)
    influence.EXACT_PLAYERS, influence.BUDGET = kept
    return found.delta[:, 0]


def _plain(value: Floats, seed: int) -> Floats:
    rng, found = np.random.default_rng([9, seed]), np.zeros(PLAYERS)
    for _ in range(ORDERS):
        inside = 0
        for player in rng.permutation(PLAYERS):
            found[player] += (value[inside | 1 << player] - value[inside]) / ORDERS
            inside |= 1 << int(player)
    return found


def _sensitivity() -> None:
    """Shares of the band of the invented problem's strike without evidence; the reference is pick-and-freeze with very many runs."""
    process = problem().processes[0]
    names = list(_drawn(process, 10, 0)[2])

    def value(sets: int, seed: int, swapped: str | None = None, other: int = 0) -> Floats:
        return _drawn(process, sets, seed, swapped, other)[0]

    def frozen(sets: int, seed: int) -> dict[str, float]:
        a, b = value(sets, seed), value(sets, seed + 1)
        variance = np.concatenate([a, b]).var()
        return {name: float((b * (value(sets, seed, name, seed + 1) - a)).mean() / variance) for name in names}

    reference = frozen(60_000, 100)
    began = time.process_time()
    y, draws, _ = _drawn(process, 1000, 0)
    ours, _ = shares(y[None], np.ones(1000), draws, names)
    took = time.process_time() - began
    rank = np.argsort(np.argsort(y))
    spearman = {name: float(np.corrcoef(rank, np.argsort(np.argsort(normals(0, name, 1000))))[0, 1] ** 2) for name in names}
    began = time.process_time()
    same = frozen(1000 // 2, 7)
    print("\n| sensitivity, 1,000 sets | largest error | mean error | further filter runs | s |\n|---|---|---|---|---|")
    for label, found, runs, seconds in (
        ("ours", {name: float(ours[name][0]) for name in names}, 0, took),
        ("squared rank correlation", spearman, 0, 0.0),
        ("pick-and-freeze", same, 500 * (len(names) + 2), time.process_time() - began),
    ):
        off = [abs(found[name] - reference[name]) for name in names]
        print(f"| {label} | {max(off):.3f} | {np.mean(off):.4f} | {runs:,} | {seconds:.2f} |")


def _drawn(process: object, sets: int, seed: int, swapped: str | None = None, other: int = 0) -> tuple[Floats, Draws, dict[str, None]]:
    """Log-odds of the first event; with `swapped`, that one stream from another seed."""

    class Swapped(Draws):
        def normals(self, name: str) -> Floats:
            self.drawn[name] = None
            return normals(other if name == swapped else self.seed, name, self.sets)

    draws = Swapped(sets, (60.0,), seed)
    ladder = draw_ladder(process, draws)  # type: ignore[arg-type]  # the problem's process
    p = outlook(without_evidence(ladder, 60), reach(ladder, [HORIZON]))[HORIZON][0]
    return log_odds(p), draws, draws.drawn


def _worth() -> None:
    """Mean worth of sets over draws, in chances out of 100,000."""
    some = problem(start_days=60)
    where = standings(some, [], [], [], SOURCES, as_of=AS_OF, draws=100)[0]
    looks = [Look(f"{i}@{s}", i, s) for i in ("storage", "transport") for s in ("alpha", "beta")]
    shared = [Look(look.id, look.indicator, look.source, rests_on="image") for look in looks]
    print("\n| looks, 7 days | worth together | added up | outcomes | s |\n|---|---|---|---|---|")
    for label, chosen in (
        ("storage by two sources", looks[:2]),
        ("the same, on one image", shared[:2]),
        ("storage and transport by one", looks[::2]),
        ("two of each (drawn)", looks),
    ):
        ahead = Prospect(where, chosen, 7, "strike", HORIZON)
        began = time.process_time()
        found = ahead.worth(chosen)
        took = time.process_time() - began
        apart = sum(float(ahead.worth([look]).values.mean()) for look in chosen)
        error = "" if found.error is None else f" ±{found.error * 1e5:.1f}"
        print(f"| {label} | {found.values.mean() * 1e5:.1f}{error} | {apart * 1e5:.1f} | {found.outcomes} | {took:.2f} |")
