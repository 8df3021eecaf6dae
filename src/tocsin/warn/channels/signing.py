"""Signed webhooks, as the Standard Webhooks specification has them (standardwebhooks.com, 2023): HMAC-SHA256 over id, time and body.

A receiver takes a message only where the signature fits, the time lies within a tolerance of its own clock, and the id is new: so that
nobody can make one up, change one, or play an old one again.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, MutableSet

from tocsin.errors import Refused, UsageError

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PREFIX = "whsec_"
VERSION = "v1"
TOLERANCE_S = 300
"""between two clocks"""
SHORTEST, LONGEST = 24, 64
"""bytes of a secret, as the specification asks"""


def secret(text: str, where: str) -> bytes:
    """The bytes of a secret: base64 after `whsec_`. UsageError, which never repeats it, where it is none or too short."""
    try:
        found = base64.b64decode(text.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not SHORTEST <= len(found) <= LONGEST:
        raise UsageError(
            f"is no secret of {SHORTEST} to {LONGEST} bytes in base64",
            where=where,
            todo="make one: python -c \"import base64,secrets;print('whsec_'+base64.b64encode(secrets.token_bytes(32)).decode())\"",
        )
    return found


def headers(secret: bytes, name: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a message. name: its id, the same at every try. timestamp: seconds since 1970, of this try."""
    return {ID: name, TIMESTAMP: str(timestamp), SIGNATURE: _signature(secret, name, timestamp, body)}


def verify(secret: bytes, given: Mapping[str, str], body: bytes, now: int, seen: MutableSet[str], tolerance_s: int = TOLERANCE_S) -> bool:
    """Whether a message that is ours is new: False for one that `seen` holds already, which is answered as if it were taken.

    Refused: `unsigned`, `stale` or `forged`. given: headers by lower-case name. `seen` is added to only by what is sound.
    """
    name, stamp, signatures = (given.get(one, "") for one in (ID, TIMESTAMP, SIGNATURE))
    if not (name and signatures and stamp.isascii() and stamp.isdigit()):
        raise Refused("unsigned", f"it lacks one of {ID}, {TIMESTAMP}, {SIGNATURE}", todo="do not take it")
    if abs(now - int(stamp)) > tolerance_s:
        raise Refused("stale", f"its time is more than {tolerance_s} s from ours", todo="do not take it; check both clocks")
    expected = _signature(secret, name, int(stamp), body)
    # Several signatures stand there while a secret is being changed.
    if not any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures.split(" ")):
        raise Refused("forged", "its signature does not fit", todo="do not take it; check that both sides have one secret")
    if name in seen:
        return False
    seen.add(name)
    return True


def _signature(secret: bytes, name: str, timestamp: int, body: bytes) -> str:
    signed = f"{name}.{timestamp}.".encode() + body
    return f"{VERSION}," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
