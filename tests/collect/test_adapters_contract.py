"""One contract for all adapters: golden bytes give what is written beside them, any bytes give reports or refusals and never an exception.

`python -m tests.collect.test_adapters_contract` writes what stands beside the golden bytes, for a person to read before it is committed.
"""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.collect.adapter_cases import FILES, GOLDEN, SMALL, shape, taken

from tocsin.collect.adapters import registry
from tocsin.collect.adapters.contract import Stopwatch
from tocsin.collect.files import Collected, Limits, RefusedInput
from tocsin.model import Report, from_json, to_json

IDS = [str(path.relative_to(GOLDEN)) for path in FILES]
every_file = pytest.mark.parametrize("path", FILES, ids=IDS)
every_form = pytest.mark.parametrize("form", registry.names())
LAZY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def check(items: list[Collected | RefusedInput]) -> None:
    """What holds for whatever comes out."""
    assert items, "nothing came out: neither a report nor a refusal"
    for item in items:
        if isinstance(item, Collected):
            assert hashlib.sha256(item.blob).hexdigest() == item.raw.sha256 == item.report.raw
            assert item.report.text.strip("\ufeff \t\r\n\x0b\x0c")
            assert from_json(Report, to_json(item.report)) == item.report
            assert all(0 <= start < end <= len(item.report.text) for start, end in item.report.furniture)
        else:
            assert item.record.reason
            assert item.record.what
            assert item.record.todo
            assert item.record.where
            assert item.record.kept == len(item.blob) <= item.record.size
            assert to_json(item.record)


def test_every_adapter_has_golden_bytes() -> None:
    assert {path.parent.name for path in FILES} >= set(registry.OURS)


@every_file
def test_golden_bytes_give_what_stands_beside_them(path: Path) -> None:
    items = taken(path.read_bytes(), path.name, "clipping" if path.parent.name == "clipping" else None)
    check(items)
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text(encoding="utf-8"))
    assert [json.loads(json.dumps(shape(item))) for item in items] == expected


@every_file
def test_the_format_is_found_from_the_content_alone(path: Path) -> None:
    raw, form = path.read_bytes(), path.parent.name
    if form == "clipping":
        pytest.skip("a clipping is text: only --format tells it")
    found = [shape(item) for item in taken(raw, "stdin")]
    assert found == [shape(item) for item in taken(raw, "stdin", form)]


@every_file
def test_same_bytes_same_reports(path: Path) -> None:
    raw, form = path.read_bytes(), path.parent.name
    assert taken(raw, "a", form) == taken(raw, "a", form)
    ids = [item.report.id for item in taken(raw, "a", form) if isinstance(item, Collected)]
    assert ids == [item.report.id for item in taken(raw, "elsewhere/b", form) if isinstance(item, Collected)]
    assert len(set(ids)) == len(ids)


@every_file
def test_packed_bytes_give_the_same_reports(path: Path) -> None:
    raw, form = path.read_bytes(), path.parent.name
    plain = [item.report.id for item in taken(raw, path.name, form) if isinstance(item, Collected)]
    packed = taken(gzip.compress(raw), path.name + ".gz", form)
    assert [item.report.id for item in packed if isinstance(item, Collected)] == plain


@every_file
def test_what_a_report_rests_on_can_be_read_again(path: Path) -> None:
    """A refused piece in quarantine and a kept document must be readable by the same adapter."""
    form = path.parent.name
    for item in taken(path.read_bytes(), path.name, form):
        if isinstance(item, Collected):
            again = taken(item.blob, "again", str(item.report.extra.get("format", "jsonl")))
            assert [other.report.text for other in again if isinstance(other, Collected)] == [item.report.text]


@every_file
@LAZY
@given(data=st.data())
def test_truncated_and_damaged_bytes_are_taken_or_refused(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(1, len(raw)))]
    check(taken(bytes(raw), path.name, path.parent.name))
    check(taken(bytes(raw), path.name))


@every_form
@LAZY
@given(raw=st.binary(max_size=400))
def test_any_bytes_under_any_format(form: str, raw: bytes) -> None:
    check(taken(raw, "x", form))


