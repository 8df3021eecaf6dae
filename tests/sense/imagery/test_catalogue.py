"""Static catalogues: pystac finds the same items; nothing outside the folder is read; what is broken is named and the rest goes on."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pystac
import pytest

from tests.sense.imagery import made
from tocsin.errors import CannotFinish, Refused, UsageError
from tocsin.sense.imagery import catalogue
from tocsin.sense.imagery.limits import USUAL

NOW = datetime(2024, 12, 1, tzinfo=UTC)
BOX = [20.0, 54.0, 21.0, 55.0]


def one(name: str = "a", when: str = "2024-05-01T00:00:00Z") -> dict[str, object]:
    return made.item(name, when, {"vv": "./vv.tif"}, BOX)


def test_pystac_finds_the_same_items() -> None:
    found = catalogue.read(made.catalogue(), now=NOW)
    theirs = sorted(
        (item.collection_id, item.id) for item in pystac.Catalog.from_file(str(made.catalogue() / "catalog.json")).get_items(recursive=True)
    )
    assert sorted((item.acquisition.collection, item.acquisition.id) for item in found.items) == theirs
    assert found.refused == ()
    assert all(item.acquisition.synthetic and item.acquisition.licence == "CC0-1.0" for item in found.items)
    assert [item.acquisition.t for item in found.items] == sorted(item.acquisition.t for item in found.items)


@pytest.mark.parametrize(
    "href",
    [
        "../secret.json",
        "/etc/passwd",
        "https://images.example/a.json",
        "file:///etc/passwd",
        "/vsicurl/http://a.example/x",
        "//host.example/x",
        "s3://bucket/a",
        "a\x00b",
    ],
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, href: str) -> None:
    folder = made.static(tmp_path / "c", [one()])
    (tmp_path / "secret.json").write_text(json.dumps(one("secret")))
    told = json.loads((folder / "catalog.json").read_text())
    told["links"].append({"rel": "item", "href": href})
    (folder / "catalog.json").write_text(json.dumps(told))
    found = catalogue.read(folder, now=NOW)
    assert [item.acquisition.id for item in found.items] == ["a"]
    assert [error.reason for error in found.refused] == ["outside"]


def test_a_link_of_the_file_system_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    folder = made.static(tmp_path / "c", [one()])
    (tmp_path / "secret.json").write_text(json.dumps(one("secret")))
    (folder / "a.json").unlink()
    (folder / "a.json").symlink_to(tmp_path / "secret.json")
    found = catalogue.read(folder, now=NOW)
    assert found.items == ()
    assert found.refused[0].reason == "outside"


def test_what_is_broken_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    names = ["good", "cut", "list", "gone", "large", "deep", "timeless"]
    folder = made.static(tmp_path, [one(name) for name in names])
    (folder / "cut.json").write_text('{"type": "Feat')
    (folder / "list.json").write_text("[1, 2]")
    (folder / "gone.json").unlink()
    (folder / "large.json").write_text(" " * 2_000_000)
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "timeless.json").write_text(json.dumps({**one("timeless"), "properties": {}}))
    found = catalogue.read(folder, now=NOW, limits=USUAL._replace(json_bytes=1_000_000))
    assert [item.acquisition.id for item in found.items] == ["good"]
    assert sorted(error.reason for error in found.refused) == ["missing", "no-time", "not-json", "not-json", "not-json", "too-large"]


def test_circles_end_the_same_id_twice_is_said_and_a_collection_of_features_is_read(tmp_path: Path) -> None:
    folder = made.static(tmp_path, [one()])
    (folder / "all.json").write_text(json.dumps({"type": "FeatureCollection", "features": [one("b"), one("a"), 7]}))
    links = [
        {"rel": "child", "href": "./catalog.json"},
        {"rel": "items", "href": "all.json"},
        {"rel": "item", "href": "a.json"},
        5,
        {"rel": "item"},
    ]
    (folder / "catalog.json").write_text(json.dumps({"type": "Catalog", "links": links}))
    found = catalogue.read(folder / "catalog.json", now=NOW)
    assert [item.acquisition.id for item in found.items] == ["a", "b"]
    assert sorted(error.reason for error in found.refused) == ["not-an-item", "twice"]


def test_limits(tmp_path: Path) -> None:
    folder = made.static(tmp_path, [one(f"i{n}") for n in range(5)])
    with pytest.raises(CannotFinish, match="more than 3 items"):
        catalogue.read(folder, now=NOW, limits=USUAL._replace(items=3))
    assert catalogue.read(folder, now=NOW, limits=USUAL._replace(documents=3)).refused[-1].reason == "too-many"
    assert catalogue.read(folder, now=NOW, limits=USUAL._replace(depth=0)).refused[0].reason == "too-deep"
    with pytest.raises(UsageError, match=r"no catalog\.json"):
        catalogue.read(tmp_path / "nowhere", now=NOW)


def test_a_drive_letter_is_no_scheme_and_a_query_no_name(tmp_path: Path) -> None:
    assert catalogue.inside(tmp_path.resolve(), tmp_path / "i.json", "./a%20b.tif?sig=x").name == "a%20b.tif"
    with pytest.raises(Refused):
        catalogue.inside(tmp_path.resolve(), tmp_path / "i.json", "ftp:/a.tif")
