"""The bundled front end: where it lies, and the tags that bring it into a page."""

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"


def tags() -> str:
    """`<link>` and `<script>` tags of the bundle; nothing where it was not built: pages work without."""
    return ""


def mount(app: FastAPI) -> None:
    """Serve the bundle's files."""
    if STATIC.is_dir():
        app.mount("/static", StaticFiles(directory=STATIC), name="static")
