"""Feeds of a local server, among them slow, broken, huge, redirecting, lying and hostile ones, watched for 24 simulated hours.

The server is on this machine's own addresses (127.x.y.z, a host a feed) and keeps a log in simulated time: what was asked when is judged
from that, what was lost or doubled from the ledger beside what the server had published. One worker: its pauses are the clock.
"""

import gzip
import resource
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy
from tocsin.collect.records import Limits
from tocsin.engine import store
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.log import Round
from tocsin.engine.watching.loop import keep_on
from tocsin.engine.watching.rounds import Watch
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.model import Report, Version
from tocsin.model.declared import SourceProfile
from tocsin.model.polling import Poll

START = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)
PAUSE_S = 2.0
MOST_BYTES = 2_000_000
WINDOW = 12
"""entries that a feed shows: the faster feeds bring more in a day, so that the oldest roll off their end"""
TAKEN_DOWN_S = 18_000
"""after which a feed of the kind `takes-down` no longer lists every fourth entry, though older ones stand"""
RHYTHMS = (120, 240, 480, 720)
"""minutes"""
KINDS = (
    *("plain",) * 10, "no-validators", "no-validators", "max-age", "slow", "hangs", "cut-off", "broken-xml", "huge", "endless", "moved",
    "loop", "inward", "wrong-charset", "wrong-declaration", "bomb", "entities", "page-instead", "failing", "busy", "comes-back",
    "edits", "same-twice", "takes-down",
)  # fmt: skip
UNREADABLE = frozenset({"hangs", "cut-off", "huge", "endless", "loop", "inward", "bomb", "entities", "page-instead", "failing", "busy"})
"""kinds of which no entry can come"""
WORDS = (
    "Рада громади відкрила нову бібліотеку, сказав міський голова. Das Dorf hat jetzt einen Kindergarten: zwölf Plätze, größer als früher."
)


class Asked(NamedTuple):
    """One line of the server's log; times in simulated seconds."""

    begun: float
    ended: float
    host: str
    path: str
    status: int
    conditional: bool


