"""A peer for counts: a ladder of hidden states whose outcome is counted daily, as the filter would have it (EM, Baum et al. 1970)."""

from typing import NamedTuple

import numpy as np

from tocsin.judge.counts import log_negative_binomial
from tocsin.judge.scores import Floats

ROUNDS = 60
DRAWN = 400
WIDEST = 0.2
"""smallest shape of a state's counts"""


class Ladder(NamedTuple):
    """Transitions a day (s, s), and each state's mean and shape (s,)."""

    move: Floats
    mean: Floats
    shape: Floats

    @classmethod
    def fitted(cls, y: Floats, states: int) -> "Ladder":
        """The ladder that explains (T,) counts best, from states at their quantiles."""
        mean = np.quantile(y, (np.arange(states) + 0.5) / states) + 0.5
        found = cls(
            np.full((states, states), 0.1 / max(states - 1, 1)) + np.eye(states) * (0.9 - 0.1 / max(states - 1, 1)),
            mean,
            np.full(states, 5.0),
        )
        for _ in range(ROUNDS):
            found = found._better(y)
        return found

    def seen(self, y: Floats) -> Floats:
        """(T, s) chance of each day's count in each state, up to a factor."""
        logs: Floats = log_negative_binomial(self.shape, self.mean, int(y.max()) + 1)[:, y.astype(int)].T
        return np.asarray(np.exp(logs - logs.max(1, keepdims=True)))

    def forward(self, y: Floats) -> Floats:
        """(T, s) states after each day, conditioned on the days up to it."""
        alpha = np.full(len(self.mean), 1 / len(self.mean))
        out = np.empty((len(y), len(self.mean)))
        for t, likelihood in enumerate(self.seen(y)):
            alpha = (alpha @ self.move) * likelihood
            alpha /= alpha.sum()
            out[t] = alpha
        return out

    def forecast(self, y: Floats, horizon: int, first: int, last: int, top: int) -> Floats:
        """(m, top + 1) chances of the sum over the horizon, from draws of states and counts, smoothed by half a case."""
        rng = np.random.Generator(np.random.PCG64(1))
        alpha = self.forward(y[:last])
        rows = []
        for t in range(first, last + 1):
            state = rng.choice(len(self.mean), DRAWN, p=alpha[t - 1])
            total = np.zeros(DRAWN)
            for _ in range(horizon):
                reached = self.move[state].cumsum(1)
                state = np.minimum((rng.random(DRAWN)[:, None] > reached).sum(1), len(self.mean) - 1)
                total += rng.negative_binomial(self.shape[state], self.shape[state] / (self.shape[state] + self.mean[state]))
            spread = log_negative_binomial(
                np.array([max(total.mean() ** 2 / max(total.var() - total.mean(), 1e-3), WIDEST)]), np.array([total.mean()]), top
            )
            empirical = np.bincount(np.minimum(total, top).astype(int), minlength=top + 1) / DRAWN
            rows.append(0.5 * empirical + 0.5 * np.exp(spread[0]) if horizon == 1 else np.exp(spread[0]))
        return np.stack(rows)

    def _better(self, y: Floats) -> "Ladder":
        likelihood, alpha = self.seen(y), self.forward(y)
        beta = np.ones_like(alpha)
        moved = np.zeros_like(self.move)
        for t in range(len(y) - 2, -1, -1):
            ahead = likelihood[t + 1] * beta[t + 1]
            pair = alpha[t][:, None] * self.move * ahead[None]
            moved += pair / pair.sum()
            beta[t] = self.move @ ahead
            beta[t] /= beta[t].sum()
        share = alpha * beta
        share /= share.sum(1, keepdims=True)
        weight = share.sum(0)
        mean = (share * y[:, None]).sum(0) / weight
        var = (share * (y[:, None] - mean) ** 2).sum(0) / weight
        shape = mean**2 / np.maximum(var - mean, mean**2 / 200)
        return Ladder((moved + 0.1) / (moved + 0.1).sum(1, keepdims=True), np.maximum(mean, 0.1), np.maximum(shape, WIDEST))


def main() -> None:
    """What the fit finds of two states that were planted: a peer that could not would be none."""
    rng = np.random.Generator(np.random.PCG64(3))
    state, y = 0, []
    for u in rng.random(700):
        state = state if u < 0.95 else 1 - state
        y.append(rng.negative_binomial(8, 8 / (8 + (30.0, 90.0)[state])))
    found = Ladder.fitted(np.array(y, float), 2)
    print("planted: means 30 and 90, stays .95;", f"found: means {found.mean[0]:.0f} and {found.mean[1]:.0f}, stays {found.move[0, 0]:.2f}")
