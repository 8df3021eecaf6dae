"""What a party does, as told by the report itself: `Kyiv turned the offer down`, `L'Otan n'a constaté aucun changement`.

An office or a body that opens a sentence and is the subject of its verb stands behind what follows, though nobody is quoted: a refusal,
an offer or a finding is its own.
"""

from tocsin.read import cues, phrases, speakers, verbal
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Sentence
from tocsin.read.speakers import Party

LED = 10
"""words of the party at the most"""
SHORTEST = 3
"""words in what it does at the least"""
KINDS = ("office", "institution")
BODY = TAGS["office"] | TAGS["institution"]
AUXILIARY = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["not"] | TAGS["negator"] | TAGS["adverb"]


def deed(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """The sentence as what the party did that opens it; nothing where none does."""
    parsed, grammar = heard.parsed, heard.grammar
    if heard.author is not None or grammar.shape.cases or grammar.shape.verb_second or parsed.text[sentence.end - 1] == "?":
        return []
    subject = doer(heard, sentence)
    if subject is None:
        return []
    party, verb = subject
    content = cues.span(parsed, verb, sentence.last)
    if parsed.tags[verb] & TAGS["wants"] and all(parsed.quote[at] < 0 for at in range(verb, sentence.last)):
        return []  # a wish that nobody words
    span = cues.span(parsed, party.first, sentence.last)
    return [Draft(number, content, party, None, None, "narrate", "deed", None, False, False, (), span)]


def doer(heard: Heard, sentence: Sentence) -> tuple[Party, int] | None:
    """The office or body that opens the sentence and is the subject of its verb, and the first word of that verb."""
    parsed, grammar = heard.parsed, heard.grammar
    start = sentence.first
    while start < sentence.last and parsed.tags[start] & (TAGS["conjunction"] | TAGS["adverb"]) and not parsed.tags[start] & phrases.DET:
        start += 1
    if start >= sentence.last or not phrases.starts_phrase(parsed, start, grammar) or parsed.quote[start] >= 0:
        return None
    stop = phrases.right(parsed, sentence, grammar, start)
    verb = verbal.first(parsed, grammar, start, min(stop + 1, sentence.last - 1))
    if verb <= start or verb - start > LED or sentence.last - verb < SHORTEST or _undergoes(heard, sentence, verb):
        return None
    if not parsed.tags[start] & TAGS["pronoun"] and not _body(heard, start, verb):
        return None
    party = speakers.classify(parsed, grammar, heard.gazetteer, heard.names, start, verb)
    if party.refers:
        party = speakers.resolve(party, heard.spoke, parsed, grammar, heard.names)
    return (party, verb) if party.kind in KINDS and not parsed.tags[start] & TAGS["not"] else None


def _body(heard: Heard, start: int, stop: int) -> bool:
    """The words name an office or a body: a noun of one as head, a name that speaks, or a nation (`The Lithuanians`)."""
    parsed = heard.parsed
    first, last = _heart(heard, start, stop)
    if any(parsed.tags[at] & BODY and not parsed.tags[at] & TAGS["national"] for at in range(first, last)):
        return True
    if last - start <= 2 and phrases.is_capital(parsed, last - 1) and parsed.tags[last - 1] & BODY:
        return True
    left, right = parsed.starts[first], parsed.ends[last - 1]
    return any(left <= name.start <= left + 5 and name.end == right and heard.gazetteer.speaks_as(name.id) for name in heard.names)


def _heart(heard: Heard, start: int, stop: int) -> tuple[int, int]:
    """The words of the phrase with its head, without what it belongs to: before `of`, and in English behind the owner."""
    parsed = heard.parsed
    owner = max((at + 1 for at in range(start, stop - 1) if parsed.words[at] == "'s"), default=start)
    end = next((at for at in range(owner + 1, stop) if parsed.tags[at] & (TAGS["of"] | TAGS["preposition"])), stop)
    return owner, end


def _undergoes(heard: Heard, sentence: Sentence, verb: int) -> bool:
    """The verb is a passive that nothing denies: the party acts no part in it (`She was asked`)."""
    parsed, at = heard.parsed, verb
    while at < sentence.last - 1 and parsed.tags[at] & AUXILIARY:
        if parsed.tags[at] & (TAGS["not"] | TAGS["negator"]):
            return False
        at += 1
    return bool(at > verb and parsed.tags[at - 1] & TAGS["be"] and heard.grammar.shape.bare_modals and parsed.words[at].endswith("ed"))
