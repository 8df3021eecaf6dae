"""Records to keep, and a ledger that holds some of each searchable kind."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from tests.ledger.server import PASSWORD, Server, programs, running

from tocsin.ledger.ledger import Ledger
from tocsin.model import RawDoc, Reading, Report, Speaker, Statement, report_id

NOON = datetime(2022, 10, 1, 12, tzinfo=UTC)
MakeReport = Callable[..., Report]


def make_report(text: str, *, title: str | None = None, at: datetime = NOON, dated: bool = True, raw: str | None = None) -> Report:
    """A report of invented words."""
    published = at if dated else None
    return Report(
        id=report_id(None, None, published, title, text), title=title, text=text, published_at=published, collected_at=at, raw=raw
    )


def fill(ledger: Ledger) -> None:
    """Two documents with a report, a reading and a statement each, in one append a document."""
    for number, text in enumerate(("Les convois nucléaires furent signalés.", "Склад охраняют новые военные.")):
        sha256 = ledger.blobs.put(text.encode())
        report = make_report(text, title=f"Bulletin {number}", at=NOON + timedelta(days=number), raw=sha256)
        statement = Statement(
            id=f"statement-{number}",
            report=report.id,
            t_known=report.collected_at,
            span=(0, 5),
            content_span=(0, 5),
            text=text[:5],
            speaker=Speaker(kind="text"),
            act="report",
        )
        reading = Reading(report=report.id, language="fr" if number == 0 else "ru", t_known=report.collected_at, statements=(statement,))
        document = RawDoc(sha256=sha256, size=len(text.encode()), path=f"{number}.txt", fetched_at=NOON)
        ledger.append([document, report, reading, statement], clock=NOON)


@pytest.fixture
def clock() -> datetime:
    """When the tests write."""
    return NOON


@pytest.fixture
def report() -> MakeReport:
    """Maker of reports."""
    return make_report


class Places:
    """Where ledgers may rest in one store: a new, empty place for each that is asked for."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self.folder, self.server = folder, server

    def create(self, name: str = "kept") -> Ledger:
        """An empty ledger, open for writing; its folder says where it rests, as a workspace's does."""
        address = self.address()
        folder = self.folder / name
        if address is not None:
            declare(folder, address)
        return Ledger.create(folder, address)

    def address(self) -> str | None:
        """A new place in the server; None: in the folder."""
        if self.server is None:
            return None
        name = f"t{next(NUMBERS)}"
        self.server.sql(f"CREATE SCHEMA {name}")
        return f"{self.server.url('postgres')}&schema={name}"


NUMBERS = count()


def declare(folder: Path, address: str) -> None:
    """What makes a folder the workspace of a ledger that rests elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tocsin.yml").write_text(f"schema_version: 1\nproblem: p\ncreated: 2022-10-01T00:00:00Z\nledger: '{address}'\n")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL for the whole session; tests skip, saying so, where it is not installed."""
    if programs() is None:
        pytest.skip("no PostgreSQL 15 or later here: apt-get install postgresql")
    with running("fsync = off") as started, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_LEDGER_PASSWORD", PASSWORD)
        yield started


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Where ledgers rest: everything that asks for this runs over both stores."""
    return Places(tmp_path, request.getfixturevalue("server") if request.param == "postgres" else None)


@pytest.fixture
def ledger(places: Places) -> Iterator[Ledger]:
    """An empty ledger, open for writing."""
    with places.create() as made:
        yield made


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger of eight entries."""
    fill(ledger)
    return ledger


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a closed ledger of eight entries, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("ledger") / "kept"
    with Ledger.create(folder) as made:
        fill(made)
    return folder
