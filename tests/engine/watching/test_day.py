"""A day of many feeds in short (`python -m tests.bench feeds` is the long form): none lost, none doubled, no site hurried."""

from pathlib import Path

import pytest
from tests.bench import feeds

pytestmark = pytest.mark.allow_hosts([*(feeds.host_of(number) for number in range(len(feeds.KINDS))), "0.0.0.0"])  # noqa: S104


def test_a_day_of_every_kind_of_feed(tmp_path: Path) -> None:
    found = feeds.run(tmp_path / "w", len(feeds.KINDS), 24)
    assert (found.lost, found.doubled, found.too_soon) == ([], [], [])
    assert found.published > 100
    # What a feed's length pushes out is never told as vanished; what is taken down between others is, as often as it happened.
    assert found.rolled > 10
    assert found.taken_down > 0
    assert found.unlisted == {"takes-down": found.taken_down}
    assert found.asked > 100
    assert found.conditional == 1
    assert set(found.broken) <= feeds.UNREADABLE | {"comes-back"}
