"""robots.txt (RFC 9309): whether a site wants a page read, and how slowly. Protego reads the file."""

from typing import NamedTuple

LONGEST = 512 * 1024
"""bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least"""
KEPT_S = 24 * 3600.0
"""how long an answer holds, at the most"""
SLOWEST_S = 3600.0
"""a longer crawl delay is taken as this"""


class Rules(NamedTuple):
    """What a site's robots.txt says: its text, or that everything or nothing is allowed; seen at `at` seconds."""

    text: str | None
    all_allowed: bool
    at: float


def from_answer(status: int, body: bytes, at: float) -> Rules:
    """A missing file allows everything; a server in trouble allows nothing until it answers."""
    if 200 <= status < 300:
        return Rules(body[:LONGEST].decode("utf-8", "replace").removeprefix("\ufeff"), True, at)
    return Rules(None, 400 <= status < 500 and status != 429, at)


def allows(rules: Rules, url: str, agent: str) -> bool:
    """Whether `agent` may fetch `url`."""
    if rules.text is None:
        return rules.all_allowed
    return bool(_parsed(rules.text).can_fetch(url, agent))


def delay_s(rules: Rules, agent: str) -> float:
    """Seconds between two requests that the site asks for; 0 where it asks for none."""
    if rules.text is None:
        return 0.0
    asked = _parsed(rules.text).crawl_delay(agent)
    return min(max(float(asked or 0.0), 0.0), SLOWEST_S)


def _parsed(text: str):  # type: ignore[no-untyped-def]  # protego comes without types
    from protego import Protego

    return Protego.parse(text)
