"""A small SYNTHETIC catalogue, drawn once for the tests that need one, and GeoTIFFs as they are needed."""

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import rasterio

from tocsin.sense.imagery import simulate
from tocsin.sense.imagery.simulate import Scene

SCENE = Scene(dates=8, side=32, changed=8, changes_at=6, cloud=0.15, seed=1)


@cache
def catalogue() -> Path:
    """The folder of a small catalogue of both kinds; tests must not change it."""
    return simulate.write(Path(mkdtemp(prefix="images-")) / "images", SCENE).parent


def tiff(path: Path, image: Any, *, box: tuple[float, float, float, float] | None = None, **more: Any) -> Path:
    """A GeoTIFF of (bands, h, w) over `box` (west, south, east, north, in degrees unless `crs` says otherwise)."""
    bands, height, width = image.shape
    path.parent.mkdir(parents=True, exist_ok=True)
    where = {} if box is None else {"crs": "EPSG:4326", "transform": rasterio.transform.from_bounds(*box, width, height)}
    options = {"driver": "GTiff", "height": height, "width": width, "count": bands, "dtype": image.dtype, **where, **more}
    with rasterio.Env(GDAL_PAM_ENABLED="NO"), rasterio.open(path, "w", **options) as target:
        target.write(image)
    return path


def item(name: str, when: str, assets: dict[str, Any], box: list[float], **properties: Any) -> dict[str, Any]:
    """A STAC item."""
    return {
        "type": "Feature", "stac_version": "1.0.0", "id": name, "collection": "own", "bbox": box, "geometry": None, "links": [],
        "properties": {"datetime": when, **properties}, "assets": {key: {"href": href} for key, href in assets.items()},
    }  # fmt: skip


def static(folder: Path, items: list[dict[str, Any]]) -> Path:
    """A catalogue of these items in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in items:
        (folder / f"{one['id']}.json").write_text(json.dumps(one))
    links = [{"rel": "item", "href": f"./{one['id']}.json"} for one in items]
    (folder / "catalog.json").write_text(
        json.dumps({"type": "Catalog", "id": "c", "stac_version": "1.0.0", "description": "d", "links": links})
    )
    return folder


def power(shape: tuple[int, ...], seed: int = 0) -> "np.typing.NDArray[np.float32]":
    """Speckle."""
    return np.random.default_rng(seed).gamma(4.4, 1 / 4.4, shape).astype(np.float32)
