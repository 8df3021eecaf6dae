"""Who speaks where no sentence says it: answers of an interview, and bulletins that name their issuer first."""

import re

from tocsin.read import cased, phrases, speakers
from tocsin.read.grammar import FINITE, TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.speakers import Party

LABEL = re.compile(r"[*_]*([^\W\d_][\w'’. -]{0,38}?)[*_]*(?:[.:][*_]*|\s[—–])\s")
"""a name before what he says at the beginning of a paragraph: `Зимин. ...`, `Q: ...`"""
DASH = re.compile(r"[—–-]\s")
REPEATED = 2
"""paragraphs that a label opens at the least"""
ASKING = 0.5
"""share of a label's paragraphs that are questions, from which it is the interviewer's"""
TELLING = 6
"""letters of a word that a body and its page share"""
ISSUER = 14
"""words in a sentence that only says who informs, at the most"""


def answers(heard: Heard) -> dict[int, Party]:
    """Paragraph -> the person who answers in it."""
    parsed = heard.parsed
    labels: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(parsed.paragraphs):
        match = LABEL.match(parsed.text, start, end)
        if match is not None:
            labels.setdefault(match.group(1).lower(), []).append(number)
    spoken = {label: numbers for label, numbers in labels.items() if len(numbers) >= REPEATED}
    found: dict[int, Party] = {}
    if len(spoken) > 1:
        for numbers in spoken.values():
            if sum(_asks(parsed, number) for number in numbers) >= ASKING * len(numbers):
                continue
            for number in numbers:
                party = _labelled(heard, number)
                if party is not None:
                    found[number] = party
    return found or _dialogue(heard)


def _dialogue(heard: Heard) -> dict[int, Party]:
    """Questions and answers behind dashes: whoever the lines before them name answers."""
    parsed = heard.parsed
    dashed = [number for number, (start, end) in enumerate(parsed.paragraphs) if DASH.match(parsed.text, start, end)]
    asking = [number for number in dashed if _asks(parsed, number)]
    if len(asking) < REPEATED or len(asking) == len(dashed):
        return {}
    person = _introduced(heard, parsed.at(parsed.paragraphs[dashed[0]][0]))
    return {} if person is None else {number: person for number in dashed if number not in asking and number > asking[0]}


def _introduced(heard: Heard, last: int) -> Party | None:
    """The person named in running text before the word `last`: two capitals and more behind a small letter."""
    parsed = heard.parsed
    for at in range(1, last - 1):
        if phrases.is_capital(parsed, at) and phrases.is_capital(parsed, at + 1) and parsed.words[at - 1][0].isalpha():
            stop = at + 2
            while stop < last and phrases.is_capital(parsed, stop):
                stop += 1
            if not phrases.is_capital(parsed, at - 1):
                party = speakers.classify(parsed, heard.grammar, heard.gazetteer, heard.names, at, stop)
                if party.kind == "named":
                    return party._replace(refers=False)
    return None


def _asks(parsed: Parsed, number: int) -> bool:
    start, end = parsed.paragraphs[number]
    return parsed.text[start:end].rstrip(' »”"').endswith("?")


def _labelled(heard: Heard, number: int) -> Party | None:
    """The party that the label of a paragraph names."""
    start, end = heard.parsed.paragraphs[number]
    match = LABEL.match(heard.parsed.text, start, end)
    if match is None:
        return None
    first, last = heard.parsed.at(match.start(1)), heard.parsed.at(match.end(1))
    if last <= first:
        return None
    party = speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, first, last)
    return party._replace(kind="named" if party.kind == "anonymous" else party.kind, refers=False)


