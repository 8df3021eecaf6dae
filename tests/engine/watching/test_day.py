"""A day of many feeds in short (`python -m tests.bench feeds` is the long form): none lost, none doubled, no site hurried."""

from pathlib import Path

import pytest
from tests.bench import feeds

pytestmark = pytest.mark.allow_hosts([*(feeds.host_of(number) for number in range(len(feeds.KINDS))), "0.0.0.0"])  # noqa: S104


def test_a_quarter_of_a_day_of_every_kind_of_feed(tmp_path: Path) -> None:
    found = feeds.run(tmp_path / "w", len(feeds.KINDS), 9)
    assert (found.lost, found.doubled, found.too_soon) == ([], [], [])
    assert found.published > 100
    assert found.asked > 100
    assert found.conditional == 1
    assert set(found.broken) <= feeds.UNREADABLE | {"comes-back"}
