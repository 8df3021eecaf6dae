"""A handover brief that was kept with the watch: as it was read out when it was handed over, with what it rests on."""

from itertools import groupby

from pydantic import Field

from tocsin.desk.declared import Action, Asked, NotThere, Page, Query
from tocsin.ledger import Ledger
from tocsin.model import Brief, Record, Reference, Time
from tocsin.warn.phrases import PHRASES, Both


class Rest(Record, frozen=True, kw_only=True):
    """Where a sentence rests."""

    words: str
    href: str | None


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence."""

    text: str
    role: str
    rests: tuple[Rest, ...]


class Part(Record, frozen=True, kw_only=True):
    """One section."""

    name: str
    sentences: tuple[Sentence, ...]


class Handover(Record, frozen=True, kw_only=True):
    """What the page shows."""

    id: str
    title: str
    headline: str
    language: str
    marking: str
    tlp: str
    synthetic: bool
    as_of: Time
    parts: tuple[Part, ...]


class Asking(Query):
    """Which."""

    id: str = Field(max_length=80)


def show(asked: Asked, query: Asking) -> Handover:
    """The brief. NotThere: none of this id is kept."""
    with Ledger.open(asked.workspace) as ledger:
        held = ledger.get(Brief, query.id)
    if held is None:
        raise NotThere("no brief of this id is kept", where=query.id, todo="go back to the shift log")
    parts = []
    for name, some in groupby(held.sentences, key=lambda one: one.section):
        words = PHRASES.get(f"section.{name}")
        heading = getattr(words, held.language) if words is not None else name
        sentences = tuple(
            Sentence(text=one.text, role=one.role, rests=tuple(_rest(ref) for ref in one.references))
            for one in some
            if one.role != "heading"
        )
        parts.append(Part(name=heading, sentences=sentences))
    return Handover(
        id=held.id,
        title=held.title,
        headline=held.headline,
        language=held.language,
        marking=held.marking,
        tlp=held.tlp,
        synthetic=held.synthetic,
        as_of=held.as_of,
        parts=tuple(parts),
    )


def _rest(one: Reference) -> Rest:
    words = one.words or one.declared or one.path or one.statement or one.report or one.origin or ""
    if one.statement is not None:
        return Rest(words=words, href=f"/statements/{one.statement}")
    if one.report is not None:
        return Rest(words=words, href=f"/reports/{one.report}")
    return Rest(words=words, href=f"/origins/{one.origin}" if one.origin is not None else None)


PAGES = (
    Page(
        name="handover",
        path="/shift/briefs/{id}",
        title=Both("Handover brief", "Note de passage"),
        query=Asking,
        view=Handover,
        show=show,
    ),
)
ACTIONS: tuple[Action, ...] = ()
