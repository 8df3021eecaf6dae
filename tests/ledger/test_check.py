"""Whatever one row is made to say by another hand is found, and the row is named."""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tocsin.errors import LedgerError
from tocsin.ledger import chain
from tocsin.ledger.ledger import Ledger
from tocsin.model import Report

ROWS = 8
COLUMNS = {
    "entry": ("prev", "kind", "written_at", "digest", "hash"),
    "body": ("kind", "record_id", "t_known", "report", "tlp", "synthetic", "content", "salt", "payload"),
    "words": ("part", "language", "lemmas"),
}
VALUES = st.one_of(
    st.none(), st.integers(-9, 2**62), st.text('0af,:{}"я ', max_size=70), st.binary(max_size=20), st.floats(allow_nan=False)
)


@contextmanager
def copied(kept: Path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A copy of the ledger, with a raw connection that checks nothing."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(kept, Path(place) / "copy"))
        with closing(sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)) as raw:
            yield folder, raw


def found(folder: Path) -> str:
    """What is said of a ledger, one finding a line; empty where it is sound."""
    try:
        with Ledger.open(folder) as ledger:
            ledger.verify()
    except LedgerError as error:
        return "\n".join(error.findings)
    return ""


def names(said: str, row: int) -> bool:
    """Is this row named, alone or in a range?"""
    alone = {int(number) for number in re.findall(r"rows? (\d+)", said)}
    ranges = [(int(low), int(high)) for low, high in re.findall(r"rows (\d+) to (\d+)", said)]
    return row in alone or any(low <= row <= high for low, high in ranges)


def test_an_untouched_copy_is_sound(kept: Path) -> None:
    with copied(kept) as (folder, _):
        assert found(folder) == ""


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_changed_column_of_any_row_is_found_and_named(kept: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(COLUMNS)))
    column, value = data.draw(st.sampled_from(COLUMNS[table])), data.draw(VALUES)
    with copied(kept) as (folder, raw):
        rows = raw.execute(f"SELECT rowid, seq, typeof({column}), {column} FROM {table}").fetchall()  # noqa: S608 - our own names
        rowid, seq, kind, before = data.draw(st.sampled_from(rows))
        try:
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))  # noqa: S608
        except sqlite3.IntegrityError:
            assume(False)
        after = raw.execute(f"SELECT typeof({column}), {column} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()  # noqa: S608
        assume(after != (kind, before))
        assert names(found(folder), seq)


@pytest.mark.parametrize("column", ["payload", "record_id", "content"])
def test_text_that_is_no_utf8_is_named(kept: Path, column: str) -> None:
    with copied(kept) as (folder, raw):
        raw.execute(f"UPDATE body SET {column} = CAST(x'6162ff' AS TEXT) WHERE seq = 3")  # noqa: S608
        assert names(found(folder), 3)


def test_a_payload_that_is_no_record_stops_a_read_as_damage_not_as_a_bug(kept: Path) -> None:
    with copied(kept) as (folder, raw):
        raw.execute("UPDATE body SET payload = '{' WHERE seq = 2")
        with Ledger.open(folder) as ledger, pytest.raises(LedgerError, match="verify names the row"):
            list(ledger.records(Report))


@pytest.mark.parametrize("to", [-1, 1, 6, 99, "six"])
def test_words_given_to_another_row_are_named(kept: Path, to: int | str) -> None:
    with copied(kept) as (folder, raw):
        raw.execute("UPDATE words SET seq = ? WHERE seq = 2", (to,))
        said = found(folder)
        assert "row 2 (report" in said
        assert f"row {to}" in said


@pytest.mark.parametrize("seq", range(1, ROWS + 1))
def test_a_payload_removed_without_erasure_is_named(kept: Path, seq: int) -> None:
    with copied(kept) as (folder, raw):
        raw.execute("DELETE FROM body WHERE seq = ?", (seq,))
        assert f"row {seq} " in found(folder)


@pytest.mark.parametrize("seq", range(1, ROWS + 1))
def test_a_missing_row_is_named(kept: Path, seq: int) -> None:
    with copied(kept) as (folder, raw):
        for table in ("words", "body", "entry"):
            raw.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608
        said = found(folder)
        assert f"row {seq} is missing" in said or f"rows {seq} to {ROWS} were cut off" in said


@pytest.mark.parametrize("left", range(ROWS))
def test_a_cut_tail_is_named(kept: Path, left: int) -> None:
    with copied(kept) as (folder, raw):
        for table in ("words", "body", "entry"):
            raw.execute(f"DELETE FROM {table} WHERE seq > ?", (left,))  # noqa: S608
        assert f"rows {left + 1} to {ROWS} were cut off" in found(folder)
        with pytest.raises(LedgerError, match="cut off"):
            Ledger.open(folder, write=True)


@settings(max_examples=15, deadline=None)
@given(rows=st.tuples(st.integers(1, ROWS), st.integers(1, ROWS)).filter(lambda pair: pair[0] < pair[1]))
def test_two_rows_that_changed_places_are_named_with_where_they_were(kept: Path, rows: tuple[int, int]) -> None:
    with copied(kept) as (folder, raw):
        first, second = rows
        for table in ("entry", "body", "words"):
            for was, becomes in ((first, -1), (second, first), (-1, second)):
                raw.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (becomes, was))  # noqa: S608
        said = found(folder)
        assert f"row {first}: moved: it was row {second}" in said
        assert f"row {second}: moved: it was row {first}" in said


