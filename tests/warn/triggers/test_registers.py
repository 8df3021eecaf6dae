"""Triggers on registers: red lines, other people's judgements, what is due. Repetitions are no news, and every cause names its words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.warn.triggers.made import NOW, Watch, judged, later, trigger
from tocsin.model.calendars import Calendar, DueRow
from tocsin.model.opinions import Assessor, Others, View
from tocsin.model.red_lines import Crossed, LineRow, RedLines, Said
from tocsin.model.registers import Words
from tocsin.warn.triggers import Situation

TODAY = NOW.date()


def words(text: str, **more: Any) -> Words:
    values = {"statement": "s" * 64, "report": "r" * 64, "span": (3, 9), "text": text, "speaker": "the Board", "t_known": NOW, **more}
    return Words(**values)


def lines(*said: Said, crossings: tuple[Crossed, ...] = (), basis: str = "statement") -> RedLines:
    row = LineRow(
        id="sluices",
        basis=basis,  # type: ignore[arg-type]  # one of its words
        speaker="office:board",
        side=None,
        theme=None,
        condition={"en": "the sluices are touched"},
        threatened={},
        consequence="unstated",
        vague=(),
        first_said=TODAY,
        last_said=TODAY,
        said=said,
        crossings=crossings,
    )
    return RedLines(as_of=NOW, prior="", answer_days=30, checked=None, lines=(row,), follow_through=())


def said(change: str, day: date = TODAY, *some: Words) -> Said:
    return msgspec.convert({"date": day, "change": change, "words": list(some)}, Said)


def seeing(**more: Any) -> Situation:
    return judged(**more)


@pytest.mark.parametrize(("states", "rung"), [(["said"], ["said", "said"]), (["hardened"], ["hardened"]), (["softened"], [])])
def test_how_a_line_was_said(states: list[str], rung: list[str]) -> None:
    found = lines(
        said("first", TODAY, words("do not")), said("hardened", TODAY, words("never")), said("repeated", TODAY - timedelta(days=1))
    )
    alerts = Watch(trigger("red-line", states=states)).look(seeing(red_lines=found))
    told = [cause.what["en"] for alert in alerts for cause in alert.causes]
    assert len(told) == len(rung)
    for alert in alerts:
        for cause in alert.causes:
            assert cause.subject == "sluices"
            assert all(reference.report == "r" * 64 for reference in cause.references)


def test_a_crossing_is_told_once_on_whose_word() -> None:
    crossed = Crossed(
        id="c",
        date=TODAY,
        t_known=NOW,
        basis="person",
        what={"en": "a sluice was opened", "fr": "une vanne a été ouverte"},
        on_whose_word=("N. Name",),
        answered=None,
        as_threatened=None,
        why="too-early",
    )
    watch = Watch(trigger("red-line", states=["crossed"]))
    (alert,) = watch.look(seeing(red_lines=lines(crossings=(crossed,))))
    assert alert.causes[0].what == {
        "en": "a red line of office:board was crossed, on the word of N. Name: a sluice was opened",
        "fr": "une ligne rouge de office:board franchie, selon N. Name : une vanne a été ouverte",
    }
    assert watch.look(seeing(red_lines=lines(crossings=(crossed,)), now=later(5))) == ()


def test_a_line_is_marked_as_its_words_are() -> None:
    watch = Watch(trigger("red-line", states=["said"]))
    (alert,) = watch.look(seeing(red_lines=lines(said("first", TODAY, words("no", tlp="amber", synthetic=True)))))
    assert (alert.tlp, alert.synthetic) == ("amber", True)


def others(status: str, hypothesis: str = "breach", phrase: str = "unlikely") -> Others:
    view = View(
        date=TODAY,
        status=status,  # type: ignore[arg-type]  # one of its words
        why="",
        phrase=phrase,
        sense=None,
        low=None,
        median=0.3,
        high=None,
        horizon="unstated",
        words=words("a breach is unlikely"),
    )
    row = Assessor(by="an engineer", entity=None, hypothesis=hypothesis, condition="unstated", views=(view,), new=1, consistent=None)
    return Others(as_of=NOW, assessors=(row,), pools=(), not_pooled={})


@pytest.mark.parametrize(
    ("status", "rings"),
    [("first", 1), ("raised", 1), ("lowered", 1), ("differs", 1), ("re-report", 0), ("unchanged", 0), ("said-again", 0)],
)
def test_only_what_is_new_of_somebodys_judgement_rings(status: str, rings: int) -> None:
    watch = Watch(trigger("judgement", of=["breach"]))
    assert len(watch.look(seeing(others=others(status)))) == rings
    assert watch.look(seeing(others=others(status), now=later(1))) == ()


def test_a_judgement_of_nothing_declared_rings_nothing() -> None:
    assert Watch(trigger("judgement")).look(seeing(others=others("first", "unstated"))) == ()
    (alert,) = Watch(trigger("judgement")).look(seeing(others=others("first", phrase="")))
    assert "a breach is unlikely" in alert.causes[0].what["en"]


def due(days: int, state: str, name: str = "works") -> Calendar:
    day = TODAY + timedelta(days=days)
    row = DueRow(
        id=name,
        basis="declared",
        kind="exercise",
        date=day,
        until=None,
        days=days,
        state=state,  # type: ignore[arg-type]  # one of its words
        what={"en": "works on the dam"},
        on_whose_word="the Board",
    )
    return Calendar(as_of=NOW, checked=None, begin=TODAY, end=TODAY, entries=(row,))


def test_what_is_due_rings_before_it_and_is_over_after_it() -> None:
    watch = Watch(trigger("calendar", of=["exercise"], days=3))
    course = [(4, "due"), (3, "due"), (1, "due"), (0, "on"), (-1, "past")]
    told = [[a.message for a in watch.look(seeing(calendar=due(days, state), now=later(n)))] for n, (days, state) in enumerate(course)]
    assert told == [[], ["alert"], [], [], ["cancel"]]
    assert Watch(trigger("calendar", of=["expiry"])).look(seeing(calendar=due(1, "due"))) == ()


def test_words_from_outside_are_short_harmless_and_coarse() -> None:
    nasty = words("\x1b[31m depot at 50.1234, 36.5678 " + "x" * 900)
    line = lines(said("first", TODAY, nasty))
    row = msgspec.structs.replace(line.lines[0], condition={"en": nasty.text})
    (alert,) = Watch(trigger("red-line", states=["said"])).look(seeing(red_lines=msgspec.structs.replace(line, lines=(row,))))
    told = alert.causes[0].what["en"] + (alert.causes[0].references[0].words or "")
    assert "\x1b" not in told
    assert "50.1234" not in told
    assert len(told) < 600


def test_a_fact_that_lies_ahead_waits() -> None:
    ahead = words("soon", t_known=datetime(2031, 3, 20, tzinfo=UTC))
    watch = Watch(trigger("red-line", states=["said"]))
    assert watch.look(seeing(red_lines=lines(said("first", TODAY, ahead)))) == ()
    assert len(watch.look(seeing(red_lines=lines(said("first", TODAY, ahead)), now=datetime(2031, 3, 21, tzinfo=UTC)))) == 1
