"""Attributions whose content stands before them: `..., X said`, `« ... », dit-il`, and those inside their content."""

from tocsin.read import leftward, phrases
from tocsin.read.cues import AND, JOIN, OF, PREP, THAT, Attribution, after_time, cue_of, ends_content, preceded, skip
from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.verbs import VerbGroup

FINITES = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["finite"]
SILENT = frozenset(["see", "deny", "exclude", "fear", "criticise", "threaten", "believe"])
"""classes that seldom stand after their content, save after a quotation"""
TELLING = frozenset(["say", "reveal", "assess"])
"""classes whose verb between a comma and people that end the sentence has them as its subject, where subjects may follow (French)"""
DEPICTS = ("describ", "depict", "portray", "characteri")
"""verbs that what follows is the object of, not the subject"""
SPEAKING = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"]
OBJECTS = frozenset(["it", "him", "them", "her", "this", "that", "us", "me"])


def backward(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Content, then the attribution: `..., a déclaré X`, `« ... », dit-il`, `..., X said`."""
    if group.passive and (quoted := _quoted_as_saying(parsed, sentence, grammar, group, floor)) is not None:
        return quoted
    if group.gerund or group.verb.verb_class in ("refuse", "provide", "ask") or (group.passive and group.verb.verb_class != "reveal"):
        return None
    impersonal = group.enclitic >= 0 and parsed.words[group.enclitic].endswith("on")
    subject: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None
    end = group.last
    base_floor = sentence.first
    if group.enclitic >= 0 and not impersonal:
        subject = (group.enclitic, group.enclitic + 1)
        start = group.first
        _, addressee = skip(parsed, sentence, grammar, group.last)
    elif impersonal:
        start = group.first
        end = after_time(parsed, sentence, grammar, end)
        if end < sentence.last and (parsed.tags[end] & OF or parsed.words[end] in ("auprès", "par", "dans")):
            at = end + (2 if parsed.words[end] == "auprès" else 1)
            stop = phrases.right(parsed, sentence, grammar, at)
            subject, end = (at, stop), stop
    else:
        before = leftward.left(parsed, grammar, group.first, max(base_floor, floor))
        at, told = skip(parsed, sentence, grammar, group.last)
        mark = group.first - 1
        direct = mark >= sentence.first and ends_content(parsed, group.first)
        displaced = _after_opening_quote(parsed, sentence, grammar, group)
        if displaced is not None:
            subject, start = displaced, displaced[0]
            end = phrases.right(parsed, sentence, grammar, at) if at < sentence.last and phrases.starts_phrase(parsed, at, grammar) else at
            addressee = (at, end) if end > at and told is None else told
        elif (
            direct
            and group.verb.verb_class in SILENT
            and parsed.words[group.first - 1] not in MARKS
            and not (parsed.words[group.first - 1] == "," and parsed.words[group.first - 2] in MARKS)
            and not _people_close(parsed, sentence, grammar, at)
        ) or (
            direct
            and before is not None
            and before[0] <= sentence.first + 1
            and parsed.words[group.first - 1] == ","
            and parsed.words[group.first - 2] not in MARKS
            and parsed.quote[before[0]] < 0
            and not (
                (
                    parsed.tags[sentence.first] & (PREP | OF)
                    or (not grammar.shape.bare_modals and group.verb.verb_class in TELLING)
                    or _told_before(parsed, sentence, grammar, group.first - 1)
                )
                and _people_close(parsed, sentence, grammar, at)
            )
        ):
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
                _, addressee = skip(parsed, sentence, grammar, end)
        elif (
            before is not None
            and (preceded(parsed, sentence, group, before) or _after_one_word(parsed, sentence, before, at))
            and (
                _ends_here(parsed, sentence, at)
                or (bool(grammar.predicates) and (_only_where(parsed, sentence, at) or _told_last(parsed, sentence, grammar, before, at)))
            )
        ):
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
        cue_of(parsed, group),
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


def _quoted_as_saying(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """English: `..., the spokesman was quoted as saying` behind what he said."""
    at = group.last
    if at + 1 >= sentence.last or parsed.words[at : at + 2] != ["as", "saying"]:
        return None
    subject = leftward.left(parsed, grammar, group.first, max(sentence.first, floor))
    if subject is None or not preceded(parsed, sentence, group, subject):
        return None
    edge = subject[0]
    while edge > sentence.first and parsed.words[edge - 1] in BREAKS:
        edge -= 1
    content = (sentence.start, parsed.ends[edge - 1])
    return Attribution("before", cue_of(parsed, group), subject, content, group.verb, end=at + 2, edge=edge)


def _inverted(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, at: int) -> bool:
    """The noun phrase at `at` is the subject of the verb before it (`said X`), not its object."""
    if not grammar.shape.bare_modals:
        return phrases.starts_phrase(parsed, at, grammar) and not (
            group.last > group.head + 1 and parsed.tags[group.last - 1] & (PREP | OF)
        )
    if (
        group.first < group.head
        or parsed.tags[group.head] & TAGS["tell"]
        or group.verb.kind != FINITE
        or parsed.tags[group.last - 1] & PREP
        or group.verb.verb_class in ("believe", "deny", "exclude", "threaten")
        or (group.verb.verb_class == "assess" and parsed.words[group.first - 1] not in MARKS)
        or parsed.words[at] in OBJECTS
        or (parsed.words[group.head].startswith(DEPICTS) and parsed.words[group.first - 1] not in MARKS)
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
        parsed.words[stop] in BREAKS
        or bool(parsed.tags[stop] & (PREP | AND | TAGS["who"] | TAGS["subordinator"] | TAGS["adverb"]))
        or (parsed.words[stop].endswith("ed") and stop + 1 < sentence.last and bool(parsed.tags[stop + 1] & PREP))
        if stop < sentence.last
        else True
    )
    return follows or phrases.time_end(parsed, stop, grammar) > stop


def interrupts(parsed: Parsed, sentence: Sentence, grammar: Grammar, content_end: int, end: int) -> bool:
    """The attribution stands inside one clause (`La partie russe, ajoute-t-il, a été prévenue`): no finite verb before it,
    words after it."""
    if end + 2 >= sentence.last or parsed.words[end] not in (",", "—", "–") or parsed.quote[content_end - 1] >= 0:
        return False
    if parsed.tags[end + 1] & (JOIN | TAGS["relative"] | TAGS["citing"]) or (
        parsed.words[end + 1] in grammar.verbs and parsed.words[end + 1].endswith(("ant", "ing"))
    ):
        return False
    if parsed.words[end] == "," and unfinished(parsed, sentence.first, content_end, end + 1):
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
    named = not grammar.shape.bare_modals and stop - at == 2 and phrases.is_capital(parsed, at) and phrases.is_capital(parsed, at + 1)
    return closed and (named or any(parsed.tags[word] & SPEAKING for word in range(at, stop)))


def _told_before(parsed: Parsed, sentence: Sentence, grammar: Grammar, last: int) -> bool:
    """The words before `last` hold a finite verb: a clause, and no subject with its apposition (`Sept avions sont à X, révèle ...`)."""
    verbal = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["negator"]
    for at in range(sentence.first + 1, last):
        tag, before = parsed.tags[at], parsed.tags[at - 1]
        if tag & verbal:
            return True
        if not tag and grammar.marks["finite_plural"].search(parsed.words[at]) and not before & (phrases.DET | PREP | OF):
            return True
    return False


def _after_one_word(parsed: Parsed, sentence: Sentence, subject: tuple[int, int], at: int) -> bool:
    """The attribution stands behind one word and its comma, and the words go on behind another: `Otherwise, she said, ...`."""
    return subject[0] == sentence.first + 2 and parsed.words[subject[0] - 1] == "," and at + 2 < sentence.last and parsed.words[at] == ","


def _ends_here(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """Nothing that the verb could bring follows: the sentence ends, a mark stands here, or a clause that hangs on the verb begins."""
    if at >= sentence.last or (parsed.words[at] in BREAKS and parsed.words[at] != ":"):
        return True
    return bool(parsed.tags[at] & (TAGS["citing"] | TAGS["subordinator"])) or _described(parsed, sentence, at)


def _only_where(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """Nothing but a phrase of place or time follows: `..., he said on "The Morning"`."""
    if not parsed.tags[at] & PREP or parsed.words[at] == "to":
        return False
    for later in range(at + 1, sentence.last):
        if parsed.words[later] in (",", ";", "—", "–"):
            return True
        if parsed.quote[later] < 0 and parsed.tags[later] & (FINITES | THAT):
            return False
    return True


def _told_last(parsed: Parsed, sentence: Sentence, grammar: Grammar, subject: tuple[int, int], at: int) -> bool:
    """Behind a clause and its comma an object ends the sentence: whom it was said to (`..., the minister promised the conference`)."""
    if not parsed.tags[at] & phrases.DET or parsed.words[subject[0] - 1] != "," or parsed.words[subject[0] - 2] in MARKS:
        return False
    stop = phrases.right(parsed, sentence, grammar, at)
    ends = stop >= sentence.last or (parsed.words[stop] in (".", "!") and stop + 1 >= sentence.last)
    opening = parsed.tags[sentence.first]
    hangs = opening & (PREP | TAGS["subordinator"] | TAGS["if"] | TAGS["adverb"])
    return ends and not hangs and any(parsed.tags[word] & FINITES for word in range(sentence.first, subject[0] - 1))


def _described(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """A participle with its agent ends what came before it: `concluded in a report seen by ...`."""
    return at + 1 < sentence.last and bool(parsed.tags[at + 1] & TAGS["by"]) and not parsed.tags[at] & phrases.DET


def _after_opening_quote(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup) -> tuple[int, int] | None:
    """The subject between a quotation that opens the sentence and the verb, without a comma: `« ... » un responsable a dit`."""
    number = parsed.quote[sentence.first]
    if number < 0:
        return None
    start = parsed.at(parsed.quotes[number].end)
    if start >= group.first or not phrases.starts_phrase(parsed, start, grammar) or parsed.words[start] in BREAKS:
        return None
    return start, min(group.first, phrases.right(parsed, sentence, grammar, start))


def unfinished(parsed: Parsed, first: int, last: int, begin: int, *, after: bool = False) -> bool:
    """The words `first:last` are no whole clause, or the words at `begin` can only continue them."""
    tag, word = parsed.tags[begin], parsed.words[begin]
    verbal = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]
    if tag & (verbal | THAT | TAGS["negator"]) or word in MARKS or word in ("to", "of", "d'", "de"):
        return True
    before = next((at for at in range(last - 1, first, -1) if parsed.words[at] not in BREAKS), first)
    clause = next((at for at in range(last - 1, first, -1) if parsed.words[at] in (";", ":")), first)
    if tag & TAGS["finite"] and not any(parsed.tags[at] & (verbal | TAGS["finite"]) for at in range(clause, last)):
        return True
    if (parsed.tags[before] & (TAGS["not"] | verbal | TAGS["adverb"]) and parsed.words[before] not in ("plus",)) or (after and tag & PREP):
        return True
    opening = parsed.tags[first]
    apart = any(parsed.words[at] == "," for at in range(first, last))
    return (bool(opening & (TAGS["if"] | TAGS["subordinator"] | PREP | TAGS["auxiliary"])) and not apart) or last - first <= 2
