"""Decisions as they are shown: what was judged, by us and by others, before and after each."""

from datetime import date as Day

from tocsin.desk import naming
from tocsin.desk.pages.red_lines import Cited, cited, named
from tocsin.model import Probability, Record
from tocsin.model.decisions import DecisionRow
from tocsin.model.declared import Problem
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang


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


MISSING = {
    "too-soon": Both("the day after has not come yet", "le lendemain n'est pas encore venu"),
    "no-reports": Both("no report of the weeks before it is held", "aucun article des semaines précédentes n'est détenu"),
}
OURS = {"en": "ours", "fr": "le nôtre"}
WHEN = {"before": Both("before", "avant"), "after": Both("after", "après")}


def decision(row: DecisionRow, problem: Problem, lang: Lang) -> Decision:
    """A decision as it is shown, with our judgement and others'."""
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
                words=cited(one.words) if one.words is not None else None,
            )
            for one in row.others
        ),
    )
