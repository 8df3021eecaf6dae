"""Whose words a text prints: the party behind each attribution, pronouns and first persons resolved."""

import re

from tocsin.read import beside, cased, nearby, phrases, referents, speakers
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Heard
from tocsin.read.sentences import Sentence
from tocsin.read.speakers import Party

PLACED = re.compile(r"(?:(?:à|au|aux|chez|dans|du côté de|du côté du|du côté|côté|de source|auprès de|auprès du) )+(?:l'|la |le |les )?")
"""what opens a sentence before the place where `on` speaks"""


def mention(heard: Heard, number: int, sentence: Sentence) -> None:
    """A person or office that is the subject of a sentence without speech may be meant by the next `il`."""
    start = sentence.first
    if heard.grammar.shape.cases:
        _opened(heard, number, sentence)
        return
    if heard.parsed.words[start] == "quant" and start + 2 < sentence.last:
        start += 2
    if (
        start < sentence.last
        and phrases.starts_phrase(heard.parsed, start, heard.grammar)
        and not heard.parsed.tags[start] & TAGS["pronoun"]
    ):
        last = phrases.right(heard.parsed, sentence, heard.grammar, start)
        if last > start:
            last = phrases.apposition(heard.parsed, sentence, heard.grammar, last)
            party = speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, start, last)
            if heard.parsed.words[sentence.first] == "quant":
                many = party.plural or heard.parsed.words[start - 1] == "aux"
                heard.spoke.append(party._replace(refers=False, plural=many))
            elif not party.refers and any(heard.parsed.tags[at] & speakers.PEOPLE for at in range(start, last)):
                heard.spoke.append(party)
                if party.kind in ("named", "office", "anonymous"):
                    heard.named = number, party


def _opened(heard: Heard, number: int, sentence: Sentence) -> None:
    """The subject of the first clause, where a language has cases; a pronoun stands for whom it stood for before."""
    parsed = heard.parsed
    end = next((at for at in range(sentence.first, sentence.last) if parsed.words[at] in phrases.BREAKS), sentence.last)
    subject = beside.leftward(parsed, heard.grammar, sentence.first, end, sure=True)
    if subject is None or end == sentence.first:
        return
    party = speakers.classify(parsed, heard.grammar, heard.gazetteer, heard.names, *subject)
    if party.refers:
        party = referents.resolve(party, heard.spoke, parsed, heard.grammar, heard.names)
        if party.name is not None and parsed.tags[subject[0]] & TAGS["pronoun"]:
            heard.named = number, party
    elif any(parsed.tags[at] & speakers.PEOPLE for at in range(*subject)) or party.entity is not None or _full_name(heard, subject):
        heard.spoke.append(party)
        if party.kind in ("named", "office", "anonymous"):
            heard.named = number, party


def _full_name(heard: Heard, subject: tuple[int, int]) -> bool:
    """Two capitals in a row: one alone may only open its sentence."""
    return any(
        phrases.is_capital(heard.parsed, at) and phrases.is_capital(heard.parsed, at + 1) for at in range(subject[0], subject[1] - 1)
    )


def whose(heard: Heard, found: list[Attribution]) -> list[Party | None]:
    """The speaker of every attribution; a borrowed one is that of the last that had its own."""
    parties: list[Party | None] = []
    known = list(heard.spoke)
    borrowed: Party | None = None
    for item in found:
        if item.speaker is None:
            party = borrowed
            loose = ("infinitive", "that", "noun", "colon", "before") if heard.grammar.shape.cases else ("infinitive", "that", "noun")
            if party is None and item.layout in loose and heard.spoke and item.subjectless:
                party = heard.spoke[-1]
        else:
            raw = _author_of(heard, item, speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, *item.speaker))
            if item.kind == "relay" and raw.kind == "named" and raw.entity is None:
                raw = raw._replace(kind="outlet")
            party = referents.resolve(raw, known, heard.parsed, heard.grammar, heard.names)
            if (
                item.layout == "headline"
                and party.entity is None
                and not (heard.grammar.shape.cases and _full_name(heard, item.speaker))
                and not any(heard.parsed.tags[at] & speakers.PEOPLE for at in range(*item.speaker))
            ):
                parties.append(None)
                continue
            party = _at_home(heard, _first_person(heard, party))
            if party.refers and party.name is None and item.layout == "before" and party.last - party.first == 1:
                party = _meant(heard, party, item)
            if party.refers and party.name is None:
                party = nearby.meant(heard, party)
            known.append(party)
            if item.layout not in ("after", "according") and party.kind != "outlet":
                borrowed = party
        parties.append(party)
    return parties


