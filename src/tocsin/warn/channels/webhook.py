"""A webhook: the payload posted to one address, signed, with no redirect followed; what came back says whether to try again."""

import ssl
from email.utils import parsedate_to_datetime
from functools import cache

from tocsin.collect.fetching import addresses
from tocsin.collect.fetching.wire import Network, Unreachable
from tocsin.errors import Refused, UsageError
from tocsin.model.triggers import Channel
from tocsin.warn.channels import signing
from tocsin.warn.channels.message import Payload
from tocsin.warn.outbox import Sent

AGAIN = frozenset({408, 409, 425, 429})
"""statuses below 500 after which a later try may do better"""
LONGEST_WAIT_S = 86_400.0


def post(channel: Channel, key: str, payload: Payload, secret: bytes, now: int, *, proxy: str | None = None, trusted: bool = False) -> Sent:
    """One try. Addresses inside one's own network only where the channel allows it; a redirect is a failure: nothing goes elsewhere.

    now: seconds since 1970. proxy: that of fetching, and `trusted` whether it checks addresses itself; a channel that is allowed inside
    one's own network is reached directly, for no proxy outside gets there, and none need know. Raises CannotFinish where the extra for
    fetching is not installed.
    """
    url = channel.url or ""
    try:
        address = addresses.parse(url, _exempt(url) if channel.allow else frozenset())
    except Refused as error:
        return Sent(ok=False, why=f"its address may not be used: {error.what}")
    told = {
        "Content-Type": payload.media_type,
        "User-Agent": "tocsin",
        "Idempotency-Key": key,
        **signing.headers(secret, key, now, payload.body),
    }
    inside = channel.allow
    network = Network(_exempt(url) if inside else frozenset(), None if inside else proxy, _trusted(), trusted=trusted and not inside)
    try:
        with network.post(address, told, payload.body, channel.timeout_s) as answer:
            # What the answer says beyond its status, nobody looks at.
            return _sent(answer.status, answer.headers.get("retry-after", ""), now)
    except Unreachable as error:
        # Cut off in the middle, it may have arrived: the key tells the receiver.
        return Sent(ok=False, why=f"{error.reason}: {error.what}", again=True)
    except Refused as error:
        return Sent(ok=False, why=f"its address may not be used: {error.what}")
    finally:
        network.close()


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates that the system trusts: reading them takes longer than a delivery."""
    return ssl.create_default_context()


def _sent(status: int, retry_after: str, now: int) -> Sent:
    if 200 <= status < 300:
        return Sent(ok=True, why=f"http-{status}")
    again = status >= 500 or status in AGAIN
    return Sent(ok=False, why=f"http-{status}", again=again, wait_s=_wait(retry_after, now) if again else 0.0)


def _wait(text: str, now: int) -> float:
    """Seconds that a Retry-After asks for, at most a day; 0 for what is none."""
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_WAIT_S)
    try:
        return min(max(0.0, parsedate_to_datetime(text).timestamp() - now), LONGEST_WAIT_S)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _exempt(url: str) -> addresses.Exempt:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError as error:
        raise UsageError(f"cannot be taken apart: {error}", where=url, todo="give an address https://HOST/PATH") from None
    return frozenset({((parts.hostname or "").lower(), port)})
