"""Origins of a ledger of years: eras put together tell what relating all at once tells, are kept, and never know what came later."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.corroborate import corroborate
from tocsin.engine import declarations, eras
from tocsin.model import Origin, Reading, Report, Ruling, Speaker, Statement, report_id

BEGAN = datetime(2022, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DECLARED = declarations.load()
WORDS = (
    "harbour convoy evening minister bulletin northern railway depot witness morning barrier column signal bridge orchard winter".split()
)
Pair = tuple[Report, Reading]


def text(story: int) -> str:
    """A text of a story that shares no five words with another's."""
    return " ".join(f"{WORDS[(story + place) % len(WORDS)]}{story}x{place}" for place in range(60)) + "."


def pair(story: int, day: float, site: str = "a.example") -> Pair:
    """A report of a story, and its reading with one statement."""
    at, said = BEGAN + day * DAY, text(story)
    url = f"https://{site}/{story}/{day}"
    name = report_id(url, site, at, None, said)
    report = Report(id=name, url=url, site=site, published_at=at, collected_at=at, language="en", text=said, synthetic=True)
    one = Statement(
        id=f"{name[:20]}-0", report=name, t_known=at, span=(0, len(said)), text=said, content_span=(0, len(said)),
        speaker=Speaker(kind="text"), act="report", synthetic=True,
    )  # fmt: skip
    return report, Reading(report=name, language="en", site=site, published_at=at, t_known=at, statements=(one,), synthetic=True)


def related(
    pairs: Sequence[Pair], whole: int = 0, folder: Path | None = None, clock: datetime | None = None, rulings: Sequence[Ruling] = ()
) -> tuple[Origin, ...]:
    """The origins of some reports, known by `clock`, by eras unless they are no more than `whole`."""
    until = clock or BEGAN + 1000 * DAY
    some = [one for one in pairs if one[1].t_known <= until]
    reports, readings = [report for report, _ in some], [reading for _, reading in some]
    return eras.related(reports, readings, DECLARED, clock=until, rulings=rulings, folder=folder, whole=whole)


def under(origins: Sequence[Origin]) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    """By origin: its id, its reports, its statements."""
    return {(one.id, frozenset(link.id for link in one.reports), frozenset(one.statements)) for one in origins}


def test_a_ledger_of_ordinary_size_is_related_all_at_once() -> None:
    pairs = [pair(story, story * 7.0) for story in range(12)]
    reports, readings = [report for report, _ in pairs], [reading for _, reading in pairs]
    clock = BEGAN + 1000 * DAY
    expected = corroborate(reports, readings, DECLARED.sources, clock=clock, networks=DECLARED.networks)
    assert eras.related(reports, readings, DECLARED, clock=clock) == expected


TOLD = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300), st.integers(0, 8)), min_size=1, max_size=24, unique_by=lambda one: one[1])


@settings(max_examples=12, deadline=None)
@given(TOLD)
def test_eras_together_tell_what_all_at_once_tells_where_copies_follow_within_a_month(told: list[tuple[int, int, int]]) -> None:
    last: dict[int, tuple[int, int]] = {}
    pairs = []
    for story, day, site in sorted(told, key=lambda one: one[1]):
        meant, before = last.get(story, (story, day))
        if day - before >= eras.LEAD.days:
            meant = story + 10 * day  # else a copy of what is long past
        last[story] = meant, day
        pairs.append(pair(meant, float(day), f"s{site}.example"))
    assert under(related(pairs)) == under(related(pairs, whole=1000))


def test_a_copy_that_comes_later_than_the_lead_begins_anew() -> None:
    pairs = [pair(1, 0.0), pair(1, 80.0, "b.example")]
    assert len(related(pairs, whole=1000)) == 1
    assert len(related(pairs)) == 2  # what it costs: docs/design/0060


def test_what_is_over_is_kept_and_not_related_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [pair(day // 40, float(day), f"s{day}.example") for day in range(0, 200, 10)]
    first = related(pairs, folder=tmp_path)
    assert sorted(tmp_path.iterdir())

    def refuse(*_: object, **__: object) -> tuple[Origin, ...]:
        raise AssertionError("related again")

    monkeypatch.setattr(eras, "corroborate", refuse)
    assert related(pairs, folder=tmp_path) == first == related(pairs, folder=tmp_path)


def test_what_changed_of_the_past_is_related_again(tmp_path: Path) -> None:
    pairs = [pair(day // 40, float(day), f"s{day}.example") for day in range(0, 200, 10)]
    related(pairs, folder=tmp_path)
    late = [*pairs, pair(1, 45.0, "late.example")]
    assert related(late, folder=tmp_path) == related(late)
    report, reading = pairs[3]
    without = [*pairs[:3], (report, replace(reading, statements=())), *pairs[4:]]
    assert related(without, folder=tmp_path) == related(without)


def test_a_torn_file_is_made_anew(tmp_path: Path) -> None:
    pairs = [pair(day // 40, float(day), f"s{day}.example") for day in range(0, 200, 10)]
    first = related(pairs, folder=tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert related(pairs, folder=tmp_path) == first


@pytest.mark.parametrize("day", [15, 61, 100, 199])
def test_an_earlier_moment_knows_nothing_of_what_later_ones_kept(tmp_path: Path, day: int) -> None:
    pairs = [pair(day // 40, float(day), f"s{day}.example") for day in range(0, 200, 10)]
    related(pairs, folder=tmp_path)
    clock = BEGAN + day * DAY
    assert related(pairs, folder=tmp_path, clock=clock) == related(pairs, clock=clock)
    for one in related(pairs, folder=tmp_path, clock=clock):
        assert all(link.t_known <= clock for link in one.reports)


def ruling(kind: str, report: str, other: str) -> Ruling:
    """A person's word on two reports."""
    return Ruling(id=f"{kind}-1", kind=kind, report=report, other=other, by="ana", why="as I know", t_known=BEGAN + 900 * DAY)  # type: ignore[arg-type]  # one of the kinds


def test_persons_part_and_join_across_eras(tmp_path: Path) -> None:
    chain = [pair(1, float(day), f"s{day}.example") for day in range(0, 100, 20)]
    assert len(related(chain, folder=tmp_path)) == 1
    parted = related(chain, folder=tmp_path, rulings=[ruling("split", chain[4][0].id, chain[0][0].id)])
    assert len(parted) == 2
    assert all(len({chain[0][0].id, chain[4][0].id} & {link.id for link in one.reports}) == 1 for one in parted)
    two = [pair(1, 0.0), pair(2, 150.0, "b.example")]
    assert len(related(two, folder=tmp_path)) == 2
    joined = related(two, folder=tmp_path, rulings=[ruling("merge", two[0][0].id, two[1][0].id)])
    assert [[link.id for link in one.reports] for one in joined] == [[report.id for report, _ in two]]


def test_what_is_kept_is_forgotten_with_an_erasure(tmp_path: Path) -> None:
    pairs = [pair(day // 40, float(day), f"s{day}.example") for day in range(0, 200, 10)]
    related(pairs, folder=eras.folder(tmp_path))
    assert any(pairs[0][0].id in path.read_text() for path in eras.folder(tmp_path).iterdir())
    eras.forget(tmp_path)
    assert not list(eras.folder(tmp_path).iterdir())
