"""Tokens against requests that another page sends in a person's name: bound to the session, in every form and in a header."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

FIELD, HEADER = "_csrf", "x-csrf-token"
PURPOSE = b"tocsin desk form"


def token(identity: str) -> str:
    """The token of a session, or of a visit before one: worked out from its secret id, so that nothing else need be kept."""
    return base64.urlsafe_b64encode(hmac.new(identity.encode(), PURPOSE, hashlib.sha256).digest()).decode().rstrip("=")


def visit() -> str:
    """An id for who is not signed in: it binds the sign-in form to this browser and never becomes a session."""
    return secrets.token_urlsafe(32)


def right(identity: str, given: Iterable[str]) -> bool:
    """Whether one of the tokens given belongs to that id."""
    wanted = token(identity).encode()
    return any(hmac.compare_digest(wanted, one.encode("utf-8", "surrogatepass")) for one in given)


def same_origin(own: str, origin: str | None, site: str | None) -> bool:
    """Whether a request that changes something was sent by a page of the desk, as the browser says.

    own: scheme, host and port that the request came to. origin, site: its Origin and Sec-Fetch-Site headers, None where it has none.
    """
    if site is not None and site not in ("same-origin", "none"):
        return False
    return origin is None or origin.lower() == own
