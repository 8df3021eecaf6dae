"""Rows of scores: n beside every number, realms apart, void and open uncounted, too few said, order irrelevant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from tocsin.judge import scores
from tocsin.judge.scoring import score
from tocsin.model.scoring import Forecast, Said

NEW_YEAR = datetime(2024, 1, 1, 8, tzinfo=UTC)


def made(day: int, p: float, value: float | None, **more: Any) -> Forecast:
    as_of = NEW_YEAR + timedelta(days=day)
    fields: dict[str, Any] = {"source": "person", "by": "N. Test", "about": "h", "horizon": 7, "state": "open", **more}
    if value is not None and "state" not in more:
        fields["state"] = "yes" if value else "no"
    fields.setdefault("said", Said(probability=p))
    return Forecast(as_of=as_of, until=as_of.date() + timedelta(days=fields["horizon"]), value=value, **fields)


def many(count: int = 300) -> list[Forecast]:
    rng = np.random.Generator(np.random.PCG64(9))
    p = rng.uniform(0.05, 0.95, count)
    y = (rng.random(count) < p).astype(float)
    flat = {"climatology": Said(probability=0.5)}
    return [made(day, float(p[day]), float(y[day]), references=flat if day % 2 else {}, horizon=1) for day in range(count)]


def test_a_row_holds_the_means_their_intervals_and_their_n() -> None:
    found = many()
    (row,) = score(found)
    p, y = [one.said.probability or 0 for one in found], [one.value or 0 for one in found]
    assert row.brier is not None
    assert row.log is not None
    assert row.auc is not None
    assert row.brier.mean == pytest.approx(scores.brier(p, y).mean(), abs=1e-12)
    assert row.log.mean == pytest.approx(scores.logarithmic(p, y).mean(), abs=1e-12)
    assert row.brier.low is not None
    assert row.brier.high is not None
    assert row.brier.low < row.brier.mean < row.brier.high
    assert (row.n, row.brier.n, row.happened) == (300, 300, int(sum(y)))
    (against,) = row.skill
    assert (against.reference, against.n) == ("climatology", 150)
    assert against.skill == pytest.approx(1 - scores.brier(p[1::2], y[1::2]).mean() / 0.25, abs=1e-12)
    assert row.reliability is not None
    parts = row.reliability.miscalibration - row.reliability.discrimination + row.reliability.uncertainty
    assert parts == pytest.approx(row.brier.mean, abs=1e-12)
    assert row.notes == ()


def test_order_is_irrelevant() -> None:
    found = many()
    assert score(found) == score(found[::-1])


def test_realms_and_forecasters_are_never_mixed_and_void_and_open_not_scored() -> None:
    found = [
        made(0, 0.2, 0.0),
        made(1, 0.9, 0.0, realm="hindsight"),
        made(2, 0.9, 0.0, realm="synthetic"),
        made(3, 0.9, 0.0, by="M. Autre"),
        made(4, 0.9, None, state="void"),
        made(5, 0.9, None),
    ]
    rows = score(found)
    assert [(row.realm, row.by, row.n, row.void, row.open) for row in rows] == [
        ("record", "M. Autre", 1, 0, 0),
        ("record", "N. Test", 1, 1, 1),
        ("hindsight", "N. Test", 1, 0, 0),
        ("synthetic", "N. Test", 1, 0, 0),
    ]
    mine = rows[1]
    assert mine.brier is not None
    assert mine.brier.mean == pytest.approx(0.04)
    assert mine.brier.low is None
    assert [note.code for note in mine.notes] == ["too-few", "one-sided"]


def test_overlapping_horizons_give_no_interval_where_few_spans_are_left() -> None:
    (row,) = score([made(day, 0.3, float(day % 3 == 0), horizon=30) for day in range(60)])
    assert row.brier is not None
    assert row.brier.low is None
    assert "too-few-blocks" in [note.code for note in row.notes]


def test_several_things_and_horizons_have_rows_of_their_own() -> None:
    found = [made(day, 0.3, 0.0, about=about, horizon=days) for day in range(3) for about in ("a", "b") for days in (7, 30)]
    rows = score(found)
    assert [(row.about, row.horizon, row.n) for row in rows] == [
        (None, None, 12),
        ("a", None, 6),
        ("b", None, 6),
        (None, 7, 6),
        (None, 30, 6),
    ]


def test_certainty_that_was_wrong_has_no_log_score() -> None:
    (row,) = score([made(0, 1.0, 0.0), made(1, 0.5, 1.0)])
    assert row.log is None
    assert row.refuted == 1


def test_counts_and_times_are_scored_by_crps() -> None:
    counted = made(
        0, 0, 4.0, kind="count", state="number", said=Said(chances=(0.2, 0.3, 0.5)), references={"persistence": Said(chances=(1.0,))}
    )
    timed = made(0, 0, 12.0, kind="time", state="number", said=Said(quantiles=((0.05, 2.0), (0.5, 9.0), (0.95, 40.0))))
    rows = {row.kind: row for row in score([counted, timed])}
    assert rows["count"].crps is not None
    assert rows["count"].crps.mean == pytest.approx(scores.crps_counts([[0.2, 0.3, 0.5]], [4])[0])
    assert rows["count"].skill[0].skill == pytest.approx(1 - rows["count"].crps.mean / 4)
    assert rows["time"].crps is not None
    assert rows["time"].crps.mean == pytest.approx(scores.crps_quantiles([[2, 9, 40]], [0.05, 0.5, 0.95], [12])[0])
