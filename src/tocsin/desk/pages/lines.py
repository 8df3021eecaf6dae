"""Red lines, doctrine and decisions: who said which line, what crossed it and what followed; versions compared; before and after."""

from datetime import date as Day
from typing import Literal

from pydantic import Field

from tocsin.desk import naming
from tocsin.desk.declared import Action, Asked, Done, Form, Page, Query
from tocsin.desk.labels import label
from tocsin.engine import lines
from tocsin.engine.picturing import Picture
from tocsin.judge import crossings
from tocsin.model import Crossed, Probability, Record, Time, Tlp
from tocsin.model.decisions import DecisionRow, Decisions
from tocsin.model.declared import Problem
from tocsin.model.doctrines import Doctrine
from tocsin.model.red_lines import Crossed as CrossedRow
from tocsin.model.red_lines import FollowThrough, LineRow, RedLines
from tocsin.model.registers import Labels, Words
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang


class Asking(Query):
    """Which register."""

    tab: Literal["lines", "doctrine", "decisions"] = "lines"
    speaker: str | None = Field(default=None, max_length=200)
    crossed: Literal["yes", "no"] | None = None


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


class Text(Record, frozen=True, kw_only=True):
    """One version of a doctrine."""

    id: str
    name: str
    kind: str
    date: Day
    in_force: bool
    conditions: tuple[tuple[str, str], ...]
    """(article, condition)"""
    source: str
    note: str


class Compared(Record, frozen=True, kw_only=True):
    """What a version says beside the one before."""

    was: str
    now: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    """(condition, what it lost, what it gained)"""


class Holding(Record, frozen=True, kw_only=True):
    """On whose word a condition holds."""

    matter: str
    date: Day
    by: str
    stance: str
    interested: bool
    what: str
    source: str
    words: Cited | None


class View(Record, frozen=True, kw_only=True):
    """A judgement before and after a decision."""

    who: str
    hypothesis: str
    when: str
    said: str
    before: Probability | None
    after: Probability | None
    without: Probability | None
    words: Cited | None


class Decision(Record, frozen=True, kw_only=True):
    """One decision."""

    id: str
    date: Day
    by: str
    what: str
    source: str
    ours: tuple[View, ...]
    missing: str
    others: tuple[View, ...]


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
    told, doctrine, decided = None, None, None
    crossed = [one for one in picture.case.conditions if isinstance(one, Crossed) and one.t_known <= picture.as_of]
    pending = False
    if query.tab == "lines":
        told = asked.pictures.once(picture, "red-lines", _red_lines)
    elif query.tab == "doctrine":
        doctrine = asked.pictures.once(picture, "doctrine", lambda held: lines.doctrine_of(held.case))
    else:
        decided = asked.pictures.soon(picture, "decisions", lambda held: lines.decisions_of(held.given))
        pending = decided is None
    register: RedLines | Doctrine | Decisions | None = told or doctrine or decided
    return LinesView(
        tab=query.tab,
        as_of=picture.as_of,
        checked=(register.checked or "") if register is not None else "",
        answer_days=problem.lines.answer_days,
        lines=tuple(_line(row, problem, lang, crossed) for row in told.lines if _wanted(row, query)) if told is not None else (),
        how_often=tuple(_how_often(one, problem, lang) for one in told.follow_through) if told is not None else (),
        texts=tuple(_texts(doctrine, lang)) if doctrine is not None else (),
        compared=tuple(_compared(doctrine, problem, lang)) if doctrine is not None else (),
        holdings=tuple(_holdings(doctrine, problem, lang)) if doctrine is not None else (),
        decisions=tuple(_decision(row, problem, lang) for row in decided.decisions) if decided is not None else (),
        pending=pending,
        kinds=(*((kind.id, named(kind.name, lang)) for kind in problem.lines.consequences), (crossings.NOTHING, NOTHING[lang])),
        asked={name: str(value) for name, value in query.model_dump(exclude_none=True).items()},
        tlp=register.tlp if register is not None else "clear",
        synthetic=register.synthetic if register is not None else picture.synthetic,
    )


NOTHING = {"en": "nothing", "fr": "rien"}


def _red_lines(picture: Picture) -> RedLines:
    crossed = tuple(one for one in picture.case.conditions if isinstance(one, Crossed))
    return lines.red_lines(picture.case, crossed)


def _wanted(row: LineRow, query: Asking) -> bool:
    if query.speaker and query.speaker.casefold() not in row.speaker.casefold():
        return False
    return query.crossed is None or (query.crossed == "yes") == bool(row.crossings)


