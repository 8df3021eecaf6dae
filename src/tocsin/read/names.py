"""Names of the gazetteer and of sources found in a text, as whole words, the longest first."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import ahocorasick_rs

from tocsin.model.declared import Entity, Problem, SourceProfile
from tocsin.model.statements import SpeakerKind
from tocsin.read.homonyms import Homonyms

OUTLET_KINDS = frozenset(["agency", "outlet", "aggregator", "blog", "channel"])

WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:-[^\W_]+)*")
DESCRIBING = frozenset(["country", "organisation", "institution", "office"])
"""types of entities whose adjectives and names tell whose an unnamed speaker is"""

SPEAKS: dict[str, SpeakerKind] = {
    "person": "named",
    "office": "office",
    "country": "institution",
    "organisation": "institution",
    "institution": "institution",
    "outlet": "outlet",
    "text": "text",
}
"""how an entity of a type speaks, where its entry does not say"""


class Found(NamedTuple):
    """A name at `start:end` of the text as matched."""

    start: int
    end: int
    id: str
    type: str


class Form(NamedTuple):
    """One form of a name: `code` is its language, empty where it is the same in all."""

    text: str
    id: str
    type: str
    code: str


class Gazetteer:
    """All forms of all names in one automaton. Matching ignores case; a form written with capitals must stand with capitals."""

    def __init__(self, problem: Problem, sources: Sequence[SourceProfile]) -> None:
        self.entities: dict[str, Entity] = {entity.id: entity for entity in problem.gazetteer}
        self.sources: dict[str, SourceProfile] = {f"source:{source.id}": source for source in sources}
        self._homonyms = Homonyms(problem.homonyms)
        forms: dict[str, list[Form]] = {}
        self.people: dict[str, frozenset[str]] = {
            entity.id: frozenset(
                word
                for words in (*entity.name.values(), *(form for group in entity.forms.values() for form in group))
                for word in words.lower().split()
            )
            for entity in problem.gazetteer
            if entity.type == "person"
        }
        """words in lower case of all forms of a person"""
        self._words: dict[str, str] = {}
        """words that describe an entity, as they are written -> entity"""
        for entity in problem.gazetteer:
            for code in (*entity.name, *entity.forms):
                for words in (*entity.forms.get(code, ()), *((entity.name[code],) if code in entity.name else ())):
                    self._add(forms, words, entity.id, entity.type, code)
            if entity.type in DESCRIBING:
                for words in (form for group in (*entity.adjectives.values(), *entity.forms.values()) for form in group):
                    self._words.setdefault(words, entity.id)
        for key, source in self.sources.items():
            kind = "outlet" if source.kind in OUTLET_KINDS else "office"
            for words in (source.name, *source.sites):
                self._add(forms, words, key, kind, "")
            for code, group in source.names.items():
                for words in group:
                    self._add(forms, words, key, kind, code)
        self._patterns = sorted(forms)
        self._forms = [forms[pattern] for pattern in self._patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest) if forms else None

    @staticmethod
    def _add(forms: dict[str, list["Form"]], words: str, identity: str, kind: str, code: str) -> None:
        form = words.strip().replace("’", "'").replace("\u00a0", " ")
        if len(form) > 1:
            known = forms.setdefault(form.lower(), [])
            if all(other.id != identity or (other.text != form and code != other.code) for other in known):
                known.append(Form(form, identity, kind, code))

    def find(self, text: str, lower: str, language: str | None = None) -> list[Found]:
        """Names in `text` (as given by `view`), in order.

        Of several entities with one form, that which has it in `language` wins (`Генштаб` is Russian in Russian, Ukrainian in
        Ukrainian), then the first declared.
        """
        return self.told_apart(text, lower, language)[0]

    def told_apart(self, text: str, lower: str, language: str | None = None) -> tuple[list[Found], list[Found]]:
        """The names of `find`, and the words that would be names but are something else here (a knife, a person), in order."""
        found: list[Found] = []
        others: list[Found] = []
        if self._automaton is None:
            return found, others
        for number, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=False):
            if (start and (lower[start - 1].isalnum() or (lower[start - 1] == "-" and start > 1 and lower[start - 2].isalnum()))) or (
                end < len(lower)
                and (
                    lower[end].isalnum()
                    or (
                        lower[end] == "-"
                        and lower[end - 1].islower()
                        and end + 1 < len(lower)
                        and lower[end + 1].isalpha()
                        and text[start].islower()
                    )
                )
            ):
                continue
            words, best = text[start:end], None
            for form in self._forms[number]:
                if (best is None or (form.code == language != best.code)) and (
                    form.text == words or form.text.islower() or words.isupper() or _capitals_kept(form.text, words)
                ):
                    best = form
            if best is not None:
                meant = self._homonyms.meant(best.id, text, lower, start, end)
                (found if meant else others).append(Found(start, end, best.id, best.type))
        return found, others

    def described(self, words: str) -> list[str]:
        """Entities that single words point to, in their order: adjectives of countries and bodies, and names of one word."""
        found = (self._words.get(word) or self._words.get(word.lower()) for word in WORD.findall(words))
        return [identity for identity in found if identity is not None]

    def speaks_as(self, identity: str) -> SpeakerKind | None:
        """How an entity speaks (`named`, `office`, ...), from its entry or its type."""
        if identity in self.sources:
            return "outlet" if self.sources[identity].kind in OUTLET_KINDS else "office"
        entity = self.entities.get(identity)
        if entity is None:
            return None
        return entity.speaks_as or SPEAKS.get(entity.type)

    def superseded(self, identity: str | None, day: object) -> bool:
        """The text named is older than the newest of the adversary's that is declared; without a name, the report is."""
        since = {
            entity.id: str(entity.known_since)
            for entity in self.entities.values()
            if entity.type == "text" and entity.party == "adversary" and entity.known_since
        }
        newest = max(since.values(), default="")
        named = since.get(identity or "")
        return named < newest if named is not None else day is not None and str(day) < newest

    def language(self, country: str | None) -> str | None:
        """The language in which officials of a country assess; None where unknown."""
        entity = self.entities.get(country or "")
        return None if entity is None else entity.language

    def party(self, identity: str) -> str | None:
        """The side of an entity in the problem, through its country where it has none of its own."""
        if identity in self.sources:
            return self.sources[identity].party
        entity = self.entities.get(identity)
        if entity is None:
            return None
        if entity.party is None and entity.country is not None and entity.country != identity:
            country = self.entities.get(entity.country)
            return None if country is None else country.party
        return entity.party


def _capitals_kept(form: str, words: str) -> bool:
    """Every capital of the form stands in the text, save the first letter of an article (`Les États-Unis`, `les États-Unis`).

    A headline may have more of them (`Iskander Missiles`).
    """
    return all(theirs == ours or theirs.lower() == ours for ours, theirs in zip(form, words)) or (
        form[1:] == words[1:]
        and form[0].lower() == words[0].lower()
        and " " in form
        and form[0].isupper() != words[0].isupper()
        and any(letter.isupper() for letter in form[1:])
    )
