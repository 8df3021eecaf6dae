"""Who says it: the same content given to another party than the source gives it to."""

from collections.abc import Sequence

from tocsin.corroborate.drift.sides import Sentence, Side, overlap
from tocsin.corroborate.drift.telling import inside, told, whole
from tocsin.corroborate.folding import stem
from tocsin.corroborate.words import WORD
from tocsin.model import Drift, Speaker, Statement

Pairs = Sequence[tuple[Sentence, Sentence]]

OPEN = ("named", "office", "institution")
BODIES = ("institution", "organisation", "office")
STATES = ("place", "country", "town", "city", "region")
SAME_CONTENT = 0.4
"""share of the shorter content's words, in one language, that two statements have in common to say one thing"""
LONG = 3


def of_speakers(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """Content that somebody else is made to say: a name or office where the source had another, or people without a name."""
    found = []
    for sentence, was in pairs:
        for statement in sentence.statements:
            speaker = statement.speaker
            if speaker.kind not in OPEN or not speaker.text or speaker.span is None:
                continue
            if not sentence.start <= speaker.span[0] < sentence.end:
                continue
            meant = [other for other in was.statements if _same_content(statement, other, child.language == source.language)]
            parties = [party for other in meant for party in _parties(other)]
            if not _listed(sentence, speaker) or not all(party.kind == "anonymous" or _listed(was, party) for party in parties):
                continue
            if not parties or any(_one(speaker, party) for party in parties) or _names(source, was, speaker):
                continue
            first = next((party for party in parties if party.span is not None and was.start <= party.span[0] < was.end), None)
            before = inside(was, first.span) if first is not None and first.span is not None else whole(was)
            found.append(told("attribution", child, sentence, inside(sentence, speaker.span), source, was, before))
            break
    return found


def _parties(statement: Statement) -> list[Speaker]:
    """Everybody who has a part in a statement, the report itself left out."""
    named = (statement.speaker, statement.told_by, statement.holder, *statement.co_speakers)
    return [party for party in named if party is not None and party.text and party.kind not in ("text", "outlet")]


def _same_content(one: Statement, other: Statement, same_language: bool) -> bool:
    if not same_language:
        return bool(set(one.indicators) & set(other.indicators)) or bool({n.id for n in one.names} & {n.id for n in other.names})
    return overlap(_stems(one.text), _stems(other.text)) >= SAME_CONTENT


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > LONG)


def _listed(sentence: Sentence, speaker: Speaker) -> bool:
    """Whether a speaker is a person or body that is listed; a place that stands for its state may be anybody there."""
    return any(name.id == speaker.entity and name.listed and name.type not in STATES for name in sentence.names)


def _one(speaker: Speaker, party: Speaker) -> bool:
    """Whether two descriptions may mean one party: one entity, or words in common; people without a name are nobody's."""
    if party.kind == "anonymous":
        return False
    if speaker.entity and party.entity:
        return speaker.entity == party.entity
    mine, theirs = _stems(f"{speaker.text} {speaker.name or ''}"), _stems(f"{party.text} {party.name or ''}")
    return not mine or not theirs or bool(mine & theirs)


def _names(source: Side, sentence: Sentence, speaker: Speaker) -> bool:
    """Whether the source names the party anyway: in its sentence, or, for a person by name, anywhere."""
    if speaker.entity and any(name.id == speaker.entity for name in sentence.names):
        return True
    return bool(_stems(f"{speaker.text} {speaker.name or ''}") & (source.stems if speaker.kind == "named" else sentence.stems))


def of_descriptions(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """People without a name given to a body that the source does not name. The description tells of the drift, of nobody's identity."""
    found = []
    for sentence, was in pairs:
        theirs = next((party for party in _nameless(was)), None)
        for party in _nameless(sentence):
            start, end = party.span or (0, 0)
            bodies = [name for name in sentence.names if name.listed and name.type in BODIES and start <= name.span[0] < end]
            if theirs is None or not bodies or any(name.id in source.entities for name in bodies):
                continue
            before = inside(was, theirs.span) if theirs.span is not None else whole(was)
            found.append(told("attribution", child, sentence, inside(sentence, (start, end)), source, was, before))
            break
    return found


def _nameless(sentence: Sentence) -> list[Speaker]:
    """Anonymous parties described in a sentence."""
    parties = [party for said in sentence.statements for party in (said.told_by, said.speaker) if party is not None]
    return [
        party
        for party in parties
        if party.kind == "anonymous" and party.span is not None and sentence.start <= party.span[0] < sentence.end
    ]
