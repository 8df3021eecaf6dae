"""What the ledger has to know of each kind of record: its identity, when it was known, what it belongs to, its blobs."""

import hashlib
from datetime import datetime

import msgspec

from tocsin.ledger.moments import to_integer
from tocsin.model import (
    AnyKept,
    Followed,
    Kept,
    Observation,
    Origin,
    Published,
    RawDoc,
    Reading,
    Record,
    Refusal,
    Report,
    Ruling,
    Stamp,
    Statement,
    StatementRuling,
    Time,
    Version,
    digest,
    to_json,
)


class Erasure(Kept, frozen=True, kw_only=True, tag="erasure"):
    """What was destroyed, by number only: nothing in it may bring the erased content back."""

    id: str
    rows: tuple[int, ...]
    """numbers of the erased entries"""
    blobs: tuple[str, ...] = ()
    """SHA-256 of erased blobs that records still kept refer to"""
    why: str
    policy: str | None = None
    """id of the declared rule that erased it; None: a person did"""
    erased_at: Time


class Resolution(Kept, frozen=True, kw_only=True, tag="resolution"):
    """What became of a refusal when it was tried again."""

    id: str
    refusal: str
    outcome: str
    """e.g. `taken`, or `refused again: not-text`"""
    records: tuple[str, ...] = ()
    """ids of what came of it"""
    resolved_at: Time


Stored = AnyKept | Erasure | Resolution

_DECODER = msgspec.json.Decoder(Stored)

_SIGHTING: dict[str, tuple[str, ...]] = {
    "raw-doc": ("fetched_at",),
    "report": ("collected_at", "path", "raw", "source_id", "encoding"),
    "refusal": ("refused_at",),
}
"""Fields that say when and where a thing was met, not what it is: meeting it again is no correction, the first sighting stands."""


MOMENTS = ("t_known", "as_of", "fetched_at", "refused_at", "erased_at", "resolved_at")
"""fields that say when a record could be known, the first that it has"""


class Index(Record, frozen=True, kw_only=True):
    """The index columns of one record, all of them derived from its payload."""

    kind: str
    record_id: str
    t_known: int
    """microseconds since 1970; when it was written, where nothing else dates it"""
    report: str | None
    """what it belongs to: a reading or statement to its report, a resolution to its refusal"""
    tlp: str
    synthetic: bool
    content: str
    """SHA-256 of what makes two records of one identity the same"""


def tag(kind: type[Kept]) -> str:
    """The word that a kind is stored under: its `record` in JSON."""
    found = kind.__struct_config__.tag
    if not isinstance(found, str) or kind is Kept:
        raise ValueError(f"{kind.__name__} is no kind of record that the ledger keeps")
    return found


def decode(payload: bytes | str) -> Stored:
    """The record in a payload. msgspec.DecodeError where it is none."""
    record: Stored = _DECODER.decode(payload)
    return record


def index(record: Kept, written_at: int, payload: bytes | None = None) -> Index:
    """The index columns of `record`. payload: its canonical JSON, where the caller has it already."""
    kind = tag(type(record))
    known = _known(record)
    return Index(
        kind=kind,
        record_id=_identity(record),
        t_known=written_at if known is None else to_integer(known),
        report=_report(record),
        tlp=record.tlp,
        synthetic=record.synthetic,
        content=_content(record, kind, payload),
    )


def blobs(record: Kept) -> tuple[str | None, str | None]:
    """SHA-256 of the blob a record rests on, and of the one in quarantine."""
    match record:
        case RawDoc(sha256=sha256):
            return sha256, None
        case Report(raw=raw):
            return raw, None
        case Observation(raw=raw):
            return raw, None
        case Stamp(token=token):
            return token, None
        case Published(sha256=published):
            return published, None
        case Refusal(sha256=refused):
            return None, refused
    return None, None


def _identity(record: Kept) -> str:
    match record:
        case RawDoc():
            # The same bytes met at two places are two documents with one blob.
            return digest(record.sha256, record.url, record.path)
        case Reading():
            return record.report
    identity = getattr(record, "id", None)
    if not isinstance(identity, str) or not identity:
        raise ValueError(f"a {type(record).__name__} without id cannot be kept")
    return identity


def _known(record: Kept) -> datetime | None:
    match record:
        case Report():
            return record.published_at or record.collected_at
        case Origin():
            # An origin tells of all its reports, so it is known no sooner than the last of them.
            return max((record.first_seen, *(link.t_known for link in record.reports)))
    for field in MOMENTS:
        moment = getattr(record, field, None)
        if isinstance(moment, datetime):
            return moment
    return None


def _report(record: Kept) -> str | None:
    match record:
        case Report():
            return record.id
        case Reading() | Statement():
            return record.report
        case Resolution():
            return record.refusal
        case Ruling() | Stamp() | StatementRuling() | Followed():
            return record.report
        case Version():
            return record.report or record.previous
    return None


def _content(record: Kept, kind: str, payload: bytes | None) -> str:
    passing = _SIGHTING.get(kind, ())
    if not passing:
        return hashlib.sha256(to_json(record) if payload is None else payload).hexdigest()
    fields = msgspec.to_builtins(record)
    return digest({name: value for name, value in fields.items() if name not in passing})
