"""Alerts of a workspace, from the sample to a file: looked at, queued, sent, acknowledged, released, tried again; all in the ledger."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine.alerting import deciding, holding, looking, sending
from tocsin.engine.alerting.carrying import Carry, carry
from tocsin.errors import Busy, ConfigError, UsageError
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Delivery, Kept
from tocsin.model.triggers import Channel
from tocsin.warn import outbox
from tocsin.warn.channels.message import Message
from tocsin.warn.outbox import Sent
from tocsin.warn.triggers import Collector

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
ALERTS = """
alerts:
  sender: watch@tocsin.example
  people:
    - {role: watch-officer, name: the desk, channels: desk}
  channels:
    - {id: desk, kind: file, form: json, folder: out}
    - {id: cap, kind: file, form: cap, folder: cap, most_tlp: green}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    workspaces.create(tmp_path / "w", "nuclear-escalation", clock=NOW)
    with (tmp_path / "w" / "tocsin.yml").open("a") as file:
        file.write(ALERTS)
    return workspaces.load(tmp_path / "w")


def keep(place: Workspace, records: Sequence[Kept]) -> None:
    with Ledger.open(place.folder, write=True) as ledger:
        ledger.append(records, clock=NOW)


def deaf(place: Workspace, monkeypatch: pytest.MonkeyPatch, *names: str, now: datetime = NOW) -> looking.Looked:
    """A look at which these sources are broken."""
    rows = tuple(Collector(source=name, doing="broken", since=NOW, what="3 failures in a row") for name in names)
    with monkeypatch.context() as patch:
        patch.setattr(looking, "_collectors", lambda *_: rows)
        return looking.look(place, now, None, lambda records: keep(place, records))


def empty(place: Workspace, way: Carry = carry, now: datetime = NOW) -> sending.Outcome:
    return sending.send(place, lambda: now, lambda records: keep(place, records), way)


