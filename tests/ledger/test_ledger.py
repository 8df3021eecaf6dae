"""Keeping, correcting, erasing and surviving: what the ledger promises to whoever writes to it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import pytest

from tocsin.errors import UsageError
from tocsin.ledger.chain import Head
from tocsin.ledger.ledger import Ledger
from tocsin.model import BriefSentence, Observation, Reading, Refusal, Report, Statement

MakeReport = Callable[..., Report]
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tocsin.ledger import Ledger
from tocsin.model import Report
with Ledger.open(Path(sys.argv[1]), write=True) as ledger:
    number = ledger.count(Report)
    while True:
        at = datetime(2022, 10, 1, tzinfo=UTC)
        ledger.append([Report(id=f"report-{number}", text=f"text {number}", collected_at=at)], clock=at)
        print(number, flush=True)
        number += 1
"""


def test_the_same_record_again_changes_nothing_and_other_content_supersedes(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    first = report("The convoy left.", title="Depot")
    assert ledger.append([first, first], clock=clock) == 1
    before = ledger.head
    later = msgspec.structs.replace(first, collected_at=first.collected_at + timedelta(days=3))
    assert ledger.append([later], clock=clock) == 0
    assert ledger.head == before
    corrected = msgspec.structs.replace(first, furniture=((0, 3),))
    assert ledger.append([corrected], clock=clock) == 1
    assert list(ledger.records(Report)) == [corrected]
    assert ledger.versions(Report, first.id) == (first, corrected)
    assert ledger.append([first], clock=clock) == 1  # back again is a correction too
    assert ledger.get(Report, first.id) == first
    assert ledger.count(Report) == 1
    ledger.verify()


def test_an_append_is_all_or_nothing(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    bad = msgspec.structs.replace(report("two"), id="")
    with pytest.raises(ValueError, match="without id"):
        ledger.append([report("one"), bad], clock=clock)
    assert ledger.head == Head()


def test_records_come_in_the_order_written_across_pages(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    made = [report(f"number {n}") for n in range(1203)]
    assert ledger.append(made, clock=clock) == len(made)
    assert list(ledger.records(Report)) == made
    assert ledger.held(Report, [made[5].id, "never"]) == {made[5].id}


def test_a_replay_never_peeks(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    def seen(at: datetime, value: float) -> Observation:
        return Observation(id="o", indicator="exercise", source="s", kind="look", value=value, t_known=at, method="m", method_version="1")

    week = timedelta(days=7)
    ledger.append([seen(clock, 1.0), seen(clock + week, 0.0)], clock=clock + week)
    assert list(ledger.records(Observation, known_by=clock - timedelta(microseconds=1))) == []
    assert [o.value for o in ledger.records(Observation, known_by=clock)] == [1.0]
    assert [o.value for o in ledger.records(Observation, known_by=clock + week)] == [0.0]
    # An undated report is known from the day that its reading found.
    undated = report("Mardi, le convoi partit.", at=clock + 100 * week, dated=False)
    ledger.append([undated], clock=clock)
    assert list(ledger.records(Report, known_by=clock)) == []
    ledger.append([Reading(report=undated.id, language="fr", t_known=clock - week)], clock=clock)
    assert list(ledger.records(Report, known_by=clock)) == [undated]
    assert [hit.record for hit in ledger.search("convois", known_by=clock)] == [undated]


def test_tlp_limits_reads_and_a_withdrawn_version_does_not_come_back(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    clear = report("one")
    ledger.append([clear, msgspec.structs.replace(report("two"), tlp="amber")], clock=clock)
    assert list(ledger.records(Report, at_most="green")) == [clear]
    ledger.append([msgspec.structs.replace(clear, tlp="red")], clock=clock)
    assert list(ledger.records(Report, at_most="green")) == []


def test_bytes_that_others_rest_on_go_only_by_name(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    sha256 = ledger.blobs.put(b"a file of two reports")
    first, second = report("one", raw=sha256), report("two", raw=sha256)
    ledger.append([first, second], clock=clock)
    done = ledger.erase(first.id, "asked for", clock=clock)
    assert (done.blobs, done.shared_blobs) == ((), (sha256,))
    assert ledger.blobs.get(sha256)
    ledger.erase_blob(sha256, "asked for", clock=clock)
    assert sha256 not in ledger.blobs
    ledger.verify()


def test_what_is_refused_is_kept_and_resolved_and_refused_again(ledger: Ledger, clock: datetime) -> None:
    sha256 = ledger.quarantined.put(b"\x00\x01")
    refusal = Refusal(
        id="r", where="a.bin", reason="not-text", what="no text", todo="convert it", sha256=sha256, size=2, kept=2, refused_at=clock
    )
    assert ledger.quarantine_add(refusal, b"\x00\x01", clock=clock)
    assert not ledger.quarantine_add(msgspec.structs.replace(refusal, refused_at=clock + timedelta(days=1)), b"\x00\x01", clock=clock)
    assert ledger.refusals() == (refusal,)
    ledger.resolve("r", "taken", records=["report"], clock=clock)
    assert ledger.refusals() == ()
    assert ledger.quarantined.get(sha256) == b"\x00\x01"
    with pytest.raises(UsageError, match="no refusal"):
        ledger.resolve("r", "taken", clock=clock)
    assert ledger.quarantine_add(refusal, b"\x00\x01", clock=clock)
    assert ledger.refusals() == (refusal,)
    with pytest.raises(ValueError, match="other bytes"):
        ledger.quarantine_add(refusal, b"else", clock=clock)
    ledger.verify()


def test_what_is_no_kept_record_is_refused(ledger: Ledger, clock: datetime) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        ledger.append([BriefSentence(section="said", text="t")], clock=clock)  # type: ignore[list-item]  # the mistake is the point
    assert list(ledger.records(Statement)) == []
