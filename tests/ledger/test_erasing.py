"""Rows go and what stands instead comes in one step, in both stores; several records go at once with what only they rest on."""

from datetime import datetime

import pytest
from msgspec import structs
from tests.ledger.conftest import make_report

from tocsin.errors import UsageError
from tocsin.ledger.kinds import Erasure
from tocsin.ledger.ledger import Ledger
from tocsin.model import RawDoc, Report


def test_what_stands_instead_keeps_its_place_and_the_bytes_go(filled: Ledger, clock: datetime) -> None:
    report = next(filled.records(Report))
    raw = str(report.raw)
    husk = structs.replace(report, text=" " * len(report.text), title=None, flags=("erased:old",))
    rows = filled.rows_of(Report, [report.id])
    assert filled.erase_rows(rows, "the licence", clock=clock, blobs=[raw], instead=[husk], policy="old") == (raw,)
    filled.verify()
    assert filled.get(Report, report.id) == husk
    assert filled.count(Report) == 2
    assert raw not in filled.blobs
    assert filled.search("convois") == ()
    [erasure] = filled.records(Erasure)
    assert (erasure.policy, erasure.rows, erasure.blobs) == ("old", tuple(rows), (raw,))
    # Known at the same time as before: a replay sees the husk where it saw the report.
    assert husk in list(filled.records(Report, known_by=report.published_at))
    filled.close()
    with Ledger.open(filled.folder, write=True) as again:
        again.verify()


def test_several_go_at_once_with_the_bytes_that_only_they_share(ledger: Ledger, clock: datetime) -> None:
    shared, own = ledger.blobs.put(b"two in one file"), ledger.blobs.put(b"a third, and with it a fourth")
    one, two, three, four = (make_report(f"Report {n}", raw=shared if n < 2 else own) for n in range(4))
    documents = [RawDoc(sha256=raw, size=9, path="f", fetched_at=clock) for raw in (shared, own)]
    ledger.append([*documents, one, two, three, four], clock=clock)
    done = ledger.erase_all([one.id, two.id, three.id], "asked for", clock=clock)
    assert (done.blobs, done.shared_blobs) == ((shared,), (own,))
    ledger.verify()
    assert [report.id for report in ledger.records(Report)] == [four.id]
    assert list(ledger.blobs.names()) == [own]
    with pytest.raises(UsageError, match="no record"):
        ledger.erase_all([four.id, one.id], "twice", clock=clock)
    assert ledger.get(Report, four.id) == four
