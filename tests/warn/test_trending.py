"""How a judgement went: from where to where, the highest day, the largest moves with what moved them, in words, a table and a drawing."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.warn.drawing.boxes import colliding, outside
from tests.warn.laid import material, whole
from tests.warn.made import AS_OF, case
from tocsin.model import Probability
from tocsin.model.trends import Trend, TrendDay, TrendMove
from tocsin.warn import trending
from tocsin.warn.drawing import svg
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])
FIRST = date(2031, 2, 20)


def around(mean: float) -> Probability:
    return Probability(mean=mean, low=mean / 10, high=mean * 3)


def made(means: tuple[float, ...] = (0.001, 0.001, 0.004, 0.0041, 0.002, 0.0014), publisher: str | None = "Agence Ombrine") -> Trend:
    held = case()
    up = (TrendMove(observation="o1", origin=held.origins[0].id, publisher=publisher, indicator="trucks", delta=0.003),)
    down = (TrendMove(observation="silence:levels", indicator="levels", delta=-0.002),)
    moves = {2: up, 4: down}
    days = tuple(TrendDay(day=FIRST + timedelta(days=n), probability=around(mean), moves=moves.get(n, ())) for n, mean in enumerate(means))
    return Trend(hypothesis="breach", horizon=30, as_of=AS_OF, draws=800, base_rate=around(0.0008), days=days, synthetic=True, tlp="green")


def told(lang: Lang, found: Trend | None) -> list[str]:
    brief = whole(lang, beside=replace(material(), trend=found))
    return [s.text for s in brief.sentences if any(r.declared == "tocsin trend --json" for r in s.references)]


@both
def test_the_brief_says_how_it_went_and_what_moved_it(lang: Lang) -> None:
    whole_, jumps, today = told(lang, made())
    for value in ("1 in 1,000", "1 in 700", "1 in 240") if lang == "en" else ("1 sur 1\u202f000", "1 sur 700", "1 sur 240"):
        assert value in whole_
    assert ("highest on 23 February 2031" if lang == "en" else "au plus haut le 23 février 2031") in whole_
    assert ("silence on water levels" if lang == "en" else "silence sur\u202f: niveau de l’eau") in jumps
    assert jumps.index("22") < jumps.index("24")  # in order of their dates
    assert "Agence Ombrine" in jumps
    assert ("as they are today" if lang == "en" else "comme aujourd’hui") in today


def test_the_largest_moves_are_chosen_by_their_factor() -> None:
    found = made()
    assert [one.day for _, one in trending.largest(found, 1)] == [FIRST + timedelta(days=2)]
    assert [one.day for _, one in trending.largest(found)] == [FIRST + timedelta(days=2), FIRST + timedelta(days=4)]


@both
def test_a_calm_month_and_no_month_say_so(lang: Lang) -> None:
    calm = msgspec.structs.replace(made(), days=tuple(msgspec.structs.replace(one, moves=()) for one in made().days))
    assert ("No day moved it" if lang == "en" else "Aucun jour") in told(lang, calm)[1]
    assert told(lang, None) == []
    assert told(lang, msgspec.structs.replace(made(), days=made().days[:1])) == []


@both
def test_the_drawing_marks_the_moves_and_stays_inside(lang: Lang) -> None:
    held = case()
    drawn = svg(trending.picture(made(publisher="<b>" + "Ombrine " * 30), held.problem, lang))
    assert outside(drawn) == []
    assert colliding(drawn) == []
    assert "<b>" not in drawn
    assert "TLP:GREEN" in drawn
    assert drawn.count('stroke-dasharray="2 2"') == 2
    assert ("base rate" if lang == "en" else "taux de base") in drawn
    assert drawn == svg(trending.picture(made(publisher="<b>" + "Ombrine " * 30), held.problem, lang))
    assert any(one.id == "trend" and one.section == "changed" for one in whole(lang, beside=replace(material(), trend=made())).drawings)


@both
def test_the_table_has_a_row_a_day_and_is_marked(lang: Lang) -> None:
    text = trending.table(made(), case().problem, lang)
    lines = text.splitlines()
    assert lines[0] == lines[-1]
    assert "SYNTHETIC" in lines[0]
    assert sum("2031" in line for line in lines) == len(made().days)
    assert all(len(line) <= 100 for line in lines)
    assert "{" not in text
