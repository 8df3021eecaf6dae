"""Series of a place: what is compared with what, slices of one pass joined, masks, units, limits."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from tests.sense.imagery import made
from tocsin.errors import CannotFinish
from tocsin.library import imagery
from tocsin.model.imagery import Imaging
from tocsin.sense.imagery import catalogue, series
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.limits import USUAL

CELL = Cell(54.6, 20.4)
BOX = (20.2, 54.4, 20.6, 54.8)
NOW = datetime(2024, 12, 1, tzinfo=UTC)


def found(folder: Path) -> tuple[Path, tuple[series.Group, ...]]:
    told = catalogue.read(folder, now=NOW)
    assert told.refused == ()
    return told.root, series.groups(told.items, CELL)


def reader(root: Path, group: series.Group, **changed: Any) -> series.Reader:
    return series.Reader(root, group, replace(imagery.product(group.collection, group.kind), **changed))


def radar(folder: Path, dates: list[str], **properties: Any) -> list[dict[str, Any]]:
    made_items = []
    for number, date in enumerate(dates):
        made.tiff(folder / f"{number}.tif", made.power((1, 40, 40), number), box=BOX)
        made_items.append(made.item(f"i{number}", date, {"vv": f"./{number}.tif"}, list(BOX), **properties))
    return made_items


def test_other_tracks_and_kinds_are_other_series(tmp_path: Path) -> None:
    one, two = (
        radar(tmp_path, ["2024-05-01T00:00:00Z"], **{"sat:relative_orbit": 1}),
        radar(tmp_path, ["2024-05-02T00:00:00Z"], **{"sat:relative_orbit": 2}),
    )
    two[0]["id"] = "other"
    _, groups = found(
        made.static(
            tmp_path,
            [
                *one,
                *two,
                made.item("o", "2024-05-01T00:00:00Z", {"red": "x.tif"}, list(BOX)),
                made.item("far", "2024-05-01T00:00:00Z", {"vv": "x"}, [0, 0, 1, 1]),
            ],
        )
    )
    assert [(group.kind, group.track, len(group.passes)) for group in groups] == [
        ("optical", None, 1),
        ("radar", "1", 1),
        ("radar", "2", 1),
    ]


def test_slices_of_one_pass_are_joined(tmp_path: Path) -> None:
    values = made.power((1, 40, 40))
    made.tiff(tmp_path / "w.tif", values[:, :, :20], box=(20.2, 54.4, 20.4, 54.8))
    made.tiff(tmp_path / "e.tif", values[:, :, 20:], box=(20.4, 54.4, 20.6, 54.8))
    made.tiff(tmp_path / "a.tif", values, box=BOX)
    items = [
        made.item("w", "2024-05-13T05:00:00Z", {"vv": "./w.tif"}, [20.2, 54.4, 20.4, 54.8]),
        made.item("e", "2024-05-13T05:00:25Z", {"vv": "./e.tif"}, [20.4, 54.4, 20.6, 54.8]),
        made.item("a", "2024-05-01T05:00:00Z", {"vv": "./a.tif"}, list(BOX)),
    ]
    root, (group,) = found(made.static(tmp_path, items))
    seen = reader(root, group).cell(CELL)
    assert seen is not None
    assert seen.values.shape == (2, 1, *seen.inside.shape)
    assert np.array_equal(seen.values[0], seen.values[1], equal_nan=True)
    assert np.isfinite(seen.values[:, :, seen.inside]).all()
    assert np.isnan(seen.values[:, :, ~seen.inside]).all()


@pytest.mark.parametrize(("numbers", "expected"), [("power", 4.0), ("amplitude", 16.0), ("decibel", 10**0.4)])
def test_units_become_power(tmp_path: Path, numbers: str, expected: float) -> None:
    made.tiff(tmp_path / "a.tif", np.full((1, 40, 40), 4, np.float32), box=BOX)
    root, (group,) = found(made.static(tmp_path, [made.item("a", "2024-05-01T05:00:00Z", {"vv": "./a.tif"}, list(BOX))]))
    seen = reader(root, group, numbers=numbers).cell(CELL)
    assert seen is not None
    assert seen.values[0, 0][seen.inside] == pytest.approx(expected, rel=1e-6)


def test_decibels_where_power_is_due_are_refused_and_the_date_stays_unseen(tmp_path: Path) -> None:
    made.tiff(tmp_path / "0.tif", np.full((1, 40, 40), -12, np.float32), box=BOX)
    root, (group,) = found(made.static(tmp_path, [made.item("a", "2024-05-01T05:00:00Z", {"vv": "./0.tif"}, list(BOX))]))
    seen = reader(root, group).cell(CELL)
    assert seen is not None
    assert [error.reason for error in seen.refused] == ["decibels"]
    assert np.isnan(seen.values).all()


def test_masks_hide_and_images_without_one_are_refused(tmp_path: Path) -> None:
    classes = np.full((1, 40, 40), 4, np.uint8)
    classes[:, :20] = 9
    made.tiff(tmp_path / "scl.tif", classes, box=BOX)
    made.tiff(tmp_path / "red.tif", made.power((2, 40, 40)), box=BOX)
    one = made.item("a", "2024-05-01T05:00:00Z", {"data": "./red.tif", "SCL": "./scl.tif"}, list(BOX), **{"eo:cloud_cover": 50})
    one["assets"]["data"]["bands"] = [{"name": "B08"}, {"eo:common_name": "red"}]
    root, (group,) = found(made.static(tmp_path, [one]))
    told = reader(root, group)
    assert told.bands == ("red", "nir")
    seen = told.cell(CELL)
    assert seen is not None
    assert np.isfinite(seen.values[:, :, seen.inside]).all(axis=1).mean() == pytest.approx(0.5)
    bare = reader(root, group, mask=("cloudmask",)).cell(CELL)
    assert bare is not None
    assert bare.refused[0].reason == "no-mask"


def test_missing_images_are_refused_and_limits_end_the_reading(tmp_path: Path) -> None:
    items = radar(tmp_path, ["2024-05-01T05:00:00Z", "2024-05-13T05:00:00Z"])
    root, (group,) = found(made.static(tmp_path, items))
    (tmp_path / "1.tif").unlink()
    seen = reader(root, group).cell(CELL)
    assert seen is not None
    assert [error.reason for error in seen.refused] == ["missing"]
    assert np.isnan(seen.values[1]).all()
    product = imagery.product(group.collection, group.kind)
    with pytest.raises(CannotFinish, match="values"):
        series.Reader(root, group, product, USUAL._replace(stack=10)).cell(CELL)
    clock = iter(range(0, 10_000, 500))
    with pytest.raises(CannotFinish, match="longer than 600 s"):
        series.Reader(root, group, product, monotonic=lambda: float(next(clock))).cell(CELL)
    (tmp_path / "0.tif").unlink()
    gone = reader(root, group).cell(CELL)
    assert gone is not None
    assert not gone.values.size


@pytest.mark.parametrize(
    ("collection", "kind", "numbers"), [("sentinel-1-grd", "radar", "amplitude"), ("own", "radar", "power"), ("own", "optical", "power")]
)
def test_products_are_declared(collection: str, kind: Imaging, numbers: str) -> None:
    assert imagery.product(collection, kind).numbers == numbers
    assert {service.id for service in imagery.services()} >= {"earth-search", "cdse", "planetary-computer"}


def test_averages_of_blocks_and_what_one_unseen_pixel_hides() -> None:
    values = np.arange(2 * 1 * 5 * 7, dtype=np.float32).reshape(2, 1, 5, 7)
    inside = np.ones((5, 7), bool)
    inside[0, 0] = False
    values[1, 0, 3, 3] = np.nan
    found, held = series.averaged(values, inside, 2)
    assert found.shape == (2, 1, 2, 3)
    assert found[0, 0, 1, 2] == values[0, 0, 2:4, 4:6].mean()
    assert np.isnan(found[1, 0]).tolist() == [[False] * 3, [False, True, False]]
    assert held.tolist() == [[False, True, True], [True, True, True]]
