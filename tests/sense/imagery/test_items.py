"""STAC items of several versions and services, and whatever else JSON can hold."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import Refused
from tocsin.sense.imagery import items
from tocsin.sense.imagery.items import Item

NOW = datetime(2024, 6, 1, tzinfo=UTC)
BOX = [20.0, 54.0, 21.0, 55.0]


def item(**more: Any) -> dict[str, Any]:
    """An item with what is needed; `more` replaces fields, or properties by `p_NAME` (`__` for a colon)."""
    found: dict[str, Any] = {
        "type": "Feature",
        "id": "one",
        "collection": "sentinel-1-grd",
        "bbox": BOX,
        "properties": {"datetime": "2024-05-01T05:00:00Z", "sar:polarizations": ["VV", "VH"]},
        "assets": {"vv": {"href": "./vv.tif"}},
    }
    for key, value in more.items():
        if key.startswith("p_"):
            found["properties"][key[2:].replace("__", ":")] = value
        else:
            found[key] = value
    return found


def parse(found: object) -> Item:
    return items.parse(found, where="here", catalogue="c", now=NOW)


def test_what_is_needed_is_taken() -> None:
    found = parse(
        item(p_platform="sentinel-1a", p_published="2024-05-01T09:00:00Z", p_sat__orbit_state="ascending", p_sat__relative_orbit=29)
    )
    told = found.acquisition
    assert [told.id, told.collection, told.platform, told.track] == ["one", "sentinel-1-grd", "sentinel-1a", "ascending 29"]
    assert told.kind == "radar"
    assert [told.t, told.t_known] == [datetime(2024, 5, 1, 5, tzinfo=UTC), datetime(2024, 5, 1, 9, tzinfo=UTC)]
    assert list(found.bbox) == [20, 54, 21, 55]
    assert found.assets[0].href == "./vv.tif"


def test_the_middle_of_a_stretch_and_the_creation_where_publication_is_not_told() -> None:
    found = parse(
        item(
            p_datetime=None,
            p_start_datetime="2024-05-01T05:00:00Z",
            p_end_datetime="2024-05-01T05:00:10Z",
            p_created="2024-05-03T00:00:00Z",
        )
    )
    assert found.acquisition.t == datetime(2024, 5, 1, 5, 0, 5, tzinfo=UTC)
    assert found.acquisition.t_known == datetime(2024, 5, 3, tzinfo=UTC)


def test_nothing_is_known_before_it_is_taken() -> None:
    assert parse(item(p_created="2020-01-01T00:00:00Z")).acquisition.t_known == datetime(2024, 5, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "Catalog"}, "not-an-item"),
        ({"id": None}, "not-an-item"),
        ({"p_datetime": "yesterday"}, "no-time"),
        ({"p_datetime": None}, "no-time"),
        ({"p_datetime": "2034-05-01T05:00:00Z"}, "time"),
        ({"p_datetime": "1924-05-01T05:00:00Z"}, "time"),
        ({"bbox": None}, "no-place"),
        ({"bbox": [0, 91, 1, 92]}, "no-place"),
        ({"properties": {"datetime": "2024-05-01T05:00:00Z"}, "collection": "x", "assets": {}}, "no-kind"),
        ({"properties": None}, "no-time"),
    ],
)
def test_what_cannot_be_used_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(item(**change))
    assert refused.value.reason == reason


def test_bands_scales_and_offsets_of_three_versions() -> None:
    old = {"href": "a.tif", "eo:bands": [{"name": "B04", "common_name": "red"}, {"name": "B08"}]}
    raster = {"href": "a.tif", "raster:bands": [{"scale": 0.0001, "offset": -0.1, "nodata": 0}]}
    new = {"href": "a.tif", "bands": [{"name": "B04", "eo:common_name": "red", "raster:scale": 0.0001, "raster:offset": -0.1}]}
    found = {asset.key: asset for asset in parse(item(assets={"old": old, "raster": raster, "new": new, "none": {}})).assets}
    assert found["old"].bands == ("red", "b08")
    assert (found["raster"].scale, found["raster"].offset, found["raster"].nodata) == (0.0001, -0.1, 0)
    assert (found["new"].scale, found["new"].offset, found["new"].bands) == (0.0001, -0.1, ("red",))
    assert "none" not in found
    applied = parse(item(assets={"raster": raster}, p_earthsearch__boa_offset_applied=True)).assets[0]
    assert (applied.scale, applied.offset) == (0.0001, 0.0)


def test_boxes_over_the_date_line_with_heights_and_from_the_geometry() -> None:
    assert parse(item(bbox=[179, 50, -179, 51])).bbox == (179, 50, 181, 51)
    assert parse(item(bbox=[20, 54, 0, 21, 55, 100])).bbox == (20, 54, 21, 55)
    ring = [[[20, 54], [21, 54], [21, 55], [20, 55], [20, 54]]]
    assert parse(item(bbox=None, geometry={"type": "Polygon", "coordinates": ring})).bbox == (20, 54, 21, 55)


json = st.recursive(
    st.none() | st.booleans() | st.integers(-500, 500) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=150)
@given(st.sampled_from(["type", "id", "bbox", "geometry", "properties", "assets", "collection"]), json, st.booleans())
def test_any_json_is_an_item_or_refused(field: str, value: Any, inside: bool) -> None:
    found = item()
    if inside:
        found["properties"] = dict.fromkeys(found["properties"], value) | {"eo:cloud_cover": value}
        found["assets"] = {"vv": {"href": "a", "bands": value, "raster:bands": value, "file:size": value}}
        found["properties"]["datetime"] = "2024-05-01T05:00:00Z"
    else:
        found[field] = value
    try:
        assert parse(found).acquisition.t <= NOW
    except Refused as refused:
        assert refused.reason  # noqa: PT017  (either is right)
