"""One reader for all tests of the room, and a short way to reports."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Reading, Report, report_id
from tocsin.read import Reader

COLLECTED = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader of the shipped problem."""
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """`read(text, published="2024-11-28T10:00:00+00:00", title=None, language=None)`."""

    def reading(
        text: str, *, published: str | None = None, title: str | None = None, language: str | None = None, site: str | None = None
    ) -> Reading:
        moment = datetime.fromisoformat(published) if published is not None else None
        return reader.read(
            Report(
                id=report_id(None, site, moment, title, text),
                site=site,
                published_at=moment,
                collected_at=COLLECTED,
                language=language,
                title=title,
                text=text,
            )
        )

    return reading
