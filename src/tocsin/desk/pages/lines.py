"""Red lines, doctrine and decisions: who said which line, what crossed it and what followed; versions compared; before and after."""

from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Asked, Page, Query
from tocsin.desk.pages import decisions, doctrine, red_lines
from tocsin.desk.pages.decisions import Decision
from tocsin.desk.pages.doctrine import Compared, Holding, Text
from tocsin.desk.pages.red_lines import NOTHING, HowOften, Line
from tocsin.engine import lines
from tocsin.engine.picturing import Picture
from tocsin.judge import crossings
from tocsin.model import Crossed, Record, Time, Tlp
from tocsin.model.decisions import Decisions
from tocsin.model.doctrines import Doctrine
from tocsin.model.red_lines import LineRow, RedLines
from tocsin.warn.phrases import Both


class Asking(Query):
    """Which register."""

    tab: Literal["lines", "doctrine", "decisions"] = "lines"
    speaker: str | None = Field(default=None, max_length=200)
    crossed: Literal["yes", "no"] | None = None


class LinesView(Record, frozen=True, kw_only=True):
    """The page: one of the three registers is filled."""

    tab: str
    as_of: Time
    checked: str
    answer_days: int
    lines: tuple[Line, ...]
    how_often: tuple[HowOften, ...]
    texts: tuple[Text, ...]
    compared: tuple[Compared, ...]
    holdings: tuple[Holding, ...]
    decisions: tuple[Decision, ...]
    pending: bool
    kinds: tuple[tuple[str, str], ...]
    """kinds of answer"""
    asked: dict[str, str]
    tlp: Tlp
    synthetic: bool


def show(asked: Asked, query: Asking) -> LinesView:
    """The register asked for, as of the picture's moment."""
    picture, lang = asked.picture, asked.lang
    problem = picture.case.declared.problem
    told, texts, decided = None, None, None
    crossed = [one for one in picture.case.conditions if isinstance(one, Crossed) and one.t_known <= picture.as_of]
    pending = False
    if query.tab == "lines":
        told = asked.pictures.once(picture, "red-lines", _red_lines)
    elif query.tab == "doctrine":
        texts = asked.pictures.once(picture, "doctrine", lambda held: lines.doctrine_of(held.case))
    else:
        decided = asked.pictures.soon(picture, "decisions", lambda held: lines.decisions_of(held.given))
        pending = decided is None
    register: RedLines | Doctrine | Decisions | None = told or texts or decided
    return LinesView(
        tab=query.tab,
        as_of=picture.as_of,
        checked=(register.checked or "") if register is not None else "",
        answer_days=problem.lines.answer_days,
        lines=tuple(red_lines.line(row, problem, lang, crossed) for row in told.lines if _wanted(row, query)) if told is not None else (),
        how_often=tuple(red_lines.how_often(one, problem, lang) for one in told.follow_through) if told is not None else (),
        texts=tuple(doctrine.texts(texts, lang)) if texts is not None else (),
        compared=tuple(doctrine.compared(texts, problem, lang)) if texts is not None else (),
        holdings=tuple(doctrine.holdings(texts, problem, lang)) if texts is not None else (),
        decisions=tuple(decisions.decision(row, problem, lang) for row in decided.decisions) if decided is not None else (),
        pending=pending,
        kinds=(
            *((kind.id, red_lines.named(kind.name, lang)) for kind in problem.lines.consequences),
            (crossings.NOTHING, NOTHING[lang]),
        ),
        asked={name: str(value) for name, value in query.model_dump(exclude_none=True).items()},
        tlp=register.tlp if register is not None else "clear",
        synthetic=register.synthetic if register is not None else picture.synthetic,
    )


def _red_lines(picture: Picture) -> RedLines:
    crossed = tuple(one for one in picture.case.conditions if isinstance(one, Crossed))
    return lines.red_lines(picture.case, crossed)


def _wanted(row: LineRow, query: Asking) -> bool:
    if query.speaker and query.speaker.casefold() not in row.speaker.casefold():
        return False
    return query.crossed is None or (query.crossed == "yes") == bool(row.crossings)


PAGES = (
    Page(
        name="lines",
        path="/lines",
        title=Both("Red lines and doctrine", "Lignes rouges et doctrine"),
        query=Asking,
        view=LinesView,
        show=show,
        menu=36,
    ),
)
