"""The SYNTHETIC catalogue: says what it is, is the same for the same seed, and is small."""

from pathlib import Path

import pystac
import pytest

from tests.sense.imagery import made
from tocsin.errors import UsageError
from tocsin.sense.imagery import simulate


def test_it_says_synthetic_everywhere_and_is_a_valid_catalogue() -> None:
    told = pystac.Catalog.from_file(str(made.catalogue() / "catalog.json"))
    assert "SYNTHETIC" in told.description
    items = list(told.get_items(recursive=True))
    assert len(items) == 2 * made.SCENE.dates
    assert all(item.properties["tocsin:synthetic"] is True for item in items)
    assert all((made.catalogue() / str(item.collection_id) / item.id / f"{key}.tif").is_file() for item in items for key in item.assets)


def test_the_same_seed_draws_the_same_bytes_and_no_folder_is_overwritten(tmp_path: Path) -> None:
    again = simulate.write(tmp_path / "images", made.SCENE).parent
    first = {path.relative_to(made.catalogue()): path.read_bytes() for path in made.catalogue().rglob("*") if path.is_file()}
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == first
    assert sum(map(len, first.values())) < 2_000_000
    with pytest.raises(UsageError, match="not empty"):
        simulate.write(again)
