"""Drawings of single answers: every row that the answer has, adding up, marked, and harmless."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.warn.made import AS_OF, case
from tocsin.model import Probability, Reason, Reasons
from tocsin.model.replays import Replay, Step
from tocsin.warn import plots
from tocsin.warn.drawing import svg
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])


def reasons(count: int = 14, since: bool = False) -> Reasons:
    told = tuple(
        Reason(
            observation=f"o{n}",
            origin="x",
            publisher="<b>Ombrine</b>",
            indicator="trucks",
            delta=(-1) ** n * 0.0001 * (n + 1),
            change=0.00001 * n,
        )
        for n in range(count)
    )
    silent = Reason(observation="silence:levels", origin=None, publisher=None, indicator="levels", delta=-0.0002, change=-0.0002)
    time = Reason(observation="time", origin=None, publisher=None, indicator=None, delta=0.0, change=-0.0003)
    some = Probability(mean=0.002, low=0.001, high=0.004)
    then = AS_OF - timedelta(days=2) if since else None
    base = Probability(mean=0.001, low=0.0005, high=0.002)
    return Reasons(
        hypothesis="breach", horizon=30, as_of=AS_OF, since=then, probability=some, base_rate=base, previous=some if since else None,
        reasons=(*told, silent, time), synthetic=True,
    )  # fmt: skip


def figures(drawn: str) -> list[int]:
    found = re.findall(r">([+−±][\d,\u202f]+)</text>", drawn)
    return [int(re.sub(r"[±,\u202f]", "", n).replace("−", "-")) for n in found]


@both
@pytest.mark.parametrize("since", [False, True])
def test_the_rows_of_what_moved_it_add_up_and_the_rest_is_one_row(lang: Lang, since: bool) -> None:
    found = reasons(since=since)
    drawn = svg(plots.moved(found, case().problem, lang))
    total = sum((reason.change or 0.0) if since else reason.delta for reason in found.reasons)
    assert len(figures(drawn)) == plots.ROWS + 1
    assert abs(sum(figures(drawn)) - total * 100_000) <= plots.ROWS
    assert "<b>" not in drawn
    assert "SYNTHETIC" in drawn
    assert ("silence" in drawn) or since is False


@both
def test_likelihoods_have_every_hypothesis(lang: Lang) -> None:
    held = case(synthetic=True)
    drawn = svg(plots.likelihoods(held.assessment, held.problem, lang))
    for name in ("a breach of the dam" if lang == "en" else "une rupture du barrage", "an overflow"):
        assert name in drawn
    assert drawn.count("1 in 700" if lang == "en" else "1 sur 700") >= 1
    assert "SYNTHETIC" in drawn


@both
def test_the_past_is_drawn_step_by_step_with_its_base_rate(lang: Lang) -> None:
    def around(mean: float) -> Probability:
        return Probability(mean=mean, low=mean / 2, high=mean * 2)

    start = datetime(2031, 3, 1, tzinfo=UTC)
    steps = tuple(
        Step(
            as_of=start + timedelta(days=n), reports=0, origins=0, new_reports=0, new_origins=0, states={}, lit=(),
            hypotheses={"breach": {"30": around(0.001 * (n + 1))}, "overflow": {"30": around(0.01)}},
        )
        for n in range(5)
    )  # fmt: skip
    found = Replay(
        problem="vaule-dam", problem_version="1", since=start, until=start + timedelta(days=4), step="1d", horizons=(30,), draws=20, seed=0,
        base_rate={"breach": {"30": around(0.001)}}, hindsight=("declared later",), steps=steps,
    )  # fmt: skip
    picture = plots.past(found, case().problem, None, lang)
    assert "rupture" in picture.frame.title or "breach" in picture.frame.title
    drawn = svg(picture)
    assert ("Hindsight" if lang == "en" else "Recul") in drawn
    assert ("base rate" if lang == "en" else "taux de base") in drawn
    assert "overflow" in svg(plots.past(found, case().problem, "overflow", lang))
