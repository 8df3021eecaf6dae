"""Doctrine as it is shown: its versions, what each says beside the one before, and on whose word a condition holds."""

from datetime import date as Day

from tocsin.desk import naming
from tocsin.desk.pages.red_lines import Cited, cited, named
from tocsin.model import Record
from tocsin.model.declared import Problem
from tocsin.model.doctrines import Doctrine
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang


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


def texts(doctrine: Doctrine, lang: Lang) -> list[Text]:
    """Versions as they are shown."""
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


def compared(doctrine: Doctrine, problem: Problem, lang: Lang) -> list[Compared]:
    """Each version beside the one before."""
    titles = {one.id: f"{named(one.name, lang)}, {one.date}" for one in doctrine.texts}
    what = {(one.id, each.matter): named(each.what, lang) for one in doctrine.texts for each in one.conditions}
    parts = {one.id: named(one.name, lang) for one in problem.lines.elements}

    def names(ids: tuple[str, ...]) -> str:
        return ", ".join(parts.get(one, one) for one in ids)

    return [
        Compared(
            was=titles.get(one.was, one.was),
            now=titles.get(one.now, one.now),
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


def holdings(doctrine: Doctrine, problem: Problem, lang: Lang) -> list[Holding]:
    """Who says of which condition that it holds."""
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
                words=cited(one.words) if one.words is not None else None,
            )
        )
    return found
