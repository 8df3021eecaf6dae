"""When something was published, as inputs write it: ISO 8601, the form of mail and feeds, a bare day."""

import re
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
END_OF_DAY = time(23, 59, 59)


def moment(written: str | None) -> tuple[datetime | None, tuple[str, ...]]:
    """`written` as a time in UTC with the flags that say what was taken for granted; None where it cannot be read.

    No zone is taken as UTC. A bare day is taken as its end: nobody could have known the report before it was out.
    """
    if written is None or not written.strip():
        return None, ()
    words = written.strip()
    try:
        found = datetime.fromisoformat(words)
        if _DAY.fullmatch(words):
            return datetime.combine(found.date(), END_OF_DAY, UTC), ("published-day-only",)
        said: tuple[str, ...] = ()
    except ValueError:
        try:
            found, said = parsedate_to_datetime(words), ("published-in-mail-form",)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None, ("published-unreadable",)
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC), (*said, "published-without-zone")
    try:
        return found.astimezone(UTC), said
    except OverflowError:
        return None, ("published-unreadable",)
