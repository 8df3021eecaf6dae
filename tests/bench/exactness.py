"""Exactness: the filter, the smoother, durations, conditions, deception and relays against enumeration and other people's programs; and
what factoring and drawing cost where they are not exact.

Peers: pyAgrum (a Bayesian network unrolled over days, junction tree), hmmlearn (forward-backward in log space), dynamax (JAX, double
precision; `pip install tocsin[bench]`). Problems are invented, evidence is drawn from the models; nothing was fitted.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from tests.judge.models import Case, draw_data, evidence, random_case
from tests.judge.oracles import Likelihoods, dynamax, markov, network
from tests.judge.test_durations import model as timed_model
from tests.judge.test_pushes import pushed
from tests.judge.test_relays import relaying
from tests.judge.test_staging import staged_model
from tests.judge.timed import dense
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, enumerate_smoothed
from tocsin.judge.filter import Datum, Model, run
from tocsin.judge.ladders import Floats
from tocsin.judge.pushes import Spell
from tocsin.judge.smoothing import smooth

DAYS = 20
NET_DAYS = 10
SEEDS = range(4)
FACTORED_SEEDS = 10
COUPLINGS = {"weak": (3.0, 60.0), "medium": (20.0, 20.0), "strong": (60.0, 7.0)}
"""mean episode and mean stay in a state, in days"""

Setting = tuple[Model, Floats, Floats, ExactIndicator, list[Datum], Likelihoods, Callable[[Floats], Floats]]


def _plain(seed: int) -> Setting:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 3, states=4)
    data = draw_data(rng, some, DAYS)
    return some.model, some.prior, some.A, some.indicators[0], data, evidence(some, data, DAYS), lambda a: a


def _durations(seed: int) -> Setting:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2, states=4)
    data = draw_data(rng, some, DAYS)
    model, (by_row,), _, ladder = timed_model(seed, ("gamma", "lognormal", "hazards"))
    return model, ladder.start[:, 0], dense(ladder, 0), by_row, data, evidence(some, data, DAYS), ladder.by_state


def _conditions(seed: int) -> Setting:
    some = random_case(np.random.default_rng(seed), 1, 2)
    data = draw_data(np.random.default_rng(seed), some, DAYS)
    _, model = pushed(seed, (Spell(4, 9), Spell(14, None)), 5.0)
    nights = np.stack([dense(model.on_night(night), 0) for night in range(DAYS)])
    return model, some.prior, nights, some.indicators[0], data, evidence(some, data, DAYS), lambda a: a


def _staged(seed: int) -> Setting:
    some = random_case(np.random.default_rng(seed), 1, 2, states=3)
    model, (one,), rng = staged_model(seed)
    data = draw_data(rng, some, DAYS)
    return model, some.prior, some.A, one, data, evidence(Case(some.A, some.prior, (one,), model), data, DAYS), lambda a: a


def _relays(seed: int) -> Setting:
    some, data = relaying(seed, 3, 0.7)
    return some.model, some.prior, some.A, some.indicators[0], data, evidence(some, data, DAYS), lambda a: a


SETTINGS = {
    "1 indicator, 3 sources": _plain,
    "durations: gamma, lognormal, hazards": _durations,
    "conditions that hold and fade": _conditions,
    "staged": _staged,
    "3 sources, two copy one": _relays,
}


def _gap(a: Floats, b: Floats) -> float:
    return float(np.abs(a - b).max())


def against_peers() -> None:
    """Largest difference in any state's probability on any day, over the seeds."""
    print(f"largest difference of a state's probability, any day, {len(SEEDS)} problems a row, {DAYS} days ({NET_DAYS} for pyAgrum):")
    print(f"  {'':<38}{'enumeration':>22}{'pyAgrum':>22}{'hmmlearn':>12}{'dynamax':>22}")
    print(f"  {'':<38}{'filter':>11}{'smoother':>11}{'filter':>11}{'smoother':>11}{'smoother':>12}{'filter':>11}{'smoother':>11}")
    for name, make in SETTINGS.items():
        rows = [_differences(make(seed)) for seed in SEEDS]
        cells = []
        for column, width in zip(zip(*rows, strict=True), (11, 11, 11, 11, 12, 11, 11), strict=True):
            known = [value for value in column if value is not None]
            cells.append(f"{max(known):.0e}".rjust(width) if known else "-".rjust(width))
        print(f"  {name:<38}{''.join(cells)}")


