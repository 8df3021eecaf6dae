"""Files, folders, globs and streams: everything named is collected or refused with its bytes, and nothing is lost."""

import hashlib
import io
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.apart import apart

from tocsin.collect.adapters import registry
from tocsin.collect.files import Collected, Limits, RefusedInput, collect, collect_bytes
from tocsin.errors import UsageError
from tocsin.model import Report, from_json, to_json

CLOCK = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DEFAULT = Limits()
SMALL = Limits(report=2_000, kept=100, depth=8)


registry.others()  # looks through the installed packages once, before anything is timed


def taken(*paths: object, limits: Limits = DEFAULT, form: str | None = None) -> list[Collected | RefusedInput]:
    return list(collect([str(path) for path in paths], clock=CLOCK, limits=limits, form=form))


def one(raw: bytes, name: str = "a.txt") -> Collected | RefusedInput:
    (item,) = collect_bytes(raw, name, clock=CLOCK)
    return item


def refusal(item: Collected | RefusedInput) -> RefusedInput:
    assert isinstance(item, RefusedInput), item
    return item


def collected(item: Collected | RefusedInput) -> Collected:
    assert isinstance(item, Collected), item
    return item


@given(st.binary(max_size=600))
def test_any_bytes_are_collected_or_refused_with_themselves(raw: bytes) -> None:
    items = list(collect_bytes(raw, "x", clock=CLOCK))
    assert items
    for item in items:
        if isinstance(item, Collected):
            assert hashlib.sha256(item.blob).hexdigest() == item.raw.sha256 == item.report.raw
            assert from_json(Report, to_json(item.report)) == item.report
            assert all(0 <= start < end <= len(item.report.text) for start, end in item.report.furniture)
        else:
            assert item.record.what
            assert item.record.todo
            assert item.record.kept == len(item.blob)
            assert to_json(item.record)
    if not raw.lstrip().startswith(b"{"):
        assert b"".join(item.blob for item in items) == raw


@given(st.lists(st.one_of(st.binary(max_size=80), st.text(max_size=40).map(lambda text: json.dumps({"text": text}).encode())), max_size=12))
@example([b"%PDF-"])
def test_every_line_that_is_not_blank_is_one_report_or_one_refusal(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b" ") for line in lines]
    raw = b'{"text": "a first line that is sound"}\n' + b"\n".join(lines)
    items = list(collect_bytes(raw, "x.jsonl", clock=CLOCK))
    numbers = [
        int((item.report.path or "").rpartition(":")[2]) if isinstance(item, Collected) else int(item.record.where.rpartition(":")[2])
        for item in items
    ]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 1 + sum(bool(line.replace(b"\xef\xbb\xbf", b"").strip(b" \t\r\n")) for line in lines)


@given(st.text(min_size=1, max_size=300))
def test_the_text_of_a_file_is_the_file(text: str) -> None:
    (item,) = collect_bytes(("Начало. " + text).encode(), "a.txt", clock=CLOCK)
    if isinstance(item, Collected):
        assert item.report.text == "Начало. " + text
        assert item.report.title is None
    else:
        assert item.record.reason == "not-text"


