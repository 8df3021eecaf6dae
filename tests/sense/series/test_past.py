"""An instrument's days beside their own past, and a link of an instrument that is lit by it."""

from datetime import date as Day
from datetime import timedelta

import numpy as np
import pytest

from tocsin.model.series import Count
from tocsin.sense.series import judged
from tocsin.sense.series.past import by_past

FIRST = Day(2024, 1, 1)


def test_each_measure_and_place_is_judged_by_itself() -> None:
    rng = np.random.default_rng(2)
    calm = [(FIRST + timedelta(n), float(v)) for n, v in enumerate(rng.poisson(3, 120))]
    loud: list[tuple[Day, float | None]] = []
    for n, (day, value) in enumerate(calm):
        loud.append((day, None if 40 <= n < 45 else value * (4 if n > 117 else 1)))
    found = by_past({("adsb/military", "a"): calm, ("adsb/military", "b"): loud})
    for key, series in ((("adsb/military", "a"), calm), (("adsb/military", "b"), loud)):
        alone = judged([Count(day=day, value=value) for day, value in series], second=False)
        for one in alone.days:
            assert found[key][one.day].p_null == (None if one.p is None else pytest.approx(one.p, rel=1e-9))
    assert found["adsb/military", "b"][FIRST + timedelta(41)].p_null is None
    last = FIRST + timedelta(119)
    assert (found["adsb/military", "b"][last].p_null or 1) < (found["adsb/military", "a"][last].p_null or 1)


def test_nothing_is_told_of_nothing() -> None:
    assert by_past({}) == {}
