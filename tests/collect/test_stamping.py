"""Time stamps: a token that holds says when; one that is wrong, cut, foreign, late or garbage is refused and says why."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.authority import MADE, POLICY, Authority, asked, refusal

from tocsin.collect import stamping
from tocsin.errors import ConfigError, Refused

AT = datetime(2024, 11, 20, 6, 0, 7, tzinfo=UTC)
DATA = b"the bytes of a page"
SHA = stamping.imprint(DATA)
OURS, OTHERS = Authority(), Authority("Other Stamps")
TRUST = stamping.Trust((OURS.root,), ())
REQUEST = stamping.request(DATA)
QUERY = asked(REQUEST.body)
GOOD = OURS.answer(QUERY, AT, within_s=2)


def test_a_request_holds_the_hash_alone_and_a_number_of_its_own() -> None:
    assert asked(REQUEST.body) == (bytes.fromhex(SHA), REQUEST.nonce)
    assert DATA not in REQUEST.body
    assert stamping.request(DATA).nonce != REQUEST.nonce


def test_a_token_that_holds_says_when_by_whom_and_how_exactly() -> None:
    token = stamping.holds(GOOD, SHA, TRUST, REQUEST.nonce)
    assert token == (AT, 2.0, "CN=Example Stamps", POLICY, "1")
    assert stamping.holds(GOOD, SHA, TRUST) == token  # later, when the number asked with is gone


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (OURS.answer(QUERY, AT, nonce=QUERY.nonce + 1), "nonce is not ours"),
        (OURS.answer(QUERY, AT, digest=bytes(32)), "other bytes"),
        (OTHERS.answer(QUERY, AT), "does not hold"),
        (OURS.answer(QUERY, MADE - timedelta(days=1)), "does not hold"),
        (Authority(signer_ends=AT - timedelta(days=1)).answer(QUERY, AT), "does not hold"),
        (refusal(), "rejected (not today)"),
        (b"<html>down for maintenance</html>", "no time stamp"),
        (b"", "no time stamp"),
        (GOOD[:-40], "no time stamp"),
        (GOOD + bytes(stamping.MOST_BYTES), "longer than"),
    ],
)
def test_what_does_not_hold_is_refused_and_says_why(answer: bytes, said: str) -> None:
    with pytest.raises(Refused) as caught:
        stamping.holds(answer, SHA, TRUST, REQUEST.nonce)
    assert caught.value.reason == "stamp"
    assert said in caught.value.what


def test_a_certificate_that_ended_before_the_token_or_serves_another_purpose_does_not_hold_though_its_root_is_trusted() -> None:
    ended = Authority(signer_ends=AT - timedelta(days=1))
    other = Authority(purpose=ExtendedKeyUsageOID.CODE_SIGNING)
    for authority in (ended, other):
        with pytest.raises(Refused, match="does not hold"):
            stamping.holds(authority.answer(QUERY, AT), SHA, stamping.Trust((authority.root,), ()))
    # What counts is the token's time: a certificate that ended since is no matter.
    assert stamping.holds(ended.answer(QUERY, AT - timedelta(days=2)), SHA, stamping.Trust((ended.root,), ())).at == AT - timedelta(days=2)


def test_only_the_policy_asked_for_is_taken_where_one_is() -> None:
    assert stamping.holds(GOOD, SHA, TRUST._replace(policy=POLICY)).policy == POLICY
    with pytest.raises(Refused, match="policy is"):
        stamping.holds(GOOD, SHA, TRUST._replace(policy="1.2.3"))


@given(st.data())
def test_no_change_of_a_byte_makes_another_token_that_holds(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    bit = data.draw(st.integers(0, 7))
    broken = bytearray(GOOD)
    broken[at] ^= 1 << bit
    token = None
    with suppress(Refused):
        token = stamping.holds(bytes(broken), SHA, TRUST)
    # A bit that says nothing, e.g. in an empty parameter, leaves the same token.
    assert token is None or token == stamping.holds(GOOD, SHA, TRUST)


@given(st.binary(max_size=300))
def test_no_garbage_is_a_token(garbage: bytes) -> None:
    with pytest.raises(Refused):
        stamping.holds(garbage, SHA, TRUST)


def test_certificates_are_read_from_files_and_what_is_wrong_with_one_is_said(tmp_path: Path) -> None:
    good, leaf, empty = tmp_path / "root.pem", tmp_path / "leaf.pem", tmp_path / "empty.pem"
    good.write_bytes(OURS.pem)
    from cryptography.hazmat.primitives.serialization import Encoding

    leaf.write_bytes(OURS.certificate.public_bytes(Encoding.PEM))
    empty.write_bytes(b"nothing")
    found = stamping.trust([good, leaf], POLICY)
    assert (found.roots, found.between, found.policy) == ((OURS.root,), (OURS.certificate,), POLICY)
    for files, said in (([leaf], "no root certificate"), ([empty], "no certificate in it"), ([tmp_path / "none.pem"], "cannot be read")):
        with pytest.raises(ConfigError, match=said):
            stamping.trust(files)
