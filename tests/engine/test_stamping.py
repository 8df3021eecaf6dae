"""Stamps asked of an authority on this machine: kept where they hold, checked again offline, shown beside what they vouch for."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.collect.authority import Authority, asked, refusal
from tests.collect.fetching.server import Handler, Site
from tests.engine.watching import world as worlds

from tocsin.cli import app
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy
from tocsin.engine import stamping, store
from tocsin.engine.watching import rounds
from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.blobs import Blobs
from tocsin.model import Report, Stamp

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
AT = datetime(2026, 11, 20, 6, 0, 7, tzinfo=UTC)
OURS = Authority(signer_ends=AT + timedelta(days=100))
TEXT = "Trucks and armed guards have been seen at a nuclear warhead storage site in western Russia, two Polish officials told the Post."


@pytest.fixture
def site() -> Iterator[Site]:
    """An authority that answers as it should."""
    server = Site()
    server.replies["/tsr"] = stamps(OURS)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.done.set()
    server.shutdown()
    server.server_close()


def stamps(authority: Authority, at: datetime = AT, shift: int = 0, digest: bytes | None = None) -> Callable[[Handler], None]:
    """Answers with tokens of an authority."""

    def reply(handler: Handler) -> None:
        query = asked(handler.body)
        body = authority.answer(query, at, nonce=query.nonce + shift, digest=digest)
        handler.say(body, Content_Type="application/timestamp-reply")

    return reply


def cut_off(handler: Handler) -> None:
    """An answer that ends before it should."""
    handler.say(b"\x30", Content_Length="900")
    handler.close_connection = True


@pytest.fixture
def place(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one report, whose tocsin.yml names the authority."""
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-20T06:00:10Z")
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    (folder / "root.pem").write_bytes(OURS.pem)
    with (folder / "tocsin.yml").open("a", encoding="utf-8") as file:
        file.write(f"stamping:\n  url: {site.url('/tsr')}\n  certificates: [root.pem]\n  every_hours: 24\n")
        file.write(f"fetching:\n  allow: ['127.0.0.1:{site.pair[1]}']\n  pause_s: 0.5\n")
    report = {"id": "a", "url": "https://post.example/1", "published": "2026-11-20T05:00:00Z", "title": "Depot", "text": TEXT}
    (tmp_path / "in.jsonl").write_text(json.dumps(report))
    store.ingest([str(tmp_path / "in.jsonl")], folder)
    return folder


def report_of(place: Path) -> Report:
    with Ledger.open(place) as ledger:
        (found,) = ledger.records(Report)
    return found


def test_the_head_is_vouched_for_with_every_row_before_it_and_the_authority_sees_a_hash_alone(place: Path, site: Site) -> None:
    with Ledger.open(place) as ledger:
        head = ledger.head
    (made,) = stamping.stamp(place)
    assert (made.of, made.rows, made.head, made.stamped_at, made.within_s) == ("head", head.count, head.hash, AT, 1.0)
    assert (made.signer, made.authority) == ("CN=Example Stamps", site.url("/tsr"))
    ((path, headers),) = site.seen
    assert (path, headers["content-type"]) == ("/tsr", "application/timestamp-query")
    checked = store.verify(place)
    assert (checked.findings, checked.stamps, checked.unchecked) == ((), 1, "")
    with Ledger.open(place) as ledger:
        held = stamping.held_since(ledger)
    assert held[report_of(place).id].through == "head"


def test_a_reports_bytes_are_vouched_for_and_that_is_shown_with_its_versions_and_claim(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_of(place)
    assert app.run(["stamp", report.id[:8], "-w", str(place)]) == 0
    assert "was held at 2026-11-20 06:00:07 UTC (within 1 s), says CN=Example Stamps" in capsys.readouterr().out
    assert app.run(["versions", report.id[:8], "-w", str(place)]) == 0
    assert "held since 2026-11-20 06:00 at the latest" in capsys.readouterr().out
    assert app.run(["claim", report.id[:8], "-w", str(place), "--as-of", "2026-11-20T07:00:00Z"]) == 0
    assert "held since 2026-11-20 06:00 UTC at the latest" in capsys.readouterr().out
    assert app.run(["claim", report.id[:8], "-w", str(place), "--as-of", "2026-11-20T06:00:08Z"]) == 0
    assert "held since" not in capsys.readouterr().out  # a replay does not know of what was stamped later
    assert app.run(["verify", "-w", str(place)]) == 0
    assert "1 time stamp holds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (stamps(OURS, shift=1), "nonce"),
        (stamps(OURS, digest=bytes(32)), "other bytes"),
        (stamps(Authority("Other Stamps")), "does not hold"),
        (stamps(OURS, at=AT + timedelta(days=101)), "does not hold"),
        (lambda handler: handler.say(refusal()), "not grant"),
        (lambda handler: handler.say(b"<html>sorry</html>"), "no time stamp"),
        (lambda handler: handler.say(b"\x30" * 200_000), "too-large"),
        (lambda handler: handler.say(b"", 503), "http-503"),
        (lambda handler: handler.say(b"", 403), "http-403"),
        (lambda handler: handler.say(b"", 302, Location="http://10.0.0.1/"), "redirects"),
        (cut_off, "cut-off"),
    ],
)
def test_an_answer_that_does_not_hold_is_not_kept_and_says_why(
    place: Path, site: Site, reply: Callable[[Handler], None], said: str
) -> None:
    site.replies["/tsr"] = reply
    with pytest.raises(CannotFinish, match=said):
        stamping.stamp(place)
    assert store.verify(place).stamps == 0


