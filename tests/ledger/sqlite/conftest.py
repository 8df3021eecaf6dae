"""A ledger in SQLite, whatever else the suite runs over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.ledger.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, open for writing."""
    with Ledger.create(tmp_path / "kept") as made:
        yield made
