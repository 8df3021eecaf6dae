"""Whether a language model reads beside the rules in this run: what the call, the environment and tocsin.yml say."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.engine.declarations import Declarations
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Endpoint, Record

if TYPE_CHECKING:
    from tocsin.read.llm import SecondReader

ON, OFF = "on", "off"
URL_VARIABLE, NAME_VARIABLE = "TOCSIN_MODEL_URL", "TOCSIN_MODEL_NAME"


class Asking(Record, frozen=True, kw_only=True):
    """The endpoint to ask, and the folder where its answers are kept (None: nowhere)."""

    endpoint: Endpoint
    answers: Path | None


def for_files(
    model: str | None, name: str | None, answers: Path | None, workspace: Path | None, environment: Mapping[str, str] = os.environ
) -> Asking | None:
    """What `read --model` asks for: an address, or `on` for the configured one. None without it: files are read by rules alone."""
    if model is None or model == OFF:
        return None
    try:
        place = workspaces.find(workspace)
    except UsageError:
        if workspace is not None:
            raise
        place = None
    return Asking(endpoint=_endpoint(model, name, place.endpoint if place is not None else None, environment), answers=answers)


def for_workspace(
    model: str | None, name: str | None, workspace: Path | None, environment: Mapping[str, str] = os.environ
) -> Asking | None:
    """What an ingest asks: the model that tocsin.yml declares, or the one named; None where neither is there, or with `off`."""
    place: Workspace = workspaces.find(workspace)
    if model == OFF or (model is None and place.endpoint is None):
        return None
    return Asking(endpoint=_endpoint(model or ON, name, place.endpoint, environment), answers=place.answers)


@contextmanager
def opened(asked: Asking | None, declared: Declarations) -> "Iterator[SecondReader | None]":
    """The second reader for one run, closed at the end. CannotFinish where its HTTP client is not installed."""
    if asked is None:
        yield None
        return
    from tocsin.read import Reader
    from tocsin.read.llm import SecondReader

    reader = Reader(declared.problem, declared.yardsticks, declared.sources, declared.weights)
    key = os.environ.get(asked.endpoint.key_env) or None
    with SecondReader(asked.endpoint, reader, key=key, answers=asked.answers) as second:
        yield second


def _endpoint(model: str, name: str | None, declared: Endpoint | None, environment: Mapping[str, str]) -> Endpoint:
    """What is declared, with the address and name of the environment, and those of the call before both."""
    from tocsin.library.endpoints import wrong_address

    url = (environment.get(URL_VARIABLE) or (declared.url if declared is not None else "")) if model == ON else model
    called = name or environment.get(NAME_VARIABLE) or (declared.name if declared is not None else "")
    if not url:
        raise UsageError("no model is configured", todo=f"name its address: --model URL, ${URL_VARIABLE}, or model: in tocsin.yml")
    wrong = wrong_address(url)
    if wrong is not None:
        raise UsageError(wrong)
    if not called:
        raise UsageError("which model is not said", todo=f"name it: --model-name NAME, ${NAME_VARIABLE}, or model: in tocsin.yml")
    url = url.rstrip("/")
    return Endpoint(url=url, name=called) if declared is None else msgspec.structs.replace(declared, url=url, name=called)
