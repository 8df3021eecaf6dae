"""What attributions are made of: the record of one cue, and what stands around a verb of speech: subject, person told, time, edges."""

from typing import NamedTuple

from tocsin.read import leftward, phrases
from tocsin.read.grammar import TAGS, Grammar, VerbForm
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.verbs import VerbGroup

RELATIVE = 24
"""words in a relative clause between a subject and its verb at the most"""
FILLER = 18
"""words that may stand between a verb of speech and its content"""
AND, BUT, THAT, OF, TO, PREP = (TAGS[name] for name in ("and", "but", "that", "of", "to", "preposition"))
JOIN = AND | BUT | TAGS["conjunction"]

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


def span(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Characters of the words `first:last`, without quotation marks and stops at the edges."""
    while first < last and parsed.words[first] in BREAKS:
        first += 1
    while last > first and parsed.words[last - 1] in BREAKS and not (parsed.words[last - 1] == "?" and last - first > 1):
        last -= 1
    if first >= last:
        return (parsed.starts[first], parsed.starts[first]) if first < len(parsed.starts) else (len(parsed.text), len(parsed.text))
    return parsed.starts[first], parsed.ends[last - 1]


def cue_of(parsed: Parsed, group: VerbGroup) -> tuple[int, int]:
    return parsed.starts[group.first], parsed.ends[group.last - 1]


def skip(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> tuple[int, tuple[int, int] | None]:
    """The word where the content may begin after a verb at its left, and the person told, if any stands between."""
    words, tags = parsed.words, parsed.tags
    addressee: tuple[int, int] | None = None
    limit = min(sentence.last, at + FILLER)
    if at > sentence.first and tags[at - 1] & TAGS["tell"] and at < limit and words[at] not in BREAKS and not tags[at] & PREP:
        if grammar.predicates and (that := _that_ahead(parsed, sentence, at)) > at:
            return that, (at, that)
        stop = _told(parsed, sentence, grammar, at)
        brings = stop < sentence.last and (tags[stop] & (THAT | PREP | OF) or words[stop] in (":", ",", *MARKS))
        if stop > at and (brings or grammar.predicates or grammar.shape.verb_second):
            addressee, at = (at, stop), stop
    while at < limit:
        tag = tags[at]
        if tag & THAT or words[at] == ":" or words[at] in MARKS:
            break
        if (later := phrases.time_end(parsed, at, grammar)) > at:
            at = later
            while at < limit and (tags[at] & TAGS["time_tail"] or words[at][0].isdigit() or phrases.is_time(parsed, at, grammar)):
                at += 1
            continue
        denies = tag & TAGS["not"] and (tag & TAGS["negator"] or not grammar.shape.bare_modals)
        manner = bool(grammar.predicates) and not tag and words[at].endswith("ly")  # `said drily`
        if tag & TAGS["adverb"] or denies or manner or (words[at][0] == "-" and len(words[at]) > 1):
            at += 1
            continue
        if words[at] == "to" and at + 1 < limit and not phrases.starts_phrase(parsed, at + 1, grammar):
            break
        if grammar.predicates and tag & OF and (about := _spoken_of(parsed, sentence, grammar, at)) > at:
            at = about
            continue
        if tag & PREP and not (tag & OF and not tag & TO and words[at] not in ("auprès",)) and at + 1 < limit:
            start = at + 1
            if tag & TO and words[at] in ("auprès", "face") and tags[at + 1] & OF:
                start = at + 2
            stop = phrases.right(parsed, sentence, grammar, start)
            if stop <= start and grammar.shape.verb_second and words[start] in (",", ":"):
                at += 1  # the part of the verb that is split off: `teilte am Montag mit, dass`
                continue
            if stop <= start:
                break
            if tag & TO and addressee is None:
                addressee = (start, stop)
            at = stop
            continue
        if words[at] == "," and at + 1 < limit:
            if grammar.shape.verb_second and tags[at + 1] & THAT:
                at += 1
                break
            if words[at + 1] in MARKS and parsed.quote[at + 1] >= 0 and parsed.starts[at + 1] == parsed.quotes[parsed.quote[at + 1]].start:
                at += 1
                break
            closing = next((later for later in range(at + 1, min(at + 18, sentence.last)) if words[later] == ","), -1)
            if closing > 0 and closing + 1 < sentence.last and tags[closing + 1] & THAT:
                at = closing + 1
                continue
        break
    return at, addressee


def _spoken_of(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> int:
    """Where the phrase that says of whom it is said ends (`said of the drill: "..."`), before its colon, comma or `that`; else `at`."""
    stop = phrases.right(parsed, sentence, grammar, at + 1)
    if stop + 1 < sentence.last and stop > at + 1:
        quoted = parsed.words[stop] == "," and parsed.words[stop + 1] in MARKS
        if parsed.words[stop] == ":" or parsed.words[stop] in MARKS or parsed.tags[stop] & THAT or quoted:
            return stop
    return at


def _that_ahead(parsed: Parsed, sentence: Sentence, at: int) -> int:
    """The `that` which opens the content behind the person told and the time (`told The Herald on Friday that`), or `at`."""
    for later in range(at, min(at + FILLER, sentence.last - 1)):
        tag = parsed.tags[later]
        if tag & THAT:
            return later
        if parsed.words[later] in (",", ";", ":") or tag & (TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["finite"] | TAGS["who"]):
            return at
    return at


def _told(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> int:
    """Where the person told ends, right after a verb of telling (`told reporters that`, `told The Herald the depot was empty`), or `at`."""
    # an English verb of telling never stands before its subject: behind a comma too, what follows is the person told
    inverted = not grammar.predicates and at - 2 > sentence.first and ends_content(parsed, at - 1)
    if (
        inverted
        or parsed.tags[at] & (THAT | TAGS["subordinator"] | TAGS["not"])
        or parsed.words[at] == "to"
        or phrases.time_end(parsed, at, grammar) > at
    ):
        return at
    stop = phrases.right(parsed, sentence, grammar, at)
    capital = phrases.is_capital(parsed, at)
    for later in range(at + 1, stop):
        fresh = parsed.tags[later] & (phrases.DET | TAGS["pronoun"]) and not parsed.tags[later - 1] & (phrases.DET | OF)
        people = grammar.predicates and parsed.tags[later - 1] & phrases.PEOPLE and not parsed.tags[later] and parsed.words[later].isalpha()
        if (
            fresh
            or people
            or (
                capital
                and not phrases.is_capital(parsed, later)
                and not parsed.tags[later] & (OF | AND | TAGS["anonymous"] | TAGS["office"])
                and parsed.words[later] not in ("&", *MARKS)
            )
        ):
            return later
    return stop


def subject_of(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> tuple[tuple[int, int] | None, bool]:
    """The subject left of a verb group, and whether it is borrowed from the attribution before."""
    if group.gerund:
        return None, True
    if group.enclitic >= 0:
        return (group.enclitic, group.enclitic + 1), False
    before = group.first - 1
    if (
        before >= sentence.first
        and parsed.tags[before] & JOIN
        and (floor > sentence.first or (not grammar.shape.verb_second and before > sentence.first + 1))
    ):
        return None, True
    if (
        grammar.shape.bare_modals
        and before - 2 >= sentence.first
        and parsed.words[before] == "which"
        and parsed.words[before - 1] == ","
        and (owner := leftward.left(parsed, grammar, before - 1, floor)) is not None
    ):
        return owner, False
    if grammar.shape.bare_modals and before - 1 > sentence.first and parsed.words[before - 1 : before + 1] == ["those", "who"]:
        return opening_phrase(parsed, sentence, grammar), False
    opening = _relative_before(parsed, sentence, group.first)
    if opening > sentence.first:
        return leftward.left(parsed, grammar, opening, sentence.first), False
    if before >= sentence.first and parsed.words[before] == "," and floor > sentence.first:
        subject = leftward.left(parsed, grammar, group.first, floor)
        return subject, subject is None
    subject = leftward.left(parsed, grammar, group.first, floor)
    if subject is not None and parsed.tags[subject[0]] & (AND | BUT) and subject[1] - subject[0] > 1:
        subject = (subject[0] + 1, subject[1])
    if subject is None and grammar.predicates and floor == sentence.first:
        subject = leftward.modified(parsed, sentence.first, group.first, grammar)
    return subject, False


def _relative_before(parsed: Parsed, sentence: Sentence, at: int) -> int:
    """The comma that opens a relative clause which a comma right before word `at` closes (`The officials, who asked ..., said`), or -1."""
    if at - 2 <= sentence.first or parsed.words[at - 1] != ",":
        return -1
    for before in range(at - 2, max(sentence.first, at - RELATIVE), -1):
        if parsed.words[before] == "," and (parsed.tags[before + 1] & TAGS["who"] or parsed.words[before + 1] in ("dont", "où")):
            return before
    return -1


def opening_phrase(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> tuple[int, int] | None:
    """The noun phrase that opens the sentence, after a phrase of time or place and its comma: subject of whatever verb follows."""
    at = sentence.first
    while (
        at < sentence.last
        and parsed.tags[at] & (TAGS["adverb"] | JOIN)
        and not phrases.is_capital(parsed, at + 1 if at + 1 < sentence.last else at)
    ):
        at += 1
    if at < sentence.last and parsed.tags[at] & PREP and not parsed.tags[at] & TAGS["definite"]:
        at = next((later + 1 for later in range(at, min(at + 8, sentence.last - 1)) if parsed.words[later] == ","), at)
    if at >= sentence.last or parsed.tags[at] & PREP or not phrases.starts_phrase(parsed, at, grammar) or parsed.quote[at] >= 0:
        return None
    stop = phrases.right(parsed, sentence, grammar, at)
    acts = grammar.shape.bare_modals and stop - at > 2 and phrases.is_capital(parsed, stop - 2) and parsed.words[stop - 1].endswith("ed")
    if acts and not phrases.is_capital(parsed, stop - 1):
        stop -= 1  # a verb that no list holds, right behind a name: `Olaf Renn travelled to Minsk and said`
    people = any(parsed.tags[word] & phrases.PEOPLE or phrases.is_capital(parsed, word) for word in range(at, stop))
    return (at, stop) if stop > at and people and stop - at < 14 else None


def left_edge(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> int:
    """Where content that stands on the left of this attribution must stop: the conjunction or comma before its subject or verb."""
    edge = group.first if subject is None or subject[0] >= group.first else subject[0]
    edge = _phrase_opens(parsed, sentence, edge)
    while edge - 1 >= sentence.first and (
        parsed.words[edge - 1] in BREAKS
        or parsed.tags[edge - 1] & (JOIN | TAGS["concession"])
        or parsed.words[edge - 1] == "en"
        or (parsed.words[edge - 1] in ("que", "qu'") and edge - 2 >= sentence.first and parsed.tags[edge - 2] & TAGS["concession"])
    ):
        edge -= 1
    return edge


def _phrase_opens(parsed: Parsed, sentence: Sentence, start: int) -> int:
    """Where a phrase ahead of the subject opens a clause of its own: `..., and when asked, he said ...`; else `start`."""
    if start - 2 <= sentence.first or parsed.words[start - 1] != ",":
        return start
    for at in range(start - 2, max(sentence.first + 1, start - FILLER), -1):
        if parsed.words[at] in BREAKS:
            return start
        if parsed.tags[at] & (AND | BUT) and parsed.words[at - 1] == ",":
            return at if parsed.tags[at + 1] & (TAGS["subordinator"] | PREP) else start
    return start


def clause_follows(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
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
    described = False
    for later in range(at + 1, min(at + (2 * FILLER if grammar.predicates else 14), sentence.last)):
        if grammar.predicates and parsed.words[later] == "," and later + 1 < sentence.last:
            if not described and not parsed.tags[later + 1] & (phrases.DET | TAGS["who"] | TAGS["relative"]):
                break
            described = not described
            continue
        if described:
            continue
        if parsed.words[later] in (",", ";", ":", "."):
            break
        if grammar.predicates and parsed.tags[later - 1] & JOIN and parsed.tags[later] & (verbal | TAGS["finite"]):
            break
        if parsed.tags[later] & (verbal | TAGS["finite"]) or (
            parsed.words[later] in grammar.verbs and not parsed.tags[later - 1] & phrases.DET
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


def make(
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
        layout,
        cue_of(parsed, group),
        subject,
        content,
        group.verb,
        group.negated,
        group.hearsay,
        group.passive,
        addressee,
        borrowed,
        end=start,
        edge=left_edge(parsed, sentence, group, subject) if borrowed or clause_edge(parsed, sentence, group, subject) else -1,
        comma=subject[0] - 1 if subject is not None and subject[0] > sentence.first and parsed.words[subject[0] - 1] == "," else -1,
    )


def clause_edge(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> bool:
    """The attribution opens a clause of its own (after a conjunction, a semicolon, `alors que`), not one inside other content."""
    start = group.first if subject is None else min(subject[0], group.first)
    if start <= sentence.first:
        return False
    if _phrase_opens(parsed, sentence, start) < start:
        return True
    before, tag = parsed.words[start - 1], parsed.tags[start - 1]
    return (
        before in (";", "—", "–")
        or bool(tag & (AND | BUT))
        or (before in ("que", "qu'") and start - 2 >= sentence.first and bool(parsed.tags[start - 2] & TAGS["concession"]))
    )


def preceded(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None) -> bool:
    """Content stands before this attribution: a comma or closing mark right before its subject or verb, and words before that."""
    start = group.first if subject is None or subject[0] >= group.first else subject[0]
    return start - 2 >= sentence.first and ends_content(parsed, start) and start - sentence.first > 2


def goes_ahead(parsed: Parsed, sentence: Sentence, subject: tuple[int, int] | None) -> bool:
    """Only a phrase stands before the subject's comma (`Speaking in Astana, X said ...`), no content."""
    if subject is None or subject[0] <= sentence.first or parsed.words[subject[0] - 1] != "," or parsed.words[subject[0] - 2] in MARKS:
        return False
    first = sentence.first
    opening = parsed.tags[first]
    if opening & TAGS["subordinator"] and not opening & TAGS["if"]:
        return True
    adverbial = bool(opening & (PREP | TAGS["adverb"] | JOIN)) or parsed.words[first].endswith(("ing", "ed"))
    finite = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["finite"]
    return adverbial and not any(parsed.tags[word] & finite for word in range(first, subject[0]))


def ends_content(parsed: Parsed, start: int) -> bool:
    """A comma, a dash or a closing quotation mark stands right before word `start`."""
    before = parsed.words[start - 1]
    if before in MARKS:
        number = parsed.quote[start - 1]
        return number < 0 or parsed.ends[start - 1] >= parsed.quotes[number].end
    return before in (",", "—", "–", "-", "?", "!", "…", "'")


def after_time(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, *, adverbs: bool = True) -> int:
    while at < sentence.last and (later := phrases.time_end(parsed, at, grammar)) > at:
        at = later
    while at < sentence.last and (
        phrases.is_time(parsed, at, grammar)
        or (adverbs and parsed.tags[at] & TAGS["adverb"] and not parsed.tags[at] & TAGS["not"])
        or parsed.tags[at] & TAGS["time_tail"]
    ):
        at += 1
    return at


def speaks(parsed: Parsed, start: int) -> bool:
    return phrases.is_capital(parsed, start) or any(
        parsed.tags[at] & phrases.PEOPLE for at in range(start, min(start + 4, len(parsed.tags)))
    )
