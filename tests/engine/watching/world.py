"""Feeds that a test writes and breaks, a clock that it moves, and a watch over them: no network, no waiting."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.collect.fetching.addresses import Address
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy
from tocsin.collect.fetching.wire import Answer, Unreachable
from tocsin.collect.records import Limits
from tocsin.engine import store
from tocsin.engine.watching import following
from tocsin.engine.watching.rounds import Watch
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.model import Report

START = datetime(2026, 11, 28, 6, tzinfo=UTC)
FEED = "<rss><channel><title>{title}</title>{items}</channel></rss>"
ITEM = "<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate><description>{text}</description></item>"


def item(number: int, at: datetime = START, text: str | None = None, site: str = "post") -> str:
    """One entry of a feed."""
    words = text or f"The council of village number {number} has opened its new library, the mayor said on Friday."
    return ITEM.format(
        title=f"Entry {number}", url=f"https://{site}.example/{number}", date=at.strftime("%a, %d %b %Y %H:%M:%S GMT"), text=words
    )


class World:
    """The wire and the clock of a run. `answers` by URL: a status with a body, headers, or the reason why none comes."""

    def __init__(self) -> None:
        self.now = START
        self.answers: dict[str, tuple[int, str, dict[str, str]] | str] = {}
        self.asked: list[tuple[datetime, str, Mapping[str, str]]] = []

    def page(self, url: str, text: str, **headers: str) -> None:
        body = f"<html><head><title>Page</title></head><body><article><p>{text}</p></article></body></html>"
        self.answers[url] = (200, body, {"Content-Type": "text/html", **headers})

    def feed(self, url: str, *items: str, **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[url] = (200, FEED.format(title=url.split("/")[2], items="".join(items)), told)

    @contextmanager
    def get(self, address: Address, headers: Mapping[str, str], timeout_s: float) -> Iterator[Answer]:  # noqa: ARG002
        if address.target != "/robots.txt":
            self.asked.append((self.now, address.url, headers))
        found = self.answers.get(address.url, (404, "", {}))
        if isinstance(found, str):
            raise Unreachable(found, f"played: {found}")
        status, body, told = found
        told = {name.lower(): value for name, value in told.items()}
        if "etag" in told and headers.get("If-None-Match") == told["etag"]:
            yield Answer(304, told, iter(()))
        else:
            yield Answer(status, told, iter([body.encode()]))

    def post(self, address: Address, headers: Mapping[str, str], body: bytes, timeout_s: float) -> Any:
        raise Unreachable("unreachable", f"nothing answers {address.url}, {headers} and {len(body)} bytes within {timeout_s} s")

    def close(self) -> None:
        """Nothing is open."""

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def followed(folder: Path, *urls: str, **more: Any) -> None:
    """A workspace in `folder` that follows these addresses, one invented source each."""
    store.create(folder, "nuclear-escalation")
    (folder / "sources").mkdir()
    lines = ["sources:"]
    for number, url in enumerate(urls):
        lines += [
            f"  - id: post-{number}",
            f"    name: Post Number {number}",
            f"    kind: {more.get('kind', 'outlet')}",
            f"    sites: [{url.split('/')[2]}]",
            "    originates: true",
            "    why: invented",
            "    collect:",
            f"      - url: {url}",
            f"        every_minutes: {more.get('every', 30)}",
            f"        per_day: {more.get('per_day', [0, 1000])}",
            f"        pages: {str(more.get('pages', False)).lower()}",
            *([f"        instrument: {more['instrument']}"] if "instrument" in more else []),
        ]
    (folder / "sources" / "own.yml").write_text("\n".join(lines) + "\n")


def watch(folder: Path, world: World, **more: Any) -> Watch:
    """A watch over what `folder` follows, in `world`."""
    place = workspaces.load(folder)
    policy = Policy(tries=1, pause_s=0.5)
    settings: dict[str, Any] = {"judge": False, "workers": 1, **more}
    return Watch(
        place=place,
        followed=following.followed(place),
        fetcher=Fetcher(policy, clock=world.clock, wire=world, monotonic=_monotonic(world), sleep=world.sleep),
        clock=world.clock,
        sleep=world.sleep,
        limits=Limits(),
        **settings,
    )


def _monotonic(world: World) -> Callable[[], float]:
    """Seconds that never run back, whatever the clock does."""
    furthest = [0.0]

    def seconds() -> float:
        furthest[0] = max(furthest[0], (world.now - START).total_seconds())
        return furthest[0]

    return seconds


def held(folder: Path) -> list[Report]:
    """The reports in the ledger."""
    with Ledger.open(folder) as ledger:
        return list(ledger.records(Report))
