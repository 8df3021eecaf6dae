"""`/metrics`: what the desk counts, for Prometheus.

It is there where `metrics: true` is declared, for who shows its token or, where none is set, for this machine alone.
"""

import hmac
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tocsin.desk.health import Readiness, near
from tocsin.desk.people.door import Door
from tocsin.desk.people.guard import METRICS
from tocsin.desk.pictures import Pictures
from tocsin.engine.telemetry import metrics
from tocsin.engine.watching import outside
from tocsin.ledger.workspace import Workspace

if TYPE_CHECKING:
    from tocsin.engine.telemetry.metrics import Counted

TODO = "show the token of TOCSIN_METRICS_TOKEN as Authorization: Bearer; without that variable, ask from this machine"


def mount(app: FastAPI, place: Workspace, door: Door, ready: Readiness, counted: "Counted", token: str | None) -> None:
    """Give the application the address."""
    counted.looked_up = lambda: gauges(place, app.state.pictures, ready)

    async def told(request: Request) -> Response:
        if not allowed(request, door, token):
            error = {"what": "the metrics are not for everybody", "where": "", "todo": TODO}
            return JSONResponse({"error": error}, 401, headers={"www-authenticate": "Bearer"})
        return Response(await run_in_threadpool(counted.text), media_type=metrics.MEDIA_TYPE)

    app.add_api_route(METRICS, told, methods=["GET"], response_model=None)


def allowed(request: Request, door: Door, token: str | None) -> bool:
    """Whether who asks may see the counts."""
    if token is None:
        return near(request, door)
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode())


def gauges(place: Workspace, pictures: Pictures, ready: Readiness) -> dict[str, float]:
    """What is looked up whenever somebody asks."""
    found = {**outside.gauges(place), "tocsin_ready": float(not ready.reasons())}
    age = pictures.age()
    return found if age is None else {**found, "tocsin_picture_age_seconds": age.total_seconds()}