class World:
    """Simulated time, the feeds and the log."""

    def __init__(self, feeds: int) -> None:
        self.seconds = 0.0
        self.log: list[Asked] = []
        self.kinds = [KINDS[number % len(KINDS)] for number in range(feeds)]
        self.lock = threading.Lock()

    def clock(self) -> datetime:
        return (START + timedelta(seconds=self.seconds)).replace(microsecond=0)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += max(0.0, seconds)

    def entries(self, number: int, until: float) -> list[tuple[int, float]]:
        """(number, second) of every entry of a feed by then, oldest first: five from before, then one every two to eight hours."""
        every, first = 7_200 + 5_400 * (number % 5), 60.0 * (number % 97)
        times = ((n, (n - 5) * every + first) for n in range(6 + int(until // every)))
        return [(n, at) for n, at in times if at <= until]

    def listed(self, number: int, at: float) -> list[tuple[int, float]]:
        """The entries that a feed lists at that second, oldest first."""
        known = self.entries(number, at)
        if self.kinds[number] == "takes-down":
            known = [(n, since) for n, since in known if n % 4 != 3 or at <= since + TAKEN_DOWN_S]
        return known[-WINDOW:]

    def text(self, number: int, entry: int, until: float) -> str:
        """The words of an entry; every third of an editing feed is edited once, six hours after it came."""
        edited = self.kinds[number] == "edits" and entry % 3 == 0 and until > self.entries(number, until)[entry][1] + 21_600
        return f"Entry {entry} of feed {number}{', put right' if edited else ''}. {WORDS}"


def host_of(number: int) -> str:
    """Each feed on a host of its own, but every 50th on that of its neighbour."""
    number -= number % 50 == 49
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


def feed_of(world: World, number: int, until: float) -> str:
    """The feed as it is at that second."""
    items = []
    for n, at in world.listed(number, until):
        date = f"{START + timedelta(seconds=at):%a, %d %b %Y %H:%M:%S} +0000"
        head = f"<title>Entry {n}</title><link>https://feed-{number}.example/{n}</link><pubDate>{date}</pubDate>"
        items.append(f"<item>{head}<description>{world.text(number, n, until)}</description></item>")
    if world.kinds[number] == "same-twice":
        items = [one for one in items for _ in range(2)]
    return f"<rss><channel><title>Feed {number}</title>{''.join(reversed(items))}</channel></rss>"


class Handler(BaseHTTPRequestHandler):
    """Answers as the feed's kind does."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        world, begun = self.server.world, self.server.world.seconds
        self.sent, self.ended = 0, begun
        try:
            if self.path == "/robots.txt":
                self.say(404, b"")
            else:
                number = int(self.path.strip("/").split("-")[0])
                self.feed(number, world.kinds[number], begun)
        except OSError:
            self.close_connection = True
        host = str(self.headers["Host"]).partition(":")[0]
        with world.lock:
            asked = Asked(begun, self.ended, host, self.path, self.sent, "If-None-Match" in self.headers)
            world.log.append(asked)

    def say(self, status: int, body: bytes, **headers: str) -> None:
        # Stamped before the last byte goes out: whoever reads it may move the clock before this thread goes on.
        self.sent, self.ended = status, self.server.world.seconds
        self.send_response_only(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def feed(self, number: int, kind: str, at: float) -> None:
        """One answer."""
        world = self.server.world
        body = feed_of(world, number, at)
        tag = f'"{number}-{len(world.entries(number, at))}-{body.count("put right")}-{body.count("<item>")}"'
        if kind in ("plain", "edits", "same-twice", "takes-down"):
            if self.headers["If-None-Match"] == tag:
                self.say(304, b"", ETag=tag)
            else:
                self.say(200, body.encode(), ETag=tag)
        elif kind == "max-age":
            self.say(200, body.encode(), Cache_Control="max-age=21600")
        elif kind == "slow":
            world.sleep(40)
            self.say(200, body.encode())
        elif kind in ("hangs", "endless"):
            self.sent = 200
            self.send_response_only(200)
            self.send_header("Connection", "close")
            self.end_headers()
            for _ in range(40):
                world.sleep(2.0 if kind == "hangs" else 0.0)
                self.ended = world.seconds
                self.wfile.write(b" " * (1 if kind == "hangs" else 100_000))
                self.wfile.flush()
            self.close_connection = True
        elif kind == "cut-off":
            self.say(200, body.encode()[:300], Content_Length=str(len(body.encode())))
            self.close_connection = True
        elif kind == "broken-xml":
            self.say(200, body.replace("</channel></rss>", "<item><title>cut").encode())
        elif kind == "huge":
            self.say(200, b"", Content_Length="900000000")
            self.close_connection = True
        elif kind == "moved" and "-" not in self.path:
            self.say(301, b"", Location=f"/{number}-new")
        elif kind == "loop":
            self.say(302, b"", Location=self.path)
        elif kind == "inward":
            self.say(302, b"", Location="http://10.0.0.1/secret")
        elif kind == "wrong-charset":
            self.say(200, body.encode(), Content_Type="application/rss+xml; charset=windows-1251")
        elif kind == "wrong-declaration":
            self.say(200, b'<?xml version="1.0" encoding="iso-8859-5"?>' + body.encode("utf-8"))
        elif kind == "bomb":
            self.say(200, self.server.bomb, Content_Encoding="gzip")
        elif kind == "entities":
            lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
            self.say(200, f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]>{body.replace("Entry", "&l9;Entry", 1)}'.encode())
        elif kind == "page-instead":
            self.say(200, b"<!doctype html><html><body><p>Prove that you are human</p></body></html>", Content_Type="text/html")
        elif kind == "failing" or (kind == "comes-back" and 14_400 < at < 50_000):
            self.say(500, b"")
        elif kind == "busy":
            self.say(429, b"", Retry_After="14400")
        else:
            self.say(200, body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """The log is the world's."""


class Server(ThreadingHTTPServer):
    """On every address of 127.0.0.0/8."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, world: World) -> None:
        super().__init__(("0.0.0.0", 0), Handler)  # noqa: S104  (every host of 127.0.0.0/8)
        self.world = world
        self.bomb = gzip.compress(b" " * 50_000_000)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what it should do."""


class Outcome(NamedTuple):
    """What a run came to."""

    asked: int
    rounds: int
    published: int
    lost: list[str]
    doubled: list[str]
    too_soon: list[str]
    """breaches of the pause between two requests to a host, of a feed's rhythm, of max-age or of Retry-After"""
    rolled: int
    """entries that rolled off the end of a feed between two of its answers"""
    taken_down: int
    """entries that a feed no longer listed at its next answer, though it listed older ones"""
    unlisted: Counter[str]
    """entries that the watch told to be no longer listed, by kind of feed: of `takes-down` alone, and there as many as were"""
    conditional: float
    """share of second and later requests, of feeds with validators, that were conditional"""
    reports: int
    quarantined: int
    broken: Counter[str]
    """kinds whose feeds fail at the end"""
    memory_mb: list[float]
    """resident, at each quarter of the run"""
    cpu_s: float
    wall_s: float


def run(folder: Path, feeds: int, hours: float) -> Outcome:
    """Watch `feeds` feeds for that long."""
    world = World(feeds)
    server = Server(world)
    port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    store.create(folder, "nuclear-escalation")
    followed = tuple(
        Followed(
            SourceProfile(id=f"feed-{number}", name=f"Feed {number}", kind="outlet", originates=True, why="invented"),
            Poll(url=f"http://{host_of(number)}:{port}/{number}", form="feed", every_minutes=RHYTHMS[number // len(KINDS) % len(RHYTHMS)]),
        )
        for number in range(feeds)
    )
    exempt = frozenset({(host_of(number), port) for number in range(feeds)})
    policy = Policy(exempt=exempt, most_bytes=MOST_BYTES, pause_s=PAUSE_S)
    memory, rounds = list[float](), list[Round]()

    def after(done: Round) -> None:
        rounds.append(done)
        while len(memory) < 4 and world.seconds >= (len(memory) + 1) * hours * 900:
            memory.append(_resident_mb())

    started, cpu = perf_counter(), process_time()
    with Fetcher(policy, clock=world.clock, monotonic=world.monotonic, sleep=world.sleep) as fetcher:
        keep_on(
            Watch(
                place=workspaces.load(folder),
                followed=followed,
                fetcher=fetcher,
                clock=world.clock,
                sleep=world.sleep,
                limits=Limits(),
                workers=1,
                judge=False,
                stopping=lambda: world.seconds >= hours * 3600,
            ),
            after,
        )
    spent = perf_counter() - started, process_time() - cpu
    server.shutdown()
    server.server_close()
    return _judged(world, folder, followed, rounds, [*memory, _resident_mb()][:4], spent)


def _judged(
    world: World, folder: Path, followed: tuple[Followed, ...], rounds: list[Round], memory: list[float], spent: tuple[float, float]
) -> Outcome:
    with Ledger.open(folder) as ledger:
        held = Counter((report.url, report.text) for report in ledger.records(Report))
        urls = {url for url, _ in held}
        quarantined = len(ledger.refusals())
        unlisted = Counter(world.kinds[_number(one.url)] for one in ledger.records(Version) if one.kind == "unlisted")
        ledger.verify()
    answered: dict[int, list[float]] = defaultdict(list)
    by_feed: dict[int, list[Asked]] = defaultdict(list)
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for line in sorted(world.log):
        by_host[line.host].append(line)
        if line.path != "/robots.txt":
            number = int(line.path.strip("/").split("-")[0])
            by_feed[number].append(line)
            if line.status in (200, 304):
                answered[number].append(line.begun)
    expected = [
        f"https://feed-{number}.example/{n}"
        for number, kind in enumerate(world.kinds)
        if kind not in UNREADABLE and number in answered
        for n in _published(world, number, answered[number])
    ]
    left = [_left(world, number, times) for number, times in answered.items() if world.kinds[number] not in UNREADABLE]
    doubled = [f"{url}" for (url, _), count in held.items() if count > 1]
    versions = Counter(url for url, _ in held)
    doubled += [str(url) for url, count in versions.items() if count > (2 if world.kinds[_number(url)] == "edits" else 1)]
    failing = {one.source for done in rounds[-400:] for one in done.failed}
    return Outcome(
        asked=sum(map(len, by_feed.values())),
        rounds=len(rounds),
        published=len(expected),
        lost=[url for url in expected if url not in urls],
        doubled=doubled,
        too_soon=[*_hosts_hurried(by_host), *_feeds_hurried(world, by_feed, followed)],
        rolled=sum(rolled for rolled, _ in left),
        taken_down=sum(gone for _, gone in left),
        unlisted=unlisted,
        conditional=_conditional(world, by_feed),
        reports=sum(held.values()),
        quarantined=quarantined,
        broken=Counter(world.kinds[int(name.split("-")[1])] for name in failing),
        memory_mb=memory,
        cpu_s=spent[1],
        wall_s=spent[0],
    )


def _published(world: World, number: int, asked: list[float]) -> list[int]:
    """Entries that must be held: all until the last answer; of a feed that takes some down, those that an answer still listed."""
    if world.kinds[number] != "takes-down":
        return [n for n, _ in world.entries(number, asked[-1])]
    return sorted({n for at in asked for n, _ in world.listed(number, at)})


def _left(world: World, number: int, asked: list[float]) -> tuple[int, int]:
    """Entries that left between two answers of a feed: off its end, and from above older ones that it still lists."""
    rolled = gone = 0
    for before, now in pairwise([{n for n, _ in world.listed(number, at)} for at in asked]):
        missing = before - now
        above = {n for n in missing if n > min(now)}
        rolled, gone = rolled + len(missing) - len(above), gone + len(above)
    return rolled, gone


def _number(url: str | None) -> int:
    return int((url or "").split("-")[1].split(".")[0])


def _hosts_hurried(by_host: dict[str, list[Asked]]) -> list[str]:
    """Requests to a host that began sooner than the pause after the end of the one before. A redirect is followed after the pause too."""
    found = []
    for host, lines in by_host.items():
        for before, line in pairwise(lines):
            if line.begun - before.ended < PAUSE_S - 0.001:
                found.append(f"{host}: {line.path} {line.begun - before.ended:.3f} s after {before.path}")
    return found


def _feeds_hurried(world: World, by_feed: dict[int, list[Asked]], followed: tuple[Followed, ...]) -> list[str]:
    """Feeds asked again sooner than their rhythm, or than they asked for; the retries of one asking lie within two minutes."""
    found = []
    for number, lines in by_feed.items():
        least = 60.0 * followed[number].poll.every_minutes
        least = max(least, {"max-age": 21_600, "busy": 14_400}.get(world.kinds[number], 0))
        begun = lines[0].begun
        for line in lines[1:]:
            if line.begun - begun > 600:
                if line.begun - begun < least - 60:
                    found.append(f"{number} ({world.kinds[number]}): after {line.begun - begun:.0f} s of {least:.0f}")
                begun = line.begun
    return found


def _conditional(world: World, by_feed: dict[int, list[Asked]]) -> float:
    later = [line for number, lines in by_feed.items() if world.kinds[number] == "plain" for line in lines[1:]]
    return sum(line.conditional for line in later) / max(1, len(later))


def _resident_mb() -> float:
    """Memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def show(found: Outcome, say: Callable[[str], object] = print) -> None:
    """The table."""
    say(f"requests for feeds           {found.asked:8,} in {found.rounds:,} rounds; {found.cpu_s:.0f} s of CPU, {found.wall_s:.0f} s")
    say(f"entries published and read   {found.published:8,}; lost {len(found.lost)}, doubled {len(found.doubled)}")
    say(f"reports in the ledger        {found.reports:8,} (with versions); quarantined {found.quarantined}")
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(found.unlisted.items())) or "none"
    say(f"entries that rolled off       {found.rolled:7,}; taken down {found.taken_down}; told as no longer listed: {told}")
    say(f"politeness breached          {len(found.too_soon):8,}; conditional where it could be: {found.conditional:.3f}")
    say(f"resident MB, by quarter      {', '.join(f'{one:.0f}' for one in found.memory_mb)}")
    say(f"failing at the end           {', '.join(f'{kind} {count}' for kind, count in sorted(found.broken.items()))}")
    for line in (*found.lost[:5], *found.doubled[:5], *found.too_soon[:5]):
        say(f"  {line}")


MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of our own is made in it)
"""where the system keeps files in memory: nothing that is judged here is about the disk, whose commits would be most of the wait"""


def main() -> None:
    """1,000 feeds, a day."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        show(run(Path(folder) / "w", 1_000, 24))