def answered(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """The sentence as the words of who answers in its paragraph, where it bears on the problem."""
    party = heard.answers.get(sentence.paragraph)
    parsed = heard.parsed
    if party is None or (party.last > sentence.first + 3 and party.first == sentence.first and party.last >= sentence.last - 1):
        return []
    first = party.last if party.first == sentence.first else sentence.first
    while first < sentence.last and parsed.words[first] in phrases.BREAKS:
        first += 1
    if sentence.last - first < 3 or parsed.text[sentence.end - 1] == "?":
        return []
    content = parsed.starts[first], parsed.ends[sentence.last - 1]
    content = content[0], content[1] - (parsed.words[sentence.last - 1] in phrases.BREAKS)
    return (
        [Draft(number, content, party, None, None, "say", "quote", None, False, False, (), content)]
        if _bears(heard, sentence.paragraph)
        else []
    )


def _bears(heard: Heard, paragraph: int) -> bool:
    """A word of the problem or of likelihood stands in the answer or in the question before it."""
    paragraphs = heard.parsed.paragraphs
    start, end = paragraphs[max(0, paragraph - 1)][0], paragraphs[paragraph][1]
    found = heard.bearing.within(start, end)
    return heard.relevance.hinted(found) or heard.relevance.touched(found) or heard.parsed.seen.word("estimative", start, end) is not None


def issuer(heard: Heard, sentence: Sentence) -> Party | None:
    """The body that a short sentence says informs: what follows is its text (`Управление МЧС по области информирует.`)."""
    parsed, grammar = heard.parsed, heard.grammar
    if not grammar.shape.cases:
        return _publisher(heard, sentence)
    last = sentence.last
    while last > sentence.first and parsed.words[last - 1] in phrases.BREAKS:
        last -= 1
    if not 2 <= last - sentence.first <= ISSUER or any(parsed.words[at] in phrases.BREAKS for at in range(sentence.first, last)):
        return None
    forms = grammar.verbs.get(parsed.words[last - 1], ())
    if not any(form.kind == FINITE and form.verb_class in ("say", "warn", "reveal") for form in forms):
        return None
    if not cased.starts(parsed, sentence.first, grammar):
        return None
    stop = cased.right(parsed, sentence, grammar, sentence.first)
    bodies = TAGS["institution"] | TAGS["office"] | TAGS["body"]
    if stop < last - 1 or not any(parsed.tags[at] & bodies for at in range(sentence.first, stop)):
        return None
    return speakers.classify(parsed, grammar, heard.gazetteer, heard.names, sentence.first, last - 1)._replace(refers=False)


def _publisher(heard: Heard, sentence: Sentence) -> Party | None:
    """The body whose own page says that it informs: the page's name holds a word of the body's (`Protection civile`)."""
    parsed, grammar = heard.parsed, heard.grammar
    if not cased.starts(parsed, sentence.first, grammar) and not phrases.starts_phrase(parsed, sentence.first, grammar):
        return None
    stop = phrases.right(parsed, sentence, grammar, sentence.first)
    verb = next((at for at in range(stop, min(stop + 3, sentence.last)) if parsed.words[at] in grammar.verbs), -1)
    forms = grammar.verbs.get(parsed.words[verb], ()) if verb >= 0 else ()
    if stop <= sentence.first or not any(form.kind == FINITE for form in forms):
        return None
    bodies = TAGS["institution"] | TAGS["office"] | TAGS["body"]
    if not any(parsed.tags[at] & bodies for at in range(sentence.first, stop)):
        return None
    words = set(grammar.token.findall(heard.site.lower()))
    shared = any(
        len(parsed.words[at]) >= TELLING and parsed.words[at] in words and not parsed.tags[at] & TAGS["outlet_name"]
        for at in range(sentence.first, stop)
    )
    informs = any(word in grammar.tags and grammar.tags[word] & TAGS["addressed"] for word in parsed.words[verb + 1 : verb + 4])
    if not (shared or (informs and any(form.verb_class == "say" for form in forms))):
        return None
    party = speakers.classify(parsed, grammar, heard.gazetteer, heard.names, sentence.first, stop)
    return party._replace(refers=False) if party.kind in ("office", "institution") else None
