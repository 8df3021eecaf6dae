"""Competing hypotheses beside one another, from files or a workspace, with persons' cells: the answer to `tocsin ach`."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.engine import pipeline
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.library import hand_cells
from tocsin.model import TLP_ORDER
from tocsin.model.competing import Ach, HandCell

CELLS = "ach.yml"
"""persons' cells in a workspace's folder"""
DRAWS = 100
HORIZON = 30


def cells(file: Path | None, workspace: Path | None, from_files: bool) -> tuple[HandCell, ...]:
    """The cells of a named file, else of the workspace's own where it has one. UsageError where the named one is not there."""
    if file is not None:
        if not file.is_file():
            raise UsageError("there is no such file", where=str(file), todo="name a YAML file of cells after --cells")
        return hand_cells.load(file)
    if from_files:
        return ()
    own = workspaces.find(workspace).folder / CELLS
    return hand_cells.load(own) if own.is_file() else ()


def compare(given: Input, hand: Sequence[HandCell] = (), *, draws: int = DRAWS, seed: int = 0, horizon: int = HORIZON) -> Ach:
    """The matrix of every process. UsageError for a person's cell of no row or no hypothesis."""
    return of_case(pipeline.build(given), hand, draws=draws, seed=seed, horizon=horizon)


def of_case(case: Case, hand: Sequence[HandCell] = (), *, draws: int = DRAWS, seed: int = 0, horizon: int = HORIZON) -> Ach:
    """The matrix of a case that is built already."""
    from tocsin.judge import ach
    from tocsin.judge.standing import standings

    found = standings(
        case.declared.problem,
        case.origins,
        case.readings,
        case.coverage,
        case.declared.sources,
        as_of=case.as_of,
        draws=draws,
        seed=seed,
        conditions=case.conditions,
        outcomes=case.outcomes,
        observations=case.observations,
    )
    tables = [ach.matrix(one, horizon, hand, seed) for one in found]
    columns = [column for some, _, _ in tables for column in some]
    rows = [row for _, some, _ in tables for row in some]
    if strange := ach.strangers(hand, rows, columns):
        cell = strange[0]
        known = {column.id for column in columns}
        if cell.hypothesis not in known:
            raise UsageError(f"a cell by {cell.by} is of no hypothesis: {cell.hypothesis!r}", todo=f"one of {', '.join(sorted(known))}")
        raise UsageError(f"a cell by {cell.by} is of no evidence: {cell.evidence!r}", todo="the ids of rows: tocsin ach --json")
    records = (*case.origins, *case.coverage, *case.observations)
    return Ach(
        problem=case.declared.problem.id,
        as_of=case.as_of,
        horizon=horizon,
        columns=tuple(columns),
        rows=tuple(rows),
        exact=all(exact for _, _, exact in tables),
        draws=found[0].draws.lanes if found else 0,
        seed=seed,
        tlp=max((record.tlp for record in records), key=TLP_ORDER.index, default="clear"),
        synthetic=any(record.synthetic for record in (*records, *case.readings)),
    )
