"""The filter's day: the shipped problem at 4,000 draws, compiled, over whole arrays and on other array libraries; a decade; and peers.

Times are of one process (`process_time`) on a machine that others use too: the least of several. `--quick` leaves out the decade.
"""

import importlib
import os
import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tests.bench.judge import dense
from tests.judge.models import Case, draw_data, evidence, random_case
from tocsin.errors import CannotFinish
from tocsin.judge import kernel
from tocsin.judge.cells import SourceDraw
from tocsin.judge.exact import start, transition
from tocsin.judge.filter import Course, Datum, Model, quiet, run
from tocsin.judge.happenings import ladder_of
from tocsin.judge.parameters import Floats, draw_chain, draw_rates, draws_for
from tocsin.judge.processes import BLOCK, filtered
from tocsin.library import problems

DRAWS = 4000
PROBLEM, PROCESS = "nuclear-escalation", "nuclear-use"
SOURCES = ("a", "b")
PEER_DAYS, PEER_DRAWS = 90, 200
LIBRARY_DAYS = 30


def shipped() -> tuple[Model, list[str]]:
    """The shipped problem's larger process drawn, each indicator heard of from two sources of grade B."""
    problem = problems.load(PROBLEM)
    process = next(p for p in problem.processes if p.id == PROCESS)
    draws = draws_for(DRAWS, problem.observing, 0)
    mine = {i.id: i for i in problem.indicators if i.role == "evidence" and process.id in i.prevalence}
    rates = problem.observing.rates[1]
    eps = draws.eps()
    sources = {name: {s: SourceDraw(s, *draw_rates(s, rates, draws), eps) for s in SOURCES} for name in mine}
    chains = {name: draw_chain(indicator, process, draws) for name, indicator in mine.items()}
    return Model(ladder_of(process, draws), chains, sources), list(mine)


def day_of(names: Sequence[str], lanes: int, day: int, share: float, rng: np.random.Generator) -> list[Datum]:
    """A day on which `share` of the sources were watched and silent, and one reported."""
    c = np.full(lanes, 0.4)
    out = [Datum(day, name, s, "silent", "p", c) for name in names for s in SOURCES if rng.random() < share]
    return [*out, Datum(day, str(rng.choice(list(names))), "a", "report", "p")]


def _blocks(model: Model, names: Sequence[str]) -> list[Course]:
    lanes = model.ladder.lanes
    parts = [model.take(np.arange(at, min(at + BLOCK, lanes))) for at in range(0, lanes, BLOCK)]
    return [Course.begin(part, quiet(part, names, 0)) for part in parts]


def _least(what: Callable[[int], None], times: int) -> float:
    took = []
    for day in range(times):
        begin = time.process_time()
        what(day)
        took.append(time.process_time() - begin)
    return min(took)


def one_day() -> None:
    """Milliseconds a day once every indicator has been heard of from both sources."""
    model, names = shipped()
    size = f"{len(model.ladder.states)} states x {len(names)} indicators x {len(SOURCES)} sources x {DRAWS:,} draws"
    print(f"a day of {PROBLEM}/{PROCESS}: {size}")
    took: dict[tuple[str, float], float] = {}
    for library in ("numpy", "numba"):
        os.environ[kernel.VARIABLE] = library
        for share in (0.2, 1.0):
            rng = np.random.default_rng(0)
            courses = _blocks(model, names)
            for course in courses:
                lanes = course.alpha.shape[1]
                course.advance(day_of(names, lanes, 0, 1.0, rng), 0)

            def day(n: int, courses: list[Course] = courses, share: float = share, rng: np.random.Generator = rng) -> None:
                for course in courses:
                    course.resume(day_of(names, course.alpha.shape[1], n + 1, share, rng), n + 1)

            took[library, share] = _least(day, 12)
            print(f"  {library}, {share:.0%} of sources watched that day: {1000 * took[library, share]:.1f} ms")
    for share in (0.2, 1.0):
        print(f"  compiled loops, {share:.0%}: {took['numpy', share] / took['numba', share]:.1f} times as fast as whole arrays")


def libraries() -> None:
    """The same run on each array library that is installed, with its difference from numpy."""
    model, names = shipped()
    rng = np.random.default_rng(1)
    data = [datum for day in range(LIBRARY_DAYS) for datum in day_of(names, DRAWS, day, 0.2, rng)]
    os.environ[kernel.VARIABLE] = "numpy"
    (plain,) = filtered(model, [data], LIBRARY_DAYS - 1, names)
    base = 0.0
    print(f"a run of {LIBRARY_DAYS} days from the first evidence on, {DRAWS:,} draws:")
    for name in ("numpy", "numba", *kernel.NAMESPACES):
        os.environ[kernel.VARIABLE] = name
        try:
            filtered(model, [data], LIBRARY_DAYS - 1, names)  # compiles, loads
        except CannotFinish as missing:
            print(f"  {missing}")
            continue
        begin = time.process_time()
        (there,) = filtered(model, [data], LIBRARY_DAYS - 1, names)
        took = time.process_time() - begin
        base = base or took
        gap = np.abs(there.alpha - plain.alpha).max()
        print(f"  {name}: {took:.2f} s, {took / base:.2f} of numpy's; largest difference from it {gap:.1e}")


