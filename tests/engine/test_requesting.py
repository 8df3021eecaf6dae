"""Requests for information: what was asked, what became of it, and that of two people at once the second is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine import requesting, store
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import Ledger
from tocsin.model import Request, RequestStep

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    (tmp_path / "one.txt").write_text(
        "Paris, 27 November 2026. The minister said on Friday that the use of a nuclear weapon was unlikely.", encoding="utf-8"
    )
    store.ingest([str(tmp_path / "one.txt")], folder)
    return folder


def later(monkeypatch: pytest.MonkeyPatch, hours: float) -> datetime:
    moment = NOW + timedelta(hours=hours)
    monkeypatch.setenv("TOCSIN_NOW", moment.isoformat())
    return moment


def asked(place: Path, **more: object) -> Request:
    given = {"by": "ana", "why": "the brief of Monday", "due": NOW + timedelta(hours=4)} | more
    return requesting.ask(place, "Did the railway stop?", **given)  # type: ignore[arg-type]


def test_a_request_runs_from_open_to_answered_and_rests_on_words(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(place)
    assert requesting.standing(place, NOW)[0].state == "open"
    later(monkeypatch, 1)
    requesting.assign(place, made.id[:8], by="ana", to="bo")
    with Ledger.open(place) as ledger:
        from tocsin.model import Report

        report = next(iter(ledger.records(Report)))
    later(monkeypatch, 2)
    step = requesting.answer(place, made.id, by="bo", text="It did not.", references=[report.id[:12], "https://rail.example/notice"])
    assert [ref.report or ref.path for ref in step.references] == [report.id, "https://rail.example/notice"]
    one = requesting.standing(place, NOW + timedelta(hours=9))[0]
    assert (one.state, one.assigned, one.late, len(one.steps)) == ("answered", "bo", False, 2)
    # As it stood: nothing that came later.
    then = requesting.standing(place, NOW + timedelta(hours=9), NOW + timedelta(hours=1))[0]
    assert (then.state, then.late, len(then.steps)) == ("assigned", True, 1)


def test_a_nil_return_says_what_was_looked_at(place: Path) -> None:
    made = asked(place)
    with pytest.raises(UsageError, match="says what was looked at"):
        requesting.nil(place, made.id, by="bo", looked_at=[" "])
    step = requesting.nil(
        place, made.id, by="bo", looked_at=["rail.example, all of October", "two channels"], since=NOW - timedelta(days=9)
    )
    assert step.looked_at == ("rail.example, all of October", "two channels")
    assert requesting.standing(place, NOW)[0].state == "nil"
    with pytest.raises(UsageError, match="returned nil by bo"):
        requesting.answer(place, made.id, by="ana", text="x", references=["https://a.example/"])
    requesting.reopen(place, made.id, by="ana", text="one more channel is known")
    assert requesting.standing(place, NOW)[0].state == "open"


def test_an_answer_rests_on_what_is_held(place: Path) -> None:
    made = asked(place)
    for references in ([], ["ffffffffffff"], ["abc"]):
        with pytest.raises(UsageError):
            requesting.answer(place, made.id, by="bo", text="yes", references=references)
    assert requesting.standing(place, NOW)[0].steps == ()


def test_of_two_at_once_the_second_is_told(place: Path) -> None:
    made = asked(place)
    requesting.assign(place, made.id, by="ana", to="bo", seen=0)
    with pytest.raises(Conflict, match="ana was quicker: assigned, to bo") as told:
        requesting.assign(place, made.id, by="cy", to="cy", seen=0)
    assert told.value.now == "1"
    requesting.assign(place, made.id, by="cy", to="cy", seen=1)
    assert requesting.standing(place, NOW)[0].assigned == "cy"


def test_late_and_urgent_ones_come_first(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = asked(place, due=NOW + timedelta(hours=1))
    later(monkeypatch, 0.1)
    two = asked(place, due=None, priority="immediate")
    three = asked(place, due=NOW + timedelta(days=3))
    order = [held.request.id for held in requesting.standing(place, NOW + timedelta(hours=2))]
    assert order == [one.id, two.id, three.id]
    with pytest.raises(UsageError, match="late before it is asked"):
        asked(place, due=NOW - timedelta(hours=1))


STEPS = st.lists(st.sampled_from(["assigned", "noted", "answered", "nil", "withdrawn", "reopened"]), max_size=8)


@given(STEPS, st.randoms(use_true_random=False))
def test_records_may_come_in_any_order_and_twice(steps: list[str], random: object) -> None:
    request = Request(id="r", question="q", why="w", by="a", t_known=NOW)
    made = [
        RequestStep(id=f"{n:02}", request="r", number=n + 1, by="a", step=step, to="bo", t_known=NOW + timedelta(minutes=n))  # type: ignore[arg-type]
        for n, step in enumerate(steps)
    ]
    shuffled = [*made, *made]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert requesting.folded([request, request], shuffled, NOW) == requesting.folded([request], made, NOW)
    # The oracle: the last closing step that no reopening follows.
    closing = [n for n, step in enumerate(steps) if step in ("answered", "nil", "withdrawn")]
    opened = [n for n, step in enumerate(steps) if step == "reopened"]
    closed = bool(closing) and (not opened or closing[-1] > opened[-1])
    assert (requesting.folded([request], made, NOW)[0].closed is not None) == closed
