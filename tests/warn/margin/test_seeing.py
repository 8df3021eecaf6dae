"""What a channel has told by a time, in closed form: against integrals, looks one by one, and itself on another array library."""

from dataclasses import replace

import numpy as np
import pytest

from tests.warn.margin import made
from tests.warn.margin.made import channel, path, pathways, setting, sky, step, strategy
from tests.warn.margin.oracle import integrated
from tocsin.model.pathways import Channel, Sees
from tocsin.warn.margin.plans import worked
from tocsin.warn.margin.seeing import FOREVER, Sight, told_nothing
from tocsin.warn.margin.sky import NO_SKY, Sky


def sight(one: Channel, hours: float = 10.0, over: Sky = NO_SKY) -> Sight:
    """Of a step that lasts so long, begun at 0."""
    way = path(step("a", hours, places=("here",)), strategies=(strategy(),))
    plan = worked(setting(pathways((way,), (one,)), over=over, inner=2), way, way.strategies[0], np.full((1, 2, 5), 1e-12))
    return plan.seen[0]


def quiet(one: Sight, by: float) -> float:
    return float(told_nothing(one, np.full((1, 2), by), np, np.asarray)[0, 0])


@pytest.mark.parametrize("by", [-1.0, 0.5, 4.0, 10.0, 13.0, 60.0])
@pytest.mark.parametrize("mean", [0.3, 5.0])
def test_findings_at_a_rate_are_a_thinned_poisson_process(by: float, mean: float) -> None:
    one = sight(channel("press", {"a": Sees(rate_per_day=made.is_(6))}, latency=mean))
    assert quiet(one, by) == pytest.approx(integrated(0.25, 0, 10, by, mean), abs=1e-8)


def test_without_delay_silence_is_exponential() -> None:
    one = sight(channel("press", {"a": Sees(rate_per_day=made.is_(6))}))
    assert quiet(one, 4.0) == pytest.approx(np.exp(-0.25 * 4))
    assert quiet(one, FOREVER) == pytest.approx(np.exp(-0.25 * 10))


def test_one_word_at_the_beginning_and_the_time_to_read_it() -> None:
    one = sight(channel("office", {"a": Sees(once=made.is_(0.6))}, latency=5.0, reading_hours=made.is_(2.0)))
    assert quiet(one, 2.0) == 1.0
    assert quiet(one, 7.0) == pytest.approx(1 - 0.6 * (1 - np.exp(-1)))
    assert quiet(one, FOREVER) == pytest.approx(0.4)


def test_looks_count_while_the_step_goes_on_by_sky_and_by_what_is_taken() -> None:
    eye = channel("eye", {"a": Sees(per_look=made.is_(0.5))}, latency=4.0, taken=made.is_(0.3), sensors=("s",))
    over = sky("eye", "here", [-3.0, 2.0, 7.0, 30.0], [1.0, 0.8, 0.4, 1.0])
    expected = (1 - 0.5 * 0.3 * 0.8 * (1 - np.exp(-7 / 4))) * (1 - 0.5 * 0.3 * 0.4 * (1 - np.exp(-2 / 4)))
    assert quiet(sight(eye, over=over), 9.0) == pytest.approx(expected)
    ordered = over.ordering([("eye", "here", 1)])
    assert quiet(sight(eye, over=ordered), FOREVER) == pytest.approx((1 - 0.5 * 0.8) * (1 - 0.5 * 0.3 * 0.4))


def test_what_cannot_be_recognised_is_never_told() -> None:
    one = sight(channel("press", {"a": Sees(rate_per_day=made.is_(1000), recognised=made.is_(0.7))}))
    assert quiet(one, FOREVER) == pytest.approx(0.3)


@pytest.mark.parametrize("name", ["array_api_strict", "array_api_compat.torch"])
def test_another_array_library_says_the_same(name: str) -> None:
    library = pytest.importorskip(name, reason=f"{name} is not installed")
    eye = channel("eye", {"a": Sees(per_look=made.is_(0.5), rate_per_day=made.is_(2))}, latency=4.0, sensors=("s",))
    one = sight(eye, over=sky("eye", "here", [2.0, 7.0]))
    by = np.array([[3.0, 9.0]])
    there = told_nothing(one, by, library, lambda x: library.asarray(np.ascontiguousarray(x)))
    assert np.allclose(np.from_dlpack(there), told_nothing(replace(one), by, np, np.asarray), atol=1e-14)
