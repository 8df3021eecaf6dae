"""Who said what inside one sentence: cues of attribution with the words of the speaker and the content they bring."""

import re
from typing import NamedTuple

from tocsin.read import phrases, verbs
from tocsin.read.grammar import FINITE, TAGS, Grammar, VerbForm
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.verbs import VerbGroup

CLOCK = re.compile(r"\d{1,2}\s?(?:[:.h]\s?\d{2})?\s?(?:am|pm|gmt|cet|utc)?\s?[-–—:|]\s+")
HEADLINE = 9
"""words before the colon of a headline at the most"""
RELATIVE = 24
"""words in a relative clause between a subject and its verb at the most"""
FILLER = 18
"""words that may stand between a verb of speech and its content"""
AND, BUT, THAT, OF, TO, PREP = (TAGS[name] for name in ("and", "but", "that", "of", "to", "preposition"))
JOIN = AND | BUT | TAGS["conjunction"]
TAKES_NOUN = frozenset(
    ["ask", "fear", "deny", "exclude", "criticise", "threaten", "promise", "assess", "see", "provide", "reveal", "believe", "warn"]
)
"""classes whose content may be a noun phrase: `craint des représailles`"""
TAKES_INFINITIVE = frozenset(["say", "assess", "believe", "fear", "warn", "threaten", "promise", "deny", "exclude", "refuse", "see", "ask"])
SILENT = frozenset(["see", "deny", "exclude", "fear", "criticise", "threaten", "believe"])
"""classes that seldom stand after their content, save after a quotation"""
NEEDS_TEXT = frozenset(["provide"])
"""classes that count only for documents"""


class Attribution(NamedTuple):
    """One cue. `speaker` counts in words, `content` and `cue` in characters; `content` may hold further attributions."""

    layout: str
    """that, quote, colon, before, infinitive, noun, according, stance"""
    cue: tuple[int, int]
    speaker: tuple[int, int] | None
    content: tuple[int, int]
    verb: VerbForm | None
    negated: bool = False
    hearsay: bool = False
    passive: bool = False
    addressee: tuple[int, int] | None = None
    subjectless: bool = False
    """the subject is that of the attribution before it (`et a insisté`, `ajoutant que`)"""
    end: int = 0
    """index of the word after the whole attribution phrase"""
    edge: int = 0
    """index of the word where content on its left must stop; -1 where it may stand inside"""
    comma: int = -1
    """index of a comma right before its subject: where an object on its left must stop"""

    @property
    def kind(self) -> str:
        """Class of the verb; `say` for prepositions, `assess` for nouns of stance."""
        if self.verb is not None:
            return self.verb.verb_class
        return "assess" if self.layout == "stance" else "say"


