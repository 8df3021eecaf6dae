"""Large images on a service: the part around the places comes, as the whole image holds it there, in few bytes and within the limits."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from tests.collect.fetching.server import Handler, Site
from tests.sense.imagery import made, services
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.keys import Hidden
from tocsin.collect.fetching.results import Policy
from tocsin.errors import Refused
from tocsin.library import imagery
from tocsin.model.image_services import ImageService
from tocsin.sense.imagery import bringing, cells, parts, rasters, remote
from tocsin.sense.imagery.cells import Cell

NOW = datetime(2024, 6, 1, tzinfo=UTC)
CELL, OTHER = Cell(54.6, 20.4), Cell(54.6, 22.4)
SIDE = 1_600
"""pixels of the image, over eight degrees: twenty to a cell"""
MOST = 900_000
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher(site: Site, monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    monkeypatch.setattr(parts, "BLOCK", 65_536)
    clock = iter(range(10**9))
    policy = Policy(exempt=frozenset({site.pair}), tries=1, most_bytes=MOST)
    return Fetcher(policy, clock=lambda: NOW, monotonic=lambda: float(next(clock)), sleep=lambda _: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten megabytes, tiled as a cloud-optimised image is."""
    image = made.power((1, SIDE, SIDE))
    return made.tiff(
        tmp_path_factory.mktemp("whole") / "a.tif", image, box=(16, 50, 24, 58), tiled=True, blockxsize=128, blockysize=128, nodata=0
    )


def ranged(raw: bytes, tag: Callable[[int], str] = lambda _: "1") -> Callable[[Handler], None]:
    """A server that gives parts."""
    asked = iter(range(10**6))

    def reply(handler: Handler) -> None:
        told = handler.headers.get("Range")
        if told is None:
            handler.say(raw, ETag='"1"')
            return
        first, last = (int(end) for end in told.removeprefix("bytes=").split("-"))
        piece = raw[first : last + 1]
        handler.say(piece, 206, Content_Range=f"bytes {first}-{first + len(piece) - 1}/{len(raw)}", ETag=f'"{tag(next(asked))}"')

    return reply


def bring(fetcher: Fetcher, site: Site, path: Path, *some: Cell) -> int:
    return parts.bring(fetcher, site.url("/a.tif"), path, some or (CELL,), where="x", hide=Hidden())


def test_the_part_is_what_the_whole_holds_there(site: Site, fetcher: Fetcher, whole: Path, tmp_path: Path) -> None:
    site.replies["/a.tif"] = ranged(whole.read_bytes())
    taken = bring(fetcher, site, tmp_path / "b.tif")
    assert taken <= MOST < whole.stat().st_size / 10
    assert all("range" in headers for path, headers in site.seen if path == "/a.tif")
    assert len({headers["range"] for path, headers in site.seen if path == "/a.tif"}) == len(site.paths())
    for cell in (CELL, *cells.around(CELL)):
        with rasters.opened(whole) as source:
            on = rasters.grid(source, cell)
        with rasters.opened(tmp_path / "b.tif") as source:
            cut = rasters.grid(source, cell)
        assert on is not None
        assert cut is not None
        np.testing.assert_array_equal(rasters.pixels(tmp_path / "b.tif", 1, cut), rasters.pixels(whole, 1, on))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (lambda raw: lambda handler: handler.say(raw), "no-parts"),
        (lambda raw: ranged(raw, str), "changed"),
        (lambda _: lambda handler: handler.say(b"", 404), "http-404"),
        (lambda _: ranged(b"no image" * 100_000), "not-an-image"),
        (lambda raw: ranged(raw[:70_000]), "not-an-image"),
    ],
    ids=["no parts", "changed", "gone", "no image", "cut off"],
)
def test_what_goes_wrong_is_refused_and_leaves_nothing(
    reply: Callable[[bytes], Callable[[Handler], None]], reason: str, site: Site, fetcher: Fetcher, whole: Path, tmp_path: Path
) -> None:
    site.replies["/a.tif"] = reply(whole.read_bytes())
    with pytest.raises(Refused) as told:
        bring(fetcher, site, tmp_path / "b.tif")
    assert told.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_places_outside_and_too_far_apart_are_refused(site: Site, fetcher: Fetcher, whole: Path, tmp_path: Path) -> None:
    site.replies["/a.tif"] = ranged(whole.read_bytes())
    for some, reason in (((Cell(10.0, 10.0),), "elsewhere"), ((Cell(50.5, 16.5), Cell(57.5, 23.5)), "too-large")):
        with pytest.raises(Refused) as told:
            bring(fetcher, site, tmp_path / "b.tif", *some)
        assert told.value.reason == reason


def test_a_large_scene_of_a_service_is_brought_as_parts_without_its_token_and_anew_for_another_place(
    site: Site, fetcher: Fetcher, whole: Path, tmp_path: Path
) -> None:
    item: dict[str, Any] = services.planetary("scene.1", "2024-05-01", site.url(""))
    item["properties"]["proj:shape"] = [SIDE, SIDE]
    site.replies["/search"] = lambda handler: handler.say(services.page(item))
    site.replies["/token/sentinel-1-rtc"] = lambda handler: handler.say(json.dumps({"token": "st=1&sig=abc"}).encode())
    for key in ("vv", "vh"):
        site.replies[f"/scene.1/{key}.tif?st=1&sig=abc"] = ranged(whole.read_bytes())
    own = ImageService(
        id="own", name={"en": "own"}, search=site.url("/search"), source="test", known_since=NOW.date(), collections=("sentinel-1-rtc",),
        post=True, sign=site.url("/token/{collection}"),
    )  # fmt: skip
    found, _ = remote.search(fetcher, own, CELL, datetime(2024, 5, 1, tzinfo=UTC), NOW, now=NOW)
    wanted = [(found[0], imagery.product("sentinel-1-rtc", "radar"))]
    for places in ((CELL,), (CELL,), (OTHER,)):
        brought, refused = bringing.bring(fetcher, own, wanted, tmp_path / "images", {found[0].item.acquisition.id: places})
        assert (brought, refused) == (("scene-1",), ())
    with rasterio.open(tmp_path / "images" / "scene-1" / "vv.tif") as source:
        assert rasters.grid(source, CELL) is not None
        assert rasters.grid(source, OTHER) is not None
        assert source.width < SIDE / 3
    written = "".join(path.read_text() for path in (tmp_path / "images").rglob("*.json"))
    assert "sig=abc" not in written
    assert "proj:shape" not in written
