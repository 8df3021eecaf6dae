"""Everything that a text says somebody said, whatever it is about: source, cue and content of each attribution."""

from typing import NamedTuple

from tocsin.model import Span
from tocsin.read import attitudes, languages, speech, titles, view
from tocsin.read.cues import Attribution, span
from tocsin.read.extent import ends, whole
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.sentences import Parsed, Sentence, parse

INITIAL = 4
"""letters in whom a headline names at the least: `Q: ...` and `A: ...` are turns of an interview"""
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
    parsed = parse(titles.lowered(made.text, grammar), grammar)
    found: list[Attributed] = []
    holding: list[Attributed] = []
    last: tuple[int, int] | None = None
    last_sentence = quoting = -1
    for number, sentence in enumerate(parsed.sentences):
        items = [_bounded(parsed, sentence, grammar, item) for item in speech.attributions(parsed, sentence, grammar)]
        items = [item for item in items if item.content[1] > item.content[0] and not _idle(parsed, grammar, item)]
        if not items and found and _goes_on(parsed, number):
            content = made.original(*span(parsed, sentence.first, sentence.last))
            found[quoting] = found[quoting]._replace(contents=(*found[quoting].contents, content))
        if items:
            quoting = -1
        for item in items:
            speaker = item.speaker or (last if item.subjectless and last_sentence == number else None)
            last, last_sentence = speaker, number
            source = _source(parsed, sentence, grammar, item, speaker)
            source = made.original(*source) if source else None
            cue = made.original(*item.cue)
            contents = tuple(made.original(*piece) for piece in _pieces(parsed, item))
            if found and found[-1].cue == cue:
                found[-1] = found[-1]._replace(contents=(*found[-1].contents, *contents))
            else:
                found.append(Attributed(source, cue, contents))
            if any(parsed.quote[at] >= 0 for at in range(parsed.at(item.content[0]), parsed.at(item.content[1]))):
                quoting = len(found) - 1
        if grammar.lexicon.attitudes:
            taken = [(parsed.at(item.cue[0]), parsed.at(item.cue[1])) for item in items]
            for one in attitudes.held(parsed, sentence, grammar, taken):
                contents = tuple(made.original(*span(parsed, *piece)) for piece in one.contents)
                source = made.original(parsed.starts[one.holder[0]], parsed.ends[one.holder[1] - 1]) if one.holder else None
                holding.append(Attributed(source, made.original(parsed.starts[one.cue[0]], parsed.ends[one.cue[1] - 1]), contents))
    return sorted([*found, *holding], key=lambda one: one.cue) if holding else found


def _idle(parsed: Parsed, grammar: Grammar, item: Attribution) -> bool:
    """What tells something of the world, whatever it brings elsewhere (`put it on the table`, `the law allows it`), or too little."""
    attitudes_of = grammar.lexicon.attitudes
    if not attitudes_of:
        return False
    words = sum(parsed.words[at][0].isalnum() for at in range(parsed.at(item.content[0]), parsed.at(item.content[1])))
    if item.layout == "headline":
        named = item.speaker is not None and not any(parsed.tags[at] & TAGS["text"] for at in range(*item.speaker))
        return words < attitudes.SHORTEST or not named or item.cue[0] - parsed.starts[item.speaker[0] if item.speaker else 0] < INITIAL
    if item.verb is None:
        return False
    follows = item.layout == "that" and not parsed.tags[parsed.at(item.content[0]) - 1] & TAGS["that"]
    if item.layout in ("noun", "infinitive", "passive") or follows:
        if item.kind == "provide" or item.verb.lemma in attitudes_of.get("idle", ()):
            return True
        brief = item.kind == "criticise" or item.verb.lemma in attitudes_of.get("brief", ())
        return item.layout == "noun" and words < attitudes.SHORTEST and not brief
    return False


def _bounded(parsed: Parsed, sentence: Sentence, grammar: Grammar, item: Attribution) -> Attribution:
    """The attribution whose content behind its cue ends where the words do."""
    if item.kind == "refuse" and item.content[0] < item.cue[1]:
        item = item._replace(content=(item.cue[1], max(item.cue[1], item.content[1])))
    first, last = parsed.at(item.content[0]), parsed.at(item.content[1])
    if not grammar.predicates or item.content[0] < item.cue[1] or item.layout in ("quote", "colon", "before", "after") or first >= last:
        return item
    stop = min(last, ends(parsed, sentence, grammar, first, clause=item.layout != "noun"))
    return item._replace(content=span(parsed, first, stop)) if first < stop < last else item


def _source(
    parsed: Parsed, sentence: Sentence, grammar: Grammar, item: Attribution, speaker: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Whom the text names, with all that describes him; a relative pronoun as it stands."""
    if grammar.predicates and speaker is not None:
        first = parsed.at(item.cue[0])
        if first > sentence.first and parsed.tags[first - 1] & (TAGS["who"] | TAGS["relative"]) and speaker[1] <= first:
            speaker = first - 1, first
        elif item.layout != "according":
            speaker = whole(parsed, sentence, grammar, speaker, first)
    return (parsed.starts[speaker[0]], parsed.ends[speaker[1] - 1]) if speaker else None


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
        (sentence.paragraph == before.paragraph or (parsed.quote[before.last - 1] >= 0 and sentence.paragraph - before.paragraph == 1))
        and _quoted(parsed, sentence)
        and any(parsed.quote[at] >= 0 for at in range(before.first, before.last))
    )


def _quoted(parsed: Parsed, sentence: Sentence) -> bool:
    inside = sum(1 for at in range(sentence.first, sentence.last) if parsed.quote[at] >= 0)
    return inside >= QUOTED * (sentence.last - sentence.first)
