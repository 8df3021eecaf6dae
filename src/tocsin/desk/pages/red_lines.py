"""Red lines as they are shown: who said which, what crossed it, what followed, and how often anything did."""

from datetime import date as Day

from tocsin.desk import naming
from tocsin.desk.labels import label
from tocsin.engine import lines
from tocsin.judge import crossings
from tocsin.model import Crossed, Record, Time
from tocsin.model.declared import Problem
from tocsin.model.red_lines import Crossed as CrossedRow
from tocsin.model.red_lines import FollowThrough, LineRow
from tocsin.model.registers import Labels, Words
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang


class Cited(Record, frozen=True, kw_only=True):
    """Exact words with where they stand."""

    statement: str
    text: str
    speaker: str
    at: Time


class Occasion(Record, frozen=True, kw_only=True):
    """One saying of a line."""

    date: Day
    change: str
    what: str
    source: str
    words: tuple[Cited, ...]


class Answer(Record, frozen=True, kw_only=True):
    """What followed a crossing."""

    date: Day
    clock: str
    kind: str
    what: str
    counts: bool
    source: str


class Crossing(Record, frozen=True, kw_only=True):
    """One crossing."""

    date: Day
    clock: str
    basis: str
    what: str
    on_whose_word: str
    disputed: str
    source: str
    words: tuple[Cited, ...]
    followed: tuple[Answer, ...]
    answered: str
    as_threatened: str


class Line(Record, frozen=True, kw_only=True):
    """One red line."""

    id: str
    speaker: str
    condition: str
    threatened: str
    consequence: str
    theme: str
    vague: bool
    basis: str
    first_said: Day
    last_said: Day
    said: tuple[Occasion, ...]
    crossings: tuple[Crossing, ...]
    source: str
    note: str
    seen: str
    """id of the latest entry of a person on it: what the form is made from"""


class HowOften(Record, frozen=True, kw_only=True):
    """How often crossings were answered."""

    of: str
    question: str
    cases: int
    yes: int
    said: str


def named(words: Labels, lang: Lang) -> str:
    """Words in a language, else in English, else as they stand."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def cited(words: Words) -> Cited:
    """Words as they are shown."""
    return Cited(statement=words.statement, text=words.text, speaker=words.speaker, at=words.t_known)


NOTHING = {"en": "nothing", "fr": "rien"}


def line(row: LineRow, problem: Problem, lang: Lang, crossed: list[Crossed]) -> Line:
    """A line as it is shown; crossed: what persons entered."""
    kinds = {kind.id: named(kind.name, lang) for kind in problem.lines.consequences}
    themes = {theme.id: named(theme.name, lang) for theme in problem.lines.themes}
    return Line(
        id=row.id,
        speaker=naming.entity(problem, row.speaker, lang),
        condition=named(row.condition, lang),
        threatened=named(row.threatened, lang),
        consequence=kinds.get(row.consequence, row.consequence),
        theme=themes.get(row.theme or "", row.theme or ""),
        vague=bool(row.vague),
        basis=label("basis", row.basis, lang),
        first_said=row.first_said,
        last_said=row.last_said,
        said=tuple(
            Occasion(
                date=one.date,
                change=label("change", one.change, lang),
                what=named(one.what, lang),
                source=one.source or "",
                words=tuple(map(cited, one.words)),
            )
            for one in row.said
        ),
        crossings=tuple(_crossing(one, problem, kinds, lang) for one in row.crossings),
        source=row.source or "",
        note=row.note or "",
        seen=lines.last(crossed, row.id),
    )


YES = {"en": ("yes", "no", "cannot be told"), "fr": ("oui", "non", "ne peut être dit")}


def _truth(value: bool | None, lang: Lang) -> str:
    return YES[lang][2 if value is None else 0 if value else 1]


def _crossing(one: CrossedRow, problem: Problem, kinds: dict[str, str], lang: Lang) -> Crossing:
    return Crossing(
        date=one.date,
        clock=one.clock or "",
        basis=label("basis", one.basis, lang),
        what=named(one.what, lang),
        on_whose_word=", ".join(naming.entity(problem, name, lang) for name in one.on_whose_word),
        disputed=one.disputed or "",
        source=one.source or "",
        words=tuple(map(cited, one.words)),
        followed=tuple(
            Answer(
                date=each.date,
                clock=each.clock or "",
                kind=kinds.get(each.kind, NOTHING[lang] if each.kind == crossings.NOTHING else each.kind),
                what=named(each.what, lang),
                counts=each.counts,
                source=each.source or "",
            )
            for each in one.followed
        ),
        answered=_truth(one.answered, lang),
        as_threatened=_truth(one.as_threatened, lang),
    )


QUESTIONS = {
    "answered": Both("answered by an act", "suivi d'un acte"),
    "as-threatened": Both("answered as threatened", "suivi comme menacé"),
}


def how_often(one: FollowThrough, problem: Problem, lang: Lang) -> HowOften:
    """How often crossings were followed, in words, with the range where there is one."""
    from tocsin.warn.words import percent

    question = QUESTIONS[one.question]
    if one.mean is not None and one.low is not None and one.high is not None:
        said = f"{percent(one.mean, lang)} ({percent(one.low, lang)} – {percent(one.high, lang)})"
    elif one.bound == "upper" and one.high is not None:
        said = f"≤ {percent(one.high, lang)}"
    elif one.bound == "lower" and one.low is not None:
        said = f"≥ {percent(one.low, lang)}"
    else:
        said = "–"
    kinds = {kind.id: named(kind.name, lang) for kind in problem.lines.consequences}
    of = kinds.get(one.key) or naming.entity(problem, one.key, lang)
    return HowOften(of=of, question=question.en if lang == "en" else question.fr, cases=one.cases, yes=one.yes, said=said)
