"""Packed streams come out as they went in, however their members and reads are cut."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.records import Limits
from tocsin.collect.streams import PACKED, Gunzipped, Rejoined, buffered
from tocsin.errors import Refused


def unpacked(raw: bytes, read: int, limits: Limits | None = None) -> bytes:
    stream = buffered(Gunzipped(Rejoined(raw[:7], io.BytesIO(raw[7:]), 100), "archive", limits or Limits()))
    pieces = []
    while piece := stream.read(read):
        pieces.append(piece)
    return b"".join(pieces)


@given(st.lists(st.tuples(st.integers(0, 3 * PACKED), st.integers(0, 9)), min_size=1, max_size=6), st.integers(1, 4 * PACKED), st.randoms())
def test_members_of_any_size_come_out_whole_in_reads_of_any_size(members: list[tuple[int, int]], read: int, rng: object) -> None:
    data = [rng.randbytes(size) for size, _ in members]  # type: ignore[attr-defined]
    raw = b"".join(gzip.compress(one, level, mtime=0) for one, (_, level) in zip(data, members, strict=True))
    assert unpacked(raw + b"\0" * 11, read) == b"".join(data)


def test_what_ends_in_the_middle_or_is_a_bomb_is_refused() -> None:
    raw = gzip.compress(bytes(range(256)) * 400, mtime=0)
    with pytest.raises(Refused, match="ends in the middle"):
        unpacked(raw[:-20], 1_000)
    with pytest.raises(Refused, match="times its size"):
        unpacked(gzip.compress(bytes(40_000_000), mtime=0), 1 << 16, Limits(ratio=100))
