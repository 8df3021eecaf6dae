"""A site beside its controls: stated rates are met where nothing changes, changes are seen, and few controls are refused."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.sense.change import speckle
from tocsin.errors import UsageError
from tocsin.model import Place
from tocsin.model.imagery import Acquisition
from tocsin.sense.change import describing, parting, sites, telling
from tocsin.sense.change.scores import Method

DATES, N, AREAS = 10, 4_000, 4
TIMES = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=12 * i) for i in range(DATES)]
PARTS = parting.part(TIMES, [1.0] * DATES)


def scene(seed: int, site_db: float = 0.5, control_db: float = 0.5) -> tuple[speckle.Floats, list[speckle.Floats]]:
    """A site and its controls under one weather; the site may vary more than they do."""
    rng = np.random.default_rng(seed)
    weather = np.exp(speckle.DB * rng.normal(0, 1, (DATES, 1, 1)))
    site = weather * speckle.intensities(rng, DATES, N, 4.4, natural_db=site_db)
    return site, [weather * speckle.intensities(rng, DATES, N, 4.4, natural_db=control_db) for _ in range(AREAS)]


def rates(found: sites.Found) -> list[float]:
    return [flags.share for flags in found.site.flags if flags is not None]


def whole_rate(found: sites.Found) -> float:
    assert found.series is not None
    return float(found.series.changed.any(axis=0).mean())


def test_stated_rates_are_met_where_nothing_changes() -> None:
    found = sites.compare(*scene(0), PARTS, "omnibus", 0.01)
    assert np.mean(rates(found)) == pytest.approx(0.01, abs=0.003)
    assert found.series is not None
    assert found.series.changed.any(axis=0).mean() == pytest.approx(0.01, abs=0.005)
    assert found.series.measured is not None
    assert found.series.measured.mean == pytest.approx(0.01, abs=0.004)


def test_a_site_that_varies_more_than_its_controls_is_held_to_its_own_past() -> None:
    wild = scene(1, site_db=2.0, control_db=0.3)
    assert np.mean(rates(sites.compare(*wild, PARTS, "omnibus", 0.01))) == pytest.approx(0.01, abs=0.005)
    assert whole_rate(sites.compare(*wild, PARTS, "omnibus", 0.01)) < 0.03
    blind = PARTS._replace(reference=())
    assert np.mean(rates(sites.compare(*wild, blind, "omnibus", 0.01))) > 0.03


def test_each_dates_own_level_is_taken_out() -> None:
    site, controls = scene(6)
    factor = np.exp(speckle.DB * np.random.default_rng(0).normal(0, 5, (DATES, 2, 1)))
    plain = sites.compare(site, controls, PARTS, "omnibus", 0.01)
    moved = sites.compare(site * factor, [control * factor for control in controls], PARTS, "omnibus", 0.01)
    assert rates(moved) == pytest.approx(rates(plain))
    assert moved.looks == pytest.approx(plain.looks)
    controls[0][3] = np.nan
    assert np.isfinite(sites.levelled(site, controls[:1])[0]).all()


@pytest.mark.parametrize("method", ["omnibus", "cva", "irmad"])
def test_a_change_is_seen_from_its_date_on(method: Method) -> None:
    site, controls = scene(2)
    site[7:, :, :400] *= 10
    if method != "omnibus":
        site, controls = np.log(site), [np.log(control) for control in controls]
    found = sites.compare(site, controls, PARTS, method, 0.01)
    shares = rates(found)
    assert max(shares[:2]) < 0.02
    assert min(shares[2:]) > 0.05
    if found.series is not None:
        assert found.series.changed.mean(axis=1).argmax() == 6


def test_unseen_pixels_are_not_counted_and_a_date_without_controls_tells_nothing() -> None:
    site, controls = scene(3)
    site[6, :, : N // 2] = np.nan
    for control in controls:
        control[8] = np.nan
    found = sites.compare(np.log(site), [np.log(c) for c in controls], PARTS, "cva", 0.01)
    seen = [None if flags is None else int(flags.seen.sum()) for flags in found.site.flags]
    assert seen == [N, N // 2, N, None, N]


def test_rates_that_controls_or_past_cannot_resolve_are_refused() -> None:
    site, controls = scene(4)
    with pytest.raises(UsageError, match=r"1e-05 cannot be measured on 16,000 control pixels"):
        sites.compare(site, controls, PARTS, "omnibus", 1e-5)
    with pytest.raises(UsageError, match="cannot be measured on 0 control pixels"):
        sites.compare(site, [], PARTS, "omnibus", 0.01)
    with pytest.raises(UsageError, match="pixels of the site on reference dates"):
        sites.compare(site[:, :, :300], controls, PARTS, "omnibus", 0.01)


def test_the_record_says_what_its_rates_rest_on_and_what_was_seen_becomes_coverage() -> None:
    site, controls = scene(5)
    site[7:, :, :400] *= 10
    taken = [
        Acquisition(id=f"i{i}", collection="c", catalogue="k", kind="radar", t=t, t_known=t + timedelta(hours=3), synthetic=True)
        for i, t in enumerate(TIMES)
    ]
    found = sites.compare(site, controls, PARTS, "omnibus", 0.01)
    place = Place(id="invented", name="invented", lat=0.0, lon=0.0)
    record = describing.describe(place, taken, ("vv", "vh"), [1.0] * DATES, PARTS, found, "omnibus", 0.01)
    rate = record.calibration
    assert (rate.control_pixels, rate.control_cells, rate.reference_dates, rate.smallest) == (4 * N, 4, 2, 10 / (2 * N))
    assert rate.on_control is not None
    assert rate.on_control.mean == pytest.approx(0.01, abs=0.003)
    assert [date.p_null for date in record.dates][:5] == [None] * 5
    assert [date.p_null for date in record.dates][7:] == [1 / 81] * 3
    assert record.at_least_once is not None
    assert 0.03 < record.at_least_once <= 5 * 0.0125
    told = telling.tell(record)
    coverage, changes = told[:DATES], told[DATES:]
    assert {one.indicator for one in told} == {"sar/change"}
    assert [one.looked for one in coverage if one.v and hasattr(one, "looked")] == [1.0] * DATES
    assert [one.t_known for one in changes] == [a.t_known for a in taken[5:]]
    assert all(one.synthetic for one in told)
    assert len({one.id for one in told}) == len(told)


@pytest.mark.parametrize(("cloud", "status", "looked"), [(0.3, "watched", 0.7), (0.95, "not-watched", 0.0), (None, "watched", 1.0)])
def test_an_image_whose_pixels_were_not_read_covers_by_its_published_cloud(cloud: float | None, status: str, looked: float) -> None:
    one = Acquisition(id="i", collection="c", catalogue="k", kind="optical", t=TIMES[0], t_known=TIMES[0], cloud=cloud)
    found = telling.acquired(one, Place(id="p", name="p"))
    assert (found.status, found.looked, found.indicator, found.source) == (status, looked, "optical/change", "optical")
    assert (found.t_end - found.t_start, found.why is None) == (timedelta(days=1), status == "watched")


def test_where_nothing_changes_small_p_of_a_share_are_no_more_frequent_than_they_say() -> None:
    place = Place(id="invented", name="invented", lat=0.0, lon=0.0)
    taken = [Acquisition(id=f"i{i}", collection="c", catalogue="k", kind="radar", t=t, t_known=t) for i, t in enumerate(TIMES)]
    told = []
    for seed in range(12):
        site, controls = scene(100 + seed)
        scored = sites.score(site, controls, PARTS, "omnibus")
        found = sites.told(scored, PARTS, 0.01)
        record = describing.describe(place, taken, ("vv", "vh"), [1.0] * DATES, PARTS, found, "omnibus", 0.01)
        told += [date.p_null for date in record.dates if date.p_null is not None]
    assert len(told) == 12 * 5
    assert sum(p <= 0.1 for p in told) <= 12
    assert sum(p <= 0.02 for p in told) <= 3