def test_same_input_same_identities(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Quatre lanceurs ont quitté leur garnison.", encoding="utf-8")
    first, second = taken(path), taken(path)
    assert first == second
    moved = tmp_path / "b.txt"
    moved.write_bytes(path.read_bytes())
    assert collected(taken(moved)[0]).report.id == collected(first[0]).report.id


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Something in {name}.")
    paths = [collected(item).report.path for item in taken(tmp_path)]
    assert paths == [str(tmp_path / name) for name in ("b.txt", "a/c.txt", "a/z.txt")]


def test_globs_and_repeated_names(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One thing happened.")
    (tmp_path / "two.txt").write_text("Another thing happened.")
    assert len(taken(tmp_path / "*.txt", tmp_path / "one.txt", tmp_path)) == 2
    (tmp_path / "a[1].txt").write_text("A name with brackets in it.")
    assert len(taken(tmp_path / "a[1].txt")) == 1


@pytest.mark.parametrize("path", ["nowhere.txt", "no*.txt", "https://example.org/a"])
def test_a_path_that_leads_nowhere_stops_the_call_before_anything_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.txt").write_text("Something.")
    with pytest.raises(UsageError) as caught:
        taken(tmp_path / "a.txt", path if "://" in path else tmp_path / path)
    assert caught.value.todo


def test_an_empty_folder_and_an_unknown_format_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        taken(tmp_path)
    with pytest.raises(UsageError, match="there is no format"):
        taken(tmp_path, form="papyrus")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("Слова из потока.".encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (item,) = taken("-")
    assert collected(item).report.path == "stdin"


def test_what_cannot_be_opened_is_refused_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text("Something happened.")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    server = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(tmp_path)
    server.bind("sock")
    try:
        items = taken(tmp_path)
    finally:
        server.close()
    assert [refusal(item).record.reason for item in items if isinstance(item, RefusedInput)] == ["unreadable", "not-a-file"]
    assert sum(isinstance(item, Collected) for item in items) == 1


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    raw_name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw_name, "wb") as stream:
        stream.write(b"Something happened there.")
    (item,) = taken(tmp_path)
    assert to_json(collected(item).report)


@pytest.mark.parametrize(
    ("raw", "reason", "says"),
    [
        (b"", "empty", "nothing"),
        (b" \n\t \r\n", "empty", "nothing"),
        (b"\xef\xbb\xbf", "empty", "nothing"),
        (b"PK\x03\x04....", "broken-archive", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "not-text", "PNG"),
        (b"\x1f\x8b\x08....", "broken-archive", "gzip"),
        (bytes(range(256)) * 20, "not-text", "binary"),
        (b"  <?xml version='1.0'?><rss/>", "empty", "no entry"),
        (b"  <?xml version='1.0'?><kml/>", "format-not-yet-read", "kml"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_looks_like(raw: bytes, reason: str, says: str) -> None:
    item = refusal(one(raw))
    assert item.record.reason == reason
    assert says in item.record.what
    assert item.record.where == "a.txt"
    assert item.record.todo
    assert item.blob == raw


def test_json_lines_are_known_by_content() -> None:
    assert collected(one(b'{"text": "Something happened."}', "notes.txt")).report.text == "Something happened."
    assert collected(one(b"{ is how this text begins, and it is no JSON", "notes.txt")).report.text.startswith("{ is")


@apart
def test_fifty_megabytes_on_one_line_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    import tracemalloc

    for name, start in (("big.txt", b"word "), ("big.jsonl", b'{"text": "')):
        path = tmp_path / name
        with path.open("wb") as stream:
            stream.write(start)
            for _ in range(50):
                stream.write(b"x" * 1_000_000)
        tracemalloc.start()
        (item,) = taken(path)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        record = refusal(item).record
        assert record.reason == "too-large"
        assert record.size == path.stat().st_size
        assert record.kept == len(item.blob) == Limits().kept
        assert "bytes are kept" in record.what
        assert peak < 40_000_000


def test_a_long_line_in_the_middle_does_not_stop_the_rest() -> None:
    lines = [b'{"text": "First."}', b'{"text": "' + b"y" * 5_000 + b'"}', b'{"text": "Last."}']
    items = list(collect_bytes(b"\n".join(lines), "x.jsonl", clock=CLOCK, limits=SMALL))
    assert [isinstance(item, Collected) for item in items] == [True, False, True]
    assert refusal(items[1]).record.where == "x.jsonl:2"
    assert refusal(items[1]).record.size == len(lines[1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-u"]))
def test_json_lines_in_any_coding(encoding: str) -> None:
    texts = ["Ракети вилетіли вночі, повідомили в штабі.", "Ядерних погроз не було, кажуть посадовці з Києва.", "Навчання почалися."]
    lines = "\r\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    items = list(collect_bytes(lines.encode(encoding), "x.jsonl", clock=CLOCK))
    assert [collected(item).report.text for item in items] == texts


@pytest.mark.parametrize("name", ["x.json", "x.txt", "stdin"])
@pytest.mark.parametrize("raw", [b"[" * 300_000, b'\xef\xbb\xbf [1, "a]", ' + b'{"b": [' * 40 + b"]}" * 40 + b"]", b"\n" + b"[[ ]," * 65])
def test_json_that_nests_deeply_is_refused_with_its_bytes(name: str, raw: bytes) -> None:
    (item,) = collect_bytes(raw, name, clock=CLOCK)
    assert isinstance(item, RefusedInput)
    assert (item.record.reason, item.blob) == ("too-deep", raw)


@pytest.mark.parametrize(
    "text", ["[1] See the note. " + "[" * 100, "[" * 64 + "]" * 64, "[ ] " * 100, '"[' * 100, "{ " * 60 + "a" + "{" * 60]
)
def test_brackets_in_a_text_are_text(text: str) -> None:
    (item,) = collect_bytes(text.encode(), "x.txt", clock=CLOCK)
    assert collected(item).report.text == text
