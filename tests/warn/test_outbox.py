"""The outbox: who is told, what waits, retries that double, escalation, and marks that are kept."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.triggers.made import NOW, Watch, broken, judged, later, trigger
from tocsin.model import Acknowledgement, Alert, Delivery, Release, Tlp
from tocsin.model.triggers import Alerting, Retries
from tocsin.warn import outbox
from tocsin.warn.outbox import Sent
from tocsin.warn.triggers import events

HOUSE: dict[str, Any] = {
    "people": [
        {"role": "watch-officer", "name": "the desk", "channels": ["desk"]},
        {"role": "head-of-watch", "name": "the head", "channels": ["phone"]},
    ],
    "channels": [
        {"id": "desk", "kind": "file", "folder": "desk"},
        {"id": "phone", "kind": "webhook", "url": "https://phone.example/"},
        {"id": "archive", "kind": "file", "folder": "archive", "most_tlp": "red"},
    ],
}


def house(**more: Any) -> Alerting:
    return msgspec.convert({**HOUSE, **more}, Alerting)


def alert(tlp: Tlp = "clear", **more: Any) -> Alert:
    values = {"escalate": [{"after_minutes": 30, "who": "head-of-watch"}, {"after_minutes": 90, "who": "director"}], **more}
    (made,) = Watch(trigger("collector", states=["broken"], **values)).look(judged(collectors=broken("post")))
    return msgspec.structs.replace(made, tlp=tlp)


def test_the_role_and_what_is_nobodys_are_told() -> None:
    assert [(one.channel, one.who, one.progress) for one in outbox.queue(alert(), house(), NOW)] == [
        ("desk", "the desk", "queued"),
        ("archive", None, "queued"),
    ]
    assert outbox.queue(alert(), Alerting(), NOW) == []


def test_a_mark_above_the_channels_is_not_sent_and_is_a_record() -> None:
    desk, archive = outbox.queue(alert("amber"), house(), NOW)
    assert (desk.progress, archive.progress) == ("withheld", "queued")
    assert "TLP:AMBER" in desk.why
    assert desk.tlp == "amber"


def test_a_role_that_nobody_fills_goes_to_what_is_nobodys_and_else_is_dead() -> None:
    assert [one.channel for one in outbox.queue(alert(who="nobody-here"), house(), NOW)] == ["archive"]
    (gone,) = outbox.queue(alert(who="nobody-here"), house(channels=HOUSE["channels"][:2]), NOW)
    assert (gone.progress, gone.channel) == ("dead", outbox.NOBODY)
    assert "nobody-here" in gone.why


def test_a_key_is_the_same_for_every_attempt_and_another_for_a_release() -> None:
    one, release = alert(), Release(id="r", alert="a", event="e", by="N", why="w", scope="Restricted", t_known=NOW)
    first, again = outbox.queue(one, house(), NOW), outbox.queue(one, house(), later(5))
    assert [d.key for d in first] == [d.key for d in again]
    assert not {d.key for d in first} & {d.key for d in outbox.queue(one, house(), NOW, release=release)}
    tried = outbox.trying(first[0], NOW)
    assert tried.key == first[0].key
    assert tried.id != first[0].id


@given(st.integers(1, 12), st.floats(1, 1000), st.floats(1000, 100_000), st.floats(0, 50_000))
def test_pauses_double_up_to_the_longest_and_then_it_is_dead(attempts: int, first: float, longest: float, asked: float) -> None:
    retries = Retries(attempts=attempts, first_s=first, longest_s=longest)
    one, pauses = outbox.queue(alert(), house(), NOW)[0], []
    for number in range(1, attempts + 1):
        one = outbox.outcome(outbox.trying(one, NOW), Sent(ok=False, why="down", again=True, wait_s=asked), retries, NOW)
        if one.due is not None:
            pauses.append((one.due - NOW).total_seconds())
            assert pauses[-1] == pytest.approx(max(asked, min(longest, first * 2 ** (number - 1))))
    assert one.progress == "dead"
    assert len(pauses) == attempts - 1


def test_what_can_never_arrive_is_dead_at_once_and_may_be_revived() -> None:
    tried = outbox.trying(outbox.queue(alert(), house(), NOW)[0], NOW)
    gone = outbox.outcome(tried, Sent(ok=False, why="http-404"), Retries(), NOW)
    assert (gone.progress, gone.why) == ("dead", "http-404")
    assert outbox.due(outbox.latest([gone]), later(days=9)) == []
    again = outbox.revived(gone, later(1))
    assert outbox.due(outbox.latest([gone, again]), later(1)) == [again]


def test_a_try_without_an_end_is_made_again() -> None:
    queued = outbox.queue(alert(), house(), NOW)[0]
    tried = outbox.trying(queued, NOW)
    assert outbox.due(outbox.latest([queued, tried]), NOW) == [tried]
    done = outbox.outcome(tried, Sent(ok=True), Retries(), NOW)
    assert outbox.due(outbox.latest([queued, tried, done]), later(days=1)) == []


def test_quiet_hours_hold_what_is_not_grave_and_an_end_wakes_nobody() -> None:
    night = [{"zone": "UTC", "begin": "22:00", "end": "06:00"}]
    assert {one.due for one in outbox.queue(alert(severity="severe"), house(quiet=night), NOW)} == {NOW}
    held = outbox.queue(alert(), house(quiet=night), NOW)
    assert {one.due for one in held} == {NOW.replace(hour=6, minute=0) + timedelta(days=1)}
    over = msgspec.structs.replace(alert(severity="severe"), message="cancel")
    assert {one.due for one in outbox.queue(over, house(quiet=night), NOW)} == {NOW.replace(hour=6, minute=0) + timedelta(days=1)}


def told(one: Alert, deliveries: list[Delivery], minutes: float, acks: list[Acknowledgement] | None = None) -> list[tuple[int, str]]:
    (event,) = events([one], acks or [])
    return [(made.step, made.channel) for made in outbox.escalated(event, deliveries, house(), later(minutes))]


def test_what_nobody_acknowledges_goes_to_the_next_once() -> None:
    one = alert()
    first = outbox.queue(one, house(), NOW)
    assert told(one, first, 29) == []
    assert told(one, first, 30) == [(1, "phone")]
    (event,) = events([one])
    done = [*first, *outbox.escalated(event, first, house(), later(30))]
    assert told(one, done, 31) == []
    assert told(one, done, 90) == [(2, "archive")]  # nobody is declared as director


def test_what_was_acknowledged_escalates_no_further_until_it_gets_graver() -> None:
    one = alert()
    ack = Acknowledgement(id="a", event=one.event, alert=one.id, by="N", decided="nothing", what="an exercise", t_known=later(5))
    first = outbox.queue(one, house(), NOW)
    assert told(one, first, 300, [ack]) == []
    graver = msgspec.structs.replace(one, id="b", number=2, severity="extreme", t_known=later(200), message="update")
    (event,) = events([one, graver], [ack])
    assert event.state == "open"
    assert outbox.escalated(event, first, house(), later(229)) == []
    assert [made.channel for made in outbox.escalated(event, first, house(), later(230))] == ["phone"]


def test_the_time_to_the_next_runs_from_the_end_of_quiet_hours() -> None:
    one = alert()
    mine = house(quiet=[{"zone": "UTC", "begin": "22:00", "end": "06:00"}])
    first = outbox.queue(one, mine, NOW)
    (event,) = events([one])
    morning = NOW.replace(hour=6, minute=0) + timedelta(days=1)
    assert outbox.escalated(event, first, mine, morning + timedelta(minutes=29)) == []
    assert len(outbox.escalated(event, first, mine, morning + timedelta(minutes=30))) == 1


def test_what_is_over_or_needs_no_word_escalates_nowhere() -> None:
    one = alert()
    over = msgspec.structs.replace(one, id="b", number=2, message="cancel", t_known=later(1))
    (event,) = events([one, over])
    assert outbox.escalated(event, [], house(), later(900)) == []
    assert told(msgspec.structs.replace(one, acknowledge=False), [], 900) == []


def test_who_was_told_by_escalation_hears_how_it_goes_on() -> None:
    one = alert()
    first = outbox.queue(one, house(), NOW)
    (event,) = events([one])
    told = [*first, *outbox.escalated(event, first, house(), later(30))]
    over = msgspec.structs.replace(one, id="b", number=2, message="cancel", t_known=later(60))
    again = outbox.queue(over, house(), later(60))
    assert [(made.channel, made.who) for made in outbox.followed(over, told, again, house(), later(60))] == [("phone", "the head")]
    assert outbox.followed(over, first, again, house(), later(60)) == []
