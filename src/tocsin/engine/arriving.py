"""What came from which source: how many reports, in which languages, the first and the latest of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from tocsin.model import Reading, Record, Report, Time
from tocsin.model.declared import SourceProfile

UNLISTED = "unlisted"
"""stands for every outlet that no declared source is"""


class Arrived(Record, frozen=True, kw_only=True):
    """What came of one source."""

    source: str
    """id, or `unlisted`"""
    reports: int
    relevant: int
    """of them, those with a statement on the problem"""
    languages: tuple[str, ...]
    """most frequent first"""
    first: Time
    latest: Time
    """by when it could be known"""


def arrived(pairs: Iterable[tuple[Report, Reading]], sources: Sequence[SourceProfile]) -> tuple[Arrived, ...]:
    """Per source, the most prolific first. A report is its site's; where it names none that is declared, its address's."""
    found: dict[str, list[tuple[Report, Reading]]] = {}
    for report, reading, source in by_source(pairs, sources):
        found.setdefault(source, []).append((report, reading))
    rows = [_row(name, some) for name, some in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.reports, row.source)))


def by_source(pairs: Iterable[tuple[Report, Reading]], sources: Sequence[SourceProfile]) -> Iterable[tuple[Report, Reading, str]]:
    """Each report and its reading with the id of the source that it came from, or `unlisted`."""
    from tocsin.corroborate.outlets import Outlets

    outlets = Outlets(sources, ())
    for report, reading in pairs:
        named = outlets.find(report.site) if report.site else None
        if named is None or named.profile is None:
            named = outlets.at(report.url)
        yield report, reading, named.profile.id if named is not None and named.profile is not None else UNLISTED


def _row(name: str, some: Sequence[tuple[Report, Reading]]) -> Arrived:
    spoken = Counter(reading.language for _, reading in some if reading.language)
    times: list[datetime] = [reading.t_known for _, reading in some]
    return Arrived(
        source=name,
        reports=len(some),
        relevant=sum(bool(reading.statements) for _, reading in some),
        languages=tuple(language for language, _ in spoken.most_common()),
        first=min(times),
        latest=max(times),
    )
