"""A real desk on loopback for tests in a browser: `python -m tests.e2e.serve [FOLDER]` prints its address as a line of JSON.

FOLDER is a workspace; without one there is only the gallery of parts (tests/desk/gallery) with invented data, which starts at once.
"""

import json
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from tests.desk import gallery
from tests.e2e import invented
from tocsin.desk import asking, assets, preferences
from tocsin.desk.app import make_app
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing

DRAWS = 40
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
    "worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def made(folder: Path) -> FastAPI:
    """The application, with everybody signed in as an admin."""

    async def gate(_: Request) -> Person | None:
        return Person(name="ana", role=Role.ADMIN)

    pictures = Pictures(folder, take=lambda place, as_of: picturing.take(place, as_of, draws=DRAWS))
    pictures.refresh()
    return make_app(folder, gate=gate, pictures=pictures)


def bare() -> FastAPI:
    """The gallery and what its elements load, with the bundle and the theme switch."""
    app = FastAPI()
    assets.mount(app)
    preferences.mount(app)
    add_gallery(app)
    return app


def guard(app: FastAPI) -> None:
    """The policy that the desk sets on every answer."""

    @app.middleware("http")
    async def policy(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await go_on(request)
        answer.headers.setdefault("content-security-policy", POLICY)
        return answer


def add_gallery(app: FastAPI) -> None:
    """The gallery and what its elements load."""
    news = invented.News()

    @app.get("/gallery", response_model=None)
    async def page(request: Request) -> HTMLResponse:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        wall = request.query_params.get("wall") == "1"
        news.shown += 1
        values = {"here": here, "theme": preferences.theme(request), "wall": wall, "shown": news.shown}
        return HTMLResponse(gallery.render(asking.language(request), events="/gallery/events", **values))

    app.add_api_route("/gallery/series.json", invented.series, methods=["GET"])
    app.add_api_route("/gallery/places.geojson", invented.places, methods=["GET"])
    app.add_api_route("/gallery/origins.json", invented.origins, methods=["GET"])

    @app.get("/gallery/events", response_model=None)
    async def events() -> StreamingResponse:
        return StreamingResponse(news.lines(), media_type="text/event-stream", headers={"cache-control": "no-store"})

    @app.get("/gallery/say/{kind}")
    async def say(kind: str) -> dict[str, str]:
        news.say(kind)
        return {"said": kind}


def main() -> None:
    app = made(Path(sys.argv[1])) if len(sys.argv) > 1 else bare()
    guard(app)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    print(json.dumps({"address": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


if __name__ == "__main__":
    main()
