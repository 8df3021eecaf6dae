"""The filter's model in other people's programs: a Bayesian network unrolled over days (pyAgrum), a hidden Markov model (hmmlearn)."""

import importlib
import itertools
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.judge.exact import ExactIndicator, start, states_of, transition
from tocsin.judge.ladders import Floats

Likelihoods = Sequence[Sequence[Floats | None]]


def _pyagrum() -> Any:
    """The package; its wrappers warn of their own making when they are first loaded, and crash where warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("pyagrum")


def network(prior: Floats, A: Floats, indicators: Sequence[ExactIndicator], likelihoods: Likelihoods) -> list[Floats]:
    """Smoothed rows by day, from pyAgrum's junction tree: state and indicators as nodes of every day, "an event" as a last state."""
    gum = _pyagrum()
    days, R = len(likelihoods), len(prior)
    nights = A if A.ndim == 3 else np.stack([A] * days)
    net = gum.BayesNet()
    for t in range(days):
        s = net.add(gum.RangeVariable(f"s{t}", "", 0, R))
        cells = [net.add(gum.RangeVariable(f"c{t}_{i}", "", 0, len(states_of(one)) - 1)) for i, one in enumerate(indicators)]
        if t:
            net.addArc(f"s{t - 1}", f"s{t}")
            leak = 1 - nights[t - 1].sum(1)
            for g in range(R):
                net.cpt(s)[{f"s{t - 1}": g}] = [*nights[t - 1][g], leak[g]]
            net.cpt(s)[{f"s{t - 1}": R}] = [0.0] * R + [1.0]
        else:
            net.cpt(s).fillWith([*prior, 0.0])
        for i, (cell, one) in enumerate(zip(cells, indicators, strict=True)):
            q, M = start(one), transition(one)
            net.addArc(f"s{t}", f"c{t}_{i}")
            if t:
                net.addArc(f"c{t - 1}_{i}", f"c{t}_{i}")
            for state, old in itertools.product(range(R + 1), range(M.shape[1]) if t else [0]):
                row = M[min(state, R - 1), old] if t else q[min(state, R - 1)]
                net.cpt(cell)[{f"s{t}": state, **({f"c{t - 1}_{i}": old} if t else {})}] = [*row]
    inference = gum.LazyPropagation(net)
    for t, today in enumerate(likelihoods):
        inference.addEvidence(f"s{t}", [1.0] * R + [0.0])
        for i, seen in enumerate(today):
            if seen is not None:
                inference.addEvidence(f"c{t}_{i}", [*map(float, seen)])
    inference.makeInference()
    return [np.array(inference.posterior(f"s{t}").tolist())[:R] for t in range(days)]


def flattened(prior: Floats, A: Floats, one: ExactIndicator) -> tuple[Floats, Floats]:
    """One indicator's joint chain as a plain hidden Markov model: (n,) start and (n, n) matrix over (row, cell), the rest leaks."""
    q, M = start(one), transition(one)
    first = (prior[:, None] * q).ravel()
    whole = np.einsum("gh,hij->gihj", A, M).reshape(len(first), len(first))
    return first, whole


def markov(prior: Floats, A: Floats, one: ExactIndicator, likelihoods: Likelihoods) -> tuple[Floats, float]:
    """(T, R) smoothed rows and the log evidence, from hmmlearn's forward-backward passes in log space: one symbol a day."""
    from hmmlearn.hmm import CategoricalHMM

    first, whole = flattened(prior, A, one)
    n, days = len(first), len(likelihoods)
    seen = np.stack([np.ones(n) if today[0] is None else np.tile(today[0], len(prior)) for today in likelihoods])
    # A state more takes what leaks into events; a symbol a day carries the day's likelihood, one more makes rows sum to 1.
    scale = seen.sum(0).max() * 1.01
    chances = np.vstack([np.column_stack([seen.T / scale, 1 - seen.sum(0) / scale]), [0.0] * days + [1.0]])
    model: Any = CategoricalHMM(n_components=n + 1, implementation="log")
    model.startprob_ = np.append(first, 0.0)
    model.transmat_ = np.vstack([np.column_stack([whole, 1 - whole.sum(1)]), [0.0] * n + [1.0]])
    model.emissionprob_ = chances
    with np.errstate(divide="ignore"):
        log, found = model.score_samples(np.arange(days)[:, None])
    return found[:, :n].reshape(days, len(prior), -1).sum(2), float(log + days * np.log(scale))


def dynamax(prior: Floats, A: Floats, one: ExactIndicator, likelihoods: Likelihoods) -> tuple[Floats, Floats]:
    """(T, R) filtered and smoothed rows from dynamax's hidden Markov model, in double precision. ImportError where it is not installed."""
    jax: Any = importlib.import_module("jax")
    models: Any = importlib.import_module("dynamax.hidden_markov_model")
    jax.config.update("jax_enable_x64", True)
    first, whole = flattened(prior, A, one)
    n = len(first)
    seen = np.stack([np.ones(n) if today[0] is None else np.tile(today[0], len(prior)) for today in likelihoods])
    matrix = np.vstack([np.column_stack([whole, 1 - whole.sum(1)]), [0.0] * n + [1.0]])
    with np.errstate(divide="ignore"):
        found = models.hmm_smoother(np.append(first, 0.0), matrix, np.log(np.column_stack([seen, np.zeros(len(seen))])))
    both = [np.asarray(rows)[:, :n] for rows in (found.filtered_probs, found.smoothed_probs)]
    filtered, smoothed = (rows.reshape(len(seen), len(prior), -1).sum(2) for rows in both)
    return filtered, smoothed