def named(words: Labels, lang: Lang) -> str:
    """Words in a language, else in English, else as they stand."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def _cited(words: Words) -> Cited:
    return Cited(statement=words.statement, text=words.text, speaker=words.speaker, at=words.t_known)


def _line(row: LineRow, problem: Problem, lang: Lang, crossed: list[Crossed]) -> Line:
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
                words=tuple(map(_cited, one.words)),
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
        words=tuple(map(_cited, one.words)),
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


def _how_often(one: FollowThrough, problem: Problem, lang: Lang) -> HowOften:
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


def _texts(doctrine: Doctrine, lang: Lang) -> list[Text]:
    return [
        Text(
            id=one.id,
            name=named(one.name, lang),
            kind=one.kind,
            date=one.date,
            in_force=one.in_force,
            conditions=tuple((each.article, named(each.what, lang)) for each in one.conditions),
            source=one.source,
            note=named(one.note, lang),
        )
        for one in doctrine.texts
    ]


def _compared(doctrine: Doctrine, problem: Problem, lang: Lang) -> list[Compared]:
    texts = {one.id: f"{named(one.name, lang)}, {one.date}" for one in doctrine.texts}
    what = {(one.id, each.matter): named(each.what, lang) for one in doctrine.texts for each in one.conditions}
    parts = {one.id: named(one.name, lang) for one in problem.lines.elements}

    def names(ids: tuple[str, ...]) -> str:
        return ", ".join(parts.get(one, one) for one in ids)

    return [
        Compared(
            was=texts.get(one.was, one.was),
            now=texts.get(one.now, one.now),
            added=tuple(what.get((one.now, matter), matter) for matter in one.added),
            removed=tuple(what.get((one.was, matter), matter) for matter in one.removed),
            changed=tuple((what.get((one.now, each.matter), each.matter), names(each.lost), names(each.gained)) for each in one.changed),
        )
        for one in doctrine.differences
    ]


STANCES = {
    "holds": Both("says that it holds", "dit qu'elle est remplie"),
    "denies": Both("denies it", "le nie"),
    "disputes": Both("disputes it", "le conteste"),
}


def _holdings(doctrine: Doctrine, problem: Problem, lang: Lang) -> list[Holding]:
    what = {each.matter: named(each.what, lang) for one in doctrine.texts for each in one.conditions}
    found = []
    for one in doctrine.holdings:
        stance = STANCES.get(one.stance)
        found.append(
            Holding(
                matter=what.get(one.matter, one.matter),
                date=one.date,
                by=naming.entity(problem, one.by, lang),
                stance=one.stance if stance is None else stance.en if lang == "en" else stance.fr,
                interested=one.interested,
                what=named(one.what, lang),
                source=one.source or "",
                words=_cited(one.words) if one.words is not None else None,
            )
        )
    return found


MISSING = {
    "too-soon": Both("the day after has not come yet", "le lendemain n'est pas encore venu"),
    "no-reports": Both("no report of the weeks before it is held", "aucun article des semaines précédentes n'est détenu"),
}
OURS = {"en": "ours", "fr": "le nôtre"}
WHEN = {"before": Both("before", "avant"), "after": Both("after", "après")}


def _decision(row: DecisionRow, problem: Problem, lang: Lang) -> Decision:
    names = {one.id: one.name.get(lang, one.id) for one in problem.hypotheses}
    missing = MISSING.get(row.ours_missing or "")
    return Decision(
        id=row.id,
        date=row.date,
        by=naming.entity(problem, row.by, lang),
        what=named(row.what, lang),
        source=row.source,
        ours=tuple(
            View(
                who=OURS[lang],
                hypothesis=names.get(one.hypothesis, one.hypothesis),
                when="",
                said="",
                before=one.before,
                after=one.after,
                without=one.without,
                words=None,
            )
            for one in row.ours
        ),
        missing=(row.ours_missing or "") if missing is None else missing.en if lang == "en" else missing.fr,
        others=tuple(
            View(
                who=naming.entity(problem, one.by, lang),
                hypothesis=names.get(one.hypothesis, one.hypothesis),
                when=WHEN[one.when].en if lang == "en" else WHEN[one.when].fr,
                said=named(one.what, lang) or (one.words.text if one.words is not None else ""),
                before=None,
                after=None,
                without=None,
                words=_cited(one.words) if one.words is not None else None,
            )
            for one in row.others
        ),
    )


class Enter(Form):
    """A person's word on a crossing."""

    line: str = Field(min_length=1, max_length=200, json_schema_extra={"hidden": True})
    crossed: Literal["yes", "no"] = Field(default="yes", title="Crossed")
    on: str = Field(title="Day", max_length=10)
    at: str | None = Field(default=None, title="Time of day with its offset", max_length=20)
    what: str | None = Field(default=None, title="What crossed it", max_length=300)
    answered: str | None = Field(default=None, title="What followed", max_length=100)
    why: str = Field(title="Reason", min_length=3, max_length=2000)
    seen: str | None = None


def enter(asked: Asked, form: Enter) -> Done:
    """Append it."""
    record = lines.enter(
        asked.workspace,
        form.line,
        crossed=form.crossed == "yes",
        on=form.on,
        by=asked.person.name,
        why=form.why,
        at=form.at or None,
        what=form.what or None,
        answered=form.answered or None,
        case=asked.picture.case,
        seen=form.seen or "",
    )
    said = Both("Entered: the line was crossed.", "Saisi : la ligne a été franchie.")
    if not record.crossed:
        said = Both("Entered: the line was not crossed.", "Saisi : la ligne n'a pas été franchie.")
    return Done(said=said, record=record, to="/lines", subject=form.line, why=form.why)


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
ACTIONS = (Action(name="mark-crossed", title=Both("Mark a line crossed", "Marquer une ligne franchie"), form=Enter, do=enter),)
