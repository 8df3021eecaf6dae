"""Competing hypotheses: what each piece of evidence says of each of them, and what each comes to (Heuer's matrix, by likelihood)."""

import math

from tocsin.desk import telling
from tocsin.desk.declared import Asked, Page, Query
from tocsin.engine import competing
from tocsin.engine.picturing import Picture
from tocsin.model import Record, Time
from tocsin.model.competing import Ach, AchCell, AchColumn, AchRow
from tocsin.warn.competing import STEPS, TELLS
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import Both, phrase
from tocsin.warn.view import View
from tocsin.warn.words import chance, number

WHO, MOST = 40, 20.0
"""characters of a name; logarithm over which a factor says no more"""


class Column(Record, frozen=True, kw_only=True):
    """One hypothesis, or none of them."""

    id: str
    name: str
    href: str | None
    before: str
    after: str
    support: str
    against: str
    by_hand: str | None


class Cell(Record, frozen=True, kw_only=True):
    """What a row says of a column, as a sign and as a factor; persons' own entries beside it."""

    sign: str
    factor: str
    hand: tuple[str, ...]


class Evidence(Record, frozen=True, kw_only=True):
    """One row."""

    name: str
    who: str
    grade: str
    day: str | None
    silent: bool
    tells: str
    discount: float
    href: str
    cells: tuple[Cell, ...]


class Matrix(Record, frozen=True, kw_only=True):
    """One process's table."""

    process: str
    columns: tuple[Column, ...]
    rows: tuple[Evidence, ...]
    flat: int
    """rows that tell nothing apart"""


class Competing(Record, frozen=True, kw_only=True):
    """What the page shows."""

    pending: bool
    as_of: Time
    horizon: int
    exact: bool
    matrices: tuple[Matrix, ...]


def show(asked: Asked, _: Query) -> Competing:
    """The matrix of every process; worked out behind the reader's back."""
    picture = asked.picture
    view = telling.view(asked, picture)
    found = asked.pictures.soon(picture, "ach", _make)
    if found is None:
        return Competing(pending=True, as_of=picture.as_of, horizon=competing.HORIZON, exact=True, matrices=())
    return Competing(
        pending=False,
        as_of=found.as_of,
        horizon=found.horizon,
        exact=found.exact,
        matrices=tuple(_matrix(found, process, view, asked.frozen) for process in dict.fromkeys(one.process for one in found.columns)),
    )


def _make(picture: Picture) -> Ach:
    hand = competing.cells(None, picture.workspace, False)
    draws = min(competing.DRAWS, picture.judged.draws)
    return competing.of_case(picture.case, hand, draws=draws, seed=picture.judged.seed)


def _matrix(found: Ach, process: str, view: View, frozen: str) -> Matrix:
    columns = [one for one in found.columns if one.process == process and one.kind != "state"]
    rows = [one for one in found.rows if one.process == process]
    telling_rows = [row for row in rows if math.exp(row.diagnosticity) >= TELLS or any(cell.hand for cell in row.cells)]
    name = next((view.label(one.name, one.id) for one in view.problem.processes if one.id == process), process)
    return Matrix(
        process=name,
        columns=tuple(_column(one, view, frozen) for one in columns),
        rows=tuple(_row(one, columns, view, frozen) for one in telling_rows),
        flat=len(rows) - len(telling_rows),
    )


def _column(one: AchColumn, view: View, frozen: str) -> Column:
    none = one.kind == "none"
    like = min(one.before, one.after)
    return Column(
        id=one.id,
        name=phrase("ach.none", view.lang) if none else view.hypothesis(one.id),
        href=None if none else f"/hypotheses/{one.id}{frozen}",
        before=chance(one.before, view.lang, like),
        after=chance(one.after, view.lang, like),
        support=_times(one.support, view),
        against=_times(one.inconsistency, view),
        by_hand=_times(one.inconsistency_by_hand, view) if one.inconsistency_by_hand is not None else None,
    )


def _row(row: AchRow, columns: list[AchColumn], view: View, frozen: str) -> Evidence:
    cells = {cell.hypothesis: cell for cell in row.cells}
    silent = row.id.startswith("silence:")
    return Evidence(
        name=view.indicator(row.indicator),
        who=shortened(line(row.publisher or ""), WHO),
        grade=f"{row.reliability or '?'}{row.credibility or ''}" if row.reliability or row.credibility else "",
        day=row.day.isoformat() if row.day is not None else None,
        silent=silent,
        tells=_times(row.diagnosticity, view),
        discount=row.discount,
        href=f"/origins/{row.origin}{frozen}" if row.origin else f"/indicators/{row.indicator}{frozen}",
        cells=tuple(_cell(cells[one.id], view) for one in columns),
    )


def _cell(cell: AchCell, view: View) -> Cell:
    sign = next(sign for least, sign in STEPS if math.exp(cell.alone) >= least)
    hand = tuple(f"{line(one.by)}: {one.rating or number(one.factor, view.lang, 1)}, {line(one.reason)}" for one in cell.hand)
    return Cell(sign=sign, factor=_times(cell.alone, view), hand=hand)


def _times(log: float, view: View) -> str:
    factor = math.exp(max(-MOST, min(log, MOST)))
    return f"×{number(factor, view.lang, 2 if factor < 1 else 1 if factor < 10 else 0)}"


PAGES = (Page(name="ach", path="/ach", title=Both("Competing hypotheses", "Hypothèses concurrentes"), view=Competing, show=show),)
