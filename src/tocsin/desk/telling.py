"""A sentence of the brief on a page: its text, and links from it to the words of the articles and the numbers that it rests on."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from tocsin.desk.declared import Asked
from tocsin.engine.picturing import Picture
from tocsin.model import BriefSentence, Record, Reference
from tocsin.warn.neutral import safe, shortened
from tocsin.warn.view import View
from tocsin.warn.words import Lang

OUTLET, QUOTE = 40, 160
"""characters of an outlet's name, and of the words that a link shows when it is pointed at"""
LINKS = 4
"""of one sentence; the rest is one click further"""
COMMANDS = {
    "margin": "/margin",
    "worth": "/margin",
    "task": "/margin",
    "calendar": "/#calendar",
    "alerts": "/alerts",
    "watch": "/sources",
    "looks": "/map",
    "redlines": "/lines",
    "doctrine": "/lines",
    "decisions": "/lines",
    "assess": "/hypotheses",
    "trend": "/course",
    "ach": "/ach",
    "score": "/scores",
    "outcomes": "/scores",
    "judgements": "/judgements",
    "judge": "/judgements",
    "origins": "/origins",
    "statements": "/statements",
    "claim": "/claims",
    "versions": "/versions",
    "problem": "/problem",
    "requests": "/requests",
}
"""where the desk shows what a command prints"""
PARTS = {"hypotheses": "/hypotheses", "indicators": "/indicators", "blind": "/indicators", "influences": "/hypotheses"}
_ASSESSMENT = re.compile(r"assessment \w+: (\w+)(?:\.([^.]+))?")
_COMMAND = re.compile(r"tocsin (\w+)")


class Where(Record, frozen=True, kw_only=True):
    """One place that a sentence rests on."""

    label: str
    """the outlet, or what the number is of; empty: the page says so in its own words"""
    href: str
    words: str = ""
    """the beginning of the exact words there"""


class Told(Record, frozen=True, kw_only=True):
    """A sentence, in the reader's language."""

    text: str
    role: str = "fact"
    rests_on: tuple[Where, ...] = ()
    more: int = 0
    """places that it rests on beside those"""


def view(asked: Asked, picture: Picture) -> View:
    """The picture with its indexes, in the reader's language; made once for each picture and language."""
    return asked.pictures.once(picture, f"view.{asked.lang}", lambda held: of(held, asked.lang))


def of(picture: Picture, lang: Lang) -> View:
    """The picture with its indexes."""
    case = picture.case
    return View(picture.judged, case.origins, case.readings, case.reports, case.declared.problem, case.declared.sources, lang)


def told(sentences: Iterable[BriefSentence], view: View, frozen: str = "") -> tuple[Told, ...]:
    """Sentences with their links; frozen: what addresses need to stay at a moment (`Asked.frozen`)."""
    return tuple(_told(one, view, frozen) for one in sentences)


def _told(sentence: BriefSentence, view: View, frozen: str) -> Told:
    found = {one.href: one for reference in sentence.references for one in where(reference, view, frozen)}.values()
    bare = next((one for one in found if not one.label), None)  # one way to the numbers is enough
    places = [*(one for one in found if one.label), *([bare] if bare is not None else [])]
    return Told(text=safe(sentence.text), role=sentence.role, rests_on=tuple(places[:LINKS]), more=max(0, len(places) - LINKS))


def where(reference: Reference, view: View, frozen: str = "") -> tuple[Where, ...]:
    """Where a reference leads on the desk: to the words, else to the report or origin, else to the number."""
    words = shortened(safe(reference.words or ""), QUOTE)
    if reference.statement is not None and reference.report is not None:
        outlet = _outlet(reference.report, view)
        return (Where(label=outlet, href=_at("/statements", reference.statement, frozen), words=words),)
    if reference.report is not None:
        return (Where(label=_outlet(reference.report, view), href=_at("/reports", reference.report, frozen), words=words),)
    if reference.origin is not None:
        origin = view.origin.get(reference.origin)
        return (Where(label=shortened(safe((origin and origin.publisher) or ""), OUTLET), href=_at("/origins", reference.origin, frozen)),)
    if reference.declared is not None:
        href = declared(reference.declared, view)
        path, mark, part = href.partition("#")
        _, _, indicator = path.partition("/indicators/")
        label = view.indicator(indicator) if indicator else ""
        return (Where(label=label, href=f"{path}{frozen}{mark}{part}"),) if href else ()
    return ()


def declared(said: str, view: View) -> str:
    """The page of a declared or judged number: `assessment 12ab: hypotheses.x.probability.30` is the hypothesis's own."""
    if found := _ASSESSMENT.match(said):
        part, name = found[1], found[2]
        if part == "blind" and name is None:
            return "/indicators"
        if part in PARTS and name and _known(name, view):
            return f"{PARTS[part]}/{quote(name, safe='')}"
        return "/hypotheses" if part in ("influences", "changes", "happened", "hypotheses") else "/problem"
    if page := page_of(said):
        return page
    if said.startswith("dissent"):
        return "/judgements"
    owner, _, part = said.partition(": ")
    if owner == view.problem.id:
        return f"/problem#{re.sub(r'[^A-Za-z0-9_-]', '-', part)}"
    return ""


def page_of(command: str, frozen: str = "") -> str:
    """The page that shows what a command prints; empty: none does."""
    found = _COMMAND.match(command)
    path, mark, part = COMMANDS.get(found[1], "").partition("#") if found else ("", "", "")
    return f"{path}{frozen}{mark}{part}" if path else ""


def _known(name: str, view: View) -> bool:
    return name in {one.id for one in view.problem.hypotheses} | {one.id for one in view.problem.indicators}


def _outlet(report: str, view: View) -> str:
    return shortened(safe(view.publisher(view.outlet(report))), OUTLET)


def _at(page: str, id: str, frozen: str) -> str:
    return f"{page}/{quote(id, safe='')}{frozen}"