@every_form
@pytest.mark.parametrize(
    "raw", [b"", b" \n", b"\x00" * 2_000, b"<" * 3_000, b"[" * 3_000, b"\xff\xfe" * 1_000, b"a,b\n" * 500, b"PK\x03\x04" * 99]
)
def test_hostile_bytes_under_any_format(form: str, raw: bytes) -> None:
    check(taken(raw, "x", form))


@every_file
def test_what_is_too_large_is_refused_with_its_beginning(path: Path) -> None:
    form, raw = path.parent.name, path.read_bytes()
    if form in registry.STREAMED:
        pytest.skip("read in bounded memory, whatever its size")
    (item,) = taken(raw + b"\n" * 30_000, path.name, form, SMALL)
    assert isinstance(item, RefusedInput)
    assert item.record.kept == len(item.blob) <= SMALL.kept < item.record.size == len(raw) + 30_000


def test_a_bomb_is_stopped() -> None:
    bomb = gzip.compress(b"\n" * 80_000_000)
    items = taken(bomb, "x.xml.gz", "feed")
    assert [item.record.reason for item in items if isinstance(item, RefusedInput)] == ["bomb"]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * 80_000_000)
    assert [item.record.reason for item in taken(held.getvalue(), "x.zip") if isinstance(item, RefusedInput)] == ["bomb"]


def test_archives_in_archives_end() -> None:
    raw = b"A text that lies deep."
    for _ in range(8):
        raw = gzip.compress(raw)
    assert [item.record.reason for item in taken(raw, "x.gz") if isinstance(item, RefusedInput)] == ["too-deep"]


def test_every_file_of_an_archive_is_an_input_of_its_own() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../../b.txt", "A text that would lie elsewhere.")
        archive.writestr("a.html", "<!doctype html><title>A</title><article><p>Two launchers left, the office said.</p></article>")
        archive.writestr("c.bin", bytes(range(256)) * 20)
    items = taken(held.getvalue(), "x.zip")
    check(items)
    assert [isinstance(item, Collected) for item in items] == [True, True, False]
    assert [item.report.path for item in items if isinstance(item, Collected)] == ["x.zip!../../b.txt", "x.zip!a.html"]


def test_the_time_for_one_document_ends() -> None:
    now = iter([0.0, 1.0, 2.0, 102.0, 130.0, 131.0])
    late = Stopwatch(30, lambda: next(now))
    assert not late()
    late.hold()
    late.go_on()
    assert [late(), late()] == [False, True]
    slow = Limits(seconds=-1)
    (item,) = taken((GOLDEN / "feed/rss.xml").read_bytes(), "x.xml", None, slow)
    assert isinstance(item, RefusedInput)
    assert item.record.reason == "too-slow"


def test_another_package_brings_an_adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papyrus.py").write_text(
        "from tocsin.collect.adapters.contract import Piece\n"
        "def knows(head, path):\n    return head.startswith(b'PAPYRUS')\n"
        "def read(stream, taking):\n    raw = stream.read()\n    yield Piece(text=raw[7:].decode(), blob=raw, site='Papyri')\n"
    )
    info = tmp_path / "papyrus-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: papyrus\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[tocsin.adapters]\npapyrus = papyrus\n")
    monkeypatch.syspath_prepend(tmp_path)
    registry.others.cache_clear()
    try:
        for form in (None, "papyrus"):
            (item,) = taken(b"PAPYRUSA scribe said so.", "x", form)
            assert isinstance(item, Collected)
            assert (item.report.text, item.report.site, item.report.extra["format"]) == ("A scribe said so.", "Papyri", "papyrus")
    finally:
        registry.others.cache_clear()
        registry._loaded.cache_clear()


if __name__ == "__main__":
    for path in FILES:
        shapes = [shape(item) for item in taken(path.read_bytes(), path.name, path.parent.name if path.parent.name == "clipping" else None)]
        path.with_name(path.name + ".expected.json").write_text(json.dumps(shapes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
