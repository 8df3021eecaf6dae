"""Speech that goes on without a cue: the sentence right behind `..., said X` is X's too, where nobody else opens it.

A report that closes a sentence with its speaker and goes on in the same paragraph lets him go on (free indirect speech: `..., he said.
The phones work.`); a sentence opened by a time, or by somebody who acts, is the report's own again.
"""

from tocsin.read import cues, phrases
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Sentence

TRAILING = ("before", "after", "onward")
"""layouts whose attribution stands behind its content"""
CHAIN = 2
"""sentences that go on so in a row at the most"""
SHORTEST, LONGEST = 2, 32
"""words in a sentence that goes on so"""
ACTING = TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"] | TAGS["institution"]
VERBAL = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"] | TAGS["finite"]


def onward(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """The sentence as words of whom spoke last, where it goes on with them."""
    last, parsed = heard.last, heard.parsed
    if last is None or last.speaker is None or last.layout not in TRAILING or last.sentence != number - 1:
        return []
    if heard.grammar.shape.cases or sentence.paragraph != parsed.sentences[last.sentence].paragraph:
        return []
    if last.speaker.kind == "text" or heard.onward >= CHAIN or not SHORTEST <= sentence.last - sentence.first <= LONGEST:
        return []
    if parsed.text[sentence.end - 1] == "?" or _turns(heard, sentence) or not _behind(last):
        return []
    content = cues.span(parsed, sentence.first, sentence.last)
    if content[1] - content[0] < SHORTEST:
        return []
    return [Draft(number, content, last.speaker, last.told_by, None, "say", "onward", None, False, False, last.via, content)]


def _behind(last: Draft) -> bool:
    """The attribution is the end of its sentence: at most the place or time stands behind it."""
    return last.layout == "onward" or (last.cue is not None and last.cue[0] >= last.content[0] + (last.content[1] - last.content[0]) // 3)


def _turns(heard: Heard, sentence: Sentence) -> bool:
    """The sentence opens with a time, a place, a label or a party of its own."""
    parsed, grammar = heard.parsed, heard.grammar
    first = sentence.first
    tag, word = parsed.tags[first], parsed.words[first]
    if word in phrases.BREAKS or phrases.time_end(parsed, first, grammar) > first:
        return True
    if tag & TAGS["preposition"] and not tag & TAGS["of"]:
        return True
    if any(parsed.words[at] == ":" for at in range(first, min(first + 6, sentence.last))):
        return True
    if not phrases.starts_phrase(parsed, first, grammar):
        return False
    stop = phrases.right(parsed, sentence, grammar, first)
    each = tag & TAGS["each_of"] and first + 1 < sentence.last
    if each and (
        parsed.tags[first + 1] & TAGS["of"] or (heard.last is not None and heard.last.speaker is not None and heard.last.speaker.plural)
    ):
        return True
    if _named(heard, sentence):
        return True
    if any(parsed.tags[at] & ACTING for at in range(first, stop)):
        return True
    start, end = parsed.starts[first], parsed.ends[stop - 1] if stop > first else parsed.starts[first]
    return any(
        name.start <= start + 4 and name.end >= end - 2 and heard.gazetteer.speaks_as(name.id) is not None
        for name in heard.names
        if start <= name.start < end
    )


def _named(heard: Heard, sentence: Sentence) -> bool:
    """The sentence opens with a name that no list holds: two capitals, or one word without an article before its verb."""
    parsed, first = heard.parsed, sentence.first
    if first + 1 >= sentence.last or parsed.tags[first]:
        return False
    plain = not parsed.words[first].endswith("s") and bool(parsed.tags[first + 1] & VERBAL)
    return phrases.is_capital(parsed, first + 1) or plain
