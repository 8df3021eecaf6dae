"""Records to keep, and a ledger that holds some of each searchable kind."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

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


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, open for writing."""
    with Ledger.create(tmp_path / "kept") as made:
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
