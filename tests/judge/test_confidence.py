"""Confidence follows sources, coverage, contradiction and width, and gives its reasons."""

import pytest

from tests.judge.worlds import AS_OF
from tocsin.judge.confidence import confidence, flat
from tocsin.model import IndicatorJudgement, Observation, Probability


def rows(coverage: float, status: str = "quiet") -> list[IndicatorJudgement]:
    fields = {"side": "adversary", "role": "evidence", "probability": 0.1, "last_look": None, "origins": 1, "reports": 1}
    return [IndicatorJudgement(id="storage", status=status, coverage=coverage, **fields)]  # type: ignore[arg-type]


def observed(sources: int) -> list[Observation]:
    return [
        Observation(id=f"{i}", indicator="storage", source=f"s{i}", kind="report", t_known=AS_OF, method="x", method_version="1")
        for i in range(sources)
    ]


@pytest.mark.parametrize(
    ("sources", "coverage", "factor", "status", "level"),
    [
        (0, 1.0, 2, "quiet", "low"),
        (3, 0.5, 9, "lit", "moderate"),
        (3, 0.5, 11, "lit", "low"),
        (3, 0.4, 9, "lit", "low"),
        (5, 0.9, 2.5, "lit", "high"),
        (5, 0.9, 2.5, "contested", "low"),
    ],
)
def test_levels(sources: int, coverage: float, factor: float, status: str, level: str) -> None:
    chance = Probability(mean=0.01, low=0.01, high=0.01 * factor)
    assert confidence(chance, rows(coverage, status), observed(sources)).level == level


def test_reasons_name_what_is_missing() -> None:
    why = confidence(Probability(mean=0.01, low=0.0, high=0.1), rows(0.0, "contested"), []).why
    assert "no source with a profile of its own reported evidence" in why
    assert "indicators that nobody was watching: 1 of 1" in why
    assert "contested: storage" in why
    assert flat().level == "low"
