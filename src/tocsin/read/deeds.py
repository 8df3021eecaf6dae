"""What a party does, as told by the report itself: `Kyiv turned the offer down`, `L'Otan n'a constaté aucun changement`.

An office or a body that opens a sentence and is the subject of its verb stands behind what follows, though nobody is quoted: a refusal,
an offer or a finding is its own.
"""

from tocsin.read import cues, phrases, referents, speakers, verbal
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Sentence
from tocsin.read.speakers import Party

LED = 10
"""words of the party at the most"""
AHEAD = 8
"""words of time or place before the party at the most"""
ASIDE = 16
"""words between commas behind the party at the most"""
SHORTEST = 3
"""words in what it does at the least"""
KINDS = ("office", "institution", "text")
BODY = TAGS["office"] | TAGS["institution"] | TAGS["doctrinal"]
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
    if start < sentence.last and parsed.tags[start] & TAGS["preposition"] and not parsed.tags[start] & TAGS["of"]:
        ahead = range(start + 1, min(start + AHEAD, sentence.last - SHORTEST))
        comma = next((at for at in ahead if parsed.words[at] == "," or parsed.tags[at] & verbal.VERBAL & ~phrases.DET), -1)
        start = comma + 1 if comma > 0 and parsed.words[comma] == "," else start
    if start >= sentence.last or not phrases.starts_phrase(parsed, start, grammar) or parsed.quote[start] >= 0:
        return None
    stop = phrases.right(parsed, sentence, grammar, start)
    stop = max(stop, _placed(heard, sentence, stop))
    verb = verbal.first(parsed, grammar, start, min(stop + 1, sentence.last - 1))
    aside = _aside(heard, sentence, stop) if verb < 0 else -1
    verb = verbal.first(parsed, grammar, aside, aside + 2) if aside > 0 else verb
    end = max(stop, phrases.apposition(parsed, sentence, grammar, stop)) if aside > 0 else verb
    if verb <= start or end - start > LED or sentence.last - verb < SHORTEST or _undergoes(heard, sentence, verb):
        return None
    party = speakers.classify(parsed, grammar, heard.gazetteer, heard.names, start, end)
    if party.refers:
        party = referents.resolve(party, heard.spoke, parsed, grammar, heard.names)
    if parsed.tags[start] & TAGS["not"] or (party.name is None and not _body(heard, start, end)):
        return None
    return (party, verb) if party.kind in KINDS or (party.name is not None and _spoke(heard, party)) else None


def _spoke(heard: Heard, party: Party) -> bool:
    """The party is the one who spoke last."""
    last = heard.last.speaker if heard.last is not None else None
    return last is not None and party.name is not None and party.name in (last.name, heard.parsed.text[last.start : last.end])


def _placed(heard: Heard, sentence: Sentence, stop: int) -> int:
    """The end of a place right behind the party (`Ministers in Rome quashed ...`), or -1."""
    parsed = heard.parsed
    if stop + 2 >= sentence.last or not parsed.tags[stop] & TAGS["in"] or not phrases.is_capital(parsed, stop + 1):
        return -1
    return phrases.right(parsed, sentence, heard.grammar, stop + 1)


def _aside(heard: Heard, sentence: Sentence, stop: int) -> int:
    """The comma that closes words between commas behind the party (`Mongolia, which has no dog in this fight, proposed ...`), or -1."""
    parsed = heard.parsed
    if stop >= sentence.last or parsed.words[stop] != ",":
        return -1
    return next((at for at in range(stop + 2, min(stop + ASIDE, sentence.last - SHORTEST)) if parsed.words[at] == ","), -1)


def _body(heard: Heard, start: int, stop: int) -> bool:
    """The words name an office or a body: a noun of one as head, a name that speaks, or a nation (`The Lithuanians`)."""
    parsed = heard.parsed
    first, last = _heart(heard, start, stop)
    heads = range(last - 1, last) if heard.grammar.shape.head_last else range(first, last)
    if any(parsed.tags[at] & BODY and not parsed.tags[at] & TAGS["national"] for at in heads) or _two_words(heard, last):
        return True
    nation = parsed.tags[last - 1] & BODY or heard.grammar.tags.get(parsed.words[last - 1].rstrip("s"), 0) & TAGS["national"]
    if last - start <= 2 and phrases.is_capital(parsed, last - 1) and nation:
        return True
    left, right = parsed.starts[first], parsed.ends[last - 1]
    return any(left <= name.start <= left + 5 and name.end == right and heard.gazetteer.speaks_as(name.id) for name in heard.names)


def _two_words(heard: Heard, last: int) -> bool:
    """A noun of a body in two words ends the phrase (`air force`)."""
    words, bit = heard.parsed.words, TAGS["office"] | TAGS["institution"]
    found = heard.grammar.phrases.get(words[last - 2], ()) if last >= 2 else ()
    return any(tag & bit and len(phrase) == 2 and phrase[1] == words[last - 1] for phrase, tag in found)


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
    if not (at > verb and parsed.tags[at - 1] & TAGS["be"]):
        return False
    if heard.grammar.shape.bare_modals:
        return parsed.words[at].endswith("ed")
    return at > verb + 1 and heard.grammar.marks["participle_ending"].search(parsed.words[at]) is not None
