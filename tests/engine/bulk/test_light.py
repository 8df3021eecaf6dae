"""What is looked at straight from bytes is what the adapter would have said."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.bulk import archives

from tocsin.collect.adapters import warc
from tocsin.collect.adapters.contract import Piece, Taking
from tocsin.collect.records import Limits
from tocsin.engine.bulk import light
from tocsin.errors import Refused

TAKING = Taking("here", archives.CLOCK)
BODIES = st.one_of(
    st.text(max_size=40).map(str.encode),
    st.binary(max_size=40),
    st.sampled_from(
        [b"", b" \n ", b"Title\nA text", b"\xef\xbb\xbfTitle\r\nA text", b"A\x00B", b"one\r\n\r\ntwo", "Заголовок\nТекст\n".encode()]
    ),
)
HEADS = st.sampled_from(
    [
        "",
        "X: y\r\n",
        "no mark\r\n",
        "X: y\r\n folded\r\n",
        "WARC-Type: response\r\n",
        "\u00e9: \u00e9\r\n",
        "Content-Length: 3\r\n",
        "X\x0b: \x1cy\r\n",
    ]
)


def member(body: bytes, further: str, ends: bytes = b"\r\n\r\n") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://one.example/\r\nContent-Length: {len(body)}\r\n{further}\r\n"
    return head.encode() + body + ends


@given(BODIES, HEADS, st.sampled_from([b"\r\n\r\n", b"", b"\r\n", b"\r\n\r\n\r\n"]), st.booleans())
def test_a_member_looked_at_is_the_piece_that_is_read(body: bytes, further: str, ends: bytes, twice: bool) -> None:
    raw = member(body, further, ends) * (1 + twice)
    looked = light.conversion(raw, Limits().report)
    if looked is not None:
        (piece,) = warc.read(io.BytesIO(raw), TAKING)
        assert isinstance(piece, Piece)
        assert (piece.title, piece.text) == looked


@pytest.mark.parametrize("body", [b"Title\nA text\n", "Заголовок\n\nТекст\n".encode(), b"one\r\n\r\ntwo"])
def test_plain_members_are_looked_at(body: bytes) -> None:
    assert light.conversion(member(body, ""), Limits().report) is not None
    assert light.conversion(member(body, ""), len(body) - 1) is None


@given(
    st.one_of(st.binary(max_size=60), st.builds(lambda title, text: json.dumps({"title": title, "text": text}).encode(), *[st.text()] * 2))
)
def test_a_line_that_is_looked_at_has_a_text(raw: bytes) -> None:
    looked = light.line(raw)
    if looked is not None:
        assert looked == (json.loads(raw).get("title"), json.loads(raw)["text"])
        assert looked[1].strip()


def test_a_broken_archive_is_left_to_the_adapter() -> None:
    raw = member(b"text", "")[:-6]
    assert light.conversion(raw, Limits().report) is None
    with pytest.raises(Refused):
        list(warc.read(io.BytesIO(raw), TAKING))
