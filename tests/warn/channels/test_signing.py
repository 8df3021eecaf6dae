"""Signatures: those of the Standard Webhooks library are ours, and nothing that was changed, made up, old or played again is taken."""

import base64
import secrets
from datetime import UTC, datetime

import pytest
import standardwebhooks
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import Refused, UsageError
from tocsin.warn.channels import signing

KEY = bytes(range(32))
WORDS = "whsec_" + base64.b64encode(KEY).decode()
NOW = int(datetime.now(UTC).timestamp())


@given(st.binary(min_size=24, max_size=64), st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True), st.text(max_size=60))
def test_the_peers_library_signs_and_takes_what_we_do(key: bytes, name: str, text: str) -> None:
    peer = standardwebhooks.Webhook(base64.b64encode(key).decode())
    ours = signing.headers(key, name, NOW, text.encode())
    assert ours["webhook-signature"] == peer.sign(name, datetime.fromtimestamp(NOW, UTC), text)
    assert signing.verify(key, ours, text.encode(), NOW, set())


def test_the_peers_library_verifies_a_body() -> None:
    # It looks at the clock of the machine itself, and takes nothing older than five minutes: a whole run of the tests lasts longer.
    now = int(datetime.now(UTC).timestamp())
    standardwebhooks.Webhook(WORDS).verify('{"a": 1}', signing.headers(KEY, "n", now, b'{"a": 1}'))


@given(st.binary(max_size=30), st.integers(0, 29), st.integers(1, 255))
def test_what_was_changed_is_not_taken(body: bytes, at: int, by: int) -> None:
    headers = signing.headers(KEY, "n", NOW, body)
    changed = body + bytes([by]) if at >= len(body) else body[:at] + bytes([body[at] ^ by]) + body[at + 1 :]
    with pytest.raises(Refused, match="signature"):
        signing.verify(KEY, headers, changed, NOW, set())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"webhook-id": "m"}, "forged"),
        ({"webhook-timestamp": str(NOW + 1)}, "forged"),
        ({"webhook-timestamp": "x"}, "unsigned"),
        ({"webhook-timestamp": "²"}, "unsigned"),
        ({"webhook-signature": ""}, "unsigned"),
        ({"webhook-signature": "v1,"}, "forged"),
        ({"webhook-signature": "v1,é"}, "forged"),
        ({"webhook-id": ""}, "unsigned"),
    ],
)
def test_what_was_made_up_is_not_taken(change: dict[str, str], why: str) -> None:
    seen: set[str] = set()
    with pytest.raises(Refused) as refused:
        signing.verify(KEY, {**signing.headers(KEY, "n", NOW, b"x"), **change}, b"x", NOW, seen)
    assert refused.value.reason == why
    assert not seen


@pytest.mark.parametrize("later", [-301, 301])
def test_what_is_old_or_from_ahead_is_not_taken(later: int) -> None:
    with pytest.raises(Refused) as refused:
        signing.verify(KEY, signing.headers(KEY, "n", NOW, b"x"), b"x", NOW + later, set())
    assert refused.value.reason == "stale"


def test_what_is_played_again_is_known() -> None:
    seen: set[str] = set()
    assert signing.verify(KEY, signing.headers(KEY, "n", NOW, b"x"), b"x", NOW, seen)
    assert not signing.verify(KEY, signing.headers(KEY, "n", NOW + 9, b"x"), b"x", NOW + 9, seen)
    assert signing.verify(KEY, signing.headers(KEY, "m", NOW, b"x"), b"x", NOW, seen)


def test_one_of_several_signatures_is_enough() -> None:
    headers = signing.headers(KEY, "n", NOW, b"x")
    old = signing.headers(secrets.token_bytes(32), "n", NOW, b"x")["webhook-signature"]
    assert signing.verify(KEY, {**headers, "webhook-signature": f"{old} {headers['webhook-signature']}"}, b"x", NOW, set())


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_c2hvcnQ=", "not base64 at all!!", "whsec_" + base64.b64encode(bytes(65)).decode()])
def test_a_bad_secret_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        signing.secret(text, "the secret of desk")
    assert len(text) < 10 or text not in str(refused.value)
    assert signing.secret(f" {WORDS}\n", "here") == KEY
