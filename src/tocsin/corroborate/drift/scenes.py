"""Where and against whom: another place or another target than in the sentence it comes from."""

from collections.abc import Sequence

from tocsin.corroborate.drift.sides import NEAR_ACROSS, Sentence, Side, nearest
from tocsin.corroborate.drift.telling import inside, told
from tocsin.corroborate.folding import stem
from tocsin.corroborate.phrases import pattern
from tocsin.model import Drift, Name

Pairs = Sequence[tuple[Sentence, Sentence]]

PLACES = ("place", "town", "region", "site", "base", "country", "city")
BEFORE = 24
"""characters before a name in which its preposition stands"""


def of_places(child: Side, source: Side) -> list[Drift]:
    """A place that the source names nowhere, beside one that is gone, in the sentence nearest to its own."""
    gone = [(sentence, name) for sentence in source.sentences for name in _places(source, sentence) if not _known(child, name)]
    found = []
    for sentence in child.sentences:
        targets = {name.id for name in targets_in(child, sentence)}
        new = [name for name in _places(child, sentence) if name.id not in targets and not _known(source, name)]
        told_by = nearest(child, sentence, source, list(dict.fromkeys(was for was, _ in gone)), NEAR_ACROSS) if new else None
        meant = [name for was, name in gone if was is told_by]
        if told_by is None or not meant:
            continue
        towns = [name for name in new if name.type != "country"]
        words = _with_preposition(child, sentence, (towns or new)[0], "in")
        found.append(told("place", child, sentence, words, source, told_by, _with_preposition(source, told_by, meant[0], "in")))
        gone = [(was, name) for was, name in gone if name.id != meant[0].id]
    return found


def _known(side: Side, name: Name) -> bool:
    """Whether a report names a place, in whatever script."""
    return name.id in side.entities or stem(name.text) in side.stems


def _places(side: Side, sentence: Sentence) -> list[Name]:
    speakers = [said.speaker.span for said in sentence.statements if said.speaker.span is not None]
    names = [name for name in sentence.names if name.type in PLACES and not any(a <= name.span[0] < b for a, b in speakers)]
    return [name for name in names if _preposition(side, sentence, name, "in") is not None]


def of_targets(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """An attack on a country that the source's sentence has on another, or has used weapons in another."""
    found = []
    for sentence, was in pairs:
        new = [name for name in targets_in(child, sentence) if name.id not in {other.id for other in was.names}]
        if not new or any(target.id == new[0].id for other in source.sentences for target in targets_in(source, other)):
            continue
        gone = targets_in(source, was) or _used_in(source, was)
        gone = [name for name in gone if name.id not in {other.id for other in sentence.names}]
        if gone:
            words = _with_preposition(child, sentence, new[0], "against")
            kind = "against" if _preposition(source, was, gone[0], "against") is not None else "in"
            found.append(told("target", child, sentence, words, source, was, _with_preposition(source, was, gone[0], kind)))
    return found


def in_lead(lead: Side, body: Side) -> list[Drift]:
    """The target that the lead gives and the body does not: an attack on one country above, weapons used in another below."""
    for sentence in lead.sentences:
        for name in targets_in(lead, sentence):
            if any(target.id == name.id for other in body.sentences for target in targets_in(body, other, anywhere=True)):
                continue
            for was in body.sentences:
                used = [other for other in _used_in(body, was) if other.id != name.id]
                if used:
                    words, before = _with_preposition(lead, sentence, name, "against"), _with_preposition(body, was, used[0], "in")
                    return [told("target", lead, sentence, words, body, was, before)]
    return []


def targets_in(side: Side, sentence: Sentence, anywhere: bool = False) -> list[Name]:
    """Countries that a sentence has attacked: with the preposition of a target behind a word of attack."""
    attack = pattern("attack", side.language)
    if not anywhere and attack.search(sentence.text) is None:
        return []
    countries = [name for name in sentence.names if name.type == "country"]
    return [name for name in countries if _preposition(side, sentence, name, "against") is not None]


def _used_in(side: Side, sentence: Sentence) -> list[Name]:
    """Countries that a sentence has weapons used in."""
    use = pattern("use", side.language).search(sentence.text)
    if use is None:
        return []
    countries = [name for name in sentence.names if name.type == "country" and name.span[0] - sentence.start > use.start()]
    return [name for name in countries if any(_preposition(side, sentence, name, kind) is not None for kind in ("in", "against"))]


def _preposition(side: Side, sentence: Sentence, name: Name, kind: str) -> int | None:
    """Where, in the sentence, the preposition right before a name begins; articles and one adjective may stand between."""
    at = name.span[0] - sentence.start
    window = max(0, at - BEFORE)
    best = None
    for match in pattern(kind, side.language).finditer(sentence.text, window, at):
        between = sentence.text[match.end() : at]
        if len(between.split()) <= 2 and not any(mark in between for mark in ',;:.()«»"'):
            best = match.start()
    return best


def _with_preposition(side: Side, sentence: Sentence, name: Name, kind: str) -> tuple[int, int]:
    start, end = inside(sentence, name.span)
    before = _preposition(side, sentence, name, kind)
    return (start if before is None else before), end
