"""The desk as it is served: the application inside its guard, on an address that it may listen on."""

import asyncio
import contextlib
import signal
import socket
import ssl
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tocsin.desk import background, health, metering, rendering
from tocsin.desk.app import make_app
from tocsin.desk.declared import Action, Done
from tocsin.desk.noticing import Noticed
from tocsin.desk.people import acts, guard, hosts, routes
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door, settings_of
from tocsin.desk.people.elsewhere import Elsewhere
from tocsin.desk.people.guard import Application, Guard
from tocsin.desk.people.persons import Person
from tocsin.desk.pictures import Pictures
from tocsin.engine import notifying
from tocsin.engine.telemetry import configuring, emitting
from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import lemmas
from tocsin.ledger.workspace import Workspace

if TYPE_CHECKING:
    from tocsin.engine.telemetry.metrics import Counted

PORT = 8750
SETTLED_EVERY_S = 2.0
"""how long an act waits at the least for a ledger that was busy"""
MOST_CONNECTIONS = 500
TURN_S = 0.0005
"""how long a thread that computes may go on while another waits for its turn"""
IDLE_CONNECTION_S, STOPPING_S = 15, 5
"""seconds until a silent connection is closed, and that requests under way have when the desk ends"""
SENDING_S = 5.0
"""that alerts being sent and sources being looked for have when it ends: the outbox sends again what was cut off"""


class Server(uvicorn.Server):
    """Ends streams of events, and what goes on behind the pages, before it waits for connections to end: by themselves they would not."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, after the rest was told."""
        self._ending()
        await super().shutdown(sockets)


def guarded(
    place: Workspace,
    door: Door,
    *,
    host: str = "127.0.0.1",
    pictures: Pictures | None = None,
    counted: "Counted | None" = None,
    token: str | None = None,
    elsewhere: Elsewhere | None = None,
    dress: Callable[[FastAPI], None] = lambda _: None,
) -> Application:
    """The whole desk of a workspace.

    counted: what `/metrics` tells, to who shows the token or asks from this machine; None: nothing.
    dress: may add routes before it is closed in (tests do).
    """
    app = make_app(place.folder, gate=guard.gate, noted=noting(door), pictures=pictures)
    routes.mount(app, door, elsewhere)
    ready = health.mount(app, place, door)
    if counted is not None:
        metering.mount(app, place, door, ready, counted, token)
    dress(app)
    _settle_now_and_then(app, door)
    inside: Application = Noticed(Guard(app, door, host=host))
    if door.settings.proxies:
        return ProxyHeadersMiddleware(inside, trusted_hosts=list(door.settings.proxies))  # type: ignore[arg-type,return-value]
    return inside


def noting(door: Door) -> Callable[[Person, Action, Done], None]:
    """What writes down each action that was done, by whom, to what and why; never what was typed."""

    def noted(person: Person, action: Action, done: Done) -> None:
        by = By(who=person.name, through=person.through, at=door.wall())
        on = done.subject or str(getattr(done.record, "id", ""))
        with door.store.writing() as connection:
            acts.put(connection, by, f"do:{action.name}", on, done.why)
        door.settle()

    return noted


