"""Element sets into a workspace: packed ones, many at a time in bounded memory, and refused ones that are tried again."""

import csv
import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.apart import apart
from tests.sense.orbits import invented

from tocsin.cli.app import run
from tocsin.engine import elements, retrying, store
from tocsin.engine.sample import SAMPLE
from tocsin.ledger import Ledger
from tocsin.model import Elements

NOW = datetime(2022, 10, 21, tzinfo=UTC)
SENTINEL = {**invented.sets()[0], "NORAD_CAT_ID": 39634, "OBJECT_NAME": "SENTINEL-1A", "OBJECT_ID": "2014-016A"}
"""an invented orbit under the number of a satellite of the catalogue"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-21T00:00:00Z")
    store.create(tmp_path / "w", "nuclear-escalation")
    return tmp_path / "w"


def held(place: Path) -> list[Elements]:
    with Ledger.open(place) as ledger:
        ledger.verify()
        return list(ledger.records(Elements))


def day(hours: float) -> dict[str, object]:
    return {**SENTINEL, "EPOCH": (NOW - timedelta(hours=hours)).isoformat().removesuffix("+00:00")}


def test_packed_files_are_found_out_and_their_sets_kept(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed, archive = tmp_path / "day.json.gz", tmp_path / "days.zip"
    packed.write_bytes(gzip.compress(json.dumps([day(1), day(2)]).encode()))
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.json", json.dumps([day(3)]))
        made.writestr("b.json", json.dumps([day(4), day(1)]))
        made.writestr("terms.txt", "The terms of use.")
    assert run(["ingest", str(packed), str(archive), "-w", str(place)]) == 1
    said = capsys.readouterr()
    assert "2 sound element sets (omm-json)" in said.out
    assert "3 sound element sets (omm-json)" in said.out
    assert len(held(place)) == 4
    (refusal,) = store.refusals(place)
    assert (refusal.reason, refusal.where) == ("not-elements", f"{archive}!terms.txt")
    assert run(["looks", "kulikovo", "--elements", str(packed), "-w", str(place), "--as-of", "2022-10-21"]) == 0


@apart
def test_a_file_however_long_is_kept_in_memory_that_does_not_grow(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "TOGETHER", 50)

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.json"
        path.write_text("\n".join(json.dumps(day(number / 50)) for number in range(count)))
        told = elements.Told(str(path))
        tracemalloc.start()
        seen = sum(len(some) for some in elements.batches(path, NOW, told))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (seen, told.kept, told.sets().several) == (count, count, 1)
        return most

    peak(100)
    assert peak(1_500) < peak(300) + 300_000
    assert sum(1 for _ in elements.every(None, [tmp_path / "300.json"], NOW, [])) == 300


def rows(*sets: dict[str, object]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, [name for name in SENTINEL if name != "COMMENT"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(sets)
    return out.getvalue().encode()


def xml(one: dict[str, object]) -> bytes:
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in one.items())
    return f"<ndm><omm><body><segment>{fields}</segment></body></omm></ndm>".encode()


def kvn(one: dict[str, object]) -> bytes:
    return ("CCSDS_OMM_VERS = 2.0\n" + "\n".join(f"{name} = {value}" for name, value in one.items())).encode()


def forms(one: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    named = {**one, "OBJECT_NAME": 'SENTINEL-1A, "radar"'}
    yield from {"omm-json": json.dumps([one]).encode(), "omm-csv": rows(named), "omm-kvn": kvn(one), "omm-xml": xml(one)}.items()


@pytest.mark.parametrize("form", ["omm-json", "omm-csv", "omm-kvn", "omm-xml"])
def test_a_set_that_was_refused_goes_in_when_it_can(form: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sets"
    path.write_bytes(dict(forms(day(-100)))[form])  # dated four days ahead: a clock was wrong
    assert run(["ingest", str(path), "-w", str(place)]) == 1
    (refusal,) = store.refusals(place)
    assert (refusal.reason, refusal.format) == ("future-epoch", form)
    assert [one.reason for one in retrying.retry(place).refusals] == ["future-epoch"]
    assert held(place) == []
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-25T12:00:00Z")
    assert retrying.retry(place).refusals == ()
    assert [one.catalogue for one in held(place)] == [39634]
    assert store.refusals(place) == ()


def test_a_set_that_is_sound_now_and_of_no_satellite_of_the_catalogue_is_let_go(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sets"
    path.write_bytes(json.dumps([{**day(-100), "NORAD_CAT_ID": 799_000_000, "OBJECT_NAME": "NOBODY"}]).encode())
    run(["ingest", str(path), "-w", str(place)])
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-25T12:00:00Z")
    (sets,) = retrying.retry(place).elements
    assert (sets.sound, sets.kept) == (1, 0)
    assert held(place) == []
    assert store.refusals(place) == ()


def test_the_sample_has_sets_of_its_own(tmp_path: Path) -> None:
    found = elements.read(invented.file(), NOW, synthetic=True, sample=SAMPLE)
    assert found[0].kept == len(found[1]) > 0
