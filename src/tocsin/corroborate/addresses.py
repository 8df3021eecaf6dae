"""Reports that stood at one address, one after the other, are versions of one report: they are one line, and never two witnesses."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tocsin.model import Report

_TRACKING = re.compile(r"(?:^|&)(?:utm_[a-z]+|fbclid|gclid|yclid|at_[a-z]+|xtor)=[^&]*", re.IGNORECASE)
"""parameters that say where a reader came from, not what is read"""


def address(url: str | None) -> str | None:
    """What tells one page from others, whichever way its address is written; None for no web address, or a site's front page.

    A front page holds another report every day: what stood there is no version of what stands there.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path, query = parts.path.rstrip("/"), _TRACKING.sub("", parts.query).lstrip("&")
    if parts.scheme.lower() not in ("http", "https") or not host or not (path or query):
        return None
    return f"{host}{path}" + (f"?{query}" if query else "")


def lines(reports: Sequence[Report]) -> dict[int, int]:
    """By place of a report that stands at the address of an earlier one in the sequence: the place of the latest of those."""
    last: dict[str, int] = {}
    found: dict[int, int] = {}
    for number, report in enumerate(reports):
        where = address(report.url)
        if where is None:
            continue
        if where in last:
            found[number] = last[where]
        last[where] = number
    return found
