"""Pixels of a cell: where they lie is checked against PROJ pixel by pixel; only GeoTIFFs are opened, and no more than is allowed."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.warp import transform as to_degrees

from tests.sense.imagery import made
from tocsin.errors import Refused
from tocsin.sense.imagery import rasters
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.limits import USUAL

CELL = Cell(54.6, 20.4)
UTM = {"crs": "EPSG:32634", "transform": rasterio.transform.from_origin(440_000, 6_070_000, 100, 100)}


def test_the_pixels_of_a_cell_are_those_whose_middle_lies_in_it(tmp_path: Path) -> None:
    path = made.tiff(tmp_path / "a.tif", np.arange(400 * 400, dtype=np.float32).reshape(1, 400, 400), **UTM)
    with rasters.opened(path) as source:
        on = rasters.grid(source, CELL)
        assert on is not None
        whole = source.read(1)
        rows, columns = np.mgrid[0:400, 0:400]
        x, y = rasterio.transform.xy(source.transform, rows.ravel(), columns.ravel())
        lon, lat = (np.asarray(v).reshape(400, 400) for v in to_degrees(source.crs, "EPSG:4326", x, y)[:2])
    west, south, east, north = CELL.box
    expected = (lon >= west) & (lon < east) & (lat >= south) & (lat < north)
    found = rasters.pixels(path, 1, on)
    assert expected.sum() > 5_000
    assert set(found[on.inside].tolist()) == set(whole[expected].tolist())


def test_an_image_on_another_grid_gives_the_nearest_pixels(tmp_path: Path) -> None:
    box = (20.2, 54.4, 20.6, 54.8)
    values = np.arange(1, 1601, dtype=np.float32).reshape(1, 40, 40)
    fine = made.tiff(tmp_path / "a.tif", values.repeat(2, axis=1).repeat(2, axis=2), box=box)
    coarse = made.tiff(tmp_path / "b.tif", values, box=box)
    with rasters.opened(fine) as source:
        on = rasters.grid(source, CELL)
    assert on is not None
    assert (rasters.pixels(coarse, 1, on) == rasters.pixels(fine, 1, on)).all()


def test_pixels_outside_of_the_image_and_without_data_are_not_seen(tmp_path: Path) -> None:
    west = made.tiff(tmp_path / "w.tif", made.power((1, 40, 20)), box=(20.2, 54.4, 20.4, 54.8))
    whole = made.tiff(tmp_path / "a.tif", made.power((1, 40, 40)), box=(20.2, 54.4, 20.6, 54.8))
    with rasters.opened(whole) as source:
        on = rasters.grid(source, CELL)
    assert on is not None
    half = rasters.pixels(west, 1, on)
    assert np.isfinite(half[on.inside]).mean() == pytest.approx(0.5)
    empty = made.tiff(tmp_path / "e.tif", np.full((1, 40, 40), -9.0, np.float32), box=(20.2, 54.4, 20.6, 54.8), nodata=-9.0)
    assert np.isnan(rasters.pixels(empty, 1, on)).all()
    assert np.isnan(rasters.pixels(whole, 1, on, nodata=float(rasters.pixels(whole, 1, on)[0, 0]))[0, 0])


def test_a_cell_beside_the_image_has_no_grid(tmp_path: Path) -> None:
    path = made.tiff(tmp_path / "a.tif", made.power((1, 40, 40)), box=(20.2, 54.4, 20.6, 54.8))
    with rasters.opened(path) as source:
        assert rasters.grid(source, Cell(54.6, 25.0)) is None


VRT = '<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>/vsicurl/http://a.example/x.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>'


@pytest.mark.parametrize(
    "content", [b"", b"II*\x00garbage", VRT.encode(), b"\x89PNG\r\n\x1a\n", b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\xff" * 200]
)
def test_what_is_no_geotiff_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused, rasters.opened(path):
        pass
    assert refused.value.reason == "not-an-image"


def test_cut_off_pixels_are_refused_when_they_are_read(tmp_path: Path) -> None:
    path = made.tiff(tmp_path / "a.tif", made.power((1, 200, 200)), box=(20.2, 54.4, 20.6, 54.8))
    path.write_bytes(path.read_bytes()[:40_000])
    with rasters.opened(path) as source:
        on = rasters.grid(source, CELL)
    assert on is not None
    with pytest.raises(Refused):
        rasters.pixels(path, 1, on)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_limits_and_what_lies_nowhere(tmp_path: Path) -> None:
    path = made.tiff(tmp_path / "a.tif", made.power((2, 40, 40)), box=(20.2, 54.4, 20.6, 54.8))
    for limits in (USUAL._replace(side=20), USUAL._replace(bands=1), USUAL._replace(block=100)):
        with pytest.raises(Refused) as refused, rasters.opened(path, limits):
            pass
        assert refused.value.reason == "too-large"
    with rasters.opened(path) as source, pytest.raises(Refused, match="pixels"):
        rasters.grid(source, CELL, USUAL._replace(window=10))
    nowhere = made.tiff(tmp_path / "n.tif", made.power((1, 4, 4)))
    with pytest.raises(Refused) as refused, rasters.opened(nowhere):
        pass
    assert refused.value.reason == "no-place"
    with pytest.raises(Refused, match="not there"), rasters.opened(tmp_path / "gone.tif"):
        pass
    with rasters.opened(path) as source:
        on = rasters.grid(source, CELL)
    assert on is not None
    with pytest.raises(Refused, match="2 bands, not 3"):
        rasters.pixels(path, 3, on)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.tif", "n.tif"]
