"""SYNTHETIC images of an invented place, to try things on. Speckle, weather, seasons and clouds are drawn; so is one change."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.errors import CannotFinish, UsageError
from tocsin.sense.imagery import rasters
from tocsin.sense.imagery.cells import STEP, Cell

Floats = npt.NDArray[np.float64]


PLACE = Cell(0.0, 0.0)
"""in the sea where the zero meridian meets the equator: nothing is there"""


class Scene(NamedTuple):
    """What is drawn."""

    seed: int = 0
    dates: int = 14
    every_days: int = 12
    start: datetime = datetime(2024, 1, 3, 5, 30, tzinfo=UTC)
    side: int = 64
    """pixels of a cell's side; three by three cells are drawn"""
    looks: float = 4.4
    """equivalent looks of ground-range detected Sentinel-1 products (ESA, Sentinel-1 Product Definition)"""
    weather_db: float = 1.0
    """standard deviation of a date's own level: an assumption"""
    natural_db: float = 0.5
    """standard deviation of each pixel on each date: an assumption"""
    change_db: float = 6.0
    changed: int = 12
    """pixels of the changed square's side; 0: nothing changes"""
    changes_at: int = 10
    """the date, from 0, from which on it is there"""
    cloud: float = 0.3
    """share of dates that clouds drift over"""
    place: Cell = PLACE


def radar(rng: np.random.Generator, scene: Scene) -> Floats:
    """(dates, 2, h, w) linear power of VV and VH."""
    size = 3 * scene.side
    cover = np.where(_patches(rng, size) > 0, -8.0, -12.0)
    level = np.stack([cover, cover - 7.0])
    weather = rng.normal(0, scene.weather_db, (scene.dates, 1, 1, 1))
    natural = rng.normal(0, scene.natural_db, (scene.dates, 2, size, size))
    decibels = level[None] + weather + natural
    square = _square(scene)
    if square is not None:
        decibels[scene.changes_at :, :, square[0], square[1]] += scene.change_db
    speckle = rng.gamma(scene.looks, 1 / scene.looks, decibels.shape)
    return np.asarray(10 ** (decibels / 10) * speckle)


def optical(rng: np.random.Generator, scene: Scene) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """(dates, 4, h, w) reflectance of blue, green, red, near infrared, and (dates, h, w) classes: 4 vegetation, 5 bare, 9 cloud."""
    size = 3 * scene.side
    green = _patches(rng, size) > 0
    bare, plant = np.array([0.10, 0.13, 0.17, 0.22]), np.array([0.03, 0.06, 0.04, 0.35])
    season = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(scene.dates) * scene.every_days / 365.25)
    share = np.where(green, 0.3 + 0.6 * season[:, None, None], 0.1)
    found = bare[:, None, None] + share[:, None] * (plant - bare)[:, None, None]
    found = found * (1 + rng.normal(0, 0.03, (scene.dates, 4, 1, 1))) + rng.normal(0, 0.008, found.shape)
    classes = np.where(green, 4, 5).astype(np.uint8)[None].repeat(scene.dates, axis=0)
    square = _square(scene)
    if square is not None:
        found[scene.changes_at :, :, square[0], square[1]] = (bare * 1.6)[:, None, None] + rng.normal(
            0, 0.008, (scene.dates - scene.changes_at, 4, scene.changed, scene.changed)
        )
    for date in np.flatnonzero(rng.random(scene.dates) < scene.cloud):
        over = _patches(rng, size) > 0.3
        classes[date][over] = 9
        found[date][:, over] = rng.uniform(0.5, 0.9)
    return np.clip(found, 0.001, 1.0), classes


def _square(scene: Scene) -> tuple[slice, slice] | None:
    start = scene.side + (scene.side - scene.changed) // 3
    return (slice(start, start + scene.changed), slice(start, start + scene.changed)) if scene.changed else None


def _patches(rng: np.random.Generator, size: int, coarse: int = 12) -> Floats:
    """A smooth field of mean 0, to cut land cover and clouds from."""
    nodes = rng.normal(size=(coarse, coarse))
    along = np.stack([np.interp(np.linspace(0, coarse - 1, size), np.arange(coarse), unit) for unit in np.eye(coarse)], axis=1)
    return np.asarray(along @ nodes @ along.T)


