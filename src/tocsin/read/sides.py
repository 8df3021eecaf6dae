"""Whose side a speaker is on, and whose country: by name, by owner, or by the words that stand for him."""

import re

from tocsin.read.grammar import TAGS
from tocsin.read.names import Found, Gazetteer
from tocsin.read.sentences import Parsed
from tocsin.read.speakers import Party

NEAR = 3
"""characters between the place that opens a sentence and who speaks there"""
OWNED = 400
"""characters between an owner and the possessive that points back to it"""


class Sides:
    """Tells the sides of the speakers of one text, in order, and remembers them for the pronouns that follow."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, names: list[Found], title: str) -> None:
        self.parsed, self.gazetteer, self.names, self.title = parsed, gazetteer, names, title
        self._known: dict[str, str | None] = {}
        self._phrases: dict[str, list[str]] = {}

    def of(self, speaker: Party | None) -> str | None:
        """The side that `speaker` speaks for, by its name, by the name inside it, by its owner, or by its words; None where unknown."""
        if speaker is None:
            return None
        if speaker.entity is not None:
            return self.gazetteer.party(speaker.entity)
        words = self.parsed.lower[speaker.start : speaker.end]
        stands_for = (speaker.name or "").lower()
        inside = next(
            (name for name in self.names if speaker.start <= name.start and name.end <= speaker.end and self.gazetteer.party(name.id)), None
        )
        if inside is not None:
            return self._remember(words, self.gazetteer.party(inside.id))
        if stands_for in self._known:
            return self._known[stands_for]
        if self.parsed.tags[speaker.first] & TAGS["possessive"] and speaker.last - speaker.first > 1:
            owner = next((name for name in reversed(self.names) if name.end <= speaker.start and self.gazetteer.party(name.id)), None)
            sentence = next((item for item in self.parsed.sentences if item.start <= speaker.start < item.end), None)
            first = next(
                (
                    name
                    for name in self.names
                    if sentence and sentence.start <= name.start <= sentence.start + 12 and self.gazetteer.party(name.id)
                ),
                None,
            )
            owner = first if first is not None and first.start < speaker.start else owner
            if owner is not None and speaker.start - owner.start < OWNED:
                return self._remember(words, self.gazetteer.party(owner.id))
        at_home = next((name for name in self.names if speaker.start - NEAR <= name.end <= speaker.start), None)
        if at_home is not None and self._opens_sentence(at_home.start) and speaker.kind in ("office", "institution", "anonymous"):
            return self._remember(stands_for or words, self.gazetteer.party(at_home.id))
        words = f"{self.parsed.text[speaker.start : speaker.end]} {speaker.name or ''}"
        role = self.parsed.words[speaker.first + 1] if speaker.last - speaker.first > 1 else ""
        if speaker.kind in ("named", "office") and role:
            titled = re.search(rf"\b{re.escape(role)} ([^\W\d_]+)", self.title)
            words += f" {titled.group(1)}" if titled is not None else ""
        described = self._described(words)
        return next((side for entity in described if (side := self.gazetteer.party(entity)) == "adversary"), None)

    def _opens_sentence(self, start: int) -> bool:
        """A place at `start` opens its sentence, with its preposition: `In Moscow the foreign ministry ...`, `À Moscou, un député ...`."""
        number = self.parsed.sentence_of(max(0, self.parsed.at(start)))
        if number < 0:
            return False
        first = self.parsed.sentences[number].first
        lead = self.parsed.at(start) - first
        return lead == 1 and bool(self.parsed.tags[first] & (TAGS["in"] | TAGS["to"] | TAGS["preposition"]))

    def own(self, speaker: Party | None, content: tuple[int, int]) -> bool:
        """The content's subject is the speaker's own country or side."""
        if speaker is None:
            return False
        first = self.parsed.at(content[0])
        if first < len(self.parsed.tags) and self.parsed.tags[first] & TAGS["possessive"]:
            return True
        if speaker.entity is None:
            return False
        side = self.gazetteer.party(speaker.entity)
        return side is not None and any(
            content[0] <= name.start <= content[0] + 8 and self.gazetteer.party(name.id) == side and self.gazetteer.speaks_as(name.id)
            for name in self.names
        )

    def country(self, speaker: Party | None) -> str | None:
        """The country whose official or text `speaker` is; None where unknown."""
        if speaker is None:
            return None
        entity = self.gazetteer.entities.get(speaker.entity or "")
        if entity is not None:
            return entity.id if entity.type == "country" else entity.country
        words = f"{self.parsed.text[speaker.start : speaker.end]} {speaker.name or ''}"
        entities = (self.gazetteer.entities[entity] for entity in self._described(words))
        return next((entity.country or entity.id for entity in entities if entity.country or entity.type == "country"), None)

    def _described(self, words: str) -> list[str]:
        if words not in self._phrases:
            self._phrases[words] = self.gazetteer.described(words)
        return self._phrases[words]

    def _remember(self, words: str, side: str | None) -> str | None:
        """Keep the side of a speaker's phrase for the pronouns that stand for it."""
        self._known[words] = side
        return side
