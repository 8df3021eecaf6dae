"""Several persons' probabilities as one: the mean of their log-odds, with how far they lie apart (Genest and Zidek 1986; Satopaa 2014)."""

import math
from collections.abc import Sequence

from tocsin.model import PersonJudgement, Record


class Pool(Record, frozen=True, kw_only=True):
    """One probability for several, and their disagreement, which it does not average away."""

    probability: float
    low: float
    high: float
    """the lowest and highest of them"""
    spread: float
    """standard deviation of their log-odds: 1 is 27% beside 50%"""
    by: tuple[str, ...]


def pool(given: Sequence[tuple[str, float]]) -> Pool:
    """The pool of (who, probability between 0 and 1), one each. ValueError where there is none."""
    if not given:
        raise ValueError("nobody to pool")
    logits = [math.log(p / (1 - p)) for _, p in sorted(given)]
    mean = math.fsum(logits) / len(logits)
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in logits) / (len(logits) - 1)) if len(logits) > 1 else 0.0
    return Pool(
        probability=1 / (1 + math.exp(-mean)),
        low=min(p for _, p in given),
        high=max(p for _, p in given),
        spread=spread,
        by=tuple(sorted(who for who, _ in given)),
    )


def latest(judgements: Sequence[PersonJudgement]) -> list[tuple[str, float]]:
    """Each person's last probability among judgements in order."""
    found = {one.by: one.probability.mean for one in judgements if one.probability is not None}
    return sorted(found.items())
