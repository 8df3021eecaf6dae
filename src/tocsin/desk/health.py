"""Two addresses for what keeps the desk running: `/healthz`, that the process answers, and `/readyz`, that what it answers can be used.

Nobody signs in for them. Why the desk is not ready is told to who is signed in and on this machine alone: it names folders and versions.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tocsin.desk.people import guard, hosts
from tocsin.desk.people.door import Door
from tocsin.desk.people.guard import HEALTH, READY
from tocsin.desk.pictures import Pictures
from tocsin.engine.doctor import readiness
from tocsin.engine.doctor.findings import Finding, found
from tocsin.errors import UsageError
from tocsin.ledger.workspace import Workspace
from tocsin.warn.phrases import Both

KEPT_S = 5.0
"""an answer is given again for as long: however often it is asked for, the ledger is opened so often"""
HANDED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""headers of a proxy: what bears one may come from anywhere"""
LOOKING = found(
    "desk",
    "broken",
    Both("it is being found out", "c'est en cours de vérification"),
    Both("ask again in seconds", "redemander dans quelques secondes"),
)


def mount(app: FastAPI, place: Workspace, door: Door) -> "Readiness":
    """Give the application both; what finds out whether it is ready."""
    ready = Readiness(place, app.state.pictures, timedelta(minutes=door.settings.picture_minutes), door.ticks)

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readied(request: Request) -> Response:
        reasons = await run_in_threadpool(ready.reasons)
        told: dict[str, object] = {"ready": not reasons}
        if reasons and (near(request, door) or await guard.gate(request) is not None):
            told["reasons"] = [{"check": one.check, "what": one.said, "todo": one.todo} for one in reasons]
        return JSONResponse(told, 503 if reasons else 200, headers={"retry-after": "10"} if reasons else {})

    for path, handler in ((HEALTH, alive), (READY, readied)):
        app.add_api_route(path, handler, methods=["GET", "HEAD"], response_model=None)
    return ready


def near(request: Request, door: Door) -> bool:
    """Whether a program on this machine asks, and asks the desk itself.

    Where a proxy is declared to be in front, everything comes from it, so nothing counts as near.
    """
    if door.settings.behind_tls or door.settings.proxies or any(name in request.headers for name in HANDED_ON):
        return False
    try:
        name, _ = hosts.part(request.headers.get("host", ""))
    except UsageError:
        return False
    return name in hosts.LOOPBACK_NAMES and request.client is not None and hosts.loopback(request.client.host)


class Readiness:
    """What keeps the desk from answering, found out anew every `KEPT_S` at the most, and by one at a time."""

    def __init__(self, place: Workspace, pictures: Pictures, within: timedelta, ticks: Callable[[], float]) -> None:
        self._place, self._pictures, self._within, self._ticks = place, pictures, within, ticks
        self._lock = threading.Lock()
        self._last: tuple[float, tuple[Finding, ...]] | None = None

    def reasons(self) -> Sequence[Finding]:
        """None: it is ready. While somebody else looks, what was found last: a ledger that is slow must not hold up all who ask."""
        now, last = self._ticks(), self._last
        if last is not None and now - last[0] < KEPT_S:
            return last[1]
        if not self._lock.acquire(blocking=False):
            return last[1] if last is not None else (LOOKING,)
        try:
            reasons = readiness.unready(self._place, self._pictures.age(), self._within)
            self._last = (now, reasons)
            return reasons
        finally:
            self._lock.release()
