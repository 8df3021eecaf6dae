"""The guard around the desk: every request passes it first and every answer last; inside it, routes only need to ask for a role.

In this order: the Host header, sizes, who asks, how often, set-up, the browser's word on where a request comes from, the form's token,
the time to an answer; and on the way out the headers that tell browsers what the desk's pages may do.
"""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tocsin.desk.people import answers, bodies, csrf, hosts, sessions, tokens
from tocsin.desk.people.answers import API, Refusal
from tocsin.desk.people.bodies import Message, Receive
from tocsin.desk.people.door import Door
from tocsin.desk.people.persons import Person
from tocsin.desk.people.sessions import Session
from tocsin.desk.people.throttle import neighbourhood
from tocsin.errors import UsageError

Scope = Message
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_ADDRESS, MOST_HEADERS, LONGEST_HEADERS = 8_192, 100, 32_768
BODY_S, STREAM_S = 30.0, 600.0
"""seconds for a body to come whole; and for a stream of events, which the browser opens anew, so that who was signed out gets no more"""
STATIC, ASSETS = "/static/", "/static/assets/"
SIGN_IN, SET_UP, ACCOUNT, SIGN_OUT = "/sign-in", "/setup", "/account", "/sign-out"
HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
PROBES = frozenset({HEALTH, READY, METRICS})
"""asked by programs that nobody signed in: never led to the set-up, and not counted among what strangers ask"""
ELSEWHERE, RETURN = "/sign-in/elsewhere", "/sign-in/return"
EVENTS = f"{API}v1/events"
"""asked for by the page itself: no sign that a person is there"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-frame-options": "DENY",
}
FOR_GOOD = "public, max-age=31536000, immutable"
TLS_ALWAYS = "max-age=31536000"


async def gate(request: Request) -> Person | None:
    """Who asks, as the guard found out; None: nobody is signed in."""
    found = getattr(request.state, "person", None)
    return found if isinstance(found, Person) else None


class Guard:
    """An ASGI application around another one."""

    def __init__(
        self, app: Application, door: Door, *, host: str = "127.0.0.1", body_s: float = BODY_S, stream_s: float = STREAM_S
    ) -> None:
        """host: the address that is listened on."""
        self._app, self._door = app, door
        self._names = hosts.known(host, door.settings.hosts)
        self._body_s, self._stream_s = body_s, stream_s
        self.cookie, self.visit = cookie_names(door.secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        leaving = self._leaving(scope, send)
        refused = self._misshapen(request)
        if refused is None and scope["path"].startswith(STATIC) and scope["method"] in SAFE:
            await self._within(scope, receive, leaving)
            return
        if refused is None and scope["path"] in PROBES and scope["method"] in SAFE:
            if scope["path"] != HEALTH and self.cookie in request.cookies:
                await self._known(request)  # who is signed in is told more; nobody is turned away
            await self._within(scope, receive, leaving)
            return
        answer: Response | None = None
        if refused is None:
            refused = await self._known(request)
        if refused is None:
            refused, answer = self._led(request)
        if refused is None and answer is None:
            refused, receive = await self._read(request, receive)
        if refused is not None:
            answer = answers.answer(request, refused)
        if answer is not None:
            await answer(scope, receive, leaving)
            return
        await self._within(scope, receive, leaving)

    def _misshapen(self, request: Request) -> Refusal | None:
        """What is wrong with the request before anybody looks who sent it."""
        scope, given = request.scope, request.headers
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if length > LONGEST_ADDRESS or scope["query_string"].count(b"&") >= bodies.MOST_FIELDS:
            return answers.LONG_ADDRESS
        if len(scope["headers"]) > MOST_HEADERS or sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
            return answers.HEADERS
        if "\x00" in scope["path"] or any(piece in (".", "..") for piece in scope["path"].replace("\\", "/").split("/")):
            return answers.BROKEN
        try:
            name, _ = hosts.part(given.get("host", ""))
        except UsageError:
            return answers.HOST
        if name not in self._names or len(given.getlist("host")) > 1:
            return answers.HOST
        if given.get("content-encoding", "identity").lower() != "identity":
            return answers.PACKED
        told = given.get("content-length", "0")
        if not told.isdecimal() or int(told) > self._door.settings.most_bytes:
            return answers.LARGE
        return None

    async def _known(self, request: Request) -> Refusal | None:
        """Find out who asks, and note it in the request's state; refused where a token opens nothing, or too much was asked."""
        state = request.scope.setdefault("state", {})
        state["person"], state["session"], state["identity"], state["csrf"] = None, None, "", ""
        shown = request.headers.get("authorization", "")
        address = neighbourhood(request.client.host if request.client is not None else "")
        if shown and request.url.path.startswith(API):
            kind, _, secret = shown.partition(" ")
            bearer = None
            if kind.lower() == "bearer":
                bearer = await run_in_threadpool(tokens.find, self._door.store, secret.strip(), self._door.wall())
            if bearer is None:
                wait = self._door.strangers.take(address, self._door.ticks())
                return answers.too_many(wait) if wait > 0 else answers.UNKNOWN_TOKEN
            state["person"] = Person(name=bearer.name, role=bearer.role, shown=bearer.shown, through="token", token=bearer.token)
            if (wait := self._door.people.take(("token", bearer.token), self._door.ticks())) > 0:
                return answers.too_many(wait)
            return answers.READ_ONLY if bearer.read_only and request.method not in SAFE else None
        identity = request.cookies.get(self.cookie, "")
        session: Session | None = None
        if identity and len(identity) < 200:
            used = request.url.path != EVENTS
            session = await run_in_threadpool(sessions.find, self._door.store, identity, self._door.wall(), self._door.limits, used=used)
        if session is not None:
            state["session"], state["identity"], state["csrf"] = session, identity, csrf.token(identity)
            state["person"] = Person(name=session.name, role=session.role, shown=session.shown, through=session.through)
            wait = self._door.people.take(("person", session.name), self._door.ticks())
        else:
            if visit := request.cookies.get(self.visit, "")[:200]:
                state["identity"], state["csrf"] = visit, csrf.token(visit)
            wait = self._door.strangers.take(address, self._door.ticks())
        return answers.too_many(wait) if wait > 0 else None

    def _led(self, request: Request) -> tuple[Refusal | None, Response | None]:
        """Where the request is led instead of to what it asks for: to the set-up, to itself with its cookie, to a new password."""
        path, session = request.url.path, request.state.session
        if not self._door.set_up() and path != SET_UP:
            return (answers.NOT_SET_UP, None) if path.startswith(API) else (None, RedirectResponse(SET_UP, 303))
        if request.state.person is None and request.method == "GET" and path != RETURN and _came_from_elsewhere(request):
            return None, answers.once_more(request)
        if session is not None and session.must_change and not (path.startswith(ACCOUNT) or path == SIGN_OUT):
            return (answers.CHANGE_FIRST, None) if path.startswith(API) else (None, RedirectResponse(ACCOUNT, 303))
        return None, None

    async def _read(self, request: Request, receive: Receive) -> tuple[Refusal | None, Receive]:
        """Read what comes with the request, and check that a page of the desk sent what changes something."""
        if request.method in SAFE:
            return None, receive
        given = request.headers
        programmed = request.state.person is not None and request.state.session is None
        if not programmed and not csrf.same_origin(self._origin(request), given.get("origin"), given.get("sec-fetch-site")):
            return answers.FOREIGN, receive
        try:
            async with asyncio.timeout(self._body_s):
                body = await bodies.whole(receive, self._door.settings.most_bytes)
        except TimeoutError:
            return answers.SLOW, receive
        except bodies.TooLarge:
            return answers.LARGE, receive
        except bodies.Unreadable:
            return answers.BROKEN, receive
        if not bodies.bearable(request, body):
            return answers.BROKEN, receive
        # Where nobody is signed in there is nothing to misuse but the forms that sign somebody in: all others are refused by their role.
        if request.state.session is not None or (not programmed and request.url.path in OPEN_FORMS):
            identity = request.state.identity
            try:
                shown = [*given.getlist(csrf.HEADER), *await bodies.tokens(Request(request.scope, bodies.again(body, receive)), body)]
            except bodies.Unreadable:
                return answers.BROKEN, receive
            if not identity or not csrf.right(identity, shown):
                return answers.STALE, receive
        return None, bodies.again(body, receive)

    def _origin(self, request: Request) -> str:
        """Scheme, host and port that the request came to, as a browser writes them in Origin."""
        scheme = "https" if self._door.secure else "http"
        host, port = hosts.part(request.headers["host"])
        usual = {"http": "80", "https": "443"}[scheme]
        return f"{scheme}://{host}" + (f":{port}" if port and port != usual else "")

    async def _within(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application; where no answer has begun in time, say so, and cut a stream that has gone on for long."""
        begun = False
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._door.settings.within_s) as limit:

                async def sending(message: Message) -> None:
                    nonlocal begun
                    if message["type"] == "http.response.start":
                        begun = True
                        limit.reschedule(loop.time() + self._stream_s)
                    await send(message)

                await self._app(scope, receive, sending)
        except TimeoutError:
            if not limit.expired():
                raise
            if not begun:
                await answers.answer(Request(scope), answers.LATE)(scope, receive, send)
            else:
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _leaving(self, scope: Scope, send: Send) -> Send:
        """A `send` that gives every answer its headers."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._door.secure:
                    headers["strict-transport-security"] = TLS_ALWAYS
                headers["cache-control"] = _kept(scope, message["status"], headers)
                del headers["server"]
                _mark(headers, self._door.secure)
            await send(message)

        return sending


OPEN_FORMS = frozenset({SIGN_IN, SET_UP})
"""forms for who is not signed in: they need the token of a visit"""


def cookie_names(secure: bool) -> tuple[str, str]:
    """Names of the cookies of a session and of a visit. Over TLS their prefix makes browsers hold them to this host alone (RFC 6265bis)."""
    prefix = "__Host-" if secure else ""
    return f"{prefix}tocsin_session", f"{prefix}tocsin_visit"


def _came_from_elsewhere(request: Request) -> bool:
    given: Headers = request.headers
    return given.get("sec-fetch-site") == "cross-site" and given.get("sec-fetch-mode") == "navigate"


def _kept(scope: Scope, status: int, headers: MutableHeaders) -> str:
    """What may be kept of an answer: the bundle's files, whose names change with them, for good; what programs ask, as the route says."""
    path = scope["path"]
    if path.startswith(ASSETS) and status == 200:
        return FOR_GOOD
    if path.startswith(STATIC) and status in (200, 304):
        return "no-cache"
    person = scope.get("state", {}).get("person")
    if path.startswith(API) and isinstance(person, Person) and person.through == "token":
        return headers.get("cache-control", "no-store")
    return "no-store"


def _mark(headers: MutableHeaders, secure: bool) -> None:
    """Every cookie for this site alone, and over TLS alone where there is one."""
    raw = headers.raw
    for number, (name, value) in enumerate(raw):
        if name == b"set-cookie":
            lower = value.lower()
            if secure and b"; secure" not in lower:
                value += b"; Secure"
            if b"; samesite" not in lower:
                value += b"; SameSite=Strict"
            raw[number] = (name, value)
