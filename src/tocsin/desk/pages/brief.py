"""The brief on the desk: daily, flash or handover, in either language, to read, to take away, and to publish in a person's name."""

import re
from itertools import groupby
from typing import Literal

from pydantic import Field

from tocsin.desk import telling
from tocsin.desk.declared import Action, Asked, Body, Done, Download, NotThere, Page, Query
from tocsin.desk.declared import Form as Fields
from tocsin.desk.people.roles import Role
from tocsin.desk.telling import Told
from tocsin.engine import briefing, publishing
from tocsin.engine.picturing import Picture
from tocsin.errors import UsageError
from tocsin.model import TLP_ORDER, Brief, Published, Record, Time, Tlp
from tocsin.warn import html, pdf, render
from tocsin.warn.phrases import Both, phrase
from tocsin.warn.view import View
from tocsin.warn.words import Lang

Shape = Literal["daily", "flash", "handover"]
Format = Literal["html", "pdf", "json", "text"]
TYPES: dict[str, tuple[str, str]] = {
    "html": ("html", "text/html; charset=utf-8"),
    "pdf": ("pdf", "application/pdf"),
    "json": ("json", "application/json"),
    "text": ("txt", "text/plain; charset=utf-8"),
}
"""by format: the ending of its file, and its media type"""
MEDIA = tuple(kind.partition(";")[0] for _, kind in TYPES.values())
LISTED = 30
_ID = re.compile(r"[0-9a-f]{64}")


class Drawing(Record, frozen=True, kw_only=True):
    """A drawing of the brief: our own SVG, with its title and marking inside."""

    title: str
    said: str
    svg: str


class Section(Record, frozen=True, kw_only=True):
    """One section."""

    id: str
    heading: str
    told: tuple[Told, ...]
    drawings: tuple[Drawing, ...]


class Row(Record, frozen=True, kw_only=True):
    """One brief that was published."""

    id: str
    title: str
    form: Shape
    language: str
    as_of: Time
    by: str
    why: str
    at: Time
    tlp: Tlp
    synthetic: bool
    sha256: str
    row: int
    head: str


class Shown(Record, frozen=True, kw_only=True):
    """What the page shows."""

    form: Shape
    pending: bool
    id: str | None
    title: str
    headline: str
    marking: str
    tlp: Tlp
    marks: tuple[Tlp, ...]
    """that it may be published with: its own, and the higher ones"""
    seen: str
    sections: tuple[Section, ...]
    published: tuple[Row, ...]


class One(Record, frozen=True, kw_only=True):
    """A published brief, as it left."""

    published: Row
    title: str
    headline: str
    marking: str
    sections: tuple[Section, ...]


class Asking(Query):
    """Which form."""

    form: Shape = "daily"


class AskingFile(Asking):
    """Which form, as what."""

    format: Format = "html"


class AskingOne(Query):
    """Which published brief."""

    id: str = Field(max_length=64)


class AskingOneFile(AskingOne):
    """Which published brief, as what."""

    format: Format = "html"


def show(asked: Asked, query: Asking) -> Shown:
    """The brief of the moment; what is not worked out yet comes by itself."""
    picture = asked.picture
    brief = composed(asked, picture, query.form, asked.lang) if begun(asked, picture, query.form) else None
    published = asked.pictures.read("published", publishing.published)
    view = telling.view(asked, picture)
    return Shown(
        form=query.form,
        pending=brief is None,
        id=brief.id if brief is not None else None,
        title=brief.title if brief is not None else "",
        headline=brief.headline if brief is not None else "",
        marking=brief.marking if brief is not None else "",
        tlp=brief.tlp if brief is not None else picture.judged.tlp,
        marks=TLP_ORDER[TLP_ORDER.index(brief.tlp) :] if brief is not None else (),
        seen=publishing.state(picture),
        sections=sections(brief, view, asked.frozen) if brief is not None else (),
        published=tuple(_row(one) for one in published if asked.as_of is None or one.t_known <= asked.as_of)[:LISTED],
    )


def begun(asked: Asked, picture: Picture, form: Shape) -> bool:
    """Whether what a brief is made of is worked out; if not, that is begun behind the reader's back."""
    return asked.pictures.soon(picture, _key(asked, picture, form), lambda held: briefing.parts(held, form=form)) is not None


def composed(asked: Asked, picture: Picture, form: Shape, lang: Lang, mark: Tlp = "clear") -> Brief:
    """The brief in one language, made once."""
    key = _key(asked, picture, form)
    parts = asked.pictures.once(picture, key, lambda held: briefing.parts(held, form=form))
    return asked.pictures.once(picture, f"brief.{key}.{lang}.{mark}", lambda held: briefing.of_parts(held, parts, lang, mark))


def _key(asked: Asked, picture: Picture, form: Shape) -> str:
    """Under which it is kept: a flash or handover names open alerts, which come and go without another judgement."""
    if form == "daily":
        return "parts.daily"
    return f"parts.{form}.{asked.pictures.read('ringing', lambda place: briefing.ringing(place, picture.as_of))}"


