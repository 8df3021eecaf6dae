"""The desk's server over the shipped sample and over large made-up ledgers: the first picture, every page, search, fifty people at once.

`python -m tests.bench desk_server` (the sample and 500 reports), `--reports 2000,10000` (those sizes and no sample), `--users 50`,
`--rounds N` (requests of each page), `--each N` (pages that each of the users asks for; 0: all of them). The server is `tocsin desk` in
a process of its own, reached over loopback by people who signed in.
The made-up reports are SYNTHETIC and were not read: records are appended as they would stand, five statements a report, so that what is
measured is the desk and not the reader. Beside the search: SQLite's FTS5 over the same sentences, with no lemmas, ledger or page.
"""

import argparse
import asyncio
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import httpx

from tocsin.engine import sample, store
from tocsin.ledger import Ledger
from tocsin.model import Kept, Reading, Report, Speaker, Statement, digest, report_id

NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)
DAYS, BATCH, SEED, COPIES = 730, 500, 20261129, 0.25
"""days that the reports spread over; of them, so many are copies of an earlier one of the same week"""
PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people
QUIET_S, PATIENCE_S, ASKED_S = 2.0, 600.0, 30.0
"""seconds of little work after which a server counts as done with what it does in the background; longest waits"""
OPENINGS = {"en": "Officials said", "fr": "Les autorités ont dit", "ru": "Власти заявили", "uk": "Влада заявила"}
WORDS_A_SENTENCE = 14
"""made-up ones, so that two reports are alike only where one is a copy"""
SEARCHES = {"en": "official saying", "fr": "autorité dire", "ru": "власть заявить", "uk": "влада заявити"}
INDICATORS = ("rhetoric", "exercise", "storage_activity", "diplomatic_channel", "official_assessment")
SYLLABLES = ("ba", "ko", "ri", "men", "sul", "tav", "or", "pe", "lin", "dra", "gu", "zem")


class Timing(NamedTuple):
    """What requests of one thing took, in milliseconds, and how they ended."""

    name: str
    spent: list[float]
    codes: Counter[int]

    def at(self, share: float) -> float:
        """That share of the requests took no longer."""
        return sorted(self.spent)[min(len(self.spent) - 1, int(share * len(self.spent)))]


