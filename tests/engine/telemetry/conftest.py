"""Who listens is put back after each test; what is written goes where the test looks."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tocsin.engine.telemetry import configuring, logs
from tocsin.engine.telemetry.logs import Form

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    with configuring.told({}):
        yield


@pytest.fixture
def written() -> Callable[..., io.StringIO]:
    """`written("json")`: events are written from now on, into what is given back."""

    def begin(form: Form = "json", least: Any = "debug") -> io.StringIO:
        stream = io.StringIO()
        logs.begin(form, least, stream)
        return stream

    return begin


def parsed(stream: io.StringIO) -> list[dict[str, Any]]:
    """The lines, each of which has to be one JSON object."""
    return [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]
