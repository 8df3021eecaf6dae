"""Everything that a text says somebody said, whatever it is about: source, cue and content of each attribution."""

from typing import NamedTuple

from tocsin.model import Span
from tocsin.read import languages, speech, view
from tocsin.read.cues import Attribution, span
from tocsin.read.sentences import Parsed, Sentence, parse

QUOTED = 0.8
"""share of a sentence's words inside marks from which it is a quotation that goes on, where it has no cue of its own"""


class Attributed(NamedTuple):
    """One attribution in characters of the text. A quotation that goes on behind its cue has several contents."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]


def attributed(text: str, language: str) -> list[Attributed]:
    """All attributions in `text`, in order. Raises ConfigError for a language that cannot be read."""
    grammar = languages.grammar(language)
    made = view.view(text)
    parsed = parse(made.text, grammar)
    found: list[Attributed] = []
    last: tuple[int, int] | None = None
    last_sentence = -1
    for number, sentence in enumerate(parsed.sentences):
        items = [item for item in speech.attributions(parsed, sentence, grammar) if item.content[1] > item.content[0]]
        if not items and found and _goes_on(parsed, number):
            content = made.original(*span(parsed, sentence.first, sentence.last))
            found[-1] = found[-1]._replace(contents=(*found[-1].contents, content))
        for item in items:
            speaker = item.speaker or (last if item.subjectless and last_sentence == number else None)
            last, last_sentence = speaker, number
            source = made.original(parsed.starts[speaker[0]], parsed.ends[speaker[1] - 1]) if speaker else None
            cue = made.original(*item.cue)
            contents = tuple(made.original(*piece) for piece in _pieces(parsed, item))
            if found and found[-1].cue == cue:
                found[-1] = found[-1]._replace(contents=(*found[-1].contents, *contents))
            else:
                found.append(Attributed(source, cue, contents))
    return found


def _pieces(parsed: Parsed, item: Attribution) -> list[tuple[int, int]]:
    """The content without the attribution in its middle."""
    start, end = item.content
    opens = item.cue[0] if item.speaker is None else min(item.cue[0], parsed.starts[item.speaker[0]])
    closes = parsed.at(item.cue[1]) if item.speaker is None else max(parsed.at(item.cue[1]), item.speaker[1])
    closes = max(closes, item.end)
    if not start < opens < item.cue[1] < end:
        return [item.content]
    pieces = [span(parsed, parsed.at(start), parsed.at(opens)), span(parsed, closes, parsed.at(end))]
    return [piece for piece in pieces if piece[1] > piece[0]] or [item.content]


def _goes_on(parsed: Parsed, number: int) -> bool:
    """The sentence is a quotation, and so is what stands before it in its paragraph or at the end of the last one."""
    sentence, before = parsed.sentences[number], parsed.sentences[number - 1]
    return (
        sentence.paragraph - before.paragraph <= 1
        and _quoted(parsed, sentence)
        and any(parsed.quote[at] >= 0 for at in range(before.first, before.last))
    )


def _quoted(parsed: Parsed, sentence: Sentence) -> bool:
    inside = sum(1 for at in range(sentence.first, sentence.last) if parsed.quote[at] >= 0)
    return inside >= QUOTED * (sentence.last - sentence.first)