def attributions(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """All attributions in one sentence, in the order of their cues."""
    groups = verbs.find(parsed, sentence, grammar)
    found: list[Attribution] = []
    for number, group in enumerate(groups):
        floor = groups[number - 1].last if number else sentence.first
        attribution = _forward(parsed, sentence, grammar, group, floor) or _backward(parsed, sentence, grammar, group, floor)
        attribution = attribution or _object(parsed, sentence, grammar, group, floor)
        if attribution is not None:
            found.append(attribution)
    found = [
        item
        for number, item in enumerate(found)
        if not (number and item.subjectless and item.layout in ("noun", "infinitive") and found[number - 1].layout == "before")
    ]
    found += _according(parsed, sentence, grammar, groups)
    if (opening := _headline(parsed, sentence, grammar, found)) is not None:
        found.append(opening)
    found += _relayed(parsed, sentence, grammar, groups)
    found += _stance(parsed, sentence, grammar)
    found.sort(key=lambda item: item.cue)
    lead = next(iter(found), None)
    if lead is not None and lead.speaker is None and lead.subjectless and (opening := _opening(parsed, sentence, grammar)) is not None and opening[1] <= parsed.at(lead.cue[0]):
        found[0] = lead._replace(speaker=opening, subjectless=False)
    return _bounded(parsed, sentence, _interposed(parsed, sentence, grammar, found))


def untimed(parsed: Parsed, sentence: Sentence) -> Sentence:
    """The sentence without the time that opens an entry of a live page (`15 h 40 - `, `4.55pm: `)."""
    match = CLOCK.match(parsed.lower, sentence.start, sentence.end)
    if match is None:
        return sentence
    first = parsed.at(match.end())
    return sentence._replace(first=first, start=parsed.starts[first]) if first < sentence.last else sentence


def _headline(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> Attribution | None:
    """`Pentagon: "no change"`: a speaker of a few words opens the sentence, a colon, and what is said. Who it may be is judged later."""
    at = sentence.first
    if not phrases.is_capital(parsed, at) or parsed.tags[at] & (TAGS["if"] | TAGS["subordinator"]):
        return None
    colon = next((later for later in range(at + 1, min(at + HEADLINE, sentence.last)) if parsed.words[later] in BREAKS), -1)
    if colon < 0 or parsed.words[colon] != ":" or colon + 3 > sentence.last or any(item.cue[0] < parsed.starts[colon] for item in found):
        return None
    stop = phrases.right(parsed, sentence, grammar, at)
    if stop != colon:
        return None
    mark = parsed.starts[colon], parsed.ends[colon]
    return Attribution("headline", mark, (at, colon), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)


def span(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Characters of the words `first:last`, without quotation marks and stops at the edges."""
    while first < last and parsed.words[first] in BREAKS:
        first += 1
    while last > first and parsed.words[last - 1] in BREAKS:
        last -= 1
    if first >= last:
        return (parsed.starts[first], parsed.starts[first]) if first < len(parsed.starts) else (len(parsed.text), len(parsed.text))
    return parsed.starts[first], parsed.ends[last - 1]


def _cue(parsed: Parsed, group: VerbGroup) -> tuple[int, int]:
    return parsed.starts[group.first], parsed.ends[group.last - 1]


def _skip(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> tuple[int, tuple[int, int] | None]:
    """The word where the content may begin after a verb at its left, and the person told, if any stands between."""
    words, tags = parsed.words, parsed.tags
    addressee: tuple[int, int] | None = None
    limit = min(sentence.last, at + FILLER)
    if at > sentence.first and tags[at - 1] & TAGS["tell"] and at < limit and words[at] not in BREAKS and not tags[at] & PREP:
        stop = _told(parsed, sentence, grammar, at)
        if stop > at:
            addressee, at = (at, stop), stop
    while at < limit:
        tag = tags[at]
        if tag & THAT or words[at] == ":" or words[at] in MARKS:
            break
        if (later := phrases.time_end(parsed, at, grammar)) > at:
            at = later
            while at < limit and (
                words[at] in ("dernier", "dernière", "passé", "passée", "last", "prochain", "matin", "soir")
                or words[at][0].isdigit()
                or phrases.is_time(parsed, at, grammar)
            ):
                at += 1
            continue
        denies = tag & TAGS["not"] and (tag & TAGS["negator"] or not grammar.shape.bare_modals)
        if tag & TAGS["adverb"] or denies or words[at][0] == "-" and len(words[at]) > 1:
            at += 1
            continue
        if tag & PREP and not (tag & OF and not tag & TO and words[at] not in ("auprès",)) and at + 1 < limit:
            start = at + 1
            if tag & TO and words[at] in ("auprès", "face") and tags[at + 1] & OF:
                start = at + 2
            stop = phrases.right(parsed, sentence, grammar, start)
            if stop <= start:
                break
            if tag & TO and addressee is None:
                addressee = (start, stop)
            at = stop
            continue
        if words[at] == "," and at + 1 < limit:
            closing = next((later for later in range(at + 1, min(at + 18, sentence.last)) if words[later] == ","), -1)
            if closing > 0 and closing + 1 < sentence.last and tags[closing + 1] & THAT:
                at = closing + 1
                continue
        break
    return at, addressee


def _told(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> int:
    """Where the person told ends, right after a verb of telling (`told reporters that`, `told The Herald the depot was empty`), or `at`."""
    inverted = at - 2 > sentence.first and _ends_content(parsed, at - 1)
    if inverted or parsed.tags[at] & (THAT | TAGS["subordinator"] | TAGS["not"]) or parsed.words[at] == "to" or phrases.time_end(parsed, at, grammar) > at:
        return at
    stop = phrases.right(parsed, sentence, grammar, at)
    capital = phrases.is_capital(parsed, at)
    for later in range(at + 1, stop):
        fresh = parsed.tags[later] & (phrases.DET | TAGS["pronoun"]) and not parsed.tags[later - 1] & (phrases.DET | OF)
        if (
            fresh
            or capital
            and not phrases.is_capital(parsed, later)
            and not parsed.tags[later] & (OF | AND)
            and parsed.words[later] != "&"
        ):
            return later
    return stop


def _subject(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> tuple[tuple[int, int] | None, bool]:
    """The subject left of a verb group, and whether it is borrowed from the attribution before."""
    if group.gerund:
        return None, True
    if group.enclitic >= 0:
        return (group.enclitic, group.enclitic + 1), False
    before = group.first - 1
    if before >= sentence.first and parsed.tags[before] & JOIN and (floor > sentence.first or grammar.shape.bare_modals and before > sentence.first + 1):
        return None, True
    opening = _relative_before(parsed, sentence, group.first)
    if opening > sentence.first:
        return phrases.left(parsed, sentence, grammar, opening, sentence.first), False
    if before >= sentence.first and parsed.words[before] == "," and floor > sentence.first:
        subject = phrases.left(parsed, sentence, grammar, group.first, floor)
        return subject, subject is None
    subject = phrases.left(parsed, sentence, grammar, group.first, floor)
    if subject is not None and parsed.tags[subject[0]] & (AND | BUT) and subject[1] - subject[0] > 1:
        subject = (subject[0] + 1, subject[1])
    return subject, False


def _relative_before(parsed: Parsed, sentence: Sentence, at: int) -> int:
    """The comma that opens a relative clause which a comma right before word `at` closes (`The officials, who asked ..., said`), or -1."""
    if at - 2 <= sentence.first or parsed.words[at - 1] != ",":
        return -1
    for before in range(at - 2, max(sentence.first, at - RELATIVE), -1):
        if parsed.words[before] == "," and parsed.tags[before + 1] & TAGS["who"]:
            return before
    return -1


def _opening(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> tuple[int, int] | None:
    """The noun phrase that opens the sentence, after a phrase of time or place and its comma: subject of whatever verb follows."""
    at = sentence.first
    while at < sentence.last and parsed.tags[at] & (TAGS["adverb"] | JOIN) and not phrases.is_capital(parsed, at + 1 if at + 1 < sentence.last else at):
        at += 1
    if at < sentence.last and parsed.tags[at] & PREP and not parsed.tags[at] & TAGS["definite"]:
        at = next((later + 1 for later in range(at, min(at + 8, sentence.last - 1)) if parsed.words[later] == ","), at)
    if at >= sentence.last or parsed.tags[at] & PREP or not phrases.starts_phrase(parsed, at, grammar) or parsed.quote[at] >= 0:
        return None
    stop = phrases.right(parsed, sentence, grammar, at)
    people = any(parsed.tags[word] & phrases.PEOPLE or phrases.is_capital(parsed, word) for word in range(at, stop))
    return (at, stop) if stop > at and people and stop - at < 14 else None


def _left_edge(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> int:
    """Where content that stands on the left of this attribution must stop: the conjunction or comma before its subject or verb."""
    edge = group.first if subject is None or subject[0] >= group.first else subject[0]
    while edge - 1 >= sentence.first and (
        parsed.words[edge - 1] in BREAKS or parsed.tags[edge - 1] & (JOIN | TAGS["concession"]) or parsed.words[edge - 1] == "en"
    ):
        edge -= 1
    return edge


def _forward(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Verb, then content: a clause with `que`, a colon, or a quotation."""
    at, addressee = _skip(parsed, sentence, grammar, group.last)
    if at >= sentence.last or group.verb.verb_class == "relay" and parsed.words[at] != ":" and not parsed.tags[at] & THAT:
        return None
    word = parsed.words[at]
    subject, borrowed = _subject(parsed, sentence, grammar, group, floor)
    if parsed.tags[at] & THAT:
        if group.enclitic >= 0 and parsed.words[group.enclitic].endswith("on"):
            return None
        if group.passive:
            return _told_by(parsed, sentence, grammar, group, subject, at)
        return _attribution(parsed, sentence, group, "that", subject, borrowed, at + 1, addressee)
    inverted = group.last < sentence.last and phrases.starts_phrase(parsed, group.last, grammar) and subject is None
    if word == ":" and not inverted and at + 1 < sentence.last and (subject is not None or borrowed):
        if _preceded(parsed, sentence, group, subject):
            return None
        return _attribution(parsed, sentence, group, "colon", subject, borrowed, at + 1, addressee)
    if word in MARKS and parsed.quote[at] >= 0 and (subject is not None or borrowed) and not _preceded(parsed, sentence, group, subject):
        if group.enclitic >= 0:
            return None
        return _attribution(parsed, sentence, group, "quote", subject, borrowed, at, addressee)
    if (
        grammar.shape.that_may_drop
        and (subject is not None or borrowed)
        and not group.passive
        and _clause_follows(parsed, sentence, grammar, at)
    ):
        if not _preceded(parsed, sentence, group, subject):
            return _attribution(parsed, sentence, group, "that", subject, borrowed, at, addressee)
    return None


def _told_by(
    parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, subject: tuple[int, int] | None, at: int
) -> Attribution | None:
    """A passive with `that`: the agent speaks (`he was told by a colonel that`); without one nobody is named (`it is understood that`)."""
    agent = next((later for later in range(group.last, at) if parsed.tags[later] & TAGS["by"]), -1)
    speaker: tuple[int, int] | None = None
    if agent >= 0:
        stop = phrases.right(parsed, sentence, grammar, agent + 1)
        speaker = (agent + 1, stop) if stop > agent + 1 else None
    content = (parsed.starts[at + 1] if at + 1 < sentence.last else sentence.end, sentence.end)
    edge = _left_edge(parsed, sentence, group, subject) if _clause_edge(parsed, sentence, group, subject) else -1
    return Attribution(
        "passive" if speaker is None else "that",
        _cue(parsed, group),
        speaker,
        content,
        group.verb,
        group.negated,
        group.hearsay,
        True,
        None,
        False,
        end=at + 1,
        edge=edge,
    )


def _clause_follows(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """Without `that`: a noun phrase and a verb follow."""
    if at >= sentence.last or parsed.words[at] in BREAKS:
        return False
    if not (phrases.starts_phrase(parsed, at, grammar) or parsed.words[at].isalpha()) or parsed.tags[at] & (
        PREP | OF | TAGS["conjunction"]
    ):
        return False
    if parsed.tags[at] & (TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]):
        return False
    verbal = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"]
    for later in range(at + 1, min(at + 14, sentence.last)):
        if parsed.words[later] in (",", ";", ":", "."):
            break
        if (
            parsed.tags[later] & (verbal | TAGS["finite"])
            or parsed.words[later] in grammar.verbs
            and not parsed.tags[later - 1] & phrases.DET
        ):
            return True
        if (
            grammar.shape.bare_modals
            and parsed.words[later].endswith("ed")
            and len(parsed.words[later]) > 4
            and not parsed.tags[later - 1] & (phrases.DET | OF | TAGS["preposition"])
        ):
            return True
    return False


def _attribution(
    parsed: Parsed,
    sentence: Sentence,
    group: VerbGroup,
    layout: str,
    subject: tuple[int, int] | None,
    borrowed: bool,
    start: int,
    addressee: tuple[int, int] | None,
) -> Attribution:
    content = (parsed.starts[start] if start < sentence.last else sentence.end, sentence.end)
    return Attribution(
        layout, _cue(parsed, group), subject, content, group.verb, group.negated, group.hearsay, group.passive, addressee, borrowed,
        end=start, edge=_left_edge(parsed, sentence, group, subject) if borrowed or _clause_edge(parsed, sentence, group, subject) else -1,
        comma=subject[0] - 1 if subject is not None and subject[0] > sentence.first and parsed.words[subject[0] - 1] == "," else -1,
    )  # fmt: skip


def _clause_edge(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> bool:
    """The attribution opens a clause of its own (after a conjunction, a semicolon, `alors que`), not one inside other content."""
    start = group.first if subject is None else min(subject[0], group.first)
    if start <= sentence.first:
        return False
    before, tag = parsed.words[start - 1], parsed.tags[start - 1]
    return (
        before in (";", "—", "–")
        or bool(tag & (AND | BUT))
        or before in ("que", "qu'")
        and start - 2 >= sentence.first
        and bool(parsed.tags[start - 2] & TAGS["concession"])
    )


def _preceded(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> bool:
    """Content stands before this attribution: a comma or closing mark right before its subject or verb, and words before that."""
    start = group.first if subject is None or subject[0] >= group.first else subject[0]
    return start - 2 >= sentence.first and _ends_content(parsed, start) and start - sentence.first > 2


def _ends_content(parsed: Parsed, start: int) -> bool:
    """A comma, a dash or a closing quotation mark stands right before word `start`."""
    before = parsed.words[start - 1]
    if before in MARKS:
        number = parsed.quote[start - 1]
        return number < 0 or parsed.ends[start - 1] >= parsed.quotes[number].end
    return before in (",", "—", "–", "-", "?", "!", "…", "'")


def _backward(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Content, then the attribution: `..., a déclaré X`, `« ... », dit-il`, `..., X said`."""
    if group.gerund or group.verb.verb_class in ("refuse", "provide", "ask") or group.passive and group.verb.verb_class != "reveal":
        return None
    impersonal = group.enclitic >= 0 and parsed.words[group.enclitic].endswith("on")
    subject: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None
    end = group.last
    base_floor = sentence.first
    if group.enclitic >= 0 and not impersonal:
        subject = (group.enclitic, group.enclitic + 1)
        start = group.first
        _, addressee = _skip(parsed, sentence, grammar, group.last)
    elif impersonal:
        start = group.first
        end = _after_time(parsed, sentence, grammar, end)
        if end < sentence.last and (parsed.tags[end] & OF or parsed.words[end] in ("auprès", "par")):
            at = end + (2 if parsed.words[end] == "auprès" else 1)
            stop = phrases.right(parsed, sentence, grammar, at)
            subject, end = (at, stop), stop
    else:
        before = phrases.left(parsed, sentence, grammar, group.first, max(base_floor, floor))
        at, told = _skip(parsed, sentence, grammar, group.last)
        mark = group.first - 1
        direct = mark >= sentence.first and _ends_content(parsed, group.first)
        displaced = _after_opening_quote(parsed, sentence, grammar, group)
        if displaced is not None:
            subject, start = displaced, displaced[0]
            end = phrases.right(parsed, sentence, grammar, at) if at < sentence.last and phrases.starts_phrase(parsed, at, grammar) else at
            addressee = (at, end) if end > at and told is None else told
        elif (
            direct
            and group.verb.verb_class in SILENT
            and parsed.words[group.first - 1] not in MARKS
            and not _people_close(parsed, sentence, grammar, at)
        ):
            return None
        elif direct and before is not None and before[0] <= sentence.first + 1 and parsed.words[group.first - 1] == "," and parsed.quote[before[0]] < 0:
            return None
        elif direct and at < sentence.last and _inverted(parsed, sentence, grammar, group, at):
            stop = phrases.right(parsed, sentence, grammar, at)
            if stop == at:
                return None
            subject, addressee, start, end = (at, stop), told, group.first, stop
            longer = phrases.apposition(parsed, sentence, grammar, stop)
            if longer > stop:
                subject, end = (at, longer), longer
            if addressee is None:
                _, addressee = _skip(parsed, sentence, grammar, end)
        elif before is not None and _preceded(parsed, sentence, group, before) and _ends_here(parsed, sentence, at):
            subject, start, end, addressee = before, min(before[0], group.first), at, told
        else:
            return None
    content_end = start
    while (
        content_end > sentence.first
        and parsed.words[content_end - 1] in BREAKS
        and parsed.words[content_end - 1] not in ("?", "!", "…", ")")
    ):
        content_end -= 1
    if content_end - sentence.first < 1 and not impersonal:
        return None
    if content_end <= sentence.first:
        return None
    content = (sentence.start, parsed.ends[content_end - 1])
    return Attribution(
        "before",
        _cue(parsed, group),
        subject,
        content,
        group.verb,
        group.negated,
        group.hearsay,
        False,
        addressee,
        subject is None,
        end=end,
        edge=content_end,
    )


OBJECTS = frozenset(["it", "him", "them", "her", "this", "that", "us", "me"])


def _inverted(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, at: int) -> bool:
    """The noun phrase at `at` is the subject of the verb before it (`said X`), not its object."""
    if not grammar.shape.bare_modals:
        return phrases.starts_phrase(parsed, at, grammar) and not (group.last > group.head + 1 and parsed.tags[group.last - 1] & (PREP | OF))
    if (
        group.first < group.head
        or group.verb.kind != FINITE
        or parsed.tags[group.last - 1] & PREP
        or group.verb.verb_class in ("believe", "deny", "exclude", "threaten")
        or group.verb.verb_class == "assess"
        and parsed.words[group.first - 1] not in MARKS
        or parsed.words[at] in OBJECTS
    ):
        return False
    capital = next(
        (later for later in range(at, min(at + 5, sentence.last)) if phrases.is_capital(parsed, later) or parsed.words[later] in BREAKS), -1
    )
    titled = (
        capital > at and parsed.words[capital] not in BREAKS and not parsed.tags[at] & (PREP | THAT | TAGS["subordinator"] | TAGS["adverb"])
    )
    if not (phrases.starts_phrase(parsed, at, grammar) or titled):
        return False
    stop = phrases.right(parsed, sentence, grammar, at)
    follows = (
        parsed.words[stop] in BREAKS or bool(parsed.tags[stop] & (PREP | AND | TAGS["who"] | TAGS["subordinator"] | TAGS["adverb"]))
        if stop < sentence.last
        else True
    )
    return follows or phrases.time_end(parsed, stop, grammar) > stop


def _interrupts(parsed: Parsed, sentence: Sentence, grammar: Grammar, content_end: int, end: int) -> bool:
    """The attribution stands inside one clause (`La partie russe, ajoute-t-il, a été prévenue`): no finite verb before it, words after it."""
    if end + 2 >= sentence.last or parsed.words[end] not in (",", "—", "–") or parsed.quote[content_end - 1] >= 0:
        return False
    if (
        parsed.tags[end + 1] & (JOIN | TAGS["relative"] | TAGS["citing"])
        or parsed.words[end + 1] in grammar.verbs
        and parsed.words[end + 1].endswith(("ant", "ing"))
    ):
        return False
    if parsed.words[end] == "," and _unfinished(parsed, sentence.first, content_end, end + 1):
        return True
    finite = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"]
    return (
        not any(parsed.tags[at] & finite and parsed.words[at] != "plus" for at in range(sentence.first, content_end))
        and content_end - sentence.first < 14
    )


def _people_close(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """People and nothing else follow: the subject of a verb that seldom stands after its content (`..., déplore le maire, ...`)."""
    if at >= sentence.last or not phrases.starts_phrase(parsed, at, grammar):
        return False
    stop = phrases.right(parsed, sentence, grammar, at)
    closed = stop >= sentence.last or parsed.words[stop] in BREAKS
    return closed and any(parsed.tags[word] & (TAGS["anonymous"] | TAGS["office"]) for word in range(at, stop))


def _ends_here(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """Nothing that the verb could bring follows: the sentence ends, a mark stands here, or a clause that hangs on the verb begins."""
    return at >= sentence.last or parsed.words[at] in BREAKS or bool(parsed.tags[at] & (TAGS["citing"] | TAGS["subordinator"]))


def _after_opening_quote(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup) -> tuple[int, int] | None:
    """The subject between a quotation that opens the sentence and the verb, without a comma: `« ... » un responsable a dit`."""
    number = parsed.quote[sentence.first]
    if number < 0:
        return None
    start = parsed.at(parsed.quotes[number].end)
    if start >= group.first or not phrases.starts_phrase(parsed, start, grammar) or parsed.words[start] in BREAKS:
        return None
    return start, min(group.first, phrases.right(parsed, sentence, grammar, start))


def _after_time(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, *, adverbs: bool = True) -> int:
    while at < sentence.last and (later := phrases.time_end(parsed, at, grammar)) > at:
        at = later
    while at < sentence.last and (
        phrases.is_time(parsed, at, grammar)
        or adverbs
        and parsed.tags[at] & TAGS["adverb"]
        and not parsed.tags[at] & TAGS["not"]
        or parsed.words[at] in ("dernier", "dernière")
    ):
        at += 1
    return at


def _object(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Verb, then an infinitive or a noun phrase as content: `promet de riposter`, `craint des représailles`, `dit n'avoir rien vu`."""
    verb_class = group.verb.verb_class
    subject, borrowed = _subject(parsed, sentence, grammar, group, floor)
    told = verb_class == "say" or bool(parsed.tags[group.last - 1] & TAGS["tell"])
    at, addressee = _skip(parsed, sentence, grammar, group.last) if told and not group.passive else (group.last, None)
    at = _after_time(parsed, sentence, grammar, at, adverbs=verb_class not in ("assess", "see"))
    while at < sentence.last and parsed.tags[at] & TAGS["not"] and group.negated and not parsed.tags[at] & TAGS["indefinite"]:
        at += 1
    if at >= sentence.last or parsed.words[at] in BREAKS and parsed.words[at] not in MARKS or (subject is None and not borrowed):
        return None
    if group.passive:
        return _passive(parsed, sentence, grammar, group, subject, at)
    if grammar.shape.bare_modals and not _object_here(parsed, sentence, group, subject, at):
        return None
    if (
        grammar.shape.bare_modals
        and parsed.tags[at] & PREP
        and verb_class in ("fear", "warn", "criticise", "promise", "threaten")
        and parsed.words[at] != "to"
    ):
        at += 1
    related = group.first > sentence.first and parsed.tags[group.first - 1] & TAGS["who"]
    if related and verb_class in ("see", "believe", "assess", "provide"):
        return None
    colon = next((later for later in range(at, min(at + 9, sentence.last - 2)) if parsed.words[later] in BREAKS), -1)
    if colon > at and parsed.words[colon] == ":" and any(parsed.tags[word] & (TAGS["stance"] | TAGS["speech_noun"]) for word in range(at, colon)):
        return _attribution(parsed, sentence, group, "colon", subject, borrowed, colon + 1, addressee)
    infinitive = _infinitive(parsed, sentence, grammar, at)
    if verb_class in TAKES_INFINITIVE and infinitive:
        return _attribution(parsed, sentence, group, "infinitive", subject, borrowed, at, addressee)
    if verb_class in TAKES_NOUN or verb_class == "say" and not addressee and not parsed.tags[at] & PREP:
        return _attribution(parsed, sentence, group, "noun", subject, borrowed, at, addressee)
    return None


def _object_here(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None, at: int) -> bool:
    """English: an object follows its verb at once; a verb there belongs to a relative clause (`which Moscow says were retaliation`)."""
    if parsed.tags[at] & (TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]):
        start = subject[0] if subject is not None else group.first
        return start > sentence.first and bool(parsed.tags[start - 1] & (TAGS["relative"] | TAGS["who"] | THAT))
    between = range(group.last, at)
    return not any(parsed.tags[later] & PREP and not parsed.tags[later] & TAGS["adverb"] for later in between)


def _infinitive(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """An infinitive begins here, perhaps after its preposition and clitics."""
    for later in range(at, min(at + 6, sentence.last)):
        word, tag = parsed.words[later], parsed.tags[later]
        if (
            grammar.code == "fr"
            and word.isalpha()
            and word.endswith(("er", "ir", "re", "oir"))
            and (later > at or not tag & phrases.PEOPLE)
            and not tag & (PREP | TAGS["definite"])
        ):
            return True
        if grammar.code != "fr" and word == "to":
            return True
        if word in MARKS:
            continue
        if not tag & (PREP | TAGS["clitic"] | TAGS["adverb"] | TAGS["not"] | TAGS["negator"] | OF) or tag & TAGS["definite"] and tag & PREP:
            return False
    return False


def _passive(
    parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, subject: tuple[int, int] | None, at: int
) -> Attribution | None:
    """`X est jugé peu probable par Y`, `a été interprété par Y comme Z`: the agent speaks; without one nobody is named."""
    if group.verb.verb_class not in ("assess", "say", "believe", "fear", "criticise", "deny", "exclude", "reveal") or parsed.tags[group.head] & TAGS["ambiguous"]:
        return None
    agent = next((later for later in range(at, min(at + 12, sentence.last)) if parsed.tags[later] & TAGS["by"]), -1)
    speaker: tuple[int, int] | None = None
    if agent >= 0 and agent + 1 < sentence.last:
        stop = phrases.right(parsed, sentence, grammar, agent + 1)
        speaker = (agent + 1, _joined(parsed, sentence, grammar, stop)) if stop > agent + 1 else None
    start = subject[0] if subject else sentence.first
    return Attribution(
        "passive", _cue(parsed, group), speaker, (parsed.starts[start], sentence.end), group.verb, group.negated, group.hearsay, True, None, False,
        end=group.last, edge=-1,
    )  # fmt: skip


def _joined(parsed: Parsed, sentence: Sentence, grammar: Grammar, stop: int) -> int:
    """A place that belongs to the agent: `les médias aux États-Unis et dans l'UE`."""
    while (
        stop < sentence.last
        and (parsed.tags[stop] & PREP and not parsed.tags[stop] & TAGS["by"] or parsed.tags[stop] & AND)
        and parsed.words[stop] not in ("comme", "as")
    ):
        start = stop + 1
        while start < sentence.last and parsed.tags[start] & PREP and not parsed.tags[start] & OF:
            start += 1
        following = phrases.right(parsed, sentence, grammar, start)
        if following <= start or not any(phrases.is_capital(parsed, at) for at in range(start, following)):
            break
        stop = following
    return stop


def _according(parsed: Parsed, sentence: Sentence, grammar: Grammar, groups: list[VerbGroup]) -> list[Attribution]:
    """`Selon X, ...`, `..., selon X`, `..., citant X`."""
    found = []
    for at in range(sentence.first, sentence.last - 1):
        if (viewed := _in_view(parsed, sentence, at)) is not None:
            found.append(viewed)
        if not parsed.tags[at] & TAGS["according"] or parsed.quote[at] >= 0:
            continue
        phrase = max(
            (
                len(words)
                for words, bit in grammar.phrases.get(parsed.words[at], ())
                if bit == TAGS["according"] and tuple(parsed.words[at : at + len(words)]) == words
            ),
            default=1,
        )
        start = at + phrase
        initial = parsed.words[at - 1] in (":", ";") if at > sentence.first else True
        initial = initial or all(
            parsed.words[before] in BREAKS or parsed.tags[before] & (TAGS["adverb"] | JOIN) for before in range(sentence.first, at)
        )
        if parsed.words[at] == "pour" and not (initial and start < sentence.last and _speaks(parsed, start, grammar)):
            continue
        if parsed.words[at] == "de" and not initial and parsed.words[at - 1] not in (",", "appris"):
            continue
        if parsed.words[at] in ("de", "of") and phrase > 1:
            start = at + phrase - 1
        if start < sentence.last - 2 and parsed.tags[start] & TAGS["relative"] and (owner := phrases.left(parsed, sentence, grammar, at - (parsed.words[at - 1] == ","), sentence.first)):
            found.append(Attribution("according", (parsed.starts[at], parsed.ends[start]), owner, (parsed.starts[start + 1], sentence.end), None, end=start + 1, edge=-1))
            continue
        if start >= sentence.last or not phrases.starts_phrase(parsed, start, grammar):
            continue
        stop = phrases.right(parsed, sentence, grammar, start)
        if stop <= start or parsed.words[at] == "suivant" and not _speaks(parsed, start, grammar):
            continue
        if (
            stop + 1 < sentence.last
            and parsed.tags[stop] & TAGS["by"]
            and any(parsed.tags[word] & TAGS["text"] for word in range(start, stop))
        ):
            start, stop = stop + 1, max(stop + 2, phrases.right(parsed, sentence, grammar, stop + 1))
        stop = max(stop, phrases.apposition(parsed, sentence, grammar, stop))
        cue = (parsed.starts[at], parsed.ends[at + phrase - 1])
        if initial:
            follow = stop
            while follow < sentence.last and parsed.words[follow] not in (",", ":"):
                follow += 1
            follow = follow + 1 if follow < sentence.last - 1 else stop
            if follow < sentence.last and parsed.words[stop : stop + 2] in ([",", "qui"], [",", "who"]):
                closing = next(
                    (later for later in range(stop + 2, sentence.last) if parsed.words[later] == "," and parsed.quote[later] < 0), -1
                )
                follow = closing + 1 if closing > 0 else follow
            found.append(
                Attribution(
                    "according",
                    cue,
                    (start, stop),
                    (parsed.starts[min(follow, sentence.last - 1)], sentence.end),
                    None,
                    end=follow,
                    edge=-1,
                )
            )
        else:
            edge = at
            if _interrupts(parsed, sentence, grammar, at - 1 if parsed.words[at - 1] == "," else at, stop):
                found.append(Attribution("after", cue, (start, stop), (sentence.start, sentence.end), None, end=stop, edge=-1))
                continue
            while edge > sentence.first and parsed.words[edge - 1] in BREAKS:
                edge -= 1
            if edge > sentence.first:
                found.append(Attribution("after", cue, (start, stop), (sentence.start, parsed.ends[edge - 1]), None, end=stop, edge=edge))
    return found


def _views(parsed: Parsed, at: int) -> bool:
    """After `à`, only nouns of one's own view count (`à son avis`), not any position (`à sa position constante`)."""
    return not parsed.tags[at] & TO or bool(parsed.tags[at + 2] & TAGS["view"])


def _in_view(parsed: Parsed, sentence: Sentence, at: int) -> Attribution | None:
    """`In his view, ...`: a preposition, a possessive and a noun of stance."""
    if (
        at + 2 >= sentence.last
        or not (parsed.tags[at] & (TAGS["in"] | TO | TAGS["by"]) and _views(parsed, at) and parsed.tags[at + 1] & TAGS["possessive"] and parsed.tags[at + 2] & TAGS["stance"])
        or parsed.quote[at] >= 0
    ):
        return None
    cue, stop = (parsed.starts[at], parsed.ends[at + 2]), at + 3
    before = next((edge for edge in range(at, sentence.first, -1) if parsed.words[edge - 1] not in BREAKS), sentence.first)
    if before == sentence.first or all(parsed.tags[word] & (JOIN | TAGS["adverb"]) for word in range(sentence.first, before)):
        return Attribution(
            "according", cue, (at + 1, at + 2), (parsed.starts[min(stop, sentence.last - 1)], sentence.end), None, end=stop, edge=-1
        )
    if stop < sentence.last - 2 and parsed.words[stop] == "," and parsed.words[at - 1] == ",":
        return Attribution("after", cue, (at + 1, at + 2), (sentence.start, sentence.end), None, end=stop, edge=sentence.last)
    return Attribution("after", cue, (at + 1, at + 2), (sentence.start, parsed.ends[before - 1]), None, end=stop, edge=before)


def _relayed(parsed: Parsed, sentence: Sentence, grammar: Grammar, groups: list[VerbGroup]) -> list[Attribution]:
    """`..., qui relaie les confidences de X à Y`: the people behind an outlet's report, with the outlet they told."""
    found = []
    for group in groups:
        if group.verb.verb_class != "relay" or group.first <= sentence.first + 3 or not parsed.tags[group.first - 1] & TAGS["who"]:
            continue
        owner = next((at for at in range(group.last, min(group.last + 6, sentence.last - 1)) if parsed.tags[at] & OF), -1)
        noun = owner > 0 and any(parsed.tags[at] & (TAGS["speech_noun"] | TAGS["stance"]) for at in range(group.last, owner))
        start = owner + 1 if noun else group.last
        stop = phrases.right(parsed, sentence, grammar, start) if start < sentence.last and phrases.starts_phrase(parsed, start, grammar) else start
        edge = group.first - 1
        while edge > sentence.first and parsed.words[edge - 1] in BREAKS:
            edge -= 1
        if stop > start and edge > sentence.first and any(parsed.tags[at] & phrases.PEOPLE for at in range(start, stop)):
            told = (stop + 1, phrases.right(parsed, sentence, grammar, stop + 1)) if stop + 1 < sentence.last and parsed.tags[stop] & TO else None
            cue = _cue(parsed, group)
            found.append(Attribution("after", cue, (start, stop), (sentence.start, parsed.ends[edge - 1]), None, addressee=told, end=stop, edge=edge))
    return found


def _speaks(parsed: Parsed, start: int, grammar: Grammar) -> bool:
    return phrases.is_capital(parsed, start) or any(
        parsed.tags[at] & phrases.PEOPLE for at in range(start, min(start + 4, len(parsed.tags)))
    )


def _stance(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """`L'évaluation de X est que ...`: a noun of stance, its holder, a form of be, and the content."""
    found = []
    for at in range(sentence.first, sentence.last - 3):
        if not parsed.tags[at] & TAGS["stance"] or parsed.quote[at] >= 0:
            continue
        verb = next((later for later in range(at + 1, min(at + 14, sentence.last - 1)) if parsed.tags[later] & TAGS["be"]), -1)
        if verb < 0 or not parsed.tags[verb + 1] & THAT:
            continue
        owner = next((later for later in range(at + 1, min(at + 4, verb)) if parsed.tags[later] & OF), -1)
        if owner >= 0:
            stop = phrases.right(parsed, sentence, grammar, owner + 1)
            speaker = (owner + 1, min(stop, verb))
        else:
            start = at
            while start > sentence.first and parsed.words[start - 1] not in BREAKS:
                start -= 1
            speaker = (start, verb)
        found.append(
            Attribution(
                "stance",
                (parsed.starts[at], parsed.ends[verb + 1]),
                speaker,
                (parsed.starts[min(verb + 2, sentence.last - 1)], sentence.end),
                None,
                end=verb + 2,
                edge=-1,
            )
        )
    return found


def _bounded(parsed: Parsed, sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Content cut where the next attribution of the same level begins; content before a cue begins after the one that ended before it."""
    bounded = []
    subordinate = sentence.first < sentence.last and bool(parsed.tags[sentence.first] & (TAGS["subordinator"] | TAGS["concession"]))
    for number, item in enumerate(found):
        start, end = item.content
        if item.layout in ("before", "after") and item.edge >= 0:
            colon = next((at for at in range(item.edge - 3, sentence.first + 2, -1) if parsed.words[at] in (":", ";") and parsed.quote[at] < 0), -1)
            start = parsed.starts[colon + 1] if colon > 0 else start
            for other in found[:number]:
                if other.layout in ("before", "after") and other.end < item.edge and _fresh(parsed, other.end):
                    begin = other.end
                    while begin < item.edge and (parsed.words[begin] in BREAKS or parsed.tags[begin] & JOIN):
                        begin += 1
                    start = max(start, parsed.starts[begin]) if begin < item.edge else start
        else:
            for other in found[number + 1 :]:
                if other.edge > 0 and parsed.starts[other.edge - 1] > start:
                    end = min(end, parsed.ends[other.edge - 1])
                elif other.comma > 0 and (item.layout in ("noun", "infinitive") or subordinate) and parsed.starts[other.comma] > start:
                    end = min(end, parsed.starts[other.comma])
        bounded.append(item._replace(content=_tidy(parsed, start, end)))
    return bounded


def _interposed(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Content that goes on after an attribution in its middle: `the estimate, he said, had moved`; `"No," he said, "never."`."""
    whole: list[Attribution] = []
    for number, item in enumerate(found):
        whole.append(item)
        if item.layout not in ("before", "after") or item.end >= sentence.last or item.edge < 0:
            continue
        at, _ = _skip(parsed, sentence, grammar, item.end)
        if at + 1 >= sentence.last or parsed.words[at] not in (",", ";", ":", "—", "–", *MARKS):
            continue
        begin = at if parsed.words[at] in MARKS else at + 1
        starts = [
            parsed.at(min(other.cue[0], parsed.starts[other.speaker[0]] if other.speaker else other.cue[0]))
            for other in found[number + 1 :]
        ]
        limit = min([start for start in starts if start >= begin], default=sentence.last)
        while limit > begin and parsed.tags[limit - 1] & JOIN:
            limit -= 1
        if limit - begin < 3 or parsed.tags[begin] & (TAGS["who"] | TAGS["relative"]):
            continue
        first, tag, word = parsed.at(item.content[0]), parsed.tags[begin], parsed.words[begin]
        quoted = parsed.quote[first] >= 0 and parsed.quotes[parsed.quote[first]].inner_end + 2 >= item.content[1]
        if word in MARKS and quoted:
            whole.append(item._replace(layout="quote", content=(parsed.starts[begin], parsed.ends[limit - 1]), edge=-1))
        elif (
            not quoted
            and (tag & (AND | BUT) and not tag & THAT and _clause_follows(parsed, sentence, grammar, begin + 1) or parsed.words[at] in (";", ":"))
            and limit == sentence.last
        ):
            begin += bool(tag & (AND | BUT))
            whole.append(item._replace(layout="that", content=(parsed.starts[begin], parsed.ends[limit - 1]), edge=-1))
        elif not quoted and parsed.words[at] == "," and _unfinished(parsed, first, item.edge, begin, after=item.layout == "after"):
            whole[-1] = item._replace(content=(item.content[0], parsed.ends[limit - 1]))
    return whole


def _unfinished(parsed: Parsed, first: int, last: int, begin: int, *, after: bool = False) -> bool:
    """The words `first:last` are no whole clause, or the words at `begin` can only continue them."""
    tag, word = parsed.tags[begin], parsed.words[begin]
    verbal = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]
    if tag & (verbal | THAT | TAGS["negator"]) or word in MARKS or word in ("to", "of", "d'", "de"):
        return True
    before = next((at for at in range(last - 1, first, -1) if parsed.words[at] not in BREAKS), first)
    if parsed.tags[before] & (TAGS["not"] | verbal | TAGS["adverb"]) and not parsed.words[before] in ("plus",) or after and tag & PREP:
        return True
    opening = parsed.tags[first]
    apart = any(parsed.words[at] == "," for at in range(first, last))
    return bool(opening & (TAGS["if"] | TAGS["subordinator"] | PREP | TAGS["auxiliary"])) and not apart or last - first <= 2


def _fresh(parsed: Parsed, at: int) -> bool:
    return at < len(parsed.words) and parsed.words[at] in BREAKS


def _tidy(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    first, last = parsed.at(start), parsed.at(end)
    start, end = span(parsed, first, last)
    return start, max(start, end)
