"""A ledger in PostgreSQL, and a server that a test may stop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.conftest import Places
from tests.ledger.server import Server, programs, running

from tocsin.ledger.ledger import Ledger


@pytest.fixture
def places(server: Server, tmp_path: Path) -> Places:
    """Where ledgers rest in PostgreSQL."""
    return Places(tmp_path, server)


@pytest.fixture
def ledger(places: Places) -> Iterator[Ledger]:
    """An empty ledger, open for writing."""
    with places.create() as made:
        yield made


@pytest.fixture
def own(server: Server) -> Iterator[Server]:
    """A server of one test's own, on disk as a team's is."""
    assert programs() is not None
    with running() as started:
        yield started
