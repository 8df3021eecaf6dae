"""The whole answer: picks with what each takes off, checked on other draws beside what choosing without thought brings; both languages."""

import msgspec
import pytest

from tests.warn.drawing.boxes import outside
from tests.warn.tasking.made import NEEDS, declared, setting
from tests.warn.tasking.test_choosing import PRESS
from tocsin.library import problems
from tocsin.model import to_json
from tocsin.model.pathways import Limits, Option
from tocsin.warn.drawing import svg
from tocsin.warn.tasking import next_looks, tasking, told
from tocsin.warn.words import Lang

WATCH = Option(id="watch", name={"en": "night watch", "fr": "veille de nuit"}, cost=1.0, note="", around_the_clock=True)


def test_the_answer_holds_together_and_beats_choosing_without_thought() -> None:
    found = tasking(setting(declared(limits=Limits(per_satellite_day=2))), "made", most=4, needs=NEEDS, exact=True)
    assert found.picks
    assert found.after == pytest.approx(found.before - sum(pick.gain for pick in found.picks))
    assert found.bound >= found.before - found.after
    by = {one.method: one.before - one.after for one in found.checked}
    assert set(by) == {"greedy", "milp", "round-robin", "random"}
    assert by["greedy"] > by["random"]
    assert by["greedy"] >= by["round-robin"]
    assert found.solved is not None
    assert found.constraints == ("at most 2 looks a satellite and day",)


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, two = (to_json(tasking(setting(), "made", most=3, needs=NEEDS)) for _ in range(2))
    assert one == two


def test_a_budget_is_kept() -> None:
    found = tasking(setting(declared(options=(WATCH,))), "made", most=6, needs=NEEDS, budget=3.0)
    assert found.spent <= 3.0
    assert found.budget == 3.0


def test_where_options_are_taken_the_baselines_of_looks_stand_beside_a_choice_of_looks_alone() -> None:
    with_options = tasking(setting(declared(options=(WATCH, PRESS))), "made", most=4, needs=NEEDS)
    assert any(pick.kind == "option" for pick in with_options.picks)
    by = {one.method: one.before - one.after for one in with_options.checked}
    alone = {one.method: one.before - one.after for one in tasking(setting(), "made", most=4, needs=NEEDS).checked}
    assert by["greedy-looks"] == pytest.approx(alone["greedy"])
    assert "greedy-looks" not in alone


def test_next_looks_are_the_best_single_ones() -> None:
    looks = next_looks(setting(), None, NEEDS, 3)
    gains = [look.gain for look in looks]
    assert gains == sorted(gains, reverse=True)
    first = tasking(setting(), "made", most=1, needs=NEEDS).picks[0]
    assert first.id == looks[0].look
    assert first.gain == pytest.approx(looks[0].gain)


def test_no_looks_no_picks() -> None:
    where = setting()
    dark = msgspec.structs.replace(where.declared, channels=tuple(c for c in where.declared.channels if c.taken is None))
    found = tasking(setting(dark), "made", most=3, needs=NEEDS)
    assert found.picks == ()
    assert found.before == found.after
    assert next_looks(setting(dark), None, NEEDS) == ()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_people_read_it(lang: Lang) -> None:
    problem = problems.load("nuclear-escalation")
    found = tasking(
        setting(declared(options=(WATCH,), limits=Limits(apart_minutes=5))), "made", most=4, needs=NEEDS, exact=True, budget=9.0
    )
    text = told.text(found, problem, lang)
    assert all(len(line) <= 100 for line in text.splitlines())
    assert ("nothing is ordered" if lang == "en" else "rien n’est commandé") in text
    assert ("If these step rates hold" if lang == "en" else "Si ces taux par étape tiennent") in text
    assert "{" not in text
    assert ("at least 5 minutes apart" if lang == "en" else "espacés d’au moins 5 minutes") in text
    assert ": " not in text.replace("\u202f: ", "").partition("Sur 10")[2] or lang == "en"  # no English colon in French rows
    empty = msgspec.structs.replace(found, picks=(), violations=2, solved=None)
    assert ("Nothing that is offered helps" if lang == "en" else "n’aide") in told.text(empty, problem, lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_choice_is_drawn_in_its_order(lang: Lang) -> None:
    problem = problems.load("nuclear-escalation")
    found = tasking(setting(declared(options=(WATCH, PRESS))), "made", most=4, needs=NEEDS)
    drawn = svg(told.picture(found, problem, lang))
    assert drawn.count("<rect") == 1 + len([pick for pick in found.picks if pick.gain > 0])  # the paper, and a bar for each
    assert outside(drawn) == []
    assert ("nothing is ordered" if lang == "en" else "rien n’est commandé") in drawn