def _author_of(heard: Heard, item: Attribution, party: Party) -> Party:
    """`Je` and `nous` outside quotation marks are the author's, or the outlet's."""
    words = heard.grammar.lexicon.words
    if item.kind == "provide" and party.refers and party.kind == "anonymous":
        text = next((other for other in reversed(heard.spoke) if other.kind == "text"), None)
        return party if text is None else party._replace(kind="text", refers=False, name=heard.parsed.text[text.start : text.end])
    first = party.head in words.get("i", ()) or party.head in words.get("we", ())
    if first and heard.parsed.quote[party.first] < 0 and (answers := _answering(heard, party)) is not None:
        return answers._replace(start=party.start, end=party.end, name=heard.parsed.text[answers.start : answers.end])
    if heard.author is not None and party.head in words.get("one", ()):
        return heard.author._replace(start=party.start, end=party.end)
    if (party.head not in words.get("i", ()) and party.head not in words.get("we", ())) or heard.parsed.quote[party.first] >= 0:
        return party
    return (
        heard.author._replace(start=party.start, end=party.end, name=heard.author.name)
        if heard.author is not None
        else party._replace(kind="outlet", refers=False)
    )


def _answering(heard: Heard, party: Party) -> Party | None:
    """Who answers in the paragraph of `party`, of an interview."""
    number = heard.parsed.sentence_of(party.first)
    return heard.answers.get(heard.parsed.sentences[number].paragraph) if number >= 0 else None


def _meant(heard: Heard, party: Party, item: Attribution) -> Party:
    """Whom a pronoun after the content stands for, where nobody spoke before: the subject of the content (`The navy
    will sail, it said`)."""
    first = heard.parsed.at(item.content[0])
    sentence = next((other for other in heard.parsed.sentences if other.first <= first < other.last), None)
    if sentence is None or not cased.starts(heard.parsed, first, heard.grammar):
        return party
    last = cased.right(heard.parsed, sentence, heard.grammar, first)
    if last <= first or not any(heard.parsed.tags[at] & speakers.PEOPLE for at in range(first, last)):
        return party
    meant = speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, first, last)
    return party._replace(kind=meant.kind, entity=meant.entity, name=heard.parsed.text[meant.start : meant.end])


def _first_person(heard: Heard, party: Party) -> Party:
    """`I` and `we` outside quotation marks are the author of an op-ed, or the outlet that prints the report."""
    words = heard.grammar.lexicon.words
    if (
        party.head not in (*words.get("i", ()), *words.get("we", ()))
        or heard.parsed.quote[party.first] >= 0
        or party.last - party.first > 1
    ):
        return party
    if heard.author is not None:
        return party._replace(kind="named", name=heard.parsed.text[heard.author.start : heard.author.end])
    return party._replace(kind="outlet")


def _at_home(heard: Heard, party: Party) -> Party:
    """`Au Kremlin, on assure que ...`: `on` are those of the place that opens the sentence."""
    if party.head not in heard.grammar.lexicon.words.get("one", ()) or party.name is not None:
        return party
    sentence = next((item for item in heard.parsed.sentences if item.first <= party.first < item.last), None)
    if sentence is None:
        return party
    lead = PLACED.match(heard.parsed.lower, sentence.start, party.start)
    if lead is None:
        return party
    first = heard.parsed.at(lead.end())
    last = next((at for at in range(first, party.first) if heard.parsed.words[at] == ","), party.first)
    if last <= first:
        return party
    meant = speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, first, last)
    return party._replace(kind=meant.kind, entity=meant.entity, name=heard.parsed.text[meant.start : meant.end], refers=False)


def people_first(heard: Heard, content: tuple[int, int]) -> Party | None:
    """With an outlet alone as source, people unnamed whose doings it tells are the ones that speak through it."""
    first = heard.parsed.at(content[0])
    sentence = next((item for item in heard.parsed.sentences if item.first <= first < item.last), None)
    if sentence is None or not cased.starts(heard.parsed, first, heard.grammar):
        return None
    last = cased.right(heard.parsed, sentence, heard.grammar, first)
    if last <= first:
        return None
    party = speakers.classify(heard.parsed, heard.grammar, heard.gazetteer, heard.names, first, last)
    head = next((at for at in range(first, last) if heard.parsed.words[at] == party.head), last)
    people = any(heard.parsed.tags[at] & (TAGS["anonymous"] | TAGS["each_of"]) for at in range(first, last))
    return party if party.kind == "anonymous" and people and not party.refers and head <= first + 2 else None