def write(folder: Path, scene: Scene = Scene()) -> Path:  # noqa: B008  (frozen)
    """Write both series as a static STAC catalogue, and name its catalog.json. UsageError where the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("the folder is not empty", where=str(folder), todo="name a new one")
    try:
        import pystac
    except ImportError as error:
        raise CannotFinish(
            f"writing a catalogue needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[imagery]'"
        ) from error
    rng = np.random.default_rng(scene.seed)
    series = radar(rng, scene)
    reflectance, classes = optical(rng, scene)
    catalogue = pystac.Catalog("synthetic-images", "SYNTHETIC images of an invented place, drawn by tocsin change --simulate")
    for name, kind in (("synthetic-radar", "radar"), ("synthetic-optical", "optical")):
        collection = _collection(pystac, name, scene)
        catalogue.add_child(collection)
        for date in range(scene.dates):
            when = scene.start + timedelta(days=date * scene.every_days, hours=0 if kind == "radar" else 5)
            path = folder / name / f"{kind}-{date:02d}"
            files: dict[str, tuple[npt.NDArray[Any], dict[str, Any]]]
            if kind == "radar":
                files = {"vv": (series[date, 0].astype(np.float32), {}), "vh": (series[date, 1].astype(np.float32), {})}
                more: dict[str, Any] = {"sar:polarizations": ["VV", "VH"], "sat:orbit_state": "ascending", "sat:relative_orbit": 1}
            else:
                files = {
                    band: (
                        (reflectance[date, i] * 10_000).astype(np.uint16),
                        {"raster:bands": [{"scale": 0.0001, "offset": 0.0, "nodata": 0}]},
                    )
                    for i, band in enumerate(("blue", "green", "red", "nir"))
                }
                files["scl"] = (classes[date], {"raster:bands": [{"nodata": 0}]})
                more = {"eo:cloud_cover": round(100 * float((classes[date] == 9).mean()), 1)}
            collection.add_item(_item(pystac, f"{kind}-{date:02d}", when, files, more, scene.place))
            path.mkdir(parents=True, exist_ok=True)
            for asset, (image, _) in files.items():
                _raster(path / f"{asset}.tif", image, scene.place)
    catalogue.normalize_hrefs(str(folder.resolve()))
    catalogue.save(catalog_type=pystac.CatalogType.SELF_CONTAINED)
    return folder / "catalog.json"


def _collection(pystac: Any, name: str, scene: Scene) -> Any:
    end = scene.start + timedelta(days=scene.dates * scene.every_days)
    extent = pystac.Extent(pystac.SpatialExtent([list(_box(scene.place))]), pystac.TemporalExtent([[scene.start, end]]))
    return pystac.Collection(name, "SYNTHETIC", extent, license="CC0-1.0")


def _box(place: Cell) -> tuple[float, float, float, float]:
    """Three by three cells: west, south, east, north."""
    return place.lon - 1.5 * STEP, place.lat - 1.5 * STEP, place.lon + 1.5 * STEP, place.lat + 1.5 * STEP


def _item(pystac: Any, name: str, when: datetime, files: Mapping[str, Any], more: dict[str, Any], place: Cell) -> Any:
    west, south, east, north = _box(place)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    known = (when + timedelta(hours=6)).isoformat()
    item = pystac.Item(
        name,
        {"type": "Polygon", "coordinates": [ring]},
        [west, south, east, north],
        when,
        {"platform": "synthetic", "tocsin:synthetic": True, "published": known, **more},
    )
    for key, (_, fields) in files.items():
        item.add_asset(key, pystac.Asset(f"./{key}.tif", media_type=pystac.MediaType.COG, roles=["data"], extra_fields=fields))
    return item


def _raster(path: Path, image: npt.NDArray[Any], place: Cell) -> None:
    rio = rasters.library()
    height, width = image.shape
    transform = rio.transform.from_bounds(*_box(place), width, height)
    with rio.Env(GDAL_PAM_ENABLED="NO"), rio.open(
        path, "w", driver="GTiff", height=height, width=width, count=1, dtype=image.dtype, crs="EPSG:4326", transform=transform,
        compress="DEFLATE", tiled=True, blockxsize=64, blockysize=64,
    ) as target:  # fmt: skip
        target.write(image, 1)
