"""All names of one report: those of the gazetteer, then towns with their place, then persons and bodies that nobody has listed."""

from typing import NamedTuple

from tocsin.model import Name, Span
from tocsin.read import strangers
from tocsin.read.grammar import Grammar
from tocsin.read.names import Found, Gazetteer
from tocsin.read.places import Places, Where
from tocsin.read.sentences import Parsed
from tocsin.read.view import View


class Naming(NamedTuple):
    """The names of one text, in order, and where places among them are."""

    names: tuple[Found, ...]
    where: dict[Found, Where]

    def within(self, span: Span, text: str, view: View) -> tuple[Name, ...]:
        """The records of the names inside `span` (of the text as matched); `text` is the report's."""
        return tuple(self._record(found, text, view) for found in self.names if span[0] <= found.start and found.end <= span[1])

    def _record(self, found: Found, text: str, view: View) -> Name:
        start, end = view.original(found.start, found.end)
        where = self.where.get(found)
        name = Name(text=text[start:end], span=(start, end), id=found.id, type=found.type)
        return (
            name
            if where is None
            else Name(text=name.text, span=name.span, id=name.id, type=name.type, lat=where.lat, lon=where.lon, country=where.country)
        )


def listed(parsed: Parsed, gazetteer: Gazetteer, language: str | None) -> tuple[list[Found], list[Found]]:
    """Names of the gazetteer and of sources, without namesakes; then the words that look like one and are something else."""
    names, others = gazetteer.told_apart(parsed.text, parsed.lower, language)
    return strangers.namesakes(parsed, names, gazetteer.people), others


def complete(parsed: Parsed, grammar: Grammar, names: list[Found], places: Places) -> Naming:
    """`names` with places, towns, persons and bodies besides."""
    where = {found: place for found in names if found.type == "place" and (place := places.listed(found.id)) is not None}
    towns = places.towns(parsed, grammar, names)
    where.update(towns)
    known = sorted([*names, *(found for found, _ in towns)])
    return Naming(tuple(sorted([*known, *strangers.find(parsed, grammar, known)])), where)


def only(names: list[Found]) -> Naming:
    """`names` and nothing more: of a report that is off the problem."""
    return Naming(tuple(names), {})
