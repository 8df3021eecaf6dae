"""Whom a pronoun or a short description stands for, among those who spoke or were named before it."""

from bisect import bisect_right
from operator import attrgetter

from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.sentences import Parsed
from tocsin.read.speakers import DEMONSTRATIVE, EACH, POSSESSIVE, Party

ENDING = 3
"""letters of an ending, where a language has cases"""
STARTS = attrgetter("start")
LOOK_BACK = 12
"""speakers looked back at for a pronoun"""


def _one_sentence(parsed: Parsed, start: int, end: int) -> bool:
    """The characters `start:end` stand inside one sentence."""
    number = bisect_right(parsed.sentences, start, key=STARTS) - 1
    return number >= 0 and end <= parsed.sentences[number].end


def resolve(party: Party, before: list[Party], parsed: Parsed, grammar: Grammar, names: list[Found]) -> Party:
    """`party` with whom it stands for, from the speakers and persons named before it; unchanged where nobody fits."""
    if not party.refers:
        return party
    words = grammar.lexicon.words
    recent = before[-LOOK_BACK:][::-1]
    singular = party.head in words.get("he", ()) or party.head in words.get("she", ())
    if party.head in words.get("they", ()) or singular:
        person = _last_person(party, names)
        agreeing = [other for other in recent if other.plural != singular and not _writes(parsed, grammar, other)]
        found = next((other for other in agreeing if other.kind in ("named", "anonymous", "office")), None) or next(iter(agreeing), None)
        beside = found is not None and _one_sentence(parsed, found.start, party.end)
        if singular and person is not None and not beside and (found is None or person.start > found.start):
            return party._replace(kind="named", entity=person.id, name=parsed.text[person.start : person.end])
        return _as(party, found, parsed) if found is not None else party
    if party.head in words.get("it", ()):
        found = next((other for other in recent if other.kind in ("outlet", "institution", "text", "office") and not other.plural), None)
        return _as(party, found, parsed) if found is not None else party
    if party.head in words.get("i", ()) or party.head in words.get("we", ()):
        return party
    same = next((other for other in recent if other.head == party.head or _related(other.head, party.head, grammar)), None)
    kind = party.kind
    if same is None and grammar.shape.cases and party.plural and not parsed.tags[party.first] & (DEMONSTRATIVE | POSSESSIVE):
        return party
    if same is None and kind == "office" and not any(parsed.tags[at] & TAGS["body"] for at in range(party.first, party.last)):
        person = _last_person(party, names)
        same = next((other for other in recent if other.kind in ("named", "office")), None)
        if person is not None and same is None:
            return party._replace(kind="named", entity=person.id, name=parsed.text[person.start : person.end])
    if same is None and kind == "anonymous":
        same = next((other for other in recent if other.kind == "anonymous" and (other.plural == party.plural or party.many == 1)), None)
        if (
            same is None
            and not party.plural
            and not parsed.tags[party.first] & EACH
            and not any(parsed.tags[at] & TAGS["source"] for at in range(party.first, party.last))
            and party.last - party.first <= 4
        ):
            same = next((other for other in recent if other.kind in ("named", "office") and not other.plural), None)
    if same is None and kind in ("outlet", "institution"):
        outlet = next(
            (
                name
                for name in reversed(names)
                if name.end <= party.start and name.type == ("outlet" if kind == "outlet" else "organisation")
            ),
            None,
        )
        if outlet is not None and kind == "outlet":
            return party._replace(entity=outlet.id, name=parsed.text[outlet.start : outlet.end])
        same = next((other for other in recent if other.kind == kind), None)
    return _as(party, same, parsed) if same is not None else party


def _writes(parsed: Parsed, grammar: Grammar, other: Party) -> bool:
    """One who says `I` or `we` where a language has cases: the outlet, which no `he` stands for."""
    own = TAGS["i"] | TAGS["we"]
    return grammar.shape.cases and any(parsed.tags[at] & own for at in range(other.first, other.last))


def _as(party: Party, other: Party, parsed: Parsed) -> Party:
    own = parsed.text[other.start : other.end]
    name = (
        own
        if other.kind == "anonymous" and not parsed.tags[other.first] & TAGS["pronoun"] and parsed.words[other.first][0] != "-"
        else other.name or own
    )
    count = party.many if party.many is not None else other.many
    part = bool(parsed.tags[party.first] & EACH)
    kind = "anonymous" if other.kind in ("institution", "office") and part else other.kind
    return party._replace(
        kind=kind, entity=other.entity if kind != "anonymous" else None, name=name, many=count, access=party.access or other.access
    )


def _related(one: str, other: str, grammar: Grammar) -> bool:
    """Two forms of one noun."""
    if grammar.shape.cases:
        shared = next((at for at, (left, right) in enumerate(zip(one, other)) if left != right), min(len(one), len(other)))
        return shared >= 4 and max(len(one), len(other)) - shared <= ENDING
    return len(one) > 4 and len(other) > 4 and one.rstrip("sx") == other.rstrip("sx")


def _last_person(party: Party, names: list[Found]) -> Found | None:
    return next((name for name in reversed(names) if name.type == "person" and name.end <= party.start), None)
