"""What the desk's guard costs a request, beside Starlette's own middleware, and how alike the times of a known and an unknown name are."""

import asyncio
import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from starlette.middleware.trustedhost import TrustedHostMiddleware

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door, SignedIn
from tocsin.desk.people.guard import Guard
from tocsin.desk.people.roles import Role
from tocsin.engine import store

REQUESTS, SIGN_INS = 2_000, 40
PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people


async def _page(_: Any, __: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"x" * 10_000})


def main() -> None:
    """The tables."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "w"
        store.create(place, "nuclear-escalation")
        with Door(place) as door:
            by = By(who="", through="console", at=door.wall())
            accounts.add(door.store, by, "ana", Role.ADMIN, password_hash=door.passwords.hash(PASSWORD))
            signed = door.sign_in("ana", PASSWORD, address="192.0.2.1", agent="bench")
            assert isinstance(signed, SignedIn)
            _requests(door, signed.session)
            _sign_ins(door)


def _requests(door: Door, session: str) -> None:
    print(f"a page of 10 kB asked for {REQUESTS} times, in process, microseconds each (median of 5 rounds)")
    print("| | us |\n|---|---|")
    peers: dict[str, Any] = {
        "nothing around it": _page,
        "Starlette's TrustedHostMiddleware": TrustedHostMiddleware(_page, allowed_hosts=["127.0.0.1"]),
        "the guard: session in SQLite, limits, rate, headers": Guard(_page, _unlimited(door)),
    }
    for name, app in peers.items():
        print(f"| {name} | {statistics.median(asyncio.run(_timed(app, session)) for _ in range(5)):.0f} |")


def _unlimited(door: Door) -> Door:
    """The same door, whose seconds pass quickly: what is measured is not the limit of requests."""
    ticks = iter(range(10**9))
    door.ticks = lambda: float(next(ticks))
    return door


async def _timed(app: Any, session: str) -> float:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Any) -> None:
        return

    headers = [(b"host", b"127.0.0.1"), (b"cookie", b"tocsin_session=" + session.encode()), (b"user-agent", b"bench")]
    began = perf_counter()
    for _ in range(REQUESTS):
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "headers": headers,
            "client": ("192.0.2.1", 1),
            "server": ("127.0.0.1", 80),
            "scheme": "http",
            "http_version": "1.1",
        }
        await app(scope, receive, send)
    return (perf_counter() - began) / REQUESTS * 1e6


def _sign_ins(door: Door) -> None:
    print(f"\na wrong sign-in, {SIGN_INS} of each in turn, milliseconds: median, and the middle half")
    print("| | median | quarter | three quarters |\n|---|---|---|---|")
    times: dict[str, list[float]] = {"ana": [], "nobody": []}
    for number in range(SIGN_INS):
        for name in ("ana", "nobody"):
            door._by_name.right(name)
            began = perf_counter()
            door.sign_in(name, "a wrong password of somebody", address=f"2001:db8:{number:x}::1", agent="bench")
            times[name].append((perf_counter() - began) * 1e3)
    for name, label in (("ana", "a name that is there"), ("nobody", "one that is not")):
        low, middle, high = statistics.quantiles(times[name], n=4)
        print(f"| {label} | {middle:.1f} | {low:.1f} | {high:.1f} |")
