"""The watch: taken, noted, put right, handed over; entries stay, and of two people at once the second is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine import handing_over, requesting, shifts, store
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import Ledger
from tocsin.model import Alert, Brief

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    return folder


def test_a_watch_is_taken_handed_over_with_what_is_open_and_taken_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shifts.take(place, by="ana")
    asked = requesting.ask(place, "Did the railway stop?", by="ana", why="the brief")
    store.add(place, [Alert(id="a1", event="e1", as_of=NOW, t_known=NOW)])
    monkeypatch.setenv("TOCSIN_NOW", (NOW + timedelta(hours=8)).isoformat())
    entry = shifts.hand_over(place, by="ana", to="bo", text="The rail question is open.")
    assert (entry.alerts, entry.requests) == (("e1",), (asked.id,))
    log = shifts.shift(place)
    assert (log.on_watch, log.offered, log.since) == ("ana", "bo", NOW)
    monkeypatch.setenv("TOCSIN_NOW", (NOW + timedelta(hours=9)).isoformat())
    shifts.take(place, by="bo")
    log = shifts.shift(place)
    assert (log.on_watch, log.offered, [one.kind for one in log.entries]) == ("bo", "", ["took-over", "handed-over", "took-over"])
    then = shifts.shift(place, NOW + timedelta(hours=8))
    assert (then.on_watch, then.offered) == ("ana", "bo")


def test_a_watch_that_nobody_handed_over_is_taken_with_a_reason(place: Path) -> None:
    shifts.take(place, by="ana")
    with pytest.raises(UsageError, match="you have the watch"):
        shifts.take(place, by="ana")
    with pytest.raises(UsageError, match="ana has the watch and has not handed it to you"):
        shifts.take(place, by="bo")
    assert shifts.take(place, by="bo", text="ana is ill").text == "ana is ill"
    with pytest.raises(UsageError, match="you have not got the watch: bo has it"):
        shifts.hand_over(place, by="ana", to="cy", text="x")


def test_a_correction_is_a_new_entry_and_both_stay(place: Path) -> None:
    one = shifts.note(place, by="ana", text="Three trains.")
    two = shifts.correct(place, one.id[:8], by="bo", text="Two trains.")
    assert two.corrects == one.id
    assert [entry.text for entry in shifts.shift(place).entries] == ["Three trains.", "Two trains."]
    with pytest.raises(UsageError, match="no entry has this id"):
        shifts.correct(place, "ffffffff", by="bo", text="x")
    with pytest.raises(UsageError, match="says something"):
        shifts.note(place, by="bo", text="  ")


def test_a_handover_is_made_from_the_log_as_it_was_read(place: Path) -> None:
    shifts.take(place, by="ana", seen=0)
    shifts.note(place, by="bo", text="A call came in.")
    with pytest.raises(Conflict, match="bo wrote in the log meanwhile") as told:
        shifts.hand_over(place, by="ana", to="", text="quiet", seen=1)
    assert told.value.now == "2"
    shifts.hand_over(place, by="ana", to="", text="quiet, but for a call", seen=2)
    assert shifts.shift(place).on_watch == ""


def test_the_handover_brief_is_kept_beside_the_entry(place: Path) -> None:
    shifts.take(place, by="ana")
    brief = handing_over.brief_of(place, "fr")
    entry = shifts.hand_over(place, by="ana", to="bo", text="see the brief", brief=brief)
    with Ledger.open(place) as ledger:
        held = ledger.get(Brief, entry.brief or "")
    assert held is not None
    assert (held.form, held.language) == ("handover", "fr")
