"""The chain: each entry carries the hash of the one before, and a salted digest of a payload that can be destroyed.

An entry's hash covers its number, the hash before it, its kind, when it was written, and the digest. The digest is an HMAC of
the payload under a salt of its own: once payload and salt are gone nobody can test a guess against it, and the chain still holds.
"""

import hashlib
import hmac
import secrets

from tocsin.model import Record, digest

GENESIS = "0" * 64
"""what the first entry follows"""
SALT_BYTES = 16
"""128 bits: a guess at a short payload cannot be tested without it"""


class Link(Record, frozen=True, kw_only=True):
    """One entry of the chain as it stands in the table `entry`."""

    seq: int
    """from 1, without gaps"""
    prev: str
    kind: str
    written_at: int
    """microseconds since 1970, UTC"""
    digest: str
    hash: str


class Head(Record, frozen=True, kw_only=True):
    """Where the chain ends: how many entries, and the hash of the last."""

    count: int = 0
    hash: str = GENESIS


def salt() -> bytes:
    """A fresh salt."""
    return secrets.token_bytes(SALT_BYTES)


def salted(payload: bytes, salt: bytes) -> str:
    """Digest of a payload under its salt (RFC 2104 with SHA-256), in hexadecimal."""
    return hmac.new(salt, payload, hashlib.sha256).hexdigest()


def follow(head: Head, kind: str, written_at: int, payload_digest: str) -> Link:
    """The entry that follows `head`."""
    seq = head.count + 1
    return Link(
        seq=seq,
        prev=head.hash,
        kind=kind,
        written_at=written_at,
        digest=payload_digest,
        hash=entry_hash(seq, head.hash, kind, written_at, payload_digest),
    )


def entry_hash(seq: int, prev: str, kind: str, written_at: int, payload_digest: str) -> str:
    """Hash of an entry over all that it says."""
    return digest(seq, prev, kind, written_at, payload_digest)
