"""Moments as the ledger stores them: whole microseconds since 1970 in UTC, exact both ways."""

from datetime import UTC, datetime, timedelta

from tocsin.model import utc

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_integer(moment: datetime) -> int:
    """Microseconds since 1970. ValueError for a moment without zone."""
    return (utc(moment) - EPOCH) // MICROSECOND


def from_integer(microseconds: int) -> datetime:
    """The moment, in UTC."""
    return EPOCH + microseconds * MICROSECOND
