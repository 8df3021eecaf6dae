"""Names of what is declared, in the reader's language, and the short forms in which pages show records."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tocsin.desk.declared import Asked
from tocsin.desk.labels import label, speaker
from tocsin.engine import following
from tocsin.engine.finding import Index, Row
from tocsin.engine.picturing import Picture
from tocsin.model import Estimate, Followed, Origin, Record, Span, Time, Tlp
from tocsin.model.declared import Problem
from tocsin.warn.words import Lang, percent

NAMELESS = {"en": "an outlet without a name", "fr": "un média sans nom"}


Marks = tuple[dict[str, str | int], ...]
"""marked stretches of a text: `start`, `end` in characters, `kind`, `title`, `href`, as the template's quotation takes them"""


class Named(Record, frozen=True, kw_only=True):
    """Something declared: its id, its name, and where it stands."""

    id: str
    name: str
    href: str = ""


class Said(Record, frozen=True, kw_only=True):
    """A statement in a list."""

    id: str
    report: str
    text: str
    language: str
    """two letters, empty where not known"""
    spoken: str
    """the language's name"""
    speaker: str
    act: str
    act_name: str
    polarity: str
    polarity_name: str
    known: Time
    outlet: str
    date: str
    indicators: tuple[Named, ...]
    hypotheses: tuple[Named, ...]
    estimate: str
    red_line: bool
    interested: bool
    quoted: bool
    ruled: str
    """`correct`, `reject`, or empty"""
    ruled_name: str
    marks: Marks = ()
    """where words that were searched for stand in `text`"""
    tlp: Tlp
    synthetic: bool


def indicators(problem: Problem, ids: Iterable[str], lang: Lang) -> tuple[Named, ...]:
    """Indicators by their names; an id that the problem no longer has keeps to itself."""
    names = {one.id: one.name.get(lang, one.id) for one in problem.indicators}
    return tuple(Named(id=name, name=names.get(name, name), href=f"/indicators/{name}") for name in ids)


def hypotheses(problem: Problem, ids: Iterable[str], lang: Lang) -> tuple[Named, ...]:
    """Hypotheses by their names."""
    names = {one.id: one.name.get(lang, one.id) for one in problem.hypotheses}
    return tuple(Named(id=name, name=names.get(name, name), href=f"/hypotheses/{name}") for name in ids)


def entity(problem: Problem, identity: str, lang: Lang) -> str:
    """An entity of the gazetteer, or a source, by its name."""
    found = next((one for one in problem.gazetteer if one.id == identity), None)
    return identity if found is None else found.name.get(lang) or found.name.get("en", identity)


def estimate(one: Estimate | None, lang: Lang) -> str:
    """An estimative phrase with its range: `unlikely (icd203, 20% to 45%)`."""
    if one is None:
        return ""
    if one.low is None or one.high is None:
        return one.phrase
    to = "to" if lang == "en" else "à"
    return f"{one.phrase} ({one.yardstick or '?'}, {percent(one.low, lang)} {to} {percent(one.high, lang)})"


def outlet(site: str | None, lang: Lang) -> str:
    """Where a report stood."""
    return site or NAMELESS[lang]


def said(row: Row, problem: Problem, lang: Lang, spans: Iterable[Span] = ()) -> Said:
    """A statement as lists show it."""
    one, ruling = row.statement, row.ruling
    return Said(
        id=one.id,
        report=one.report,
        text=one.text,
        language=row.language or "",
        spoken=label("language", row.language, lang),
        speaker=speaker(one.speaker, lang),
        act=one.act,
        act_name=label("act", one.act, lang),
        polarity=one.polarity,
        polarity_name=label("polarity", one.polarity, lang),
        known=one.t_known,
        outlet=outlet(row.site, lang),
        date=one.date or "",
        indicators=indicators(problem, one.indicators, lang),
        hypotheses=hypotheses(problem, one.hypotheses, lang),
        estimate=estimate(one.estimate, lang),
        red_line=one.red_line is not None,
        interested=one.interested,
        quoted=one.quoted,
        ruled=ruling.kind if ruling is not None else "",
        ruled_name=label("ruled", ruling.kind, lang) if ruling is not None else "",
        marks=marks(spans),
        tlp=one.tlp,
        synthetic=one.synthetic,
    )


def marks(spans: Iterable[Span], kind: str = "", title: str = "", href: str = "") -> Marks:
    """Stretches of a text, all marked alike."""
    return tuple({"start": start, "end": end, "kind": kind, "title": title, "href": href} for start, end in spans)


def found(asked: Asked) -> Index:
    """The index of the picture's statements, made once for it."""

    def make(picture: Picture) -> Index:
        return Index(picture.given.readings, picture.given.corrections, picture.as_of)

    return asked.pictures.once(asked.picture, "statements", make)


class Homes(NamedTuple):
    """Origins of a picture by what stands under them."""

    named: dict[str, Origin]
    """by the origin's id, and by those that it had before"""
    reports: dict[str, list[Origin]]
    statements: dict[str, list[Origin]]


def homes(asked: Asked) -> Homes:
    """The picture's origins by id, by report and by statement, gathered once for it."""

    def make(picture: Picture) -> Homes:
        found = Homes({}, {}, {})
        for origin in picture.case.origins:
            for before in origin.replaces:
                found.named.setdefault(before, origin)
            for name in dict.fromkeys(link.id for link in origin.reports):
                found.reports.setdefault(name, []).append(origin)
            for name in dict.fromkeys(origin.statements):
                found.statements.setdefault(name, []).append(origin)
        found.named.update({origin.id: origin for origin in picture.case.origins})
        return found

    return asked.pictures.once(asked.picture, "homes", make)


def steps(asked: Asked) -> tuple[Followed, ...]:
    """Every step in following claims up that was known by the picture's moment; read again where something was written since."""
    return tuple(one for one in asked.pictures.read("followed", following.steps) if one.t_known <= asked.picture.as_of)


def followed(asked: Asked) -> Mapping[str, Followed]:
    """By origin of the picture: the step that stands."""
    return following.standing(steps(asked), homes(asked).reports)