def test_a_changed_token_another_certificate_and_a_rewritten_ledger_are_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made,) = stamping.stamp(place)
    (place / "root.pem").write_bytes(Authority("Other Stamps").pem)
    (finding,) = store.verify(place).findings
    assert "of the ledger up to row" in finding
    assert "does not hold" in finding
    (place / "root.pem").write_bytes(OURS.pem)
    token = Blobs(place / "blobs").path(made.token)
    whole = token.read_bytes()
    token.chmod(0o644)
    token.write_bytes(whole[:-9])
    assert any(made.token in one and "changed" in one for one in store.verify(place).findings)
    token.write_bytes(whole)
    assert app.run(["verify", "-w", str(place)]) == 0


def test_a_ledger_written_anew_with_the_old_tokens_is_found_out(place: Path, tmp_path: Path) -> None:
    (made,) = stamping.stamp(place)
    with Ledger.open(place) as ledger:
        token = ledger.blobs.get(made.token)
    forged = tmp_path / "forged"
    store.create(forged, "nuclear-escalation")
    (forged / "root.pem").write_bytes(OURS.pem)
    (forged / "tocsin.yml").write_bytes((place / "tocsin.yml").read_bytes())
    store.ingest([str(tmp_path / "in.jsonl")], forged)
    with Ledger.open(forged, write=True) as ledger:
        ledger.blobs.put(token)
        ledger.append([made], clock=AT)
    (finding,) = store.verify(forged).findings
    assert f"row {made.rows} is not what it was on 2026-11-20 06:00:07" in finding


def test_of_several_stamps_the_earliest_that_reaches_a_report_vouches_for_it(place: Path, tmp_path: Path, site: Site) -> None:
    first = report_of(place)
    site.replies["/tsr"] = stamps(OURS, at=AT + timedelta(hours=2))
    stamping.stamp(place)
    later = {"id": "b", "url": "https://post.example/2", "title": "Later", "text": TEXT.replace("two", "nine")}
    (tmp_path / "later.jsonl").write_text(json.dumps(later))
    store.ingest([str(tmp_path / "later.jsonl")], place)
    site.replies["/tsr"] = stamps(OURS, at=AT + timedelta(hours=3))
    stamping.stamp(place)
    with Ledger.open(place) as ledger:
        held = stamping.held_since(ledger)
        (second,) = {one.id for one in ledger.records(Report)} - {first.id}
    assert held[first.id].at - AT == timedelta(hours=2)
    assert held[second].at - AT == timedelta(hours=3)
    site.replies["/tsr"] = stamps(OURS, at=AT + timedelta(hours=1))
    stamping.stamp(place, [second])
    with Ledger.open(place) as ledger:
        assert stamping.held_since(ledger, [second])[second].through == "bytes"


def test_without_certificates_stamps_are_not_said_to_hold(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stamping.stamp(place)
    (place / "root.pem").unlink()
    assert app.run(["verify", "-w", str(place)]) == 4
    said = capsys.readouterr()
    assert "the ledger is whole" in said.out
    assert "were not checked" in said.err


def test_nothing_is_asked_where_no_authority_is_declared(tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    with pytest.raises(UsageError, match="no time-stamping authority"):
        stamping.stamp(tmp_path / "w")


def test_a_wrong_report_or_an_empty_ledger_is_a_wrong_call(place: Path) -> None:
    with pytest.raises(UsageError, match="no report held"):
        stamping.stamp(place, ["ffffffff"])
    with sqlite3.connect(place / "ledger.sqlite") as database:
        assert database.execute("select count(*) from body where kind = 'stamp'").fetchone() == (0,)


def test_an_erased_report_takes_its_stamp_with_it(place: Path) -> None:
    report = report_of(place)
    stamping.stamp(place, [report.id])
    store.erase(place, report.id, "asked by the person named in it")
    checked = store.verify(place)
    assert (checked.findings, checked.stamps) == ((), 0)


def test_the_watch_has_the_head_stamped_once_a_day_and_goes_on_where_that_fails(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = "https://one.example/feed"
    world, folder = worlds.World(), tmp_path / "watched"
    world.feed(feed, "<item><title>Depot</title><link>https://one.example/1</link><description>Guards seen.</description></item>")
    worlds.followed(folder, feed, every=600)
    (folder / "root.pem").write_bytes(OURS.pem)
    with (folder / "tocsin.yml").open("a", encoding="utf-8") as file:
        file.write(f"stamping:\n  url: {site.url('/tsr')}\n  certificates: [root.pem]\n  every_hours: 24\n")
    watch = worlds.watch(folder, world)
    first = rounds.turn(watch)
    assert "not one that public pages are served on" in first.stamp_failed  # not among the exempt: guarded like every address
    policy = Policy(exempt=frozenset({site.pair}), pause_s=0.0)
    monkeypatch.setattr(watch.fetcher, "post", Fetcher(policy, clock=world.clock).post)
    told = []
    for _ in range(5):
        world.now += timedelta(hours=12)
        told.append(rounds.turn(watch).stamped)
    assert [bool(one) for one in told] == [True, False, True, False, True]
    place = workspaces.load(folder)
    with Ledger.open(place.folder) as ledger:
        assert len(list(ledger.records(Stamp))) == 3
