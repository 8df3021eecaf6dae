"""A margin as a drawing: marked, in both languages, by strategy or by day."""

from tests.warn.margin.made import setting
from tocsin.library import problems
from tocsin.warn.drawing import svg
from tocsin.warn.margin import margin
from tocsin.warn.margin.drawn_up import picture


def test_strategies_and_days_are_drawn() -> None:
    problem = problems.load("korea-tests")
    assert problem.pathways is not None
    where = setting(problem.pathways, draws=20, inner=8)
    by_strategy, by_day = margin(where, problem.id), margin(where, problem.id, days=3)
    first, second = svg(picture(by_strategy, problem, "fr")), svg(picture(by_day, problem))
    assert "jamais confirmé" in first
    assert "in time" in second
    assert "TLP:CLEAR" in first
    assert first == svg(picture(by_strategy, problem, "fr"))
