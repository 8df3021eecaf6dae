"""Whom a pronoun means where nobody spoke before: the person named nearest (`It was put to the admiral that ... "No," he said`)."""

from tocsin.read import phrases, speakers
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Heard
from tocsin.read.speakers import Party

SENTENCES = 2
"""sentences looked back at"""
DESCRIBED = 6
"""words before a noun of people that belong to it at the most"""
PERSON = TAGS["anonymous"] | TAGS["office"]
NO_PERSON = TAGS["institution"] | TAGS["body"] | TAGS["text"] | TAGS["outlet"]
VERBAL = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["finite"]
ENDS = VERBAL | TAGS["preposition"] | TAGS["conjunction"] | TAGS["that"] | TAGS["who"]


def meant(heard: Heard, party: Party) -> Party:
    """The party with whom it stands for: the person mentioned last before it outside quotations; unchanged where there is none."""
    parsed, grammar, words = heard.parsed, heard.grammar, heard.grammar.lexicon.words
    if grammar.shape.cases or party.head not in (*words.get("he", ()), *words.get("she", ())):
        return party
    number = parsed.sentence_of(party.first)
    if number < 0:
        return party
    paragraph = parsed.sentences[number].paragraph
    for at in range(party.first - 1, parsed.sentences[max(0, number - SENTENCES)].first - 1, -1):
        tag = parsed.tags[at]
        if not tag & PERSON or tag & NO_PERSON or parsed.quote[at] >= 0 or parsed.words[at].endswith(("s", "x")):
            continue
        here = parsed.sentence_of(at)
        if here < 0 or parsed.sentences[here].paragraph != paragraph:
            return party
        first = _opens(heard, at, parsed.sentences[here].first)
        last = phrases.right(parsed, parsed.sentences[here], grammar, first)
        if last <= at or last > party.first:
            continue
        found = speakers.classify(parsed, grammar, heard.gazetteer, heard.names, first, last)
        if found.kind in ("named", "office", "anonymous") and not found.plural:
            return party._replace(kind=found.kind, entity=found.entity, name=parsed.text[found.start : found.end])
    return party


def _opens(heard: Heard, at: int, floor: int) -> int:
    """The first word of the phrase whose noun stands at `at`: its article, or what describes it."""
    parsed = heard.parsed
    start = at
    for before in range(at - 1, max(floor, at - DESCRIBED) - 1, -1):
        tag, word = parsed.tags[before], parsed.words[before]
        if word in phrases.BREAKS or (tag & ENDS and word != "'s"):
            break
        start = before
        if tag & phrases.DET and not tag & TAGS["of"]:
            break
    return start
