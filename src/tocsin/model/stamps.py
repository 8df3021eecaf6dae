"""That some bytes, or the whole ledger up to a row, were held at a time: the word of an authority (RFC 3161)."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time


class Stamp(Kept, frozen=True, kw_only=True, tag="stamp"):
    """One token of a time-stamping authority, as it was verified when it came. The token itself is a blob."""

    id: str
    of: Literal["bytes", "head"]
    """what was stamped: a report's bytes as they arrived, or the ledger's head, which vouches for every row before it"""
    sha256: str
    """what the authority was shown: of `bytes` the blob's own name, of `head` the SHA-256 of its canonical JSON"""
    report: str | None = None
    """of `bytes`: the report"""
    rows: int | None = None
    """of `head`: the last row that it vouches for"""
    head: str | None = None
    """of `head`: that row's hash"""
    authority: str
    """the address that was asked"""
    signer: str
    """whom the signing certificate names"""
    policy: str
    """the authority's policy, an object identifier"""
    serial: str
    """the token's number at the authority, in decimal digits"""
    stamped_at: Time
    """by the authority's clock"""
    within_s: float | None = None
    """how exact the authority says that its clock is; null where it does not say"""
    token: str
    """SHA-256 of the blob that holds the authority's answer"""
    t_known: Time


class Held(Record, frozen=True, kw_only=True):
    """Since when a report can be shown to have been held: the earliest token that vouches for it."""

    report: str
    at: Time
    by: str
    """whom the signing certificate names"""
    through: Literal["bytes", "head"]
    stamp: str
    """id of the stamp"""


class Stamping(Record, frozen=True, kw_only=True):
    """Who stamps: `stamping:` in tocsin.yml. Asking tells the authority that somebody holds something, by its hash, and when."""

    url: str
    certificates: tuple[str, ...]
    """PEM files in the workspace: the authority's root, which is trusted, and certificates between it and the signer"""
    policy: str | None = None
    """the only policy that is taken, an object identifier"""
    every_hours: float | None = None
    """how often the watch has the ledger's head stamped; null: it does not"""