@pytest.mark.parametrize("rehash", [False, True], ids=["one row", "and every row after it, as a forger would"])
def test_a_row_put_in_between_is_found(kept: Path, rehash: bool) -> None:
    with copied(kept) as (folder, raw):
        raw.execute("CREATE TABLE held AS SELECT * FROM entry WHERE seq >= 4")
        raw.execute("DELETE FROM entry WHERE seq >= 4")
        head = chain.Head(count=3, hash=raw.execute("SELECT hash FROM entry WHERE seq = 3").fetchone()[0])
        forged = chain.follow(head, "report", 0, "0" * 64)
        raw.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", (forged.seq, forged.prev, forged.kind, 0, forged.digest, forged.hash))
        head = chain.Head(count=4, hash=forged.hash)
        for seq, prev, kind, at, digest, hashed in raw.execute("SELECT * FROM held ORDER BY seq").fetchall():
            link = chain.follow(head, kind, at, digest)
            row = (
                (seq + 1, link.prev, kind, at, digest, link.hash)
                if rehash
                else (seq + 1, "x" if prev == head.hash else prev, kind, at, digest, hashed)
            )
            raw.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
            head = chain.Head(count=link.seq, hash=link.hash)
        said = found(folder)
        assert "rows 9 to 9 were put in by another hand" in said
        assert "row 8: changed: it is not the entry that the head names" in said


def test_rows_appended_by_another_hand_are_no_interrupted_write(kept: Path) -> None:
    with copied(kept) as (folder, raw):
        head = chain.Head(count=ROWS, hash=raw.execute("SELECT hash FROM entry WHERE seq = ?", (ROWS,)).fetchone()[0])
        link = chain.follow(head, "report", 0, "0" * 64)
        raw.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", (link.seq, link.prev, link.kind, 0, link.digest, link.hash))
        assert "rows 9 to 9 were put in by another hand: the head says row 8" in found(folder)
        with pytest.raises(LedgerError, match="another hand"):
            Ledger.open(folder, write=True)


def _change(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize(("harm", "said"), [(_change, "its bytes were changed"), (Path.unlink, "its blob {} is missing")])
def test_a_blob_changed_or_gone_is_named(kept: Path, harm: Callable[[Path], Any], said: str) -> None:
    with copied(kept) as (folder, _):
        path = sorted((folder / "blobs").glob("*/*"))[0]
        name = path.parent.name + path.name
        harm(path)
        told = found(folder)
        assert name in told
        assert said.format(name) in told


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b"not json", b'{"head":{"count":8,"hash":"00"}}', b'{"head":{"count":3,"hash":"00"}}']
)
def test_a_head_that_is_missing_or_says_otherwise_is_found(kept: Path, content: bytes | None) -> None:
    with copied(kept) as (folder, _):
        path = folder / "head"
        path.unlink() if content is None else path.write_bytes(content)
        assert found(folder)


def test_a_text_index_that_forgets_is_found(kept: Path) -> None:
    with copied(kept) as (folder, raw):
        raw.execute("DELETE FROM words_index_data WHERE id > 10")
        assert "text index" in found(folder)


def test_the_file_itself_damaged_is_found(kept: Path) -> None:
    with copied(kept) as (folder, raw):
        raw.close()
        path = folder / "ledger.sqlite"
        path.write_bytes(b"this was never a database, whatever its name says" * 100)
        assert "no sound ledger" in found(folder)
