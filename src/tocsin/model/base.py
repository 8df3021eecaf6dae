"""What all records share: frozen, versioned, JSON both ways, the same bytes for the same content."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec

SCHEMA_VERSION = 1
"""Version of the records in this package. A field may be added with a default; anything else raises it."""

Tlp = Literal["clear", "green", "amber", "amber+strict", "red"]
"""Traffic Light Protocol 2.0 (FIRST, 2022): who may be given this."""

TLP_ORDER: tuple[Tlp, ...] = ("clear", "green", "amber", "amber+strict", "red")

Time = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with a zone; UTC inside."""

Span = tuple[int, int]
"""`[start, end)` in characters of `report.text`."""

SIGNIFICANT_DIGITS = 6


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything that a stage hands to the next. Subclasses add fields; nobody changes one in place."""


class Kept(Record, frozen=True, kw_only=True, tag_field="record"):
    """A record that the ledger keeps by itself: it carries its kind, its schema version and its TLP mark."""

    v: int = SCHEMA_VERSION
    tlp: Tlp = "clear"
    synthetic: bool = False
    """True for whatever comes from a sample or a simulation; every rendering must say SYNTHETIC."""


R = TypeVar("R")


def to_json(value: Any) -> bytes:
    """Canonical JSON of records, mappings and sequences: sorted keys, UTF-8, no spaces."""
    return msgspec.json.encode(value, order="sorted")


def from_json(kind: type[R], data: bytes | str) -> R:
    """A record of `kind` from its JSON. Raises msgspec.ValidationError where the data does not fit."""
    return msgspec.json.decode(data, type=kind)


def rounded(value: Any) -> Any:
    """`value` as plain JSON-ready data with every float at six significant digits (the contract's determinism)."""
    value = msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else value
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, dict):
        return {str(key): rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value


def digest(*parts: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of `parts`: how records get their identity."""
    return hashlib.sha256(to_json(list(parts))).hexdigest()


def utc(moment: datetime) -> datetime:
    """`moment` in UTC. A moment without zone is a bug of the caller: ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without zone: {moment.isoformat()}")
    return moment.astimezone(UTC)
