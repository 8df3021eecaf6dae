"""Answers in the shapes of three public services, written by us: what their items and pages look like, not what they hold."""

import json
from typing import Any

BOX = [20.2, 54.4, 20.6, 54.8]
RING = {"type": "Polygon", "coordinates": [[[20.2, 54.4], [20.6, 54.4], [20.6, 54.8], [20.2, 54.8], [20.2, 54.4]]]}


def earth_search(name: str, day: str, host: str) -> dict[str, Any]:
    """Sentinel-2 as Element 84 lists it: assets by common name, scale and offset in raster:bands, the offset taken off already."""
    raster = [{"nodata": 0, "data_type": "uint16", "scale": 0.0001, "offset": -0.1}]
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": name,
        "collection": "sentinel-2-l2a",
        "bbox": BOX,
        "geometry": RING,
        "links": [],
        "properties": {
            "datetime": f"{day}T09:40:31.123000Z",
            "created": f"{day}T15:02:11.2Z",
            "platform": "sentinel-2a",
            "eo:cloud_cover": 41.8,
            "earthsearch:boa_offset_applied": True,
            "s2:processing_baseline": "05.10",
        },
        "assets": {
            **{
                key: {
                    "href": f"{host}/{name}/{key}.tif",
                    "type": "image/tiff",
                    "raster:bands": raster,
                    "eo:bands": [{"name": key, "common_name": key}],
                }
                for key in ("blue", "green", "red", "nir")
            },
            "scl": {"href": f"{host}/{name}/scl.tif", "raster:bands": [{"nodata": 0}]},
            "thumbnail": {"href": f"{host}/{name}/preview.jpg"},
        },
    }


def cdse(name: str, day: str, host: str) -> dict[str, Any]:
    """Sentinel-1 as the Copernicus Data Space lists it: STAC 1.1, bands inline, S3 addresses with an HTTPS alternate, publication told."""
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": name,
        "collection": "sentinel-1-grd",
        "bbox": BOX,
        "geometry": RING,
        "links": [],
        "properties": {
            "datetime": f"{day}T05:10:00.5Z",
            "start_datetime": f"{day}T05:09:48Z",
            "end_datetime": f"{day}T05:10:13Z",
            "published": f"{day}T08:31:00Z",
            "created": f"{day}T07:00:00Z",
            "platform": "sentinel-1a",
            "sat:orbit_state": "descending",
            "sat:relative_orbit": 51,
            "sar:polarizations": ["VV", "VH"],
            "sar:instrument_mode": "IW",
        },
        "assets": {
            key: {
                "href": f"s3://eodata/{name}/{key}.tiff",
                "alternate": {"https": {"href": f"{host}/{name}/{key}.tif"}},
                "sar:polarizations": [key.upper()],
            }
            for key in ("vv", "vh")
        },
    }


def planetary(name: str, day: str, host: str) -> dict[str, Any]:
    """Sentinel-1 as the Planetary Computer lists it: assets that must be signed, neither publication nor creation told."""
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": name,
        "collection": "sentinel-1-rtc",
        "bbox": BOX,
        "geometry": RING,
        "links": [],
        "properties": {
            "datetime": f"{day}T05:10:00.5Z",
            "platform": "SENTINEL-1A",
            "sat:orbit_state": "descending",
            "sat:relative_orbit": 51,
            "sar:polarizations": ["VV", "VH"],
        },
        "assets": {
            key: {"href": f"{host}/{name}/{key}.tif", "raster:bands": [{"nodata": -32768, "data_type": "float32"}]} for key in ("vv", "vh")
        },
    }


def page(*features: Any, following: dict[str, Any] | None = None) -> bytes:
    """One page of a search."""
    links = [{"rel": "self", "href": "x"}, *([{"rel": "next", **following}] if following else [])]
    return json.dumps({"type": "FeatureCollection", "features": features, "links": links, "numberReturned": len(features)}).encode()
