"""Element sets packed by gzip or in a ZIP archive: the same sets as unpacked, and the same limits as for every other input."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sense.orbits import invented

from tocsin.collect.records import Limits
from tocsin.errors import Refused
from tocsin.sense.orbits import element_archives, element_files
from tocsin.sense.orbits.element_checks import Collecting

CLOCK = datetime(2022, 10, 21, tzinfo=UTC)
OMM = json.dumps(invented.sets()).encode()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in members.items():
            archive.writestr(name, blob)
    return out.getvalue()


def sets(raw: bytes, limits: Limits | None = None) -> list[str]:
    """Ids of the sets inside, with where they stand."""
    found = []
    for where, stream in element_archives.inside(io.BytesIO(raw), "x", limits or Limits(), CLOCK):
        for piece in element_files.read(stream, Collecting(clock=CLOCK)):
            assert isinstance(piece, element_files.Set)
            found.append(f"{where} {piece.elements.id}")
    return found


PLAIN = [one.partition(" ")[2] for one in sets(OMM)]


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (OMM, {"x"}),
        (gzip.compress(OMM), {"x"}),
        (gzip.compress(OMM[:1000]) + gzip.compress(OMM[1000:]), {"x"}),
        (gzip.compress(gzip.compress(OMM)), {"x"}),
        (zipped(day=OMM), {"x!day"}),
        (zipped(day=gzip.compress(OMM)), {"x!day"}),
    ],
    ids=["plain", "gzip", "gzip of two members", "gzip twice", "zip", "gzip in zip"],
)
def test_packed_sets_are_the_same_sets(raw: bytes, where: set[str], tmp_path: Path) -> None:
    found = sets(raw)
    assert [one.partition(" ")[2] for one in found] == PLAIN
    assert {one.partition(" ")[0] for one in found} == where
    (tmp_path / "x").write_bytes(raw)
    assert element_archives.holds_sets(tmp_path / "x")


def test_each_file_of_an_archive_is_read(tmp_path: Path) -> None:
    raw = zipped(a=json.dumps(invented.sets()[:3]).encode(), b=json.dumps(invented.sets()[3:]).encode())
    assert [one.partition(" ")[2] for one in sets(raw)] == PLAIN
    (tmp_path / "x").write_bytes(zipped(readme=b"Sets of a day.", b=OMM))
    assert element_archives.holds_sets(tmp_path / "x")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"A text.",
        gzip.compress(b"A text."),
        zipped(a=b"A text."),
        zipped(**{"word/document.xml": b"<w/>", "a": OMM}),
        zipped(a=OMM)[:-30],
        gzip.compress(OMM)[:10],
        b"PK\x03\x04 nothing",
    ],
    ids=["empty", "text", "gzip of text", "zip of text", "document", "cut zip", "cut gzip", "no zip"],
)
def test_what_holds_none_is_none(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(raw)
    assert not element_archives.holds_sets(tmp_path / "x")


@pytest.mark.parametrize(
    ("raw", "limits", "reason"),
    [
        (gzip.compress(OMM)[:-20], Limits(), "truncated"),
        (gzip.compress(OMM)[:40] + b"\xff" * 40, Limits(), "broken-archive"),
        (gzip.compress(OMM + b" " * 40_000_000), Limits(), "bomb"),
        (zipped(a=OMM + b" " * 40_000_000), Limits(), "bomb"),
        (zipped(a=OMM, b=OMM, c=OMM), Limits(members=2), "too-many"),
        (zipped(a=OMM), Limits(document=100), "too-large"),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(OMM)))), Limits(), "too-deep"),
    ],
    ids=["cut", "broken", "bomb", "bomb in zip", "members", "large zip", "deep"],
)
def test_limits_are_those_of_every_input(raw: bytes, limits: Limits, reason: str) -> None:
    with pytest.raises(Refused) as told:
        sets(raw, limits)
    assert told.value.reason == reason
