"""The matrix: cells are Bayes factors by enumeration, weights add up, copies move nothing, what is said already is discounted."""

from collections.abc import Sequence

import numpy as np
import pytest

from tests.judge.worlds import AS_OF, SOURCES, case, denial, indicator, problem, statement, watched
from tocsin.judge import ach, influence
from tocsin.judge.filter import run
from tocsin.judge.horizon import reach
from tocsin.judge.sensitivity import log_odds
from tocsin.judge.standing import Standing, standings
from tocsin.model import Coverage, Origin, Reading, Upstream, to_json
from tocsin.model.competing import AchColumn, AchRow, HandCell
from tocsin.model.declared import Problem

Told = Sequence[tuple[Origin, Reading]]
LOUD = [case("a", 9, "alpha"), case("b", 5, "beta", said=statement("b", 5, ("transport",)))]


def standing(told: Told = LOUD, coverage: Sequence[Coverage] = (), some: Problem | None = None) -> Standing:
    return standings(
        some or problem(start_days=60),
        [origin for origin, _ in told],
        [reading for _, reading in told],
        coverage,
        SOURCES,
        as_of=AS_OF,
        draws=16,
    )[0]


def table(told: Told = LOUD, coverage: Sequence[Coverage] = (), **more: object) -> tuple[dict[str, AchColumn], dict[str, AchRow]]:
    columns, rows, exact = ach.matrix(standing(told, coverage), 30, **more)  # type: ignore[arg-type]
    assert exact
    return {column.id: column for column in columns}, {row.id: row for row in rows}


def test_a_cell_is_the_change_of_the_log_odds_that_the_evidence_alone_makes() -> None:
    where = standing()
    _, rows = table()
    w = where.weights / where.weights.sum()
    model, reached = where.model(), reach(where.model().ladder, [30])[30]
    for player, row in rows.items():
        found = []
        for data in ([d for d in where.data if d.player == player], []):
            alpha = run(model, data, where.days).alpha
            events = np.einsum("sn,skn,n->k", alpha, reached, w)
            found.append(log_odds(np.array([*events, 1 - events.sum(), *(alpha * w).sum(1)])))
        assert [cell.alone for cell in row.cells] == pytest.approx((found[0] - found[1]).tolist(), abs=1e-9)


def test_the_weights_of_a_column_are_all_that_the_evidence_does_to_it() -> None:
    columns, rows = table([*LOUD, denial("c", 3, interested=False)], [watched("satellite", "transport", 30, 20)])
    assert len(rows) == 4
    for name, column in columns.items():
        weights = [cell.weight for row in rows.values() for cell in row.cells if cell.hypothesis == name]
        moved = np.diff(log_odds(np.array([column.before, column.after])))[0]
        assert sum(weights) == pytest.approx(moved, abs=1e-9)
        assert column.support - column.inconsistency == pytest.approx(moved, abs=1e-9)


@pytest.mark.parametrize("copies", [1, 50])
def test_copies_move_nothing(copies: int) -> None:
    """The same bytes, whoever reprints it and however often."""
    copied = [case("a", 9, "alpha", copies=copies), LOUD[1]]
    assert to_json(ach.matrix(standing(copied), 30)) == to_json(ach.matrix(standing(), 30))


def test_what_rests_on_one_leak_is_discounted_and_what_does_not_is_less_so() -> None:
    def both(upstreams: tuple[str, str]) -> float:
        told = [
            case("a", 9, "beta", upstream=Upstream(status="known", id=upstreams[0])),
            case("b", 8, "gamma", upstream=Upstream(status="known", id=upstreams[1])),
        ]
        _, rows = table(told)
        assert all(row.shares_with for row in rows.values())
        return float(np.mean([row.discount for row in rows.values()]))

    assert both(("leak", "leak")) < both(("one", "other")) - 0.02 < 1


def test_a_row_that_tells_nothing_apart_has_no_diagnosticity() -> None:
    flat = indicator("storage", levels=[(0.3, 0.3)] * 4)
    columns, rows, _ = ach.matrix(standing([LOUD[0]], some=problem(flat, start_days=60)), 30)
    assert rows[0].diagnosticity == pytest.approx(0, abs=1e-9)
    assert all(column.inconsistency == pytest.approx(0, abs=1e-9) for column in columns)


def test_a_better_graded_word_contradicts_more() -> None:
    def against(publisher: str) -> float:
        columns, _ = table([case("x", 6, publisher)])
        return columns["none"].inconsistency

    assert against("alpha") > against("beta") > against("nobody") > 0


def test_silence_and_denials_speak_against_what_they_do_not_find() -> None:
    columns, rows = table([], [watched("satellite", "transport", 30, 30)])
    assert set(rows) == {"silence:transport"}
    assert columns["strike"].inconsistency > 0
    assert columns["none"].inconsistency == 0
    assert columns["none"].after > columns["none"].before


def test_hand_entered_cells_stand_beside_the_models_and_change_only_their_own_sum() -> None:
    _, plain = table()
    row = next(iter(plain))
    cell = HandCell(evidence=row[:6], hypothesis="strike", factor=0.2, by="Analyst A", reason="seen before")
    columns, rows = table(hand=[cell])
    held = next(c for c in rows[row].cells if c.hypothesis == "strike")
    assert held.hand == (cell,)
    assert held.weight == next(c.weight for c in plain[row].cells if c.hypothesis == "strike")
    assert columns["strike"].inconsistency == 0
    expected = -np.log(0.2) * sum(r.discount for r in rows.values() if r.id.startswith(row[:6]))
    assert columns["strike"].inconsistency_by_hand == pytest.approx(expected)
    assert columns["test"].inconsistency_by_hand is None
    assert ach.strangers([cell], list(rows.values()), list(columns.values())) == []
    strange = HandCell(evidence="zzz", hypothesis="strike", factor=2, by="A", reason="?")
    assert ach.strangers([strange], list(rows.values()), list(columns.values())) == [strange]


def test_the_least_contradicted_comes_first_and_the_most_telling_row() -> None:
    columns, rows, _ = ach.matrix(standing(), 30)
    scores = [column.inconsistency for column in columns if column.kind != "state"]
    assert scores == sorted(scores)
    assert [row.diagnosticity for row in rows] == sorted((row.diagnosticity for row in rows), reverse=True)
    assert {column.id for column in columns if column.kind == "state"} == {"routine", "signalling", "preparation", "imminent"}


def test_drawn_orders_agree_with_all_within_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [*LOUD, case("c", 4, "gamma"), case("d", 3, "delta", said=statement("d", 3, ("transport",)))]
    _, exact = table(told)
    monkeypatch.setattr(ach, "EXACT_PLAYERS", 2)
    _, rows, all_of_them = ach.matrix(standing(told), 30, seed=3)
    assert not all_of_them
    for row in rows:
        for cell, other in zip(row.cells, exact[row.id].cells, strict=True):
            assert cell.alone == pytest.approx(other.alone, abs=1e-12)
            assert cell.error is not None
            assert cell.weight == pytest.approx(other.weight, abs=5 * cell.error + 0.02 * abs(other.weight) + 1e-9)
    assert influence.EXACT_PLAYERS == 8
