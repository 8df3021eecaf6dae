"""The commands that are killed: what each begins from, what is typed, what is acknowledged, and what must be there in the end."""

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.faults import made_up
from tests.faults.killing import Command, typed
from tests.ledger.server import Server
from tocsin.ledger import Ledger
from tocsin.ledger.schema import BODY

NOW = "2022-10-20T18:00:00Z"
State = Counter[tuple[str, str, str]]
NUMBERS = count()


class Scenario(NamedTuple):
    """One command. `place` is a folder of its own for each kill."""

    name: str
    make: Callable[[Path], None]
    """what it begins from"""
    commands: Callable[[Path], Sequence[Command]]
    workspaces: tuple[str, ...]
    """folders whose ledgers are checked after the kill, where they are there, and compared in the end"""
    acknowledged: Callable[[int], set[str]]
    """ids in their input of the reports that must be held once so many commands were acknowledged"""
    fresh: bool = False
    """made anew for each kill: its ledger rests in a server and cannot be copied with the folder"""
    again: tuple[str, ...] = ()
    """what finishes it, where that is not the same command"""


def state(folder: Path) -> State:
    """What a workspace holds, without what names the moment or the chain."""
    held: State = Counter()
    with Ledger.open(folder) as ledger:
        with ledger.store.engine.begin() as connection:
            for row in connection.execute(BODY.select()):
                if row.kind == "erasure":
                    held[row.kind, json.loads(row.payload)["why"], ""] += 1
                else:
                    held[row.kind, row.record_id, row.content] += 1
        for kept in (ledger.blobs, ledger.quarantined):
            held.update((kept.name, name, "") for name in kept.names())
    return held


def reports(folder: Path) -> set[str]:
    """Ids in their input, or addresses, of the reports held."""
    with Ledger.open(folder) as ledger, ledger.store.engine.begin() as connection:
        payloads = connection.execute(BODY.select().where(BODY.c.kind == "report"))
        told = [json.loads(row.payload) for row in payloads]
    return {str(one.get("source_id") or one.get("url")) for one in told}


def ran(*tokens: object) -> None:
    """It has to go well."""
    done = typed(*tokens)
    if done.status != 0:
        raise RuntimeError(f"{tokens}: {done}")


def _inputs(place: Path) -> None:
    for part in range(made_up.PARTS):
        made_up.part(place, part)


def _begun(place: Path, *options: str) -> None:
    """A workspace that holds the first part."""
    _inputs(place)
    ran("init", place / "w", *options)
    ran("ingest", place / "part-0", "-w", place / "w")


def _ids(first: int, last: int) -> set[str]:
    return {one for part in range(first, last) for one in made_up.ids(part)}


def _ingest(place: Path) -> list[Command]:
    """A folder that arrives in parts."""
    return [Command(("ingest", str(place / f"part-{part}"), "-w", str(place / "w"))) for part in range(1, made_up.PARTS)]


INGEST = Scenario("ingest", _begun, _ingest, ("w",), lambda acks: _ids(0, 1 + acks))


def on_server(server: Server) -> Scenario:
    """The same into PostgreSQL."""

    def make(place: Path) -> None:
        name = f"k{next(NUMBERS)}"
        server.sql(f"CREATE SCHEMA {name}")
        _begun(place, "--ledger", f"{server.url('postgres')}&schema={name}")

    return Scenario("ingest into PostgreSQL", make, _ingest, ("w",), lambda acks: _ids(0, 1 + acks), fresh=True)


def copied_to_server(server: Server) -> Scenario:
    """From a file into PostgreSQL."""

    def make(place: Path) -> None:
        _begun(place)
        name = f"k{next(NUMBERS)}"
        server.sql(f"CREATE SCHEMA {name}")
        (place / "address").write_text(f"{server.url('postgres')}&schema={name}")

    def commands(place: Path) -> list[Command]:
        copy = Command(("ledger", "copy", str(place / "w"), (place / "address").read_text()))
        join = Command(("init", str(place / "there"), "--ledger", (place / "address").read_text()))
        return [copy, *_ingest(place)[:1], copy, join]

    return Scenario("ledger copy into PostgreSQL", make, commands, ("w", "there"), lambda acks: _ids(0, 1 + (acks > 1)), fresh=True)


