"""What the desk answered, told as an event: by the pattern of the route, never by address, query, body or name of a person."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from tocsin.desk.people.bodies import Message, Receive
from tocsin.desk.people.guard import PROBES, STATIC
from tocsin.desk.people.persons import Person
from tocsin.engine.telemetry import emitting
from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.engine.telemetry.events import Value

NOWHERE = "(none)"
"""the route of what leads to none, or was answered before it was looked for"""
WHO = 8
"""letters of the word that stands for a person"""
WRONG = 400
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class Noticed:
    """An ASGI application around another one."""

    def __init__(self, app: Application, key: bytes | None = None) -> None:
        """key: by which persons are called in events; a new one for each process, so that nobody finds names out by trying them."""
        self._app = app
        self._key = key or secrets.token_bytes(32)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (LISTENING.sinks or LISTENING.tracer):
            await self._app(scope, receive, send)
            return
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        path: str = scope["path"]
        if path in PROBES or path.startswith(STATIC):
            # Asked for all the time: told only where something is wrong with it.
            await self._app(scope, receive, sending)
            if status >= WRONG:
                emitting.tell("desk.asked", status=status, **self._seen(scope))
            return
        with emitting.timed("desk.asked") as more:
            try:
                await self._app(scope, receive, sending)
            finally:
                more.update(self._seen(scope), status=status or 500)

    def _seen(self, scope: Message) -> dict[str, Value]:
        person = scope.get("state", {}).get("person")
        told: dict[str, Value] = {"method": scope["method"], "route": pattern(scope)}
        if isinstance(person, Person):
            told["who"] = hmac.new(self._key, person.name.encode(), hashlib.sha256).hexdigest()[:WHO]
            told["through"] = person.through
        return told


def pattern(scope: Message) -> str:
    """The pattern of the route that was found, e.g. `/statements/{statement}`."""
    if scope["path"].startswith(STATIC):
        return STATIC
    route: Any = scope.get("route")
    return str(getattr(route, "path", NOWHERE))
