"""Pooled answers keep disagreement, agree with closed forms, and are extremised by what known answers say and by nothing else."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.library.pooling import FACTORS, PRIOR_SPREAD, Answer, Seed, factor, pool
from tocsin.model.numbers import SHAPE

LOW, MIDDLE, HIGH = (SHAPE.index(share) for share in (0.05, 0.5, 0.95))


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def width(shape: tuple[float, ...]) -> float:
    return logit(shape[HIGH]) - logit(shape[LOW])


def test_one_expert_is_taken_at_his_word() -> None:
    shape = pool([Answer(0.05, None, 0.4)], "logit")
    assert (shape[LOW], shape[HIGH]) == pytest.approx((0.05, 0.4))
    assert logit(shape[MIDDLE]) == pytest.approx((logit(0.05) + logit(0.4)) / 2)
    skewed = pool([Answer(2, 5, 60)], "log")
    assert (skewed[LOW], skewed[MIDDLE], skewed[HIGH]) == pytest.approx((2, 5, 60))


def test_a_stated_coverage_is_carried_to_ninety_per_cent() -> None:
    half = pool([Answer(4, None, 9, coverage=0.5)], "log")
    scale = NormalDist().inv_cdf(0.95) / NormalDist().inv_cdf(0.75)
    assert math.log(half[HIGH] / half[LOW]) == pytest.approx(scale * math.log(9 / 4))


def test_agreeing_experts_widen_nothing_and_disagreeing_ones_do() -> None:
    one = Answer(0.05, 0.1, 0.2)
    assert pool([one] * 5, "logit") == pytest.approx(pool([one], "logit"))
    apart = pool([Answer(0.02, 0.04, 0.08), Answer(0.2, 0.4, 0.6)], "logit")
    assert width(apart) > 1.5 * max(width(pool([Answer(0.02, 0.04, 0.08)], "logit")), width(pool([Answer(0.2, 0.4, 0.6)], "logit")))


def test_a_mixture_has_the_quantiles_of_a_mixture() -> None:
    answers = [Answer(1, None, 4, weight=1), Answer(20, None, 90, weight=3)]
    z = NormalDist().inv_cdf(0.95)
    parts = [(a.weight / 4, (math.log(a.low) + math.log(a.high)) / 2, math.log(a.high / a.low) / 2 / z) for a in answers]
    for share, value in zip(SHAPE, pool(answers, "log"), strict=True):
        assert sum(w * NormalDist(m, s).cdf(math.log(value)) for w, m, s in parts) == pytest.approx(share, abs=1e-9)


@given(
    st.lists(st.tuples(st.floats(0.01, 0.98), st.floats(0.001, 0.5), st.floats(0.1, 10)), min_size=1, max_size=6),
    st.floats(0.5, 3),
    st.randoms(),
)
@settings(max_examples=25, deadline=None)
def test_order_says_nothing_values_rise_and_stay_probabilities(some: list[tuple[float, float, float]], a: float, rng: object) -> None:
    answers = [Answer(low, None, min(0.99, low + wide), weight=weight) for low, wide, weight in some]
    shape = pool(answers, "logit", a)
    assert list(shape) == sorted(shape)
    assert 0 <= shape[0] <= shape[-1] <= 1
    rng.shuffle(answers)  # type: ignore[attr-defined]
    assert pool(answers, "logit", a) == pytest.approx(shape, rel=1e-9)


def test_extremising_moves_the_mean_log_odds_and_leaves_positive_quantities() -> None:
    answers = [Answer(0.1, None, 0.3), Answer(0.2, None, 0.4)]
    plain, moved = pool(answers, "logit"), pool(answers, "logit", 1.5)
    centre = sum(logit(a.low) + logit(a.high) for a in answers) / 4
    for a, b in zip(plain, moved, strict=True):
        assert logit(b) - logit(a) == pytest.approx(0.5 * centre, abs=1e-9)
    assert pool([Answer(2, None, 9)], "log", 1.5) == pool([Answer(2, None, 9)], "log")


def test_without_questions_nothing_is_extremised() -> None:
    assert factor([]) == 1.0


def test_the_factor_is_the_most_probable_one() -> None:
    """Against a fine grid of the same penalised likelihood."""
    seeds = [
        Seed(((p, 1.0), (q, 2.0)), happened)
        for p, q, happened in ((0.7, 0.6, True), (0.8, 0.9, True), (0.3, 0.2, False), (0.6, 0.7, False))
    ]
    means = [((logit(s.answers[0][0]) + 2 * logit(s.answers[1][0])) / 3, s.outcome) for s in seeds]

    def loss(a: float) -> float:
        return (math.log(a) / PRIOR_SPREAD) ** 2 / 2 - sum(math.log(1 / (1 + math.exp(-a * x if y else a * x))) for x, y in means)

    grid = [math.exp(math.log(FACTORS[0]) + i * (math.log(FACTORS[1]) - math.log(FACTORS[0])) / 20000) for i in range(20001)]
    assert factor(seeds) == pytest.approx(min(grid, key=loss), rel=1e-3)


def test_too_timid_experts_are_extremised_and_too_sure_ones_held_back() -> None:
    timid = [Seed(((0.6 if y else 0.4, 1.0),), y) for y in (True, False) * 10]
    sure = [Seed(((0.95 if (i % 2) else 0.05, 1.0),), i % 3 == 0) for i in range(20)]
    assert factor(timid) > 1.5
    assert factor(sure) < 0.7
