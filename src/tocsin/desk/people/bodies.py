"""What comes with a request: read whole within limits of size and time, looked into for the form's token, and handed on."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.formparsers import MultiPartException
from starlette.requests import Request

from tocsin.desk.people.csrf import FIELD

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
MOST_FIELDS = 500
DEEPEST = 64
"""brackets in brackets: JSON that is deeper only means to exhaust who reads it"""
_NO_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[^"\[\]{}]+', re.DOTALL)
"""strings, also one that never ends, and what else is no bracket: each byte is looked at once"""


class TooLarge(Exception):
    """Never leaves the guard."""


class Unreadable(Exception):
    """Never leaves the guard."""


async def whole(receive: Receive, most: int) -> bytes:
    """The body. TooLarge as soon as it is longer than `most`, whatever it says of itself; Unreadable where the sender went away."""
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Unreadable
        parts += message.get("body", b"")
        if len(parts) > most:
            raise TooLarge
        if not message.get("more_body", False):
            return bytes(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body that was read already, and afterwards what the connection gives."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def tokens(request: Request, body: bytes) -> list[str]:
    """The values of a form's hidden field. Unreadable: it is no form after all, or one of too many fields."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        try:
            pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Unreadable from None
        return [value for name, value in pairs if name == FIELD]
    if kind == "multipart/form-data":
        try:
            async with request.form(max_files=10, max_fields=MOST_FIELDS) as form:
                return [value for value in form.getlist(FIELD) if isinstance(value, str)]
        except MultiPartException:
            raise Unreadable from None
    return []


def bearable(request: Request, body: bytes) -> bool:
    """Whether JSON is nested no deeper than what anybody writes; other kinds of body always are."""
    if "json" not in request.headers.get("content-type", "").lower() and body.lstrip()[:1] not in (b"[", b"{"):
        return True
    depth = deepest = 0
    for sign in _NO_BRACKET.sub(b"", body):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                return False
        else:
            depth -= 1
    return True
