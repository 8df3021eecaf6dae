"""Whether two readings have their news from the same people: who they are, how many, and what they are called."""

from collections.abc import Sequence
from typing import NamedTuple

from tocsin.corroborate.meaning.encoder import Vectors
from tocsin.corroborate.meaning.facts import TOKEN, numbers
from tocsin.model import Reading, Speaker, Statement

MOST = 100
"""people up to which a number beside a description counts them: a year does not"""
PEOPLE = frozenset({"anonymous", "named", "office", "institution"})


class Source(NamedTuple):
    """Somebody who said what is news: an entity, or nameless people by their number and description."""

    entity: str | None
    people: int | None
    """how many; of "one of the three" three, and None for somebody alone: that one source is nameless in both says nothing"""
    text: str
    anonymous: bool


class Likeness(NamedTuple):
    """Of two reports' sources: entities of both, and of the nameless whether their numbers and descriptions agree."""

    shared: int
    only: int
    """entities of the one with fewer that the other has not"""
    counts: int
    """1 where a number of nameless people is the same in both, -1 where each gives one and none agrees, 0 where one gives none"""
    described: float | None
    """cosine of the two nearest descriptions; None without an encoder or where one report has nobody nameless"""
    words: tuple[str, str]
    """the nameless sources that were compared, of the later and of the earlier report"""


def sources(reading: Reading) -> list[Source]:
    """Everybody whom a reading's statements on the problem come from, each once, in order of the text."""
    found: dict[tuple[str | None, int | None, str], Source] = {}
    for statement in reading.statements:
        for speaker in _speakers(statement):
            text = speaker.text or ""
            if speaker.kind not in PEOPLE or not text:
                continue
            anonymous = speaker.kind == "anonymous"
            source = Source(None if anonymous else speaker.entity, _people(speaker.count, text) if anonymous else None, text, anonymous)
            found.setdefault((source.entity, source.people, "" if source.entity else text.lower()), source)
    return list(found.values())


def _people(count: int | None, text: str) -> int | None:
    told = [int(value) for _, value in numbers(TOKEN.findall(text)) if value <= MOST]
    many = max([*told, count or 0])
    return many if many > 1 else None


def _speakers(statement: Statement) -> list[Speaker]:
    return [statement.speaker, *statement.co_speakers, *([statement.told_by] if statement.told_by is not None else [])]


def compared(later: Sequence[Source], earlier: Sequence[Source], likeness: Vectors | None) -> Likeness:
    """`likeness`: cosines (n, m) of the descriptions of the nameless of `later` and `earlier`, where an encoder is at hand."""
    ours, theirs = {source.entity for source in later} - {None}, {source.entity for source in earlier} - {None}
    nameless, others = [source for source in later if source.anonymous], [source for source in earlier if source.anonymous]
    some, more = {source.people for source in nameless} - {None}, {source.people for source in others} - {None}
    counts = 0 if not some or not more else 1 if some & more else -1
    described, words = None, ("", "")
    if nameless and others:
        place = (0, 0)
        if likeness is not None:
            flat = int(likeness.argmax())
            place = (flat // likeness.shape[1], flat % likeness.shape[1])
            described = float(likeness[place])
        words = (nameless[place[0]].text, others[place[1]].text)
        if counts < 0:
            words = (next(source.text for source in nameless if source.people), next(source.text for source in others if source.people))
    return Likeness(len(ours & theirs), min(len(ours), len(theirs)) - len(ours & theirs), counts, described, words)
