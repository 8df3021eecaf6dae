"""Bytes by their hash: whole or not there, and checked when read."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger.blobs import Blobs


@given(data=st.binary(max_size=2000))
def test_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    blobs = Blobs(tmp_path_factory.getbasetemp() / "any")
    sha256 = blobs.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest() == blobs.put(data)
    assert blobs.get(sha256) == data
    assert sha256 in blobs


def test_changed_bytes_are_not_handed_out_and_putting_them_again_heals(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sha256 = blobs.put(b"as fetched")
    assert blobs.path(sha256).stat().st_mode & 0o222 == 0
    blobs.path(sha256).chmod(0o644)
    blobs.path(sha256).write_bytes(b"as forged")
    with pytest.raises(LedgerError, match=sha256):
        blobs.get(sha256)
    assert list(blobs.findings()) == [f"blob {sha256} in {tmp_path.name}: its bytes were changed"]
    blobs.put(b"as fetched")
    assert blobs.get(sha256) == b"as fetched"
    assert list(blobs.findings()) == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [sha256[2:]]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        Blobs(tmp_path).get(name)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotFinish, match="no blob"):
        Blobs(tmp_path).get("0" * 64)


def test_many_put_at_once_are_those_that_were_given_each_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    given = [str(number).encode() for number in range(60)]
    damaged = blobs.path(blobs.put(given[7]))
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    blobs.put_all([*given, *given[:20]])
    blobs.put_all([])
    assert {blobs.get(name) for name in blobs.names()} == set(given)
    assert list(blobs.findings()) == []
    assert not list(tmp_path.rglob("*.part"))


def test_figures_are_their_own_lemma() -> None:
    from tocsin.ledger import lemmas

    for figure in ("0", "007", "1990", "12345678"):
        for language in (*lemmas.LANGUAGES, ""):
            assert lemmas.lemma(figure, language) == figure == lemmas.lemmas(figure, language)
