"""Searches against a server on this machine that answers as three public services do, and misbehaves; files brought and compared."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.collect.fetching.server import Handler, Site
from tests.sense.imagery import made, services
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy
from tocsin.errors import CannotFinish
from tocsin.library import imagery
from tocsin.model.image_services import ImageService
from tocsin.sense.imagery import bringing, catalogue, remote
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.limits import USUAL

NOW = datetime(2024, 6, 1, tzinfo=UTC)
BEGIN = datetime(2024, 5, 1, tzinfo=UTC)
CELL = Cell(54.6, 20.4)
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
def fetcher(site: Site) -> Fetcher:
    clock = iter(range(10**9))
    policy = Policy(exempt=frozenset({site.pair}), tries=1)
    return Fetcher(policy, clock=lambda: NOW, monotonic=lambda: float(next(clock)), sleep=lambda _: None)


def service(site: Site, **more: Any) -> ImageService:
    told = {"id": "own", "name": {"en": "own"}, "search": site.url("/search"), "source": "test", "known_since": date(2020, 1, 1)}
    return ImageService(**{**told, "collections": ("sentinel-1-grd",), "post": True, **more})


def search(site: Site, fetcher: Fetcher, **more: Any) -> Any:
    return remote.search(fetcher, service(site, **more), CELL, BEGIN, NOW, now=NOW)


def says(body: bytes, status: int = 200, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(body, status, **headers)


@pytest.mark.parametrize("make", [services.earth_search, services.cdse, services.planetary])
def test_items_of_each_service_are_read(site: Site, fetcher: Fetcher, make: Callable[..., dict[str, Any]]) -> None:
    site.replies["/search"] = says(services.page(make("b", "2024-05-13", site.url("")), make("a", "2024-05-01", site.url(""))))
    found, refused = search(site, fetcher)
    assert refused == ()
    told = [one.item.acquisition for one in found]
    assert [one.id for one in told] == ["a", "b"]
    assert {one.kind for one in told} == {"optical" if make is services.earth_search else "radar"}
    assert {one.track for one in told} == ({None} if make is services.earth_search else {"descending 51"})
    hours = {services.earth_search: 15, services.cdse: 8, services.planetary: 5}
    assert told[0].t_known.day == (2 if make is services.planetary else 1)
    assert told[0].t_known.hour == hours[make]
    assert all(asset.href.startswith("http://127.0.0.1") for asset in found[0].item.assets)


def test_what_is_asked_by_post_and_by_get(site: Site, fetcher: Fetcher) -> None:
    bodies: list[bytes] = []

    def reply(handler: Handler) -> None:
        bodies.append(handler.body)
        handler.say(services.page())

    site.replies["/search"] = reply
    search(site, fetcher)
    told = json.loads(bodies[0])
    assert told["bbox"] == [20.35, 54.55, 20.45, 54.65]
    assert told["datetime"] == "2024-05-01T00:00:00Z/2024-06-01T00:00:00Z"
    assert told["collections"] == ["sentinel-1-grd"]
    window = "2024-05-01T00%3A00%3A00Z%2F2024-06-01T00%3A00%3A00Z"
    path = f"/search?bbox=20.35%2C54.55%2C20.45%2C54.65&datetime={window}&collections=sentinel-1-grd&limit=100"
    site.replies[path] = says(services.page())
    assert search(site, fetcher, post=False) == ((), ())
    assert site.seen[-1][0] == path


def test_pages_are_followed_by_token_by_merged_body_and_by_address(site: Site, fetcher: Fetcher) -> None:
    bodies: list[dict[str, Any]] = []
    host = site.url("")

    def reply(handler: Handler) -> None:
        bodies.append(json.loads(handler.body))
        turn = len(bodies)
        following: list[dict[str, Any] | None] = [
            {"href": "/search", "method": "POST", "merge": True, "body": {"token": "t1"}},
            {"href": site.url("/search"), "method": "POST", "body": {"token": "t2", "limit": 5}},
            {"href": "/more?token=t3"},
        ]
        handler.say(services.page(services.cdse(f"i{turn}", f"2024-05-0{turn}", host), following=following[turn - 1]))

    site.replies["/search"] = reply
    site.replies["/more?token=t3"] = says(services.page(services.cdse("i4", "2024-05-04", host), services.cdse("i1", "2024-05-01", host)))
    found, refused = search(site, fetcher)
    assert [one.item.acquisition.id for one in found] == ["i1", "i2", "i3", "i4"]
    assert refused == ()
    assert "bbox" in bodies[1]
    assert [body.get("token") for body in bodies] == [None, "t1", "t2"]
    assert bodies[2] == {"token": "t2", "limit": 5}


@pytest.mark.parametrize(
    ("following", "reason"),
    [
        ({"href": "/search", "method": "POST", "merge": True}, "pages"),
        ({"href": "https://elsewhere.example/search"}, "elsewhere"),
        ({"href": "//elsewhere.example/search"}, "elsewhere"),
    ],
)
def test_circles_and_other_hosts_are_not_followed(site: Site, fetcher: Fetcher, following: dict[str, Any], reason: str) -> None:
    site.replies["/search"] = says(services.page(services.cdse("a", "2024-05-01", "http://x.example"), following=following))
    found, refused = search(site, fetcher)
    assert len(found) == 1
    assert [error.reason for error in refused] == [reason]


def test_broken_items_are_refused_and_too_many_end_it(site: Site, fetcher: Fetcher) -> None:
    good = services.cdse("a", "2024-05-01", "http://x.example")
    site.replies["/search"] = says(
        services.page(
            good,
            {"type": "Feature"},
            7,
            {**good, "id": "b", "properties": {}},
            {**good, "id": "old", "properties": {**good["properties"], "datetime": "2019-01-01T00:00:00Z"}},
        )
    )
    found, refused = search(site, fetcher)
    assert [one.item.acquisition.id for one in found] == ["a"]
    assert len(refused) == 3
    site.replies["/search"] = says(services.page(*(services.cdse(f"i{n}", "2024-05-01", "x") for n in range(5))))
    with pytest.raises(CannotFinish, match="more than 3 images"):
        remote.search(fetcher, service(site), CELL, BEGIN, NOW, now=NOW, limits=USUAL._replace(items=3))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (says(b"", 500), "trouble"),
        (says(b"", 403), "403"),
        (says(b"<html>"), "no JSON"),
        (says(b"[]"), "no JSON"),
        (says(b"[" * 100_000), "no JSON"),
        (says(b"", 302, Location="http://elsewhere.example/"), "leads elsewhere"),
    ],
)
def test_no_answer_is_said(site: Site, fetcher: Fetcher, reply: Callable[[Handler], None], words: str) -> None:
    site.replies["/search"] = reply
    with pytest.raises(CannotFinish, match=words):
        search(site, fetcher)


def test_private_addresses_are_not_asked_unless_the_user_lists_them() -> None:
    guarded = Fetcher(Policy(tries=1), clock=lambda: NOW)
    with pytest.raises(CannotFinish, match="not an address of the public internet"):
        remote.search(
            guarded,
            ImageService(
                id="own",
                name={"en": "o"},
                search="http://127.0.0.1:8080/search",
                source="t",
                known_since=date(2020, 1, 1),
                collections=("c",),
                post=True,
            ),
            CELL,
            BEGIN,
            NOW,
            now=NOW,
        )


def test_files_are_signed_brought_once_and_can_be_compared(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    tif = made.tiff(tmp_path / "a.tif", made.power((1, 40, 40)), box=(20.2, 54.4, 20.6, 54.8)).read_bytes()
    site.replies["/search"] = says(
        services.page(services.planetary("scene.1", "2024-05-01", site.url("")), services.planetary("gone", "2024-05-02", site.url("")))
    )
    site.replies["/token/sentinel-1-rtc"] = says(json.dumps({"token": "st=1&sig=abc", "msft:expiry": "2024-06-01T01:00:00Z"}).encode())
    for key in ("vv", "vh"):
        site.replies[f"/scene.1/{key}.tif?st=1&sig=abc"] = says(tif)
    signing = service(site, sign=site.url("/token/{collection}"))
    found, _ = remote.search(fetcher, signing, CELL, BEGIN, NOW, now=NOW)
    wanted = [(one, imagery.product("sentinel-1-rtc", "radar")) for one in found]
    for _ in range(2):
        brought, refused = bringing.bring(fetcher, signing, wanted, tmp_path / "images")
        assert brought == ("scene-1",)
        assert [error.reason for error in refused] == ["http-404"]
    asked = [path for path, _ in site.seen]
    assert asked.count("/scene.1/vv.tif?st=1&sig=abc") == 1
    assert "sig=abc" not in "".join(path.read_text(errors="ignore") for path in (tmp_path / "images").rglob("*.json"))
    on_disk = catalogue.read(tmp_path / "images", now=NOW)
    assert on_disk.refused == ()
    assert [item.acquisition.id for item in on_disk.items] == ["scene.1"]
    assert (tmp_path / "images" / "scene-1" / "vv.tif").read_bytes() == tif


def test_addresses_that_are_not_fetched_are_refused(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    one = services.cdse("a", "2024-05-01", site.url(""))
    for asset in one["assets"].values():
        del asset["alternate"]
    site.replies["/search"] = says(services.page(one))
    found, _ = search(site, fetcher)
    brought, refused = bringing.bring(fetcher, service(site), [(found[0], imagery.product("sentinel-1-grd", "radar"))], tmp_path / "images")
    assert brought == ()
    assert [error.reason for error in refused] == ["address"]
    assert not (tmp_path / "images").exists()
