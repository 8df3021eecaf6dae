"""When something was published, as inputs write it: ISO 8601, the form of mail and feeds, a bare day."""

import re
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime

_ZONE = r"(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_TIME = r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_CLOCKED = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME + _ZONE, re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})" + _TIME + r"(?:UTC)?\s*" + _ZONE, re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}|\d{13}")
_PACKED = re.compile(r"\d{14}")
END_OF_DAY = time(23, 59, 59)


def moment(written: str | None) -> tuple[datetime | None, tuple[str, ...]]:
    """`written` as a time in UTC with the flags that say what was taken for granted; None where it cannot be read.

    No zone is taken as UTC. A bare day is taken as its end: nobody could have known the report before it was out.
    """
    if written is None or not written.strip():
        return None, ()
    words = written.strip()
    said: tuple[str, ...] = ()
    found = _iso(words)
    if found is None:
        try:
            found, said = parsedate_to_datetime(words), ("published-in-mail-form",)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None, ("published-unreadable",)
    elif _DAY.fullmatch(words) or _DAY.fullmatch(canonical(words)):
        return datetime.combine(found.date(), END_OF_DAY, UTC), ("published-day-only",)
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC), (*said, "published-without-zone")
    try:
        return found.astimezone(UTC), said
    except OverflowError:
        return None, ("published-unreadable",)


def _iso(words: str) -> datetime | None:
    """`words` where they are ISO 8601, as they stand or once put right."""
    for form in (canonical(words),) if _EPOCH.fullmatch(words) else (words, canonical(words)):
        try:
            return datetime.fromisoformat(form)
        except ValueError:
            continue
    return None


def canonical(written: str) -> str:
    """`written` in ISO 8601 where machines write it otherwise (epoch, `2026/11/28 14:35 +0300`, `28.11.2026 14:35`), else as it is."""
    words = " ".join(written.split())
    if _EPOCH.fullmatch(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).isoformat()
    if _PACKED.fullmatch(words):
        year, month, day, clock = words[:4], words[4:6], words[6:8], (words[8:10], words[10:12], words[12:14])
        return f"{year}-{month}-{day}T{':'.join(clock)}"
    found = _CLOCKED.fullmatch(words)
    if found:
        year, month, day, *rest = found.groups()
    else:
        found = _DOTTED.fullmatch(words)
        if not found:
            return words
        day, month, year, *rest = found.groups()
    hour, minute, second, zone = rest
    if hour is None:
        return f"{year}-{month:0>2}-{day:0>2}"
    zone = "" if zone is None else "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else zone
    return f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{zone}"
