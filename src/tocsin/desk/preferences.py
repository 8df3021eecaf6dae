"""How somebody likes to look at the desk: light or dark, in which language. Kept in cookies, for it concerns nobody else."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.desk import asking

THEME = "tocsin_theme"
THEMES = ("light", "dark")
KEPT = 365 * 24 * 3600
"""seconds"""


def theme(request: Request) -> str:
    """`light`, `dark`, or nothing: as the system has it."""
    chosen = request.cookies.get(THEME, "")
    return chosen if chosen in THEMES else ""


def mount(app: FastAPI) -> None:
    """POST /preferences takes `theme` and leads back to the page that the form stood on; `?lang=` of any page is remembered."""
    app.add_middleware(_LanguageKept)
    app.add_api_route("/preferences", _keep, methods=["POST"], response_model=None, include_in_schema=False)


async def _keep(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=8) as form:
        wanted, returned = form.get("theme"), asking.back(form.get("_back"))
    response = RedirectResponse(returned or "/", 303)
    if wanted in THEMES:
        response.set_cookie(THEME, str(wanted), max_age=KEPT, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    else:
        response.delete_cookie(THEME)
    return response


class _LanguageKept:
    """A page asked for in a language (`?lang=`) sets the cookie that later pages go by; programs' answers set none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or b"lang=" not in scope["query_string"]:
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html") and "lang" in request.query_params:
                    made = Response()
                    secure = request.url.scheme == "https"
                    chosen = asking.language(request)
                    made.set_cookie(asking.LANGUAGE, chosen, max_age=KEPT, httponly=True, samesite="lax", secure=secure)
                    headers.append("set-cookie", made.headers["set-cookie"])
            await send(message)

        await self._app(scope, receive, kept)
