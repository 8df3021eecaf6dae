"""The board's five statuses, its shares and dates, and the blind spots."""

import pytest

from tests.judge.worlds import AS_OF, SOURCES, case, denial, indicator, problem, statement, watched
from tocsin.judge.board import blind_spots, board
from tocsin.judge.evidence import observe
from tocsin.model import Coverage, IndicatorJudgement, Origin, Reading

PROBLEM = problem(indicator("storage"), indicator("opinion", role="opinion", side="third", prevalence={}))


def row(pairs: list[tuple[Origin, Reading]], coverage: list[Coverage]) -> IndicatorJudgement:
    evidence = observe([o for o, _ in pairs], [r for _, r in pairs], PROBLEM, SOURCES)
    return board(PROBLEM, evidence, [o for o, _ in pairs], coverage, {"storage": 0.1}, AS_OF)[0]


WATCHED = watched("satellite", "storage", 10, 6)
BROKEN = watched("satellite", "storage", 4, 4, status="broken")


@pytest.mark.parametrize(
    ("pairs", "coverage", "status"),
    [
        ([], [], "unseen"),
        ([], [WATCHED], "quiet"),
        ([], [BROKEN], "broken"),
        ([], [WATCHED, BROKEN], "broken"),
        ([], [BROKEN, watched("other", "storage", 4, 3)], "quiet"),
        ([case("a", 5)], [], "lit"),
        ([case("a", 5)], [BROKEN], "lit"),
        ([case("a", 45)], [], "unseen"),
        ([case("a", 5), denial("d", 3, interested=False)], [], "contested"),
        ([case("a", 5), denial("d", 3, interested=True)], [], "lit"),
        ([denial("d", 3, interested=True)], [], "unseen"),
        ([denial("d", 3, interested=False)], [], "unseen"),  # somebody's all-clear that arrived shows nobody of ours looking
        ([], [watched("satellite", "storage", 10, 6, status="not-watched")], "unseen"),
    ],
)
def test_status(pairs: list[tuple[Origin, Reading]], coverage: list[Coverage], status: str) -> None:
    assert row(pairs, coverage).status == status


def test_counts_and_dates() -> None:
    found = row([case("a", 5, copies=3), case("b", 2, "beta")], [WATCHED])
    assert (found.origins, found.reports, found.probability) == (2, 5, 0.1)
    assert found.coverage == pytest.approx(6 / 30)
    assert found.last_look == WATCHED.t_end
    assert found.latest == case("b", 2)[0].first_seen


def test_opinions_are_counted_and_have_no_probability() -> None:
    pair = case("o", 5, said=statement("o", 5, ("opinion",), act="assessment"))
    evidence = observe([pair[0]], [pair[1]], PROBLEM, SOURCES)
    found = board(PROBLEM, evidence, [pair[0]], [], {}, AS_OF)[1]
    assert (found.status, found.origins, found.probability) == ("lit", 1, None)


def test_blind_spots_say_since_when_and_why() -> None:
    def spot(pairs: list[tuple[Origin, Reading]], coverage: list[Coverage]) -> tuple[object, str]:
        (one,) = blind_spots([row(pairs, coverage)], coverage)
        return one.since, one.why

    old = watched("satellite", "storage", 90, 10)
    assert spot([], []) == (None, "nobody looked")
    assert spot([], [old]) == (old.t_end, "nobody has looked since")
    assert spot([], [BROKEN])[1] == "the collector is broken"
    assert spot([case("a", 5)], [])[1].startswith("only what happened to arrive")
    assert blind_spots([row([], [WATCHED])], [WATCHED]) == ()


def test_an_origin_from_before_the_run_is_not_counted() -> None:
    found = row([case("a", 5), case("old", PROBLEM.start_days + 30)], [])
    assert (found.origins, found.reports) == (1, 1)