class Down:
    """A channel that does not answer until it is mended."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.up = False

    def __call__(self, place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:  # noqa: ARG002
        self.sent.append((channel.id, one.key))
        return Sent(ok=True) if self.up or channel.id != "desk" else Sent(ok=False, why="http-503", again=True)


def test_an_alert_is_kept_and_written_once(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = deaf(place, monkeypatch, "post", "wire")
    assert [(a.message, a.count) for a in looked.alerts] == [("alert", 2)]
    assert empty(place).delivered == 2
    (file,) = (place.folder / "out").iterdir()
    assert json.loads(file.read_bytes())["alert"]["event"] == looked.alerts[0].event
    assert len(list((place.folder / "cap").iterdir())) == 1
    assert deaf(place, monkeypatch, "post", "wire") == ((), ())
    assert empty(place) == sending.Outcome()
    with Ledger.open(place.folder) as ledger:
        ledger.verify()


def test_a_channel_that_is_down_loses_nothing(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf(place, monkeypatch, "post")
    desk = Down()
    assert empty(place, desk) == sending.Outcome(delivered=1, failed=1)
    assert empty(place, desk).failed == 0  # not due yet
    desk.up = True
    assert empty(place, desk, NOW + timedelta(minutes=2)).delivered == 1
    keys = [key for channel, key in desk.sent if channel == "desk"]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_killed_between_sending_and_writing_it_down_it_is_sent_again_under_one_key(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf(place, monkeypatch, "post")
    sent: list[str] = []

    def killed(place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:
        sent.append(one.key)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        empty(place, killed)
    again = Down()
    again.up = True
    assert empty(place, again).delivered == 2
    assert set(sent) <= {key for _, key in again.sent}


def test_a_channel_that_fails_again_and_again_is_left_alone_for_the_round(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        deaf(place, monkeypatch, *(f"source-{n}" for n in range(number + 1)), now=NOW + timedelta(hours=2 * number))
    desk = Down()
    done = empty(place, desk, NOW + timedelta(days=1))
    assert (done.delivered, done.failed) == (8, sending.GIVEN_UP)
    assert done.waiting == 8 - sending.GIVEN_UP
    assert len([key for channel, key in desk.sent if channel == "desk"]) == sending.GIVEN_UP
    desk.up = True
    assert empty(place, desk, NOW + timedelta(days=2)).delivered == 8


def test_a_person_acknowledges_or_does_nothing_with_a_reason(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (alert,) = deaf(place, monkeypatch, "post").alerts
    made = deciding.acknowledge(place.folder, alert.event[:8], by="N. Name", did=None, nothing="planned maintenance")
    assert (made.decided, made.what) == ("nothing", "planned maintenance")
    assert holding.held(place).events()[0].state == "acknowledged"
    for by, did, nothing in (("", "x", None), ("N", "x", "y"), ("N", None, None), ("N", " ", None)):
        with pytest.raises(UsageError):
            deciding.acknowledge(place.folder, alert.id, by=by, did=did, nothing=nothing)
    with pytest.raises(UsageError, match="no alert"):
        deciding.acknowledge(place.folder, "0" * 8, by="N", did="x", nothing=None)


def test_a_release_goes_out_as_actual_once_in_a_persons_name(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (alert,) = deaf(place, monkeypatch, "post").alerts
    empty(place)
    made, queued = deciding.release(place.folder, alert.id, by="N. Name", why="checked by phone", public=True)
    assert made.scope == "Public"
    assert len(queued) == 2
    assert empty(place).delivered == 2
    files = [json.loads(file.read_bytes()) for file in sorted((place.folder / "out").iterdir())]
    assert sorted((one["alert"]["status"], one["alert"]["scope"]) for one in files) == [("Actual", "Public"), ("Exercise", "Restricted")]
    with pytest.raises(UsageError, match="already"):
        deciding.release(place.folder, alert.id, by="M", why="again", public=False)


def test_what_is_marked_or_made_up_is_not_for_everybody(tmp_path: Path, place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    (alert,) = deaf(place, monkeypatch, "post").alerts
    green = msgspec.structs.replace(alert, id="0" * 64, event="0" * 64, tlp="green")
    made_up = msgspec.structs.replace(alert, id="1" * 64, event="1" * 64, synthetic=True)
    for changed in (green, made_up):
        keep(place, [changed])
        with pytest.raises(UsageError, match=r"public|SYNTHETIC"):
            deciding.release(place.folder, changed.id, by="N", why="w", public=True)
    made, _ = deciding.release(place.folder, "0" * 64, by="N", why="w", public=False)
    assert made.scope == "Restricted"


def test_what_was_given_up_is_shown_and_tried_again_after_a_fix(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf(place, monkeypatch, "post")

    def gone(place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:
        return Sent(ok=channel.id != "desk", why="http-404")

    assert empty(place, gone).dead == 1
    assert [one.why for one in deciding.dead(place)] == ["http-404"]
    assert len(deciding.retry(place.folder)) == 1
    assert empty(place).delivered == 1
    assert deciding.dead(place) == ()


def test_one_at_a_time(place: Workspace) -> None:
    with holding.alone(place), pytest.raises(Busy):
        empty(place)


def test_a_slip_in_tocsin_yml_is_named(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.folder / "tocsin.yml"
    path.write_text(path.read_text().replace("alerts:\n", "alerts:\n  off: [deef]\n"))
    with pytest.raises(ConfigError, match=r"deef.*Did you mean 'deaf'"):
        deaf(workspaces.load(place.folder), monkeypatch, "post")
    path.write_text(path.read_text().replace("[deef]", "[deaf]"))
    assert deaf(workspaces.load(place.folder), monkeypatch, "post").alerts == ()


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("kind: file, form: json, folder: out", "kind: webhook, url: 'https://x.example/'", "signed"),
        ("kind: file, form: json, folder: out", "kind: webhook, url: 'http://x.example/', secret_env: S", "https"),
        ("kind: file, form: json, folder: out", "kind: email, host: h, sender: a@b, to: [c@d], security: none", "allow"),
        ("channels: desk}", "channels: dusk}", "is no channel"),
        ("sender: watch@tocsin.example", "sender: a b", "sender"),
        ("sender: watch@tocsin.example", "quiet: [{zone: Mars/Base, from: '22:00', to: '06:00'}]", "time zone"),
    ],
)
def test_a_wrong_channel_is_a_mistake_with_its_place(place: Workspace, was: str, now: str, what: str) -> None:
    path = place.folder / "tocsin.yml"
    path.write_text(path.read_text().replace(was, now))
    with pytest.raises(ConfigError, match=what):
        workspaces.load(place.folder)


def test_with_a_report_go_the_alerts_that_quote_it(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    from tocsin.engine import store
    from tocsin.model import Cause, Reference, Report

    words = "Trucks have been seen at a nuclear warhead storage site in western Russia, two Polish officials told the Norvane Post."
    (place.folder / "a.txt").write_text(words, encoding="utf-8")
    store.ingest([str(place.folder / "a.txt")], place.folder)
    with Ledger.open(place.folder) as ledger:
        (report,) = ledger.records(Report)
    (alert,) = deaf(place, monkeypatch, "post").alerts
    quoting = Cause(
        key="k",
        trigger="deaf",
        kind="drift",
        subject="x",
        what={"en": words},
        t_known=NOW,
        references=(Reference(report=report.id, words=words),),
    )
    empty(place)
    other = msgspec.structs.replace(alert, id="9" * 64, event="9" * 64, causes=(quoting,))
    assert place.alerting is not None
    keep(place, [other, *outbox.queue(other, place.alerting, NOW)])
    store.erase(place.folder, report.id, "asked for")
    assert holding.held(place).alerts == (alert,)
    assert "storage site" not in (place.folder / "ledger.sqlite").read_bytes().decode("latin-1")
    assert empty(place).dead == 2
    assert {one.why for one in deciding.dead(place)} == {"its alert was erased"}
    with Ledger.open(place.folder) as ledger:
        ledger.verify()


def test_a_feed_on_disk_has_the_latest_of_what_its_mark_allows(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    path = place.folder / "tocsin.yml"
    path.write_text(path.read_text().replace("form: cap, folder: cap, most_tlp: green", "form: atom, folder: feed"))
    place = workspaces.load(place.folder)
    (alert,) = deaf(place, monkeypatch, "post").alerts
    marked = msgspec.structs.replace(alert, id="9" * 64, event="9" * 64, tlp="green")
    assert place.alerting is not None
    keep(place, [marked, *outbox.queue(marked, place.alerting, NOW)])
    assert empty(place).delivered == 2  # and one went to nobody, for its mark
    feed = (place.folder / "feed" / "alerts.atom.xml").read_text()
    assert feed.count("<entry>") == 1
    deaf(place, monkeypatch, "post", "wire", now=NOW + timedelta(hours=2))
    assert empty(place, now=NOW + timedelta(hours=2)).delivered == 2
    assert (place.folder / "feed" / "alerts.atom.xml").read_text().count("<entry>") == 2


def test_warning_time_is_looked_at_where_a_trigger_watches_it(place: Workspace) -> None:
    rows = looking._margins(place, holding.problem(place), NOW)
    assert rows is not None
    assert [row.pathway for row in rows] == ["all"]
    assert 0 <= rows[0].in_time <= 1
    path = place.folder / "tocsin.yml"
    path.write_text(path.read_text().replace("alerts:\n", "alerts:\n  off: [too-late]\n"))
    assert looking._margins(workspaces.load(place.folder), holding.problem(place), NOW) is None
