"""Drift that a report took over from the one it comes from, whatever language it tells it in."""

from collections.abc import Sequence
from datetime import date

from tocsin.corroborate.closed import numbers
from tocsin.corroborate.days import dated
from tocsin.corroborate.drift.figures import counted
from tocsin.corroborate.drift.likelihood import APART, hedged, midpoint
from tocsin.corroborate.drift.sides import Sentence, Side, nearness, overlap
from tocsin.corroborate.drift.telling import whole
from tocsin.corroborate.folding import stem
from tocsin.corroborate.phrases import frames
from tocsin.corroborate.words import WORD
from tocsin.model import Drift

TAKEN = 0.6
"""share of the drifted words that the report has too, in one language"""

RENDERED = ("modality", "framing")
"""kinds of drift that whole sentences carry"""
SAME = 0.5
"""nearness, each the other's nearest, from which a sentence renders another"""

Part = tuple[int, int]


def carried(child: Side, parent: Side, drifts: Sequence[Drift]) -> list[Drift]:
    """The parent's drifts that the child tells as well, in the child's words, `was` staying what it was."""
    found = []
    for drift in drifts:
        rendered = _rendered(child, parent, drift)
        for sentence in child.sentences:
            part = _place(child, sentence, parent, drift)
            if part is None and sentence is rendered:
                part = whole(sentence)
            if part is not None:
                start, end = sentence.start + part[0], sentence.start + part[1]
                found.append(
                    Drift(
                        kind=drift.kind,
                        span=(start, end),
                        words=child.text[start:end],
                        was=drift.was,
                        was_span=drift.was_span,
                        was_report=drift.was_report,
                        inherited=True,
                    )
                )
                break
    return found


def _rendered(child: Side, parent: Side, drift: Drift) -> Sentence | None:
    """The sentence of the child that renders the one that drifted, where no word or number of the drift has to be found in it."""
    if drift.kind not in RENDERED:
        return None
    place = next((place for place, other in enumerate(parent.sentences) if other.start <= drift.span[0] < other.end), None)
    near = nearness(child, parent) if place is not None else None
    if near is None or place is None:
        return None
    at = int(near[:, place].argmax())
    sentence = child.sentences[at]
    sure = float(near[at, place]) >= SAME and int(near[at].argmax()) == place
    return sentence if sure and not (drift.kind == "modality" and hedged(sentence, child.language)) else None


def _place(child: Side, sentence: Sentence, parent: Side, drift: Drift) -> Part | None:
    """Where a sentence of the child tells the drifted words, or None."""
    at = sentence.text.find(drift.words)
    if at >= 0:
        return at, at + len(drift.words)
    if drift.kind == "number":
        value = next((item[2] for item in numbers(drift.words)), None)
        return next(((start, _word_after(sentence.text, end)) for start, end, own in counted(sentence.text) if own == value), None)
    if drift.kind == "date":
        meant = _day(drift.words, parent)
        return next(((start, end) for start, end, day in dated(sentence.text, child.reading.t_known.date()) if day == meant), None)
    if drift.kind == "estimate":
        return _estimate(sentence, parent, drift)
    if drift.kind == "framing":
        name = next((name for name, words in frames(parent.language).items() if words.search(drift.words)), None)
        match = frames(child.language)[name].search(sentence.text) if name is not None else None
        return match.span() if match is not None else None
    return _words(child, sentence, parent, drift)


def _word_after(text: str, end: int) -> int:
    match = WORD.search(text, end)
    return match.end() if match is not None and not text[end : match.start()].strip() else end


def _day(words: str, parent: Side) -> date | None:
    return next((day for _, _, day in dated(words, parent.reading.t_known.date())), None)


def _estimate(sentence: Sentence, parent: Side, drift: Drift) -> Part | None:
    """An estimate of about the same size."""
    said_there = [said for other in parent.sentences for said in other.statements if said.estimate is not None]
    values = (midpoint(said) for said in said_there if said.estimate is not None and said.estimate.span == drift.span)
    meant = next((value for value in values if value is not None), None)
    for said in sentence.statements:
        value = midpoint(said)
        if meant is not None and value is not None and abs(value - meant) < APART and said.estimate is not None:
            start, end = said.estimate.span
            return (start - sentence.start, end - sentence.start) if sentence.start <= start < sentence.end else None
    return None


def _words(child: Side, sentence: Sentence, parent: Side, drift: Drift) -> Part | None:
    """Words in common, in one language; across languages the sentence at the same place that names the same."""
    drifted = frozenset(stem(word) for word in WORD.findall(drift.words) if len(word) > 2)
    if child.language == parent.language:
        return whole(sentence) if drifted and len(drifted & sentence.stems) >= TAKEN * len(drifted) else None
    place = next((place for place, other in enumerate(parent.sentences) if other.start <= drift.span[0] < other.end), None)
    if place is None or child.sentences.index(sentence) != place:
        return None
    names = {name.id for name in parent.sentences[place].names if drift.span[0] <= name.span[0] < drift.span[1]}
    own = [name for name in sentence.names if name.id in names]
    if drift.kind in ("place", "target", "attribution"):
        return (own[0].span[0] - sentence.start, own[0].span[1] - sentence.start) if own else None
    return whole(sentence) if place == 0 or overlap(parent.sentences[place].anchors, sentence.anchors) > 0 else None