def _watched(place: Path) -> None:
    made_up.sources(place)
    ran("init", place / "w")
    made_up.follow(place / "w")


def _rounds(place: Path) -> list[Command]:
    return [
        Command(
            ("watch", "--once", "--no-judge", "--json", "-w", str(place / "w")),
            {"TOCSIN_NOW": f"2022-10-20T{6 + part:02}:00:00Z", "TOCSIN_RECORDED": str(place / f"answers-{part}")},
        )
        for part in range(made_up.PARTS)
    ]


WATCH = Scenario(
    "watch", _watched, _rounds, ("w",), lambda acks: {made_up.address(n) for part in range(acks) for n in made_up.numbers(part)}
)


def _old(place: Path) -> None:
    _begun(place)
    for part in range(1, made_up.PARTS):
        ran("ingest", place / f"part-{part}", "-w", place / "w")
    with closing(sqlite3.connect(place / "w" / "ledger.sqlite")) as raw:
        raw.execute("DROP INDEX body_kind")
        raw.execute("DROP TABLE alembic_version")
        raw.commit()


UPGRADE = Scenario(
    "ledger upgrade",
    _old,
    lambda place: [Command(("ledger", "upgrade", "-w", str(place / "w")))],
    ("w",),
    lambda _: _ids(0, made_up.PARTS),
)


def _two(place: Path) -> None:
    _begun(place)
    ran("init", place / "there")


def _copies(place: Path) -> list[Command]:
    copy = Command(("ledger", "copy", str(place / "w"), str(place / "there")))
    return [copy, *_ingest(place)[:1], copy]


COPY = Scenario("ledger copy", _two, _copies, ("w", "there"), lambda acks: _ids(0, 1 + (acks > 1)))


def _backups(place: Path) -> list[Command]:
    backup = Command(("backup", str(place / "backup"), "-w", str(place / "w")))
    return [backup, *_ingest(place)[:1], backup]


BACKUP = Scenario("backup", _begun, _backups, ("w", "backup"), lambda acks: _ids(0, 1 + (acks > 1)))


def _backed_up(place: Path) -> None:
    _begun(place)
    ran("backup", place / "backup", "-w", place / "w")


def _restores(place: Path) -> list[Command]:
    return [Command(("restore", str(place / "backup"), str(place / "restored")))]


RESTORE = Scenario("restore", _backed_up, _restores, ("backup", "restored"), lambda _: _ids(0, 1))


def _damaged(place: Path) -> None:
    _backed_up(place)
    for part in range(1, made_up.PARTS):
        ran("ingest", place / f"part-{part}", "-w", place / "w")
    ran("restore", place / "backup", place / "new")
    shutil.move(place / "w", place / "old")
    (place / "old" / "head").unlink()


RESCUE = Scenario(
    "ledger rescue",
    _damaged,
    lambda place: [Command(("ledger", "rescue", str(place / "old"), str(place / "new"), "--apply"))],
    ("new",),
    lambda acks: _ids(0, made_up.PARTS if acks else 1),
)


def _erases(place: Path) -> list[Command]:
    """One report after the other, each found by what it begins with; one that is gone already is no failure."""
    return [
        *_ingest(place)[:1],
        *(Command((), does=lambda number=number: made_up.erase(place / "w", number)) for number in made_up.numbers(0)),  # type: ignore[misc]
        *_ingest(place)[1:2],
    ]


ERASE = Scenario(
    "erase",
    _begun,
    _erases,
    ("w",),
    lambda acks: (_ids(1, 2) if acks else set()) | (_ids(2, 3) if acks > 1 + made_up.A_PART else set()),
)
RULES = """
retention:
  rules:
    - {id: words, why: the licence lets text be kept until it was read, after_days: 0, erase: text}
"""


def _ruled(place: Path) -> None:
    _begun(place)
    with (place / "w" / "tocsin.yml").open("a") as out:
        out.write(RULES)


RETENTION = Scenario(
    "retention",
    _ruled,
    lambda place: [Command(("retention", "--apply", "-w", str(place / "w"))), *_ingest(place)[:1]],
    ("w",),
    lambda _: _ids(0, 1),
)
FILES = (INGEST, WATCH, UPGRADE, COPY, BACKUP, RESTORE, RESCUE, ERASE, RETENTION)
