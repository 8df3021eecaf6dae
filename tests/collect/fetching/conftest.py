"""A site on this machine, and a fetcher that may ask it."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy

from .server import NOW, Site, Time


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that runs for one test."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.done.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def time_() -> Time:
    """The pauses' time."""
    return Time()


@pytest.fixture
def fetching(site: Site, time_: Time) -> Callable[..., Fetcher]:
    """A fetcher that may ask the site; more settings of its policy by name."""

    def make(**more: Any) -> Fetcher:
        policy = Policy(**{"exempt": frozenset({site.pair}), **more})
        return Fetcher(policy, clock=lambda: NOW, monotonic=time_.monotonic, sleep=time_.sleep)

    return make
