"""What a draft says in one piece of its content: the marks that decide the act, the act, and the likelihood."""

from typing import NamedTuple

from tocsin.model.statements import Act
from tocsin.read import acts, details
from tocsin.read.estimates import Estimates, Scanned
from tocsin.read.grammar import Grammar
from tocsin.read.heard import Draft
from tocsin.read.marks import NO_FINDING, Marker, Said
from tocsin.read.rules import Rule
from tocsin.read.sentences import Parsed
from tocsin.read.sides import Sides
from tocsin.read.topics import Topics

BEFORE = 25
"""characters before a speaker's phrase in which a profession counts as the speaker's"""
QUOTED = 0.66
"""share of a content inside marks from which it counts as quoted"""


class Text(NamedTuple):
    """One text and what reads its claims."""

    parsed: Parsed
    grammar: Grammar
    estimates: Estimates
    phrases: Scanned
    """where words of likelihood may stand"""
    topics: Topics
    sides: Sides
    marker: Marker


class Claim(NamedTuple):
    """One piece of content, weighed."""

    said: Said
    rule: Rule[Act]
    """what decided the act"""
    likelihood: tuple[int, int] | None
    """where the words of likelihood stand"""


def claim(draft: Draft, content: tuple[int, int], text: Text) -> Claim:
    """What `draft` says in `content`."""
    lower = text.parsed.lower
    low = lower[slice(*content)]
    sentence = text.parsed.sentences[draft.sentence]
    around = min(sentence.start, content[0]), max(sentence.end, content[1])
    found = text.estimates.find(text.phrases, *(content if draft.gist != "exclude" else draft.span))
    if (
        found is None
        and draft.cue is not None
        and draft.cue[0] < content[0] == draft.content[0]
        and draft.verb_class in ("exclude", "assess", "believe", "say")
    ):
        found = text.estimates.find(text.phrases, draft.cue[1] if draft.verb_class != "exclude" else draft.span[0], content[0])
    if found is None and draft.verb_class == "exclude" and draft.cue is not None and draft.negated and content[0] == draft.content[0]:
        found = _exclusion(draft, lower, text.grammar)
    speaker = draft.speaker
    party = text.sides.of(speaker)
    topical = not text.topics.shown(*content)
    key = speaker.entity or speaker.name or lower[speaker.start : speaker.end] if speaker is not None else ""
    indicators = text.topics.bears_on(content, draft.sentence, key)
    said = Said(
        verb_class=draft.verb_class,
        layout=draft.layout,
        content=low,
        around=around,
        marks=text.marker.of(text.parsed, content, around),
        kind=speaker.kind if speaker else "text",
        party=party,
        negated=draft.negated,
        quoted=_quoted(text.parsed, content) or (speaker is not None and _line(text.parsed, content[0])),
        estimate=lower[slice(*found)] if found else None,
        indicators=indicators,
        kinds=text.topics.relevance.kinds_of(indicators),
        conditional=details.condition(text.parsed, *content, text.grammar) is not None,
        doctrinal=speaker is not None and details.tagged(text.parsed, speaker.first, speaker.last, "doctrinal"),
        expert=speaker is not None and text.grammar.marks["expert"].search(lower, max(0, speaker.start - BEFORE), speaker.end) is not None,
        own=text.sides.own(speaker, content),
        topical=topical,
        narrated=speaker is None and draft.verb_class == "narrate",
        put_right=speaker is not None and text.grammar.finders["correction"].search(lower, speaker.start, speaker.end) is not None,
    )
    rule = acts.act(said)
    decided = rule.value
    if speaker is not None and decided in ("threat", "commitment", "doctrine", "denial", "criticism") and draft.verb_class != "exclude":
        found = None
        said = said._replace(estimate=None)
    traits = (
        decided,
        party or "",
        "conditional" if said.conditional else "",
        "estimate" if said.estimate else "",
        "quiet" if said.marks & NO_FINDING else "",
    )
    indicators = text.topics.bears_on(content, draft.sentence, key, traits)
    return Claim(said._replace(indicators=indicators, kinds=text.topics.relevance.kinds_of(indicators)), rule, found)


def _exclusion(draft: Draft, lower: str, grammar: Grammar) -> tuple[int, int] | None:
    """`n'exclut pas` is itself the estimate."""
    assert draft.cue is not None  # noqa: S101 - the caller looked
    end = draft.cue[1]
    after = grammar.marks["excludes"].match(lower, end)
    return draft.cue[0], after.end() if after else end


def _line(parsed: Parsed, start: int) -> bool:
    """The content is a line of talk: a dash opens its sentence right before it."""
    at = parsed.at(start)
    number = parsed.sentence_of(at)
    return number >= 0 and parsed.sentences[number].first == at - 1 and parsed.words[at - 1] in ("—", "–")


def _quoted(parsed: Parsed, content: tuple[int, int]) -> bool:
    """Most of the content stands inside quotation marks."""
    inside = 0
    for quote in parsed.quotes:
        if quote.inner_start >= content[1]:
            break
        if quote.inner_end > content[0]:
            inside += min(quote.inner_end, content[1]) - max(quote.inner_start, content[0])
    return inside >= QUOTED * (content[1] - content[0])
