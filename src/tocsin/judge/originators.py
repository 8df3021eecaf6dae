"""Who reports: the source behind an origin, never a carrier; its side, its interest, its access and its reliability grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.model import Origin, Statement
from tocsin.model.declared import Entity, Problem, Side, SourceProfile

UNLISTED = "unlisted"
"""whoever could originate and is not on the list: one wide class, one claim"""
ORIGINATING_KINDS = frozenset({"agency", "office", "ministry", "institute", "instrument", "official-text"})
KNOWING_KINDS = frozenset({"named", "office", "institution"})


def bare(name: str) -> str:
    """A source's own id: the reader's entities carry `source:` before it."""
    return name.removeprefix("source:")


@dataclass(frozen=True)
class Parties:
    """Sources and entities by id and by every name, and which side each is on."""

    profiles: dict[str, SourceProfile]
    by_name: dict[str, SourceProfile]
    entities: dict[str, Entity]

    @staticmethod
    def of(problem: Problem, sources: Sequence[SourceProfile]) -> "Parties":
        profiles = {profile.id: profile for profile in sources}
        names: dict[str, SourceProfile] = {}
        for profile in profiles.values():
            for name in (profile.name, *(form for forms in profile.names.values() for form in forms), *profile.sites):
                names.setdefault(name.casefold(), profile)
        return Parties(profiles, names, {entity.id: entity for entity in problem.gazetteer})

    def profile_of(self, origin: Origin) -> SourceProfile | None:
        """The profile of an origin's publisher, by id or by name."""
        if (profile := self.profiles.get(bare(origin.publisher_id or ""))) is not None:
            return profile
        return self.by_name.get((origin.publisher or "").casefold())

    def side(self, name: str | None) -> Side | None:
        """The side of an entity or source: its own, else its country's."""
        if name is None:
            return None
        if (profile := self.profiles.get(bare(name))) is not None:
            return profile.party
        entity = self.entities.get(name)
        if entity is not None and entity.aliases_of:
            entity = self.entities.get(entity.aliases_of, entity)
        if entity is None:
            return None
        country = self.entities.get(entity.country or "")
        return entity.party or (country.party if country is not None else None)

    def interest_of(self, name: str) -> str:
        """Whose stance a denial is: an entity's country, so that ten officials of one state hold one."""
        entity = self.entities.get(name)
        profile = self.profiles.get(bare(name))
        return (entity.country if entity is not None else None) or (profile.country if profile is not None else None) or name


def source_of(origin: Origin, statement: Statement, parties: Parties, *, stance: bool = False) -> str:
    """Id of who could originate it: the publisher if able to, an entity speaking for itself, else `unlisted`. A stance is its holder's."""
    if stance:
        holder = statement.speaker.entity or origin.publisher_id or origin.publisher or UNLISTED
        return f"interest:{parties.interest_of(holder)}"
    profile = parties.profile_of(origin)
    if profile is not None:
        return profile.id if profile.originates or profile.kind in ORIGINATING_KINDS else UNLISTED
    if origin.publisher_id in parties.entities:
        return str(origin.publisher_id)
    if origin.kind in ("statement", "official-text") and statement.speaker.entity:
        return bare(statement.speaker.entity)
    return UNLISTED


def reliability_of(origin: Origin, source: str, parties: Parties) -> str:
    """The source's grade: a person's of its hop, else the one proposed for it, else its profile's, else F (cannot be judged)."""
    if source == UNLISTED:
        return "F"
    profile = parties.profiles.get(source)
    hops = {origin.publisher, source, profile.name if profile is not None else None}
    graded = [grade for grade in origin.grades if grade.hop in hops]
    by_persons = [grade for grade in graded if grade.by != "machine"]
    if by_persons or graded:
        return (by_persons[-1] if by_persons else graded[0]).reliability
    return profile.reliability if profile is not None else "F"


def has_access(statement: Statement, parties: Parties) -> bool:
    """Whether the party behind a statement can know: a named party, office or institution that is no adversary and looks itself."""
    for speaker in (statement.speaker, statement.told_by, statement.holder):
        if speaker is not None and speaker.kind in KNOWING_KINDS and parties.side(speaker.entity) in ("own", "third"):
            return True
    return False
