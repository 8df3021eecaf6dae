"""Scores as drawings: a reliability diagram where enough is settled, else the scores, and that it cannot be seen yet."""

from datetime import UTC, datetime

import pytest

from tests.warn.drawing.boxes import colliding, outside
from tocsin.model.scoring import Measured, Reliable, ScoreReport, ScoreRow, Skill
from tocsin.warn import scored
from tocsin.warn.drawing import svg
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])
AS_OF = datetime(2031, 3, 12, tzinfo=UTC)


def row(by: str, n: int, curved: bool) -> ScoreRow:
    curve = tuple((p, n // 10, p * 0.8, max(0.0, p - 0.1), min(1.0, p + 0.1)) for p in (0.05, 0.2, 0.4, 0.7, 0.95))
    return ScoreRow(
        realm="record", source="person", by=by, kind="yes-no", n=n, happened=n // 4, open=0, void=0,
        brier=Measured(mean=0.12, low=0.08, high=0.16, n=n),
        skill=(Skill(reference="climatology", score="brier", skill=0.25, n=n),),
        reliability=Reliable(miscalibration=0.01, discrimination=0.05, uncertainty=0.16, outside=0.2, curve=curve, n=n) if curved else None,
    )  # fmt: skip


def report(*rows: ScoreRow, synthetic: bool = False) -> ScoreReport:
    return ScoreReport(problem="x", as_of=AS_OF, rows=rows, synthetic=synthetic)


@both
def test_the_diagram_has_the_band_and_the_forecasters_with_most_settled(lang: Lang) -> None:
    found = report(*(row(f"person {n}", 20 + n, True) for n in range(6)), synthetic=True)
    drawn = svg(scored.picture(found, lang))
    assert [name in drawn for name in ("person 5", "person 4", "person 3", "person 2")] == [True, True, True, False]
    assert drawn.count('fill-opacity="0.16"') == 1  # the band of calibrated forecasts
    assert ("how often it happened" if lang == "en" else "fréquence observée") in drawn
    assert "SYNTHETIC" in drawn
    assert outside(drawn) == []
    assert colliding(drawn) == []


@both
def test_too_little_settled_shows_scores_and_says_so(lang: Lang) -> None:
    drawn = svg(scored.picture(report(row("<b>A</b>", 3, False), row("B", 2, False)), lang))
    assert "<b>" not in drawn
    assert ("Too little is settled" if lang == "en" else "Trop peu est tranché") in drawn
    assert drawn.count("<circle") == 4  # a dot and, from its skill, climatology's ring, for each
    assert outside(drawn) == []
    assert ("nothing is settled" if lang == "en" else "rien n’est tranché") in svg(scored.picture(report(), lang))
