"""Places to coordinates: towns by population and by the countries that the report names, at 0.1 degree, in two scripts."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tocsin.library import cities
from tocsin.library.cities import City
from tocsin.model.declared import Entity, Problem
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.nominatives import person, phrases
from tocsin.read.sentences import Parsed

WHERE = TAGS["in"] | TAGS["near"]
TOWN = TAGS["town"]
SMALL = TAGS["definite"] | TAGS["indefinite"] | TAGS["pronoun"] | TAGS["conjunction"] | TAGS["national"] | TAGS["that"]
LONGEST = 3
"""words of the name of a town"""
IN_CONTEXT, BESIDE, SAID = 2.0, 1.0, 6.0
"""what it adds, in powers of ten of inhabitants: the report names the country; another place of it; `Moscow, Idaho`"""
LARGE, LARGER = 100_000, 300_000
"""inhabitants of a town that is known without its country, after `in` and after other prepositions"""
DATELINE = re.compile(r"(?m)^[^\S\n]*([^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?)(?=,? \(|, \d|\. ?[—–-]| [—–-] )")
"""a town in capitals that opens a paragraph"""


CYRILLIC = re.compile("[а-яёіїєґ]")
ADJECTIVAL = ("ая", "ый", "ий", "ой", "ое", "ее", "на", "ва", "ка", "не", "ве")
"""endings of towns named by an adjective"""


class Where(NamedTuple):
    """A place at 0.1 degree; `country` is two letters, upper case."""

    lat: float
    lon: float
    country: str | None


class Places:
    """Coordinates of a gazetteer's places, and towns that it lacks."""

    def __init__(self, problem: Problem, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._watched = {place.id: Where(place.lat, place.lon, None) for place in problem.places}
        self._known: dict[str, Where | None] = {}

    def listed(self, identity: str) -> Where | None:
        """Where a place of the gazetteer is; None for what is no place, and for seas and regions."""
        if identity not in self._known:
            self._known[identity] = self._look_up(identity)
        return self._known[identity]

    def _look_up(self, identity: str) -> Where | None:
        entity = self._entities.get(identity)
        if entity is None or entity.type != "place":
            return None
        country = (entity.country or "").partition(":")[2].upper()
        watched = self._watched.get(identity.partition(":")[2])
        if watched is not None:
            return watched._replace(country=country or None)
        for name in (entity.name["en"], *entity.forms.get("en", ())):
            for town in cities.named(name.lower()):
                if not country or town.country == country:
                    return Where(town.lat, town.lon, town.country)
        return None

    def towns(self, parsed: Parsed, grammar: Grammar, names: Sequence[Found]) -> list[tuple[Found, Where]]:
        """Towns outside `names`, where words of place stand before them, a country after them, or a dateline opens with them."""
        countries = self._countries(names)
        taken = {at for found in names for at in range(parsed.at(found.start), parsed.at(found.end))}
        taken |= {at for at, word in enumerate(parsed.words) if word in grammar.days}
        made: list[tuple[int, int, list[City]]] = []
        at = 0
        datelines = {match.start(1) for match in DATELINE.finditer(parsed.text) if match.group(1).isupper()}
        text, starts = parsed.text, parsed.starts
        size_of_text = len(parsed.words)
        while at < size_of_text:
            if not text[starts[at]].isupper():
                at += 1
                continue
            size = self._length(parsed, at, taken, datelines)
            options: list[City] = []
            length = 1
            for length in range(size, size - 1 if size > 1 and person(parsed.words[at]) else 0, -1):
                options = [
                    town for name in phrases(tuple(parsed.words[at : at + length])) for town in self._named(parsed, name, at + length)
                ]
                if options:
                    made.append((at, at + length, options))
                    break
            at += length if size and options else 1
        made = [item for item in made if self._at_home(parsed, item[0], item[2], countries)]
        beside = {town.country for _, _, options in made if len(options) == 1 for town in options}
        return [_placed(parsed, first, last, _best(parsed, last, options, countries, beside)) for first, last, options in made]

    def _at_home(self, parsed: Parsed, first: int, options: list[City], countries: frozenset[str]) -> bool:
        """After a preposition alone, a town is large (larger after `à` or `from`), or of a country that the report names."""
        before = parsed.tags[first - 1] if first else 0
        if not before & WHERE or before & TOWN:
            return True
        least = LARGE if before & TAGS["in"] else LARGER
        return any(town.population >= least or town.country in countries for town in options)

    def _named(self, parsed: Parsed, name: str, last: int) -> tuple[City, ...]:
        """Towns of that name, a Russian one in Ukrainian too; none where it is an adjective and a noun follows (`Червоній площі`)."""
        if not cities.is_name(name):
            name = name.replace("ськ", "ск").replace("цьк", "цк")
        if name.endswith(ADJECTIVAL) and cities.is_name(name) and last < len(parsed.words):
            following = parsed.words[last]
            gap = parsed.text[parsed.ends[last - 1] : parsed.starts[last]]
            if gap == " " and following[0].isalpha() and not parsed.text[parsed.starts[last]].isupper() and not parsed.tags[last]:
                return ()
        return cities.named(name)

    def _countries(self, names: Iterable[Found]) -> frozenset[str]:
        """Countries of what the report names, two letters, upper case."""
        of = (self._entities[found.id].country for found in names if found.id in self._entities)
        ids = [*of, *(found.id for found in names if found.type == "country")]
        return frozenset(identity.partition(":")[2].upper() for identity in ids if identity)

    def _length(self, parsed: Parsed, at: int, taken: set[int], datelines: set[int]) -> int:
        """How many words from `at` may be the name of a town: capitals in a row, after a word of place; 0 where none may."""
        word = parsed.words[at]
        if at in taken or len(word) < 3 or not parsed.text[parsed.starts[at]].isupper() or parsed.tags[at] & SMALL:
            return 0
        if at and word.isascii() and not parsed.words[at - 1].isascii() and CYRILLIC.search(parsed.words[at - 1]):
            return 0
        before = at - 1
        while before >= 0 and parsed.words[before] in ("the", "la", "le", "l'", "of", "de", "d'", "«", '"', ".", "м", "г"):
            before -= 1
        place = (
            before >= 0 and bool(parsed.tags[before] & (WHERE | TOWN)) and "\n" not in parsed.text[parsed.ends[before] : parsed.starts[at]]
        )
        if not place and parsed.starts[at] not in datelines and not _country_after(parsed, at):
            return 0
        last = at + 1
        while (
            last < len(parsed.words)
            and last - at < LONGEST
            and last not in taken
            and parsed.text[parsed.ends[last - 1] : parsed.starts[last]] == " "
            and parsed.text[parsed.starts[last]].isupper()
        ):
            last += 1
        return last - at


def _country_after(parsed: Parsed, at: int) -> bool:
    """`Springfield, Illinois`: a comma and a state of the United States."""
    return at + 2 < len(parsed.words) and parsed.words[at + 1] == "," and parsed.words[at + 2] in cities.STATES.values()


def _best(parsed: Parsed, last: int, options: list[City], countries: frozenset[str], beside: set[str]) -> City:
    after = parsed.lower[parsed.ends[last - 1] : parsed.ends[last - 1] + 24]

    def weight(town: City) -> tuple[float, str]:
        said = bool(town.region) and after.lstrip(", (").startswith(cities.STATES.get(town.region, "\0"))
        total = math.log10(town.population + 1) + IN_CONTEXT * (town.country in countries) + BESIDE * (town.country in beside) + SAID * said
        return total, town.id

    return max(options, key=weight)


def _placed(parsed: Parsed, first: int, last: int, town: City) -> tuple[Found, Where]:
    return Found(parsed.starts[first], parsed.ends[last - 1], f"geonames:{town.id}", "place"), Where(town.lat, town.lon, town.country)
