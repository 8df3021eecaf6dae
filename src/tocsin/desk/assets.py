"""The bundled front end, built from web/: where it lies, and the tags that bring it into a page."""

from functools import lru_cache
from pathlib import Path

import msgspec
from fastapi import FastAPI
from markupsafe import Markup
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from tocsin.errors import CannotFinish

STATIC = Path(__file__).parent / "static"
ENTRY = "src/desk.js"
"""of Vite's manifest: what every page loads; the rest is fetched by it where a page needs it"""
FOREVER = "public, max-age=31536000, immutable"
"""for files whose names carry the hash of what is in them"""


class _Chunk(msgspec.Struct):
    file: str
    css: list[str] = []


def check() -> None:
    """CannotFinish where the bundle is not there: a desk without it is readable, but not what was asked for."""
    if not (STATIC / "manifest.json").is_file():
        raise CannotFinish("the desk's front end is not built", where=str(STATIC), todo="run `make web`; a released wheel carries it built")


def tags() -> Markup:
    """`<link>` and `<script>` tags of the bundle; nothing where it was not built: pages work without."""
    manifest = STATIC / "manifest.json"
    return _tags(manifest, manifest.stat().st_mtime_ns) if manifest.is_file() else Markup("")


@lru_cache(maxsize=2)
def _tags(manifest: Path, _: int) -> Markup:
    """Read once for each time that it was built: a desk that runs while `make web` does goes on with the new names."""
    chunk = msgspec.json.decode(manifest.read_bytes(), type=dict[str, _Chunk])[ENTRY]
    sheets = [Markup('<link rel="stylesheet" href="/static/{}">').format(css) for css in chunk.css]
    return Markup("\n").join([*sheets, Markup('<script type="module" src="/static/{}"></script>').format(chunk.file)])


def mount(app: FastAPI) -> None:
    """Serve the bundle's files."""
    if STATIC.is_dir():
        app.mount("/static", _Kept(directory=STATIC), name="static")


class _Kept(StaticFiles):
    """Files that a browser need not ask for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if path.startswith("assets/") and answer.status_code in (200, 304):
            answer.headers["cache-control"] = FOREVER
        return answer
