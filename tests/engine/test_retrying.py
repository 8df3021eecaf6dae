"""Quarantine from end to end: what no adapter could read goes in after the fix, from the kept bytes, as if it had been read at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.collect.adapter_cases import FILES

from tocsin.collect.adapters import registry
from tocsin.engine import retrying, sensing, store
from tocsin.errors import Refused
from tocsin.ledger import Ledger
from tocsin.model import Observation, RawDoc, Report
from tocsin.sense.instruments import registry as instruments

CLIPPING = "clipping"
"""read only where it is asked for"""


class Unable:
    """An adapter that cannot read anything yet."""

    def read(self, *_: object) -> Iterator[object]:
        raise Refused("odd", "it is odd", todo="wait for a newer version")


class Odd:
    """A parser of an instrument that cannot read anything yet."""

    def parse(self, *_: object) -> Iterator[object]:
        raise Refused("odd", "it is odd", todo="wait for a newer version")


def reports(folder: Path) -> dict[str, Report]:
    with Ledger.open(folder) as ledger:
        ledger.verify()
        return {report.id: report for report in ledger.records(Report)}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """Every golden file, read at once."""
    place = tmp_path_factory.mktemp("once") / "w"
    store.create(place, "nuclear-escalation")
    for path in FILES:
        store.ingest([str(path)], place, CLIPPING if path.parent.name == CLIPPING else None)
    return reports(place)


def test_what_no_adapter_could_read_goes_in_after_the_fix(
    tmp_path: Path, at_once: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "w"
    store.create(place, "nuclear-escalation")
    with monkeypatch.context() as patch:
        patch.setattr(registry, "get", lambda _: Unable())
        for path in FILES:
            store.ingest([str(path)], place, CLIPPING if path.parent.name == CLIPPING else None)
        held = store.refusals(place)
        assert {refusal.where for refusal in held if refusal.reason == "odd"} >= {str(path) for path in FILES if path.suffix != ".gz"}
        assert all(refusal.kept == refusal.size > 0 for refusal in held)
        assert retrying.retry(place).new == 0
        assert len(store.refusals(place)) == len(held)
    retrying.retry(place)
    assert reports(place).keys() == at_once.keys()
    left = {refusal.where for refusal in store.refusals(place)}
    # Of what holds nothing that can be read, the refusal stands as it was.
    odd = {refusal.where for refusal in store.refusals(place) if refusal.reason == "odd"}
    assert not any((report.path or "").startswith(where) for report in at_once.values() for where in odd)
    again = retrying.retry(place)
    assert again.new == 0
    assert {refusal.where for refusal in store.refusals(place)} == left


def test_a_document_of_an_instrument_goes_in_after_the_fix_and_its_single_rows_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:00:00Z")
    head = b"#EventID|Time|Latitude|Longitude|Depth/km|Author|MagType|Magnitude\n"
    whole, rows = tmp_path / "whole.txt", tmp_path / "rows.txt"
    whole.write_bytes(head + b"syn1|2026-11-27T03:00:00|73.4|54.8|1.0|SYN|ml|2.5\n")  # by Novaya Zemlya, invented
    rows.write_bytes(head + b"syn2|2026-11-26T03:00:00|73.4|54.8|1.0|SYN|ml|2500\n")
    place = tmp_path / "w"
    store.create(place, "nuclear-escalation")
    with monkeypatch.context() as patch:
        patch.setattr(instruments, "get", lambda _: Odd())
        sensing.ingest([str(whole)], place, "seismic")
        assert retrying.retry(place).observations == 0
    sensing.ingest([str(rows)], place, "seismic")
    assert [refusal.where for refusal in store.refusals(place)] == [str(whole), f"{rows}:2"]
    again = retrying.retry(place)
    assert again.observations > 0
    assert [refusal.where for refusal in again.refusals] == [f"{rows}:2"]
    with Ledger.open(place) as ledger:
        ledger.verify()
        at = {one.t_start for one in ledger.records(Observation)}
        assert {moment.day for moment in at if moment is not None} == {27}
        assert [one.path for one in ledger.records(RawDoc)][-1:] == [str(whole)]
    assert [refusal.where for refusal in retrying.retry(place).refusals] == [f"{rows}:2"]
