"""A real desk on loopback for tests in a browser: `python -m tests.e2e.serve [FOLDER]` prints its address as a line of JSON.

FOLDER is a workspace; without one there is only the gallery of parts (tests/desk/gallery) with invented data, which starts at once.
"""

import json
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from tests.desk import gallery
from tests.e2e import invented
from tocsin.desk import asking, assets, preferences
from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.guard import POLICY, Application
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.desk.serving import guarded
from tocsin.engine import picturing
from tocsin.ledger import workspace as workspaces

DRAWS = 40
PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people
"""of everybody: their names are those of the roles"""


def made(folder: Path, held: ExitStack) -> Application:
    """The desk of a workspace as it is served, with an account of each role, whose hashes cost little."""
    door = held.enter_context(Door(folder, passwords=Passwords(memory_kib=64, passes=1, lanes=1)))
    by = By(who="", through="console", at=door.wall())
    for role in Role:
        accounts.add(door.store, by, role.value, role, password_hash=door.passwords.hash(PASSWORD))
    pictures = Pictures(folder, take=lambda place, as_of: picturing.take(place, as_of, draws=DRAWS))
    pictures.refresh()
    return guarded(workspaces.load(folder), door, pictures=pictures)


def bare() -> FastAPI:
    """The gallery and what its elements load, with the bundle, the theme switch and the desk's policy."""
    app = FastAPI()
    assets.mount(app)
    preferences.mount(app)
    add_gallery(app)

    @app.middleware("http")
    async def policy(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await go_on(request)
        answer.headers["content-security-policy"] = POLICY
        return answer

    return app


def add_gallery(app: FastAPI) -> None:
    """The gallery and what its elements load."""
    news = invented.News()

    @app.get("/gallery", response_model=None)
    async def page(request: Request) -> HTMLResponse:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        wall = request.query_params.get("wall") == "1"
        news.shown += 1
        values = {"here": here, "theme": preferences.theme(request), "wall": wall, "shown": news.shown}
        values["with_map"] = request.query_params.get("map") != "0"  # drawing it without a graphics card takes seconds
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
    with ExitStack() as held, socket.socket() as listening:
        app = made(Path(sys.argv[1]), held) if len(sys.argv) > 1 else bare()
        listening.bind(("127.0.0.1", 0))
        print(json.dumps({"address": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)).run(sockets=[listening])


if __name__ == "__main__":
    main()
