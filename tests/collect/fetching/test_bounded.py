"""Bodies within limits: what was packed comes back whole, and no packing gets past the limit."""

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.fetching import bounded
from tocsin.errors import Refused


def _never() -> bool:
    return False


def _cut(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


def _bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "identity": lambda b: b,
    "gzip": lambda b: gzip.compress(b, mtime=0),
    "deflate": zlib.compress,
    "": lambda b: b,
}


@given(st.binary(max_size=4000), st.sampled_from(sorted(PACKED)), st.integers(1, 700))
def test_a_body_comes_back_as_it_was_packed(body: bytes, coding: str, size: int) -> None:
    assert bounded.body(_cut(PACKED[coding](body), size), coding, 4000, _never, "x") == body


def test_servers_that_send_deflate_bare_are_understood() -> None:
    assert bounded.body([_bare(b"abc" * 50)], "deflate", 1000, _never, "x") == b"abc" * 50


@pytest.mark.parametrize("coding", ["identity", "gzip", "deflate"])
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    bomb = PACKED[coding](bytes(50_000_000 if coding != "identity" else 20_000))
    with pytest.raises(Refused) as caught:
        bounded.body([bomb], coding, 10_000, _never, "x")
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize(("body", "coding", "reason"), [
    (b"not gzip", "gzip", "broken"), (gzip.compress(b"a" * 9999, mtime=0)[:-12], "gzip", "cut-off"),
    (b"x", "br", "broken"), (b"x", "gzip, gzip", "broken"),
])  # fmt: skip
def test_what_cannot_be_unpacked_is_refused_with_its_reason(body: bytes, coding: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        bounded.body([body], coding, 10**6, _never, "x")
    assert caught.value.reason == reason


def test_a_body_that_drips_past_its_time_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        bounded.body([b"a", b"b"], "", 10, lambda: True, "x")
    assert caught.value.reason == "too-slow"