def sections(brief: Brief, view: View, frozen: str) -> tuple[Section, ...]:
    """A brief's sentences by section, with their links, and its drawings."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    return tuple(
        Section(
            id=name,
            heading=_cased(phrase(f"section.{name}", lang)),
            told=telling.told(held, view, frozen),
            drawings=tuple(Drawing(title=one.title, said=one.said, svg=one.svg) for one in brief.drawings if one.section == name),
        )
        for name, held in groupby(brief.sentences, key=lambda one: one.section)
    )


def _cased(heading: str) -> str:
    """A heading in sentence case: capitals are for terminals."""
    return heading[:1] + heading[1:].lower()


def _row(one: Published) -> Row:
    return Row(
        id=one.id,
        title=one.title,
        form=one.form,
        language=one.language,
        as_of=one.as_of,
        by=one.by,
        why=one.why,
        at=one.t_known,
        tlp=one.tlp,
        synthetic=one.synthetic,
        sha256=one.sha256,
        row=one.row,
        head=one.head,
    )


def show_one(asked: Asked, query: AskingOne) -> One:
    """A published brief, as it left. NotThere: none of this id."""
    held, brief = _opened(asked, query.id)
    return One(
        published=_row(held),
        title=brief.title,
        headline=brief.headline,
        marking=brief.marking,
        sections=sections(brief, telling.view(asked, asked.picture), asked.frozen),
    )


def _opened(asked: Asked, id: str) -> tuple[Published, Brief]:
    if not _ID.fullmatch(id):
        raise NotThere("no published brief has this id", todo="choose one from the list of briefs")
    try:
        held, brief = publishing.opened(asked.workspace, id)
    except UsageError as error:
        raise NotThere(error.what, todo=error.todo) from None
    if asked.as_of is not None and held.t_known > asked.as_of:
        raise NotThere("it was published later than the moment that is looked at", todo="leave the frozen moment")
    return held, brief


def file(asked: Asked, query: AskingFile) -> Body:
    """The brief of the moment as a file."""
    return _file(composed(asked, asked.picture, query.form, asked.lang), query.format)


def file_of(asked: Asked, query: AskingOneFile) -> Body:
    """A published brief as a file; as JSON, the bytes whose hash was published."""
    return _file(_opened(asked, query.id)[1], query.format)


def _file(brief: Brief, form: Format) -> Body:
    ending, media_type = TYPES[form]
    if form == "pdf":
        content = pdf.document(brief)
    else:
        written = html.page(brief) if form == "html" else render.json(brief) if form == "json" else render.text(brief)
        content = written.encode()
    (name,) = publishing.names([brief])
    return Body(content=content, media_type=media_type, name=f"{name}.{ending}")


class Publishing(Fields):
    """Which brief leaves, in which languages, marked how, and why."""

    form: Shape = Field(title="Form")
    languages: Literal["both", "en", "fr"] = Field("both", title="Languages")
    tlp: Tlp = Field(title="Mark")
    why: str = Field(min_length=3, max_length=2_000, title="Why")
    seen: str | None = Field(None, max_length=64)


def publish(asked: Asked, form: Publishing) -> Done:
    """Append that it is published, in the name of who sends this."""
    picture = asked.picture
    langs: tuple[Lang, ...] = ("en", "fr") if form.languages == "both" else (form.languages,)
    plain = composed(asked, picture, form.form, langs[0])
    if not publishing.higher(plain, form.tlp):
        raise UsageError(
            f"the brief is TLP:{plain.tlp.upper()}: its mark may be raised, never lowered", todo=f"choose {plain.tlp} or higher"
        )
    briefs = [composed(asked, picture, form.form, lang, form.tlp) for lang in langs]
    made = publishing.publish(picture, briefs, by=asked.person.name, why=form.why, seen=form.seen)
    return Done(
        said=Both("The brief is published in your name.", "La note est publiée en votre nom."),
        record=made[0],
        subject=made[0].id,
        why=form.why,
        to=f"/brief/published/{made[0].id}",
    )


PAGES = (
    Page(name="brief", path="/brief", title=Both("Brief", "Note"), query=Asking, view=Shown, show=show, menu=2),
    Page(
        name="published",
        path="/brief/published/{id}",
        title=Both("Published brief", "Note publiée"),
        query=AskingOne,
        view=One,
        show=show_one,
    ),
)
DOWNLOADS = (
    Download(
        name="brief-file",
        path="/brief/file",
        title=Both("The brief as a file", "La note en fichier"),
        query=AskingFile,
        media=MEDIA,
        make=file,
    ),
    Download(
        name="published-file",
        path="/brief/published/{id}/file",
        title=Both("A published brief as a file", "Une note publiée en fichier"),
        query=AskingOneFile,
        media=MEDIA,
        make=file_of,
    ),
)
ACTIONS = (
    Action(
        name="publish",
        title=Both("Publish the brief", "Publier la note"),
        role=Role.EDITOR,
        form=Publishing,
        do=publish,
        judged_again=False,
    ),
)
