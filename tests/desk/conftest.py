"""A desk over the shipped sample, read and judged once for all tests of this folder, and clients signed in to it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from tocsin.desk.app import make_app
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing, sample
from tocsin.engine.picturing import Picture

DRAWS = 40
"""enough for pages to have ranges, few enough for a test"""
As = Callable[..., TestClient]


SECONDS = 120.0
"""that a frozen picture may take on a machine that does much else"""


def taken(client: TestClient | httpx2.Client, path: str, **params: str) -> dict[str, Any]:
    """The JSON of a page, at a frozen moment or of a desk just started, once its picture was taken: the desk answers 503 until then."""
    until = time.monotonic() + SECONDS
    while (answer := client.get(path, params=params)).status_code == 503 and time.monotonic() < until:
        threading.Event().wait(0.05)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's workspace. Only looked at: copy it to write."""
    folder = tmp_path_factory.mktemp("desk") / "sample"
    sample.prepare(folder)
    return folder


@pytest.fixture(scope="session")
def sample_picture(sample_folder: Path) -> Picture:
    """It, judged with few draws."""
    return picturing.take(sample_folder, draws=DRAWS)


def _client(pictures: Pictures, role: Role | None, name: str) -> TestClient:
    async def gate(_: Request) -> Person | None:
        return Person(name=name, role=role) if role is not None else None

    return TestClient(make_app(pictures.workspace, gate=gate, pictures=pictures), base_url="http://127.0.0.1:8750")


@pytest.fixture(scope="session")
def sample_pictures(sample_folder: Path, sample_picture: Picture) -> Pictures:
    """Pictures of the sample; frozen ones are taken with few draws too."""
    pictures = Pictures(
        sample_folder,
        take=lambda place, as_of: sample_picture if as_of is None else picturing.take(place, as_of, draws=DRAWS),
        patient=True,
    )
    pictures.refresh()
    return pictures


@pytest.fixture
def looking(sample_pictures: Pictures) -> As:
    """`looking(Role.READER)`: a client of a desk that is only looked at. Forms that write go to `working`."""
    return lambda role=Role.READER, name="ana": _client(sample_pictures, role, name)


@pytest.fixture
def working(sample_folder: Path, sample_picture: Picture, tmp_path: Path) -> Iterator[As]:
    """`working(Role.ANALYST)`: a client of a desk of this test's own, over a copy of the sample."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    import msgspec

    first = [msgspec.structs.replace(sample_picture, workspace=folder)]
    pictures = Pictures(folder, take=lambda place, as_of: first.pop() if first else picturing.take(place, as_of, draws=DRAWS), patient=True)
    pictures.refresh()
    yield lambda role=Role.ANALYST, name="ana": _client(pictures, role, name)
    pictures.close()
