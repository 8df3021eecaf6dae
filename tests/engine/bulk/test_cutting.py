"""However a file is cut, each of its records is taken once and called the same; a damaged stretch costs no other record."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.bulk import archives

from tocsin.collect.records import Collected, RefusedInput
from tocsin.engine.bulk import cutting, taking
from tocsin.errors import UsageError

TEXTS = [archives.story(n) + " é" * (n % 5) for n in range(23)]


def keep(title: str | None, text: str) -> bool:
    """Everything."""
    return True


def taken(paths: list[str], most: int) -> list[tuple[str, str]]:
    """What is in the files, cut into pieces of `most` bytes: where each record stands, and its text or why it was refused."""
    partitions = cutting.cut(paths, most).partitions
    assert [one.number for one in partitions] == list(range(len(partitions)))
    rows = []
    for one in partitions:
        for piece in one.slices:
            for item in taking.take(piece, keep, clock=archives.CLOCK):
                assert item is not None
                said = item.report.text if isinstance(item, Collected) else item.record.reason
                rows.append((str(item.report.path if isinstance(item, Collected) else item.record.where), said))
    return rows


def lined(path: Path) -> None:
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in TEXTS]
    path.write_text("\n".join([*rows[:9], "", "{broken", *rows[9:]]) + "\r\n", encoding="utf-8")


def crawled(path: Path) -> None:
    archives.web_archive(path, TEXTS)


def coded(path: Path) -> None:
    cells = [
        [f"2024112006{n:02d}00-{n}", f"2024112006{n:02d}00", "1", f"post{n}.example", f"https://post{n}.example/{n}"] for n in range(23)
    ]
    beside = [f"<PAGE_TITLE>Title {n}</PAGE_TITLE>" for n in range(23)]
    path.write_text("".join("\t".join([*row, *[""] * 21, last]) + "\n" for row, last in zip(cells, beside, strict=True)))


def tabled(path: Path) -> None:
    pq.write_table(pa.table({"text": TEXTS, "url": [f"https://post.example/{n}" for n in range(23)]}), path, row_group_size=3)


FORMS = {"a.jsonl": lined, "a.warc.wet.gz": crawled, "20241120.gkg.csv": coded, "a.parquet": tabled}


@pytest.mark.parametrize("name", sorted(FORMS))
@given(most=st.integers(40, 9_000))
@settings(max_examples=15)
def test_every_record_is_taken_once(name: str, most: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("in") / name
    FORMS[name](path)
    whole = taken([str(path)], 10**9)
    assert taken([str(path)], most) == whole
    assert len({where for where, _ in whole}) == len(whole) == 24 if name == "a.jsonl" else 23
    if name != "20241120.gkg.csv":
        assert [text.partition("\n")[2] or text for _, text in whole if text != "broken-line"] == TEXTS


@pytest.mark.parametrize("name", ["a.jsonl", "20241120.gkg.csv", "a.warc.wet.gz"])
def test_a_record_is_called_by_the_byte_at_which_it_begins(name: str, tmp_path: Path) -> None:
    FORMS[name](tmp_path / name)
    raw = (tmp_path / name).read_bytes()
    for where, _ in taken([str(tmp_path / name)], 700):
        at = int(where.rpartition("@")[2])
        assert raw[at : at + 3] == b"\x1f\x8b\x08" if name.endswith("gz") else at == 0 or raw[at - 1 : at] == b"\n"


def test_a_day_is_a_partition_of_its_own(tmp_path: Path) -> None:
    for name in ("20241119234500.gkg.csv", "20241120000000.gkg.csv", "20241120001500.gkg.csv"):
        coded(tmp_path / name)
    partitions = cutting.cut([str(tmp_path)], 10**9).partitions
    assert [(one.day, len(one.slices)) for one in partitions] == [("20241119", 1), ("20241120", 2)]


def test_a_damaged_member_costs_no_other(tmp_path: Path) -> None:
    crawled(tmp_path / "a.warc.wet.gz")
    raw = bytearray((tmp_path / "a.warc.wet.gz").read_bytes())
    places = [int(where.rpartition("@")[2]) for where, _ in taken([str(tmp_path / "a.warc.wet.gz")], 10**9)]
    raw[places[5] + 60 : places[5] + 90] = b"\0" * 30
    (tmp_path / "a.warc.wet.gz").write_bytes(raw)
    for most in (10**9, 500):
        found = taken([str(tmp_path / "a.warc.wet.gz")], most)
        assert [text.partition("\n")[2] for _, text in found if "\n" in text] == TEXTS[:5] + TEXTS[6:]


def test_what_cannot_be_cut_is_taken_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0])
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    assert [text for _, text in taken([str(tmp_path)], 100)] == [TEXTS[0], "not-text"]


def test_what_bears_on_nothing_is_dropped_before_it_is_read(tmp_path: Path) -> None:
    lined(tmp_path / "a.jsonl")
    (piece,) = cutting.cut([str(tmp_path / "a.jsonl")], 10**9).partitions[0].slices
    items = list(taking.take(piece, lambda _, text: "Belaya-7" in text, clock=archives.CLOCK))
    assert [isinstance(item, RefusedInput) for item in items if item is not None] == [False, True]
    assert items.count(None) == 22


def test_only_files_can_be_taken_up_again() -> None:
    for path in ("-", "https://post.example/a.warc.gz"):
        with pytest.raises(UsageError):
            cutting.cut([path], 100)
