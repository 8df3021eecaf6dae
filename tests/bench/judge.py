"""The judge: milliseconds of an assessment, the filter against a dense peer draw by draw, and the error of factoring by indicators.

The peer is the prototype's `factored` (PERSISTENT.md): the same factoring with dense matrices, one parameter set after the other. `plain
enumeration` is tocsin.judge.exact. Worlds and problems are invented; nothing here was fitted to real reporting.
"""

import time
from collections.abc import Sequence

import numpy as np

from tests.judge.models import Case, draw_data, evidence, random_case
from tests.judge.worlds import AS_OF, SOURCES, case, denial, indicator, problem, statement, watched
from tocsin.judge import assess
from tocsin.judge.exact import enumerate_posteriors, start, transition
from tocsin.judge.filter import run
from tocsin.judge.parameters import Floats

DRAWS = 4000
DAYS = 90
PEER_DRAWS = 4
INDICATORS = 12
SEEDS = 30


def dense(some: Case, likelihoods: Sequence[Sequence[Floats | None]]) -> Floats:
    """State posterior by the prototype's factored filter on dense matrices: one parameter set."""
    alpha, moves = some.prior, [transition(one) for one in some.indicators]
    q = [start(one) for one in some.indicators]
    for t, today in enumerate(likelihoods):
        if t:
            flow = some.A * alpha[:, None]
            alpha = flow.sum(0)
            back = (flow / np.maximum(alpha, 1e-300)).T
            q = [np.einsum("sk,skl->sl", back @ f, M) for f, M in zip(q, moves, strict=True)]
        for i, e in enumerate(today):
            if e is not None:
                L = q[i] @ e
                alpha, q[i] = alpha * L, q[i] * e / np.maximum(L, 1e-300)[:, None]
        alpha = alpha / alpha.sum()
    return alpha


def assessment() -> None:
    """24 origins on 12 indicators, four of them watched, three denials: the size of the shipped sample."""
    names = [f"i{n:02d}" for n in range(INDICATORS)]
    declared = problem(*(indicator(name) for name in names), lives=(5.0, 20.0, 60.0, 180.0), start_days=180)
    publishers = ("alpha", "beta", "gamma", "delta", None)
    pairs = [case(f"o{i}", 1 + i * 1.5, publishers[i % 5], said=statement(f"o{i}", 1 + i * 1.5, (names[i % 8],))) for i in range(21)]
    pairs += [denial(f"d{i}", 3.0 + i, interested=i > 0, indicators=(names[0],)) for i in range(3)]
    coverage = [watched("satellite", name, 30, 28) for name in names[6:10]]
    origins, readings = [origin for origin, _ in pairs], [reading for _, reading in pairs]
    for draws in (400, DRAWS):
        took = []
        for _ in range(3):
            begin = time.perf_counter()
            assess(declared, origins, readings, coverage, SOURCES, as_of=AS_OF, draws=draws, yardsticks=())
            took.append(time.perf_counter() - begin)
        print(f"assess, {len(pairs)} origins, {INDICATORS} indicators, 180 days, {draws:,} draws: {1000 * min(took):,.0f} ms")


def against_peer() -> None:
    """One process filtered: our lanes against the dense peer and plain enumeration, per draw."""
    for count in (1, 3):
        rng = np.random.default_rng(count)
        some = random_case(rng, count, 1, states=4)
        data = draw_data(rng, some, DAYS)
        likelihoods = evidence(some, data, DAYS)
        lanes = np.zeros(DRAWS, np.intp)
        wide, spread = some.model.take(lanes), [datum.take(lanes) for datum in data]
        begin = time.perf_counter()
        ours = run(wide, spread, DAYS - 1).alpha[:, 0]
        mine = (time.perf_counter() - begin) / DRAWS
        begin = time.perf_counter()
        for _ in range(PEER_DRAWS):
            peer = dense(some, likelihoods)
        theirs = (time.perf_counter() - begin) / PEER_DRAWS
        begin = time.perf_counter()
        enumerate_posteriors(some.A, some.prior, some.indicators, likelihoods)
        plain = time.perf_counter() - begin
        gap = np.abs(ours - peer).max()
        print(f"filter, {count} indicator(s), {DAYS} days of data: {1e6 * mine:,.0f} us a draw; largest difference from the peer {gap:.1e}")
        print(f"  the dense peer takes {theirs / mine:,.0f} times as long, plain enumeration {plain / mine:,.0f} times")


def factoring() -> None:
    """Total variation of the state posterior from plain enumeration, after 40 days of the model's own data."""
    print(f"factored against plain enumeration, total variation, {SEEDS} problems a row (3 states, 40 days):")
    for count, sources in [(1, 1), (1, 3), (1, 4), (2, 1), (3, 1), (4, 1), (5, 1)]:
        errors = []
        for seed in range(SEEDS if count < 5 else SEEDS // 3):
            rng = np.random.default_rng(seed)
            some = random_case(rng, count, sources)
            data = draw_data(rng, some, 40)
            reference, _ = enumerate_posteriors(some.A, some.prior, some.indicators, evidence(some, data, 40))
            errors.append(np.abs(run(some.model, data, 39).alpha[:, 0] - reference[-1]).sum() / 2)
        print(f"  {count} indicator(s) x {sources} source(s): mean {np.mean(errors):.1e}, largest {max(errors):.1e}")


def main() -> None:
    assessment()
    against_peer()
    factoring()