def records(count: int, seed: int = SEED) -> Iterator[list[Kept]]:
    """Reports in appends, each with its reading and five statements; a quarter of them copies."""
    rng = random.Random(seed)  # noqa: S311 - made-up words
    vocabulary = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(10_000)]
    earlier: list[tuple[str, str]] = []
    step = timedelta(days=DAYS) / count
    batch: list[Kept] = []
    for number in range(count):
        known = NOW - timedelta(days=DAYS) + step * number
        if earlier and rng.random() < COPIES:
            language, text = rng.choice(earlier[-max(1, count * 7 // DAYS) :])
        else:
            language = rng.choice(tuple(OPENINGS))
            lines = [f"{OPENINGS[language]} {' '.join(rng.choices(vocabulary, k=WORDS_A_SENTENCE))}." for _ in range(5)]
            text = " ".join(lines)
            earlier.append((language, text))
        site = f"outlet{rng.randrange(60)}.example"
        batch += made(language, text, site, known, number, rng)
        if len(batch) >= BATCH * 7:
            yield batch
            batch = []
    yield batch


def made(language: str, text: str, site: str, known: datetime, number: int, rng: random.Random) -> list[Kept]:
    """One report as the reader would have left it."""
    url = f"https://{site}/{number}"
    identity = report_id(url, site, known, None, text)
    report = Report(id=identity, url=url, site=site, published_at=known, collected_at=known, language=language, text=text, synthetic=True)
    reading = Reading(report=identity, language=language, site=site, published_at=known, t_known=known, synthetic=True)
    return [report, reading, *_statements(identity, text, known, rng)]


def _statements(identity: str, text: str, known: datetime, rng: random.Random) -> list[Statement]:
    found, start = [], 0
    for place in range(5):
        end = text.index(".", start) + 1
        words = text[start:end].split()[0]
        found.append(
            Statement(
                id=digest(identity, place),
                report=identity,
                t_known=known,
                span=(start, end),
                text=text[start:end],
                content_span=(start, end),
                speaker=Speaker(text=words, span=(start, start + len(words)), kind="institution"),
                act=rng.choice(("assessment", "report", "threat", "denial", "event")),
                polarity=rng.choice(("raises", "lowers", "neutral")),
                indicators=(rng.choice(INDICATORS),),
                synthetic=True,
            )
        )
        start = end + 1
    return found


def fill(folder: Path, count: int) -> float:
    """A workspace with that many reports; seconds that the ledger took them in."""
    place = store.create(folder, "nuclear-escalation")
    began = time.perf_counter()
    with Ledger.open(place.folder, write=True) as ledger:
        for batch in records(count):
            ledger.append(batch, clock=NOW)
    return time.perf_counter() - began


class Desk(NamedTuple):
    """A server that runs."""

    address: str
    pid: int

    def memory_mb(self) -> float:
        """The most memory that it has held."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def cpu_s(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self) -> float:
        """Wait until it works on nothing any more; seconds waited."""
        began, last = time.monotonic(), self.cpu_s()
        while time.monotonic() - began < PATIENCE_S:
            time.sleep(QUIET_S)
            now = self.cpu_s()
            if now - last < 0.05 * QUIET_S:
                break
            last = now
        return time.monotonic() - began


@contextmanager
def opened(folder: Path, users: int, frozen: bool) -> Iterator[tuple[Desk, list[dict[str, str]]]]:
    """`tocsin desk` over a workspace, with the cookies of user0, user1... who are admins.

    The first signs in as a browser does; the others' sessions are begun without their passwords, whose hashes are not what is measured.
    """
    from tocsin.desk.people import accounts, guard, sessions
    from tocsin.desk.people.acts import By
    from tocsin.desk.people.door import Door
    from tocsin.desk.people.roles import Role

    with Door(folder) as door:
        by, hashed = By(who="", through="console", at=door.wall()), door.passwords.hash(PASSWORD)
        cookies = []
        for number in range(users):
            accounts.add(door.store, by, f"user{number}", Role.ADMIN, password_hash=hashed)
            who = By(who=f"user{number}", through="console", at=door.wall())
            cookies.append({guard.cookie_names(door.secure)[0]: sessions.begin(door.store, who, door.limits, "bench")})
    env = os.environ | {"PYTHONUNBUFFERED": "1"} | ({"TOCSIN_NOW": NOW.isoformat()} if frozen else {})
    command = [sys.executable, "-m", "tocsin", "desk", "--port", "0", "-w", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = re.search(r"http://[\d.]+:\d+", line)
            assert address is not None, line
            desk = Desk(address[0], server.pid)
            yield desk, [signed_in(desk), *cookies[1:]]
        finally:
            server.terminate()
            server.wait(timeout=30)


def signed_in(desk: Desk) -> dict[str, str]:
    """The cookies of user0, who signed in as a browser does."""
    with httpx.Client(base_url=desk.address, timeout=ASKED_S) as client:
        token = re.search(r'name="_csrf" value="([^"]+)"', client.get("/sign-in").text)
        assert token is not None
        form = {"_csrf": token[1], "name": "user0", "password": PASSWORD, "to": "/problem"}
        answer = client.post("/sign-in", data=form, headers={"origin": desk.address})
        assert answer.status_code == 303, answer.text
        return dict(client.cookies)


def first_picture(client: httpx.Client) -> float:
    """Seconds from the first page asked for to the first that shows a judged picture."""
    began = time.perf_counter()
    while time.perf_counter() - began < PATIENCE_S:
        if client.get("/").status_code == 200:
            return time.perf_counter() - began
        time.sleep(0.2)
    raise TimeoutError("no picture")


def reached(client: httpx.Client) -> tuple[dict[str, str], list[str]]:
    """An address for every page, those of one thing from links on the others; and the pages that no link leads to."""
    from tocsin.desk.pages import PAGES

    found = {page.name: page.path for page in PAGES if "{" not in page.path}
    wanted = {page.name: re.compile(re.sub(r"\{\w+\}", '[^/?#"]+', page.path) + r"(?=[\"?#])") for page in PAGES if "{" in page.path}
    looked: set[str] = set()
    while todo := [path for path in found.values() if path not in looked]:
        for path in todo:
            looked.add(path)
            html = client.get(path).text
            for name, pattern in wanted.items():
                if name not in found and (link := re.search(r'(?<=href=")' + pattern.pattern, html)):
                    found[name] = link[0]
    return found, [name for name in wanted if name not in found]


def timed(client: httpx.Client, name: str, path: str, rounds: int) -> Timing:
    """One page asked for again and again."""
    spent, codes = [], Counter[int]()
    for _ in range(rounds):
        began = time.perf_counter()
        codes[client.get(path).status_code] += 1
        spent.append(1000 * (time.perf_counter() - began))
        time.sleep(0.025)  # no more than a person may ask for in a second
    return Timing(name, spent, codes)


async def together(desk: Desk, cookies: Sequence[dict[str, str]], paths: Sequence[str], each: int) -> Timing:
    """Everybody at once, each over `each` pages in an order of their own, without a pause; every page is somebody's."""
    spent: list[float] = []
    codes = Counter[int]()

    async def walk(number: int) -> None:
        order = [paths[(number + place * 7) % len(paths)] for place in range(each)]
        async with httpx.AsyncClient(base_url=desk.address, cookies=cookies[number], timeout=120) as client:
            for path in order:
                began = time.perf_counter()
                try:
                    codes[(await client.get(path)).status_code] += 1
                except httpx.HTTPError:
                    codes[0] += 1
                spent.append(1000 * (time.perf_counter() - began))

    await asyncio.gather(*(walk(number) for number in range(len(cookies))))
    return Timing("all pages", spent, codes)


def peer(folder: Path) -> Timing:
    """The same sentences in SQLite's own full text search: fifty hits a question, in the four languages."""
    with sqlite3.connect(":memory:") as raw, Ledger.open(folder) as ledger:
        raw.execute("CREATE VIRTUAL TABLE said USING fts5(text)")
        raw.executemany("INSERT INTO said VALUES (?)", ((one.text,) for one in ledger.records(Statement)))
        spent = []
        for words in [*SEARCHES.values()] * 5:
            began = time.perf_counter()
            raw.execute("SELECT text FROM said WHERE said MATCH ? ORDER BY bm25(said) LIMIT 50", (words,)).fetchall()
            spent.append(1000 * (time.perf_counter() - began))
    return Timing("FTS5, no page", spent, Counter())


def measure(folder: Path, title: str, users: int, rounds: int, each: int, frozen: bool) -> None:
    """Print what one workspace's desk does."""
    print(f"\n{title}; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
    with opened(folder, users, frozen) as (desk, cookies):
        with httpx.Client(base_url=desk.address, cookies=cookies[0], timeout=ASKED_S) as client:
            print(f"first picture {first_picture(client):.1f} s, {desk.memory_mb():.0f} MB", flush=True)
            paths, unreached = reached(client)
            print(f"in the background after every page was asked for once: {desk.rest():.0f} s, {desk.memory_mb():.0f} MB")
            print(f"no link leads to: {', '.join(unreached) or '-'}")
            pages = [timed(client, name, path, rounds) for name, path in paths.items()]
            said = [timed(client, f"search {tongue}", f"/statements?q={words}", rounds) for tongue, words in SEARCHES.items()]
        for one in (*sorted(pages, key=lambda timing: -timing.at(0.95)), *said, peer(folder)):
            print(f"{one.name:<22}{one.at(0.5):>9.0f}{one.at(0.95):>9.0f}  {_ended(one.codes)}")
        every = [spent for timing in pages for spent in timing.spent]
        print(f"{'all pages':<22}{Timing('', every, Counter()).at(0.5):>9.0f}{Timing('', every, Counter()).at(0.95):>9.0f}", flush=True)
        began = time.perf_counter()
        crowd = asyncio.run(together(desk, cookies, list(paths.values()), each or len(paths)))
        took = time.perf_counter() - began
        print(
            f"{users} users at once, {len(crowd.spent)} requests in {took:.0f} s: p50 {crowd.at(0.5):.0f} ms, "
            f"p95 {crowd.at(0.95):.0f} ms; {_ended(crowd.codes)}; {desk.memory_mb():.0f} MB",
            flush=True,
        )


def _ended(codes: Counter[int]) -> str:
    """How requests ended, where not all as they should; 0: no answer."""
    return ", ".join(f"{count} x {code}" for code, count in sorted(codes.items()))


def main(words: Sequence[str] = ()) -> None:
    """Print a table for the sample and for each size."""
    given = argparse.ArgumentParser(prog="desk_server")
    given.add_argument("--reports", default="")
    given.add_argument("--users", type=int, default=50)
    given.add_argument("--rounds", type=int, default=20)
    given.add_argument("--each", type=int, default=0)
    asked = given.parse_args(list(words))
    with tempfile.TemporaryDirectory() as scratch:
        if not asked.reports:
            sample.prepare(Path(scratch) / "sample")
            measure(Path(scratch) / "sample", "the shipped sample", asked.users, asked.rounds, asked.each, frozen=False)
        for count in [int(size) for size in (asked.reports or "500").split(",")]:
            folder = Path(scratch) / str(count)
            took = fill(folder, count)
            title = f"{count:,} reports, {5 * count:,} statements (SYNTHETIC), appended in {took:.0f} s"
            measure(folder, title, asked.users, asked.rounds, asked.each, frozen=True)
