"""Export: every form whole and marked, nothing above the mark asked for, words short, the same bytes again."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyarrow import parquet
from tests.warn.channels.made import event

from tocsin.cli import app
from tocsin.engine import store
from tocsin.ledger import Ledger
from tocsin.model import Alert, Report
from tocsin.warn.channels import stix
from tocsin.warn.channels.tables import COLUMNS, QUOTED

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
LONG = (
    "Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site in western Russia, "
    "two Polish officials told "
)
LINES = [
    {"id": "a", "site": "Norvane Post", "published": "2026-11-27T05:00:00Z", "text": f"{LONG}the Norvane Post on Friday."},
    {"id": "b", "site": "Lantier", "published": "2026-11-27T06:00:00Z", "text": f"{LONG}Lantier, {'where it is cold, ' * 40}on Friday."},
]
Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two reports, one of them AMBER, and an event that runs: its first message clear, its second amber."""
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    store.ingest([str(tmp_path / "in.jsonl")], folder)
    first, second, _ = event().alerts
    with Ledger.open(folder, write=True) as ledger:
        held = {one.source_id: one for one in ledger.records(Report)}
        ledger.append([msgspec.structs.replace(held["b"], tlp="amber")], clock=NOW)
        ledger.append([_then(first), _then(second, tlp="amber")], clock=NOW)
    return folder


def _then(one: Alert, **more: str) -> Alert:
    return msgspec.structs.replace(one, t_known=NOW, opened=NOW, as_of=NOW, **more)


@pytest.fixture
def run(place: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*words: str) -> tuple[int, bytes, str]:
        capfdbinary.readouterr()
        status = app.run(["export", *words, "-w", str(place)])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return call


@pytest.mark.parametrize("form", ["stix", "cap", "geojson", "atom", "json", "text"])
def test_only_what_the_mark_allows_leaves(run: Run, form: str) -> None:
    status, out, said = run("--format", form)
    assert (status, b"AMBER" in out) == (0, False)
    assert "1 records are marked above TLP:CLEAR: left out" in said
    assert run("--format", form)[1] == out


def test_stix_comes_back(run: Run) -> None:
    assert [one.number for one in stix.alerts(run("--format", "stix", "--tlp-max", "red")[1])] == [1, 2]


def test_several_documents_need_a_folder(run: Run, tmp_path: Path) -> None:
    status, out, said = run("--format", "cap", "--tlp-max", "amber")
    assert (status, out) == (2, b"")
    assert "folder" in said
    assert run("--format", "cap", "--tlp-max", "amber", "-o", str(tmp_path / "out"))[0] == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert run("--format", "geojson", "-o", str(tmp_path / "one.geojson"))[0] == 0
    assert json.loads((tmp_path / "one.geojson").read_bytes())["type"] == "FeatureCollection"
    assert run("--format", "geojson", "-o", str(tmp_path / "none" / "one.geojson"))[0] == 2


def test_tables_hold_what_the_mark_allows_and_quote_short(run: Run, tmp_path: Path) -> None:
    for mark, reports in (("clear", 1), ("red", 2)):
        folder = tmp_path / mark
        assert run("--format", "parquet", "-o", str(folder), "--tlp-max", mark, "--draws", "20")[0] == 0
        assert sorted(path.stem for path in folder.iterdir()) == sorted(COLUMNS)
        table = parquet.read_table(io.BytesIO((folder / "statements.parquet").read_bytes()))
        assert table.column_names == list(COLUMNS["statements"])
        rows = table.to_pylist()
        assert len({row["report"] for row in rows}) == reports
        assert all(len(row["words"]) <= QUOTED and row["terms"] for row in rows)
        assert {row["tlp"] for row in rows} <= {"clear", "amber"} if mark == "red" else {row["tlp"] for row in rows} == {"clear"}
        assert table.schema.metadata[b"marking"].startswith(f"TLP:{mark.upper()}".encode())
        alerts = parquet.read_table(io.BytesIO((folder / "alerts.parquet").read_bytes())).to_pylist()
        assert len(alerts) == reports
        assert {row["status"] for row in alerts} == {"Exercise"}
    assessments = parquet.read_table(io.BytesIO((tmp_path / "red" / "assessments.parquet").read_bytes())).to_pylist()
    assert {row["horizon_days"] for row in assessments} == {7, 30, 90}
    assert parquet.read_table(io.BytesIO((tmp_path / "clear" / "assessments.parquet").read_bytes())).num_rows == 0


def test_tables_need_a_folder_and_take_no_alert(run: Run) -> None:
    assert run("--format", "parquet")[0] == 2
    assert run("--format", "stix", "--as-of", "2026-11-28")[0] == 2