def decade(days: int) -> None:
    """7 states x 40 indicators, one day after the other, evidence on two of them a day: time and memory."""
    os.environ[kernel.VARIABLE] = "auto"
    rng = np.random.default_rng(2)
    some = random_case(rng, 40, 2, states=7)
    lanes = np.zeros(DRAWS, np.intp)
    names = list(some.model.chains)
    parts = _blocks(some.model.take(lanes), names)
    begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    halfway = before
    for day in range(days):
        told = [(str(rng.integers(40)), str(rng.integers(2)), "report" if n == 0 else "silent") for n in range(2)]
        for course in parts:
            c = np.full(course.alpha.shape[1], 0.4)
            data = [Datum(day, i, s, kind, "p", c) for i, s, kind in told]  # type: ignore[arg-type]
            course.advance(data, 0) if day == 0 else course.resume(data, day)
        if day == days // 2:
            halfway = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = time.process_time() - begin
    end = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"7 states x 40 indicators x 2 sources x {DRAWS:,} draws: {days} days in {took:.0f} s, {1000 * took / days:.0f} ms a day")
    print(f"  so a decade takes {took / days * 3650 / 60:.1f} minutes")
    print(f"  memory at most {end / 1024:.0f} MiB, {(end - halfway) / 1024:.0f} more than halfway through")


def peers() -> None:
    """One indicator with one source, exact in all three: ours, plain dense matrices draw by draw, and dynamax on the joint chain."""
    rng = np.random.default_rng(3)
    some = random_case(rng, 1, 1, states=4)
    data = draw_data(rng, some, PEER_DAYS)
    likelihoods = evidence(some, data, PEER_DAYS)
    lanes = np.zeros(DRAWS, np.intp)
    wide, spread = some.model.take(lanes), [datum.take(lanes) for datum in data]
    os.environ[kernel.VARIABLE] = "auto"
    run(wide, spread, PEER_DAYS - 1)
    begin = time.process_time()
    ours = run(wide, spread, PEER_DAYS - 1)
    mine = (time.process_time() - begin) / DRAWS
    begin = time.process_time()
    peer = dense(some, likelihoods)
    plain = time.process_time() - begin
    print(f"one indicator x one source x 4 states, {PEER_DAYS} days, a draw: ours {1e6 * mine:.1f} us")
    print(f"  plain numpy, dense: {plain / mine:,.0f} times as long; largest difference {np.abs(ours.alpha[:, 0] - peer).max():.1e}")
    try:
        took, theirs = _dynamax(some, likelihoods)
    except ImportError:
        print("  dynamax is not installed (pip install dynamax)")
        return
    gap = np.abs(ours.alpha[:, 0] - theirs).max()
    print(f"  dynamax, {PEER_DRAWS} draws at once, compiled: {took / mine:,.1f} times as long; largest difference {gap:.1e}")


def _dynamax(some: Case, likelihoods: Sequence[Sequence[Floats | None]]) -> tuple[float, Floats]:
    """Seconds a draw, and the last day's state posterior, of the chain over (state, indicator, claim) as one hidden Markov model."""
    jax: Any = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    from dynamax.hidden_markov_model.inference import hmm_filter

    (one,) = some.indicators
    inside, begun = transition(one), start(one)
    S, K = begun.shape
    stays = some.A.sum(1)
    # Conditioned on no event: what leaks is taken as evidence against the state it would have left, so that rows of the matrix sum to 1.
    moves = np.einsum("gs,skl->gksl", some.A / stays[:, None], inside).reshape(S * K, S * K)
    log = np.zeros((len(likelihoods), S * K))
    for t, (given,) in enumerate(likelihoods):
        with np.errstate(divide="ignore"):
            log[t] = np.log(np.tile(np.ones(K) if given is None else given, S))
        if t + 1 < len(likelihoods):
            log[t] += np.log(np.repeat(stays, K))
    first = (some.prior[:, None] * begun).ravel()
    every = jax.jit(jax.vmap(lambda p, A, ll: hmm_filter(p, A, ll).filtered_probs[-1]))
    wide = [np.repeat(x[None], PEER_DRAWS, 0) for x in (first, moves, np.maximum(log, -700.0))]
    np.asarray(every(*wide))
    begin = time.process_time()
    found = np.asarray(every(*wide))
    return (time.process_time() - begin) / PEER_DRAWS, found[0].reshape(S, K).sum(1)


def main(flags: Sequence[str] = ()) -> None:
    one_day()
    libraries()
    peers()
    decade(30 if "--quick" in flags else 365)
