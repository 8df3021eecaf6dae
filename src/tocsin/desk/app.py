"""The desk as one ASGI application, made of declarations: pages, their JSON, and what can be done."""

import hashlib
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from tocsin.desk import asking, assets, describing, preferences, returned, words
from tocsin.desk.declared import Action, Asked, Done, Download, NotThere, Page
from tocsin.desk.live import Live
from tocsin.desk.pages import ACTIONS, DOWNLOADS, PAGES
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Judging, Pictures
from tocsin.desk.rendering import render
from tocsin.engine import clock
from tocsin.errors import Busy, Conflict, TocsinError, UsageError
from tocsin.model import rounded, to_json
from tocsin.warn.words import Lang

API = "/api/v1"
LONGEST_ROW = 16
"""digits of a row that somebody may name"""
PATIENCE, PAUSE = 10.0, 0.1
"""seconds to wait for another writer, and between two tries"""
UNSAFE = re.compile(r"[^A-Za-z0-9.-]+|^\.+|\.{2,}")
"""what no name of a file that is handed out holds"""
Gate = Callable[[Request], Awaitable[Person | None]]
"""who asks; None: nobody is signed in"""
Noted = Callable[[Person, Action, Done], None]
"""writes down who did what"""


def make_app(
    workspace: Path,
    *,
    gate: Gate,
    noted: Noted = lambda *_: None,
    pictures: Pictures | None = None,
    pages: Sequence[Page] = PAGES,
    actions: Sequence[Action] = ACTIONS,
    downloads: Sequence[Download] = DOWNLOADS,
) -> FastAPI:
    """The application over one workspace. Its pictures are closed when it ends."""
    held = pictures if pictures is not None else Pictures(workspace)
    live = Live(held)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        held.look()
        live.start()
        try:
            yield
        finally:  # also where it is told to end before it has begun
            live.close()
            held.close()

    app = FastAPI(title="Tocsin desk", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.live = live
    app.state.pictures, app.state.gate, app.state.pages, app.state.actions = held, gate, tuple(pages), tuple(actions)
    app.state.noted = noted
    for page in pages:
        app.add_api_route(page.path, _shown(page), methods=["GET"], response_model=None)
        app.add_api_route(f"{API}/{page.name}{_parameters(page)}", _told(page), methods=["GET"], response_model=None)
    for file in downloads:
        for path in (file.path, f"{API}/{file.name}{_parameters(file)}"):
            app.add_api_route(path, _handed_out(file), methods=["GET"], response_model=None)
    for action in actions:
        app.add_api_route(f"/do/{action.name}", _done(action), methods=["POST"], response_model=None)
        app.add_api_route(f"{API}/do/{action.name}", _done_by_program(action), methods=["POST"], response_model=None)
    app.add_api_route(f"{API}/events", _events, methods=["GET"], response_model=None)
    app.add_api_route(f"{API}/openapi.json", _described(pages, actions, downloads), methods=["GET"], response_model=None)
    assets.mount(app)
    preferences.mount(app)
    app.add_exception_handler(TocsinError, _wrong)
    return app


def _parameters(page: Page | Download) -> str:
    """The parameters of a page's address, which its JSON takes in the same order."""
    return "".join(f"/{part}" for part in page.path.split("/") if part.startswith("{"))


def _shown(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(request, page.role)
        query = asking.checked(page.query, asking.fields(page.query, request.query_params.multi_items(), request.path_params))
        html = await run_in_threadpool(lambda: _page(request, asked, page, page.show(asked, query), query=query))
        response = HTMLResponse(html)
        for name in (asking.FLASH, asking.CHANGED):
            if name in request.cookies:
                response.delete_cookie(name)
        return response

    return endpoint


def _told(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(request, page.role)
        query = asking.checked(page.query, asking.fields(page.query, request.query_params.multi_items(), request.path_params))
        body = await run_in_threadpool(lambda: to_json(rounded(page.show(asked, query))))
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept-language, authorization, cookie"}
        if tag in (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    return endpoint


def _handed_out(file: Download) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(request, file.role)
        query = asking.checked(file.query, asking.fields(file.query, request.query_params.multi_items(), request.path_params))
        body = await run_in_threadpool(lambda: file.make(asked, query))
        # Never shown in the desk's own origin, whatever it holds.
        headers = {
            "content-disposition": f'attachment; filename="{UNSAFE.sub("-", body.name)}"',
            "x-content-type-options": "nosniff",
            "cache-control": "private, no-store",
        }
        return Response(body.content, media_type=body.media_type, headers=headers)

    return endpoint


def _done(action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(request, action.role)
        async with request.form() as form:
            items = form.multi_items()
            values = asking.fields(action.form, items)
            back = asking.back(form.get("_back"))
        held: Pictures = request.app.state.pictures
        before = held.count()
        try:
            done = await run_in_threadpool(lambda: _do(request, asked, action, asking.checked(action.form, values)))
        except UsageError as error:
            return _returned(request, asked.lang, action, values, back, error)
        response = RedirectResponse(done.to or back or "/", 303)
        # Read again by the next page alone, escaped there; whoever can set cookies here can do worse.
        response.set_cookie(asking.FLASH, quote(getattr(done.said, asked.lang)), max_age=60, httponly=True, samesite="strict")
        if action.judged_again and before:
            response.set_cookie(asking.CHANGED, str(before), max_age=60, httponly=True, samesite="strict")
        return response

    return endpoint


def _returned(request: Request, lang: Lang, action: Action, values: dict[str, Any], back: str | None, error: UsageError) -> Response:
    """A form that was refused, again, with what was typed."""
    form = returned.form(action, values, lang, error)
    status = _status(error)
    return HTMLResponse(_frame(request, lang, None, "returned.html", form=form, back=back, action=action), status)


def _done_by_program(action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        asked = await _asked(request, action.role)
        try:
            given = await request.json()
        except ValueError:
            raise UsageError("this is no JSON", todo="send one JSON object") from None
        if not isinstance(given, dict):
            raise UsageError("this is no JSON object", todo="send one JSON object with the fields that the OpenAPI description names")
        done = await run_in_threadpool(lambda: _do(request, asked, action, asking.checked(action.form, given)))
        return Response(
            to_json(rounded({"said": getattr(done.said, asked.lang), "record": done.record})), 201, media_type="application/json"
        )

    return endpoint


def _do(request: Request, asked: Asked, action: Action, form: Any) -> Done:
    """Do it; where another process writes just then, wait for it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            done = action.do(asked, form)
            break
        except Busy:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)
    request.app.state.noted(asked.person, action, done)
    if action.judged_again:
        asked.pictures.look()
    return done


def _described(pages: Sequence[Page], actions: Sequence[Action], downloads: Sequence[Download]) -> Callable[[Request], Awaitable[Response]]:
    body = to_json(describing.openapi(pages, actions, API, downloads))

    async def endpoint(request: Request) -> Response:
        await _asked(request, Role.READER)
        return Response(body, media_type="application/json")

    return endpoint


async def _events(request: Request) -> Response:
    """What is written, as it is written: server-sent events (tocsin.desk.live)."""
    await _asked(request, Role.READER)
    given = request.headers.get("last-event-id") or request.query_params.get("after") or ""
    after = int(given) if given.isdecimal() and len(given) < LONGEST_ROW else None
    live: Live = request.app.state.live
    live.admit()
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(live.events(after), media_type="text/event-stream", headers=headers)


async def _asked(request: Request, needed: Role) -> Asked:
    """Who asks what. SignedOut, or Forbidden, where it may not be asked."""
    person = await request.app.state.gate(request)
    if person is None:
        raise SignedOut("nobody is signed in", todo="sign in first, or send a token as Authorization: Bearer")
    if not person.role.holds(needed):
        raise Forbidden(f"{person.name} is {person.role.value}; this needs {needed.value}", todo="ask somebody with that role")
    held: Pictures = request.app.state.pictures
    return Asked(
        person=person,
        lang=asking.language(request),
        now=clock.now(),
        workspace=held.workspace,
        as_of=asking.frozen(request),
        pictures=held,
    )


class SignedOut(TocsinError):
    """Nobody is signed in: status 401, or the sign-in page."""


class Forbidden(TocsinError):
    """The role does not suffice: status 403."""


STATUS: tuple[tuple[type[TocsinError], int], ...] = (
    (SignedOut, 401),
    (Forbidden, 403),
    (NotThere, 404),
    (Conflict, 409),
    (Judging, 503),
    (UsageError, 422),
    (Busy, 503),
)


def _status(error: Exception) -> int:
    return next((code for kind, code in STATUS if isinstance(error, kind)), 500)


async def _wrong(request: Request, error: Exception) -> Response:
    """What went wrong, as a page or as JSON: what, where, what to do."""
    assert isinstance(error, TocsinError)  # noqa: S101 - registered for this kind
    status = _status(error)
    headers = {"retry-after": "2"} if status == 503 else {}
    lang = asking.language(request)
    if request.url.path.startswith("/api/"):
        told = {
            "what": getattr(error, "what", str(error)),
            "where": getattr(error, "where", ""),
            "todo": getattr(error, "todo", ""),
        }
        return JSONResponse({"error": told}, status, headers=headers)
    if isinstance(error, SignedOut):
        return RedirectResponse("/sign-in?" + urlencode({"to": request.url.path}), 303)
    if isinstance(error, Judging):
        return HTMLResponse(_frame(request, lang, None, "judging.html"), status, headers={**headers, "refresh": "2"})
    heading = words.said(lang, "Not found" if status == 404 else "That cannot be done")
    values = {
        "heading": heading,
        "what": getattr(error, "what", str(error)),
        "todo": getattr(error, "todo", ""),
        "back": asking.back(request.headers.get("referer")),
    }
    return HTMLResponse(_frame(request, lang, None, "wrong.html", **values), status, headers=headers)


def _page(request: Request, asked: Asked, page: Page, view: object, **values: object) -> str:
    events = f"{API}/events" if asked.as_of is None else ""  # what is frozen does not change
    return _frame(request, asked.lang, page, f"{page.name}.html", view=view, asked=asked, events=events, **values)


def _frame(request: Request, lang: Lang, page: Page | None, template: str, **values: object) -> str:
    """A template inside the frame that every page has: menu, moment, marks, what was just done."""
    held: Pictures = request.app.state.pictures
    as_of = request.query_params.get("as_of")
    return render(
        template,
        lang,
        page=page,
        menu=sorted((one for one in request.app.state.pages if one.menu is not None), key=lambda one: one.menu),
        frozen=f"?{urlencode({'as_of': as_of})}" if as_of else "",
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        synthetic=held.synthetic(),
        behind=held.behind(),
        flash=unquote(request.cookies.get(asking.FLASH, "")),
        changed=changed if (changed := request.cookies.get(asking.CHANGED, "")).isdecimal() else "",
        csrf=getattr(request.state, "csrf", ""),
        user=getattr(request.state, "person", None),
        assets=assets.tags(),
        theme=preferences.theme(request),
        wall=request.query_params.get("wall") == "1",
        **values,
    )