def _differences(setting: Setting) -> list[float | None]:
    model, prior, A, one, data, likelihoods, by_state = setting
    ours = smooth(model, data, DAYS - 1)
    filtered, smoothed = ours.filtered[..., 0], ours.smoothed[..., 0]

    def states(rows: Floats) -> Floats:
        return np.stack([by_state(row[:, None])[:, 0] for row in rows])

    last = by_state(run(model, data, DAYS - 1).alpha)[:, 0]
    exact, back = enumerate_posteriors(A, prior, [one], likelihoods)[0], enumerate_smoothed(A, prior, [one], likelihoods)
    out: list[float | None] = [max(_gap(filtered, states(exact)), _gap(last, states(exact)[-1])), _gap(smoothed, states(back))]
    few = [datum for datum in data if datum.day < NET_DAYS]
    short = smooth(model, few, NET_DAYS - 1)
    net = states(np.stack(network(prior, A[:NET_DAYS] if A.ndim == 3 else A, [one], likelihoods[:NET_DAYS])))
    out += [_gap(short.filtered[-1, :, 0], net[-1]), _gap(short.smoothed[..., 0], net)]
    if A.ndim == 3:
        return [*out, None, None, None]
    out.append(_gap(smoothed, states(markov(prior, A, one, likelihoods)[0])))
    try:
        theirs = dynamax(prior, A, one, likelihoods)
    except ImportError:
        return [*out, None, None]
    return [*out, _gap(filtered, states(theirs[0])), _gap(smoothed, states(theirs[1]))]


def factoring() -> None:
    """Total variation from enumeration: mean and largest over problems, on the last day (filter) and over days (smoother)."""
    print(f"\nwhat factoring costs: total variation from enumeration, {FACTORED_SEEDS} problems a cell, 3 states, mean / largest:")
    print("  indicators x sources" + "".join(f"{name + ', ' + kind:>26}" for name in COUPLINGS for kind in ("filter", "smoother")))
    for indicators, sources in [(1, 1), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (3, 1), (4, 1)]:
        cells = []
        for life, stay in COUPLINGS.values():
            ahead, back = [], []
            for seed in range(FACTORED_SEEDS if indicators < 4 and sources < 5 else FACTORED_SEEDS // 3):
                rng = np.random.default_rng(seed)
                some = random_case(rng, indicators, sources, life=life, stay=stay)
                data = draw_data(rng, some, DAYS)
                likelihoods = evidence(some, data, DAYS)
                found = smooth(some.model, data, DAYS - 1)
                exact = enumerate_posteriors(some.A, some.prior, some.indicators, likelihoods)[0]
                later = enumerate_smoothed(some.A, some.prior, some.indicators, likelihoods)
                ahead.append(float(np.abs(found.filtered[-1, :, 0] - exact[-1]).sum() / 2))
                back.append(float((np.abs(found.smoothed[..., 0] - later).sum(1) / 2).max()))
            cells += [f"{np.mean(errors):.0e} / {max(errors):.0e}" for errors in (ahead, back)]
        print(f"  {indicators} x {sources:<17}" + "".join(f"{cell:>26}" for cell in cells))


def _drawn(some: Case, data: Sequence[Datum], rho: float, *, silences: bool = True) -> Floats:
    """The state by draws: in each, what a copying source says is the first one's with chance rho, for the whole run; its silences too?"""
    one = some.indicators[0]
    alone = {name: replace(source, lead=None, rho=None) for name, source in some.model.sources["0"].items()}
    model = Model(some.model.ladder, some.model.chains, {"0": alone})
    total = np.zeros(len(some.prior))
    for folded in itertools.product((False, True), repeat=len(one.sources) - 1):
        weight = float(np.prod([rho if f else 1 - rho for f in folded]))
        relaying_sources = {str(j + 1) for j, f in enumerate(folded) if f}
        told = [replace(d, source="0") if d.source in relaying_sources and (silences or d.kind == "report") else d for d in data]
        total += weight * run(model, told, DAYS - 1).alpha[:, 0]
    return np.asarray(total / total.sum())


def relays() -> None:
    """Sources that copy one: the exact latent claim against draws, against copying ignored, and against all taken for one."""
    print(
        f"\nsources that copy one, evidence drawn so: total variation of the state from the exact latent claim, {FACTORED_SEEDS} problems:"
    )
    print(f"  {'sources':<9}{'rho':<6}{'by draws':>22}{'reports alone folded':>22}{'copying ignored':>22}{'taken for one':>22}")
    for sources, rho in itertools.product((2, 3), (0.3, 0.6, 0.9)):
        errors: list[list[float]] = [[], [], [], []]
        for seed in range(FACTORED_SEEDS):
            some, _ = relaying(seed, sources, rho)
            data = [d for d in draw_data(np.random.default_rng(seed), some, DAYS) if d.kind in ("report", "silent")]
            exact = enumerate_posteriors(some.A, some.prior, some.indicators, evidence(some, data, DAYS))[0][-1]
            ways = (_drawn(some, data, rho), _drawn(some, data, rho, silences=False), _drawn(some, data, 0.0), _drawn(some, data, 1.0))
            for found, way in zip(errors, ways, strict=True):
                found.append(float(np.abs(way - exact).sum() / 2))
        print(f"  {sources:<9}{rho:<6}" + "".join(f"{f'{np.mean(e):.4f} / {max(e):.4f}':>22}" for e in errors))


def main() -> None:
    against_peers()
    factoring()
    relays()
