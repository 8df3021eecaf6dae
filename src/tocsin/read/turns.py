"""Questions and answers that run on inside one paragraph: `— Боитесь? — Нет. — А должны? — «Нет».`"""

from tocsin.read import cased, cues, phrases, speakers, speech
from tocsin.read.clauses import DASHES
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard, Turn
from tocsin.read.phrases import MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.speakers import Party

ASKED = 2
"""questions behind dashes in one paragraph at the least"""
PEOPLE = TAGS["anonymous"] | TAGS["office"]


def found(heard: Heard) -> dict[int, Turn]:
    """Sentence -> the turn of talk it belongs to, in paragraphs that hold questions and answers."""
    parsed = heard.parsed
    made: dict[int, Turn] = {}
    start = 0
    while start < len(parsed.sentences):
        stop = start + 1
        while stop < len(parsed.sentences) and parsed.sentences[stop].paragraph == parsed.sentences[start].paragraph:
            stop += 1
        for turn in _talk(heard, start, stop):
            made.update(dict.fromkeys(range(turn.first, turn.last), turn))
        start = stop
    return made


def _talk(heard: Heard, start: int, stop: int) -> list[Turn]:
    """The turns of one paragraph, of the sentences `start:stop`."""
    parsed = heard.parsed
    opens = [number for number in range(start, stop) if parsed.words[parsed.sentences[number].first] in DASHES]
    if len(opens) < 2 * ASKED - 1:
        return []
    bounds = list(zip(opens, [*opens[1:], stop], strict=True))
    asks = [_asks(parsed, parsed.sentences[last - 1]) for _, last in bounds]
    odd = sum(asks[1::2]) > sum(asks[::2])
    if sum(asks[odd::2]) < ASKED or any(asks[1 - odd :: 2]):
        return []
    party = _answers(heard, parsed.sentences[start].first, parsed.sentences[opens[0]].first, parsed.sentences[stop - 1].last)
    if party is None:
        return []
    turns = []
    for number, (first, last) in enumerate(bounds):
        if number % 2 == odd:
            turns.append(Turn(first, last, None))
        elif _attributed(heard, parsed.sentences[first]) is None:
            turns.append(Turn(first, _own(heard, first, last), party))
    return turns


def _asks(parsed: Parsed, sentence: Sentence) -> bool:
    return parsed.text[sentence.start : sentence.end].rstrip(' »”"').endswith("?")


def _attributed(heard: Heard, sentence: Sentence) -> Party | None:
    """Somebody named or described, in the third person, whom the sentence itself has say something."""
    for item in speech.attributions(heard.parsed, sentence, heard.grammar):
        if item.speaker is None or item.layout not in ("before", "colon", "after", "according"):
            continue
        tag = heard.parsed.tags[item.speaker[0]]
        if not tag & (TAGS["i"] | TAGS["we"]) and (
            tag & (TAGS["he"] | TAGS["she"]) or tag & PEOPLE or phrases.is_capital(heard.parsed, item.speaker[0])
        ):
            return speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, *item.speaker)
    return None


def _own(heard: Heard, first: int, last: int) -> int:
    """The sentence behind the answer: the report goes on behind a quotation, or where it has somebody say more, or names a person."""
    parsed = heard.parsed
    if parsed.words[parsed.sentences[first].first + 1] in MARKS:
        return first + 1
    for number in range(first + 1, last):
        sentence = parsed.sentences[number]
        named = phrases.is_capital(parsed, sentence.first) and any(
            phrases.is_capital(parsed, at) and phrases.is_capital(parsed, at + 1)
            for at in range(sentence.first, min(sentence.first + 4, sentence.last - 1))
        )
        if named or _attributed(heard, sentence) is not None:
            return number
    return last


def _answers(heard: Heard, first: int, dash: int, last: int) -> Party | None:
    """Who answers: the person that the words before the first dash introduce, else people there, else the person named behind."""
    parsed = heard.parsed
    before = first if dash > first else max(0, parsed.sentences[max(0, parsed.sentence_of(first) - 1)].first)
    for begin, end in ((before, dash), (dash, last)):
        for at in range(begin, end - 1):
            if (
                phrases.is_capital(parsed, at)
                and phrases.is_capital(parsed, at + 1)
                and not parsed.tags[at] & (TAGS["national"] | cased.PREP)
            ):
                if parsed.words[at - 1] in DASHES or parsed.words[at] in phrases.BREAKS or parsed.words[at + 1] in phrases.BREAKS:
                    continue
                stop = at + 2
                while stop < end and phrases.is_capital(parsed, stop):
                    stop += 1
                party = speakers.classify(parsed, heard.grammar, heard.gazetteer, heard.names, at, stop)
                if party.kind == "named":
                    return party._replace(refers=False)
        if begin == before:
            people = next((at for at in range(begin, end) if parsed.tags[at] & PEOPLE and not parsed.tags[at] & TAGS["plural"]), -1)
            if people >= 0:
                start = people
                while start > begin and parsed.tags[start - 1] & (cased.DESCRIBING | cased.POSSESSIVE):
                    start -= 1
                stop = cased.reach(parsed, heard.grammar, start, end)
                return speakers.classify(parsed, heard.grammar, heard.gazetteer, heard.names, start, stop)._replace(refers=False)
    return None


def drafts(heard: Heard, number: int, turn: Turn) -> list[Draft]:
    """The draft of an answer, at its first sentence; nothing for a question and for what goes on."""
    parsed = heard.parsed
    if turn.party is None or number != turn.first:
        return []
    first, last = parsed.sentences[turn.first].first + 1, parsed.sentences[turn.last - 1].last
    content = cues.span(parsed, first, last)
    if content[1] <= content[0]:
        return []
    layout = "quote" if parsed.words[first] in MARKS else "continued"
    return [Draft(number, content, turn.party, None, None, "say", layout, None, False, False, (), content)]