def serve(
    place: Workspace, host: str, port: int, *, names: tuple[str, ...] = (), without_tls: bool = False, told: Callable[[str], None]
) -> None:
    """Serve until interrupted. told: is given the address, and the set-up code where one is needed; UsageError: it may not listen there.

    What works for the pages may still be at it afterwards, in threads that nobody waits for (tocsin.cli.leaving).
    """
    import msgspec

    settings = settings_of(place.desk)
    settings = msgspec.structs.replace(settings, hosts=(*settings.hosts, *names))
    with Door(place.folder, settings) as door:
        secure = door.secure
        hosts.bindable(host, anybody=door.set_up(), names=settings.hosts, secure=secure, without_tls=without_tls)
        elsewhere = Elsewhere(settings.sign_in, wall=door.wall, ticks=door.ticks) if settings.sign_in is not None else None
        inside: list[FastAPI] = []
        counted, token = (configuring.counted(), configuring.token()) if settings.metrics else (None, None)
        app = guarded(place, door, host=host, counted=counted, token=token, elsewhere=elsewhere, dress=inside.append)
        if settings.proxies == () and settings.behind_tls and hosts.loopback(host):
            told("no proxies: are named under desk: in tocsin.yml, so all sign-ins count as coming from one address")
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=IDLE_CONNECTION_S,
            timeout_graceful_shutdown=STOPPING_S,
            h11_max_incomplete_event_size=guard.LONGEST_HEADERS + guard.LONGEST_ADDRESS,
            ws="none",
            # Where events are written, so is what the server has to say: as one, without its words.
            log_config=None if LISTENING.logged else LOGGING_CONFIG,
        )
        if settings.certificate is not None and settings.key is not None:
            config.ssl_certfile, config.ssl_keyfile = _pem(place.folder, settings.certificate), _pem(place.folder, settings.key)
        try:
            config.load()
        except (OSError, ssl.SSLError) as error:
            raise UsageError(f"certificate or key cannot be used: {error}", todo="check certificate: and key: in tocsin.yml") from error
        live, pictures = inside[0].state.live, inside[0].state.pictures

        def ending() -> None:
            notifying.notify("STOPPING=1")
            live.close()
            pictures.close()

        server = Server(config, ending)
        # What judges behind the pages never waits; a page waits for disk and database again and again, and each time for its turn.
        sys.setswitchinterval(TURN_S)
        threading.Thread(target=_warm, name="dictionaries", daemon=True).start()
        try:
            _listen(server, config, lambda: _announce(host, config.port, door, told))
        finally:
            if elsewhere is not None:
                elsewhere.close()
            background.of(pictures).close(SENDING_S)


def _warm() -> None:
    """Load templates and dictionaries, so that nobody's first page or search waits for them."""
    rendering.warm()
    lemmas.warm()


def _listen(server: uvicorn.Server, config: uvicorn.Config, announce: Callable[[], None]) -> None:
    """Listen first and say so then: nobody is told of an address that another program has, or that does not answer yet."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((config.host, config.port))
            listening.listen(config.backlog)
        except OSError as error:
            raise CannotFinish(
                f"it cannot be listened on: {error.strerror or error}",
                where=f"{config.host}:{config.port}",
                todo="another program may use it: name another with --port",
            ) from error
        config.port = listening.getsockname()[1]
        with _ended_calmly(server):  # from before it is said: who hears of it may end it at once
            announce()
            notifying.notify("READY=1")
            server.run([listening])


@contextmanager
def _ended_calmly(server: uvicorn.Server) -> Iterator[None]:
    """SIGTERM ends the server, and no more: uvicorn raises it again when it has ended, before what is open here would be closed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: setattr(server, "should_exit", True))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _announce(host: str, port: int, door: Door, told: Callable[[str], None]) -> None:
    scheme = "https" if door.settings.certificate is not None else "http"
    shown = f"[{host}]" if ":" in host else host
    address = f"{scheme}://{'127.0.0.1' if hosts.wildcard(host) else shown}:{port}/"
    emitting.tell("desk.opened", port=port, tls=scheme == "https", accounts=door.set_up())
    told(f"the desk is open at {address} (end it with Ctrl-C)")
    if not door.set_up():
        told(f"nobody can use it yet: open {address}setup and give the code {door.code()}")


def _pem(folder: Path, name: str) -> str:
    return str(folder / name)


def _settle_now_and_then(app: FastAPI, door: Door) -> None:
    """Have what waits for a busy ledger tried again while the desk runs."""
    inner = app.router.lifespan_context

    async def again_and_again() -> None:
        while True:
            await asyncio.sleep(SETTLED_EVERY_S)
            notifying.notify("WATCHDOG=1")
            if await asyncio.to_thread(acts.pending, door.store):
                await asyncio.to_thread(door.settle)

    @asynccontextmanager
    async def life(running: FastAPI) -> AsyncIterator[None]:
        async with inner(running):
            task = asyncio.create_task(again_and_again())
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    app.router.lifespan_context = life
