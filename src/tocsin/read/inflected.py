"""Attributions with a verb where every clause is set off by marks: `..., — сказал X`, `X заявил, что ...`, `пригрозил ударить`."""

from tocsin.read import beside, cased, clauses
from tocsin.read.clauses import DASHES, ENDS, Group
from tocsin.read.cues import AND, BUT, THAT, Attribution, span
from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, TAGS, Grammar
from tocsin.read.objects import with_object
from tocsin.read.phrases import MARKS, is_capital
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.subjects import Found, Here, borrowed_from, content_ends, subject_of
from tocsin.read.trailing import behind, hangs_on

INTERPOSED = 14
"""words between commas that may stand between a verb and its `that`"""
LEAD = 6
"""words between `as` and its verb at the most"""
SHORTEST = 2
"""words in a content at the least"""


def found(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Found]:
    """The attributions with a verb, in order of the verbs."""
    here = Here(parsed, sentence, grammar, clauses.stops(parsed, sentence, grammar))
    made: list[Found] = []
    for group in clauses.find(parsed, sentence, grammar, here.marks):
        for form in (group, *group.others):
            one = _unmarked(here, form)
            items = parenthesis(here, one) or ahead(here, one, made) or behind(here, one, made) or with_object(here, one, made)
            if items:
                made += items
                break
    return made


def _unmarked(here: Here, group: Group) -> Group:
    """The clause of a verb whose `that` follows without its comma ends there."""
    that = next((at for at in range(group.last, group.closes - SHORTEST) if here.parsed.tags[at] & THAT), -1)
    if that < 0 or group.verb.verb_class == "refuse" or here.parsed.tags[that - 1] & TAGS["preposition"]:
        return group
    return group._replace(closes=that)


def parenthesis(here: Here, group: Group) -> list[Found]:
    """`Как сообщает X, ...`, `..., как стало известно, ...`."""
    parsed, sentence = here.parsed, here.sentence
    at = group.opens
    while at < group.first and parsed.tags[at] & (AND | BUT) and not parsed.tags[at] & TAGS["as_said"]:
        at += 1
    if at >= group.first or not parsed.tags[at] & TAGS["as_said"] or group.verb.kind == GERUND or group.head - at > LEAD:
        return []
    if at > sentence.first and parsed.words[at - 1] not in (",", *DASHES, *MARKS, ":", ";") and at > group.opens:
        return []
    subject, told = subject_of(here, group, at + 1)
    cue = parsed.starts[at], parsed.ends[group.last - 1]
    end = group.closes
    content_end = content_ends(parsed, at)
    initial = content_end <= sentence.first
    if parsed.words[end] == ":" if end < sentence.last else False:
        initial = True
    if initial and end + 1 >= sentence.last:
        return []
    if initial:
        content = parsed.starts[end + 1], sentence.end
    elif end + SHORTEST < sentence.last and parsed.words[end] == "," and not hangs_on(here, end + 1):
        content = sentence.start, sentence.end
    else:
        content = sentence.start, parsed.ends[content_end - 1]
    layout = "according" if initial else "after"
    if subject is None:
        layout = "passive"
    item = Attribution(
        layout,
        cue,
        subject,
        content,
        group.verb,
        group.negated,
        False,
        subject is None,
        told,
        False,
        end=min(end, sentence.last),
        edge=content_end,
    )
    return [Found(item, at, False)]


def ahead(here: Here, group: Group, made: list[Found]) -> list[Found]:
    """Verb, then content: a clause with `that`, a colon, a quotation."""
    parsed, sentence = here.parsed, here.sentence
    start, layout = content_ahead(here, group)
    if start < 0:
        return []
    subject, told = subject_of(here, group, group.opens)
    borrowed = False
    if subject is None and group.verb.kind in (FINITE, INFINITIVE, GERUND):
        subject, borrowed = borrowed_from(here, group, made)
    if layout == "quote" and subject is None and not borrowed:
        return []
    impersonal = subject is None and (group.passive or not borrowed)
    if impersonal and not group.passive and group.verb.kind in (GERUND, INFINITIVE):
        return []
    first_person = here.grammar.marks["we_ending"].search(parsed.words[group.head]) is not None
    if impersonal and not first_person and not group.passive and group.verb.plural and group.verb.verb_class in ("say", "relay"):
        subject, impersonal = (group.head, group.last), False
    item = Attribution(
        "passive" if impersonal else layout,
        (parsed.starts[group.first], parsed.ends[group.last - 1]),
        subject,
        (parsed.starts[start], sentence.end),
        group.verb,
        group.negated,
        False,
        impersonal,
        told,
        borrowed and subject is None,
        end=start,
    )
    return [Found(item, group.opens, borrowed or group.verb.kind == GERUND)]


def content_ahead(here: Here, group: Group) -> tuple[int, str]:
    """(first word, layout) of the content behind the verb's clause; (-1, "") where there is none."""
    parsed, sentence = here.parsed, here.sentence
    end = group.closes
    if end + 1 >= sentence.last or group.verb.verb_class == "refuse":
        return -1, ""
    if any(cased.is_verb(parsed, at, here.grammar) for at in range(group.last, end)):
        return -1, ""
    word = parsed.words[end]
    if parsed.tags[end] & THAT:
        return end + 1, "that"
    if word == ":":
        return (end + 1, "colon") if end + SHORTEST < sentence.last and _brings(here, group, end) else (-1, "")
    if word in MARKS and parsed.quote[end] >= 0 and parsed.starts[end] == parsed.quotes[parsed.quote[end]].start:
        said = group.verb.verb_class in ("say", "warn", "promise", "threaten", "relay", "believe", "fear")
        bare = not any(parsed.tags[at] & (TAGS["preposition"] | TAGS["about"]) for at in range(max(group.last, end - 1), end))
        subject = group.last == end or parsed.tags[end - 1] & (cased.NOMINATIVE | TAGS["pronoun"]) or is_capital(parsed, end - 1)
        return (end, "quote") if said and bare and subject else (-1, "")
    if _of_noun(here, group, end):
        return -1, ""
    mark = end
    for _ in range(3):
        if mark + 1 >= sentence.last or parsed.words[mark] != ",":
            return -1, ""
        tag = parsed.tags[mark + 1]
        if tag & THAT or (tag & TAGS["wish"] and group.verb.verb_class in ("ask", "fear", "believe", "say")):
            return (mark + 2, "that") if mark + 2 < sentence.last else (-1, "")
        if mark == end and tag & TAGS["question"] and group.verb.verb_class in ("say", "reveal", "see", "believe", "assess", "provide"):
            plain = group.last == end or parsed.tags[end - 1] & (cased.NOMINATIVE | TAGS["pronoun"] | TAGS["correlative"] | cased.DATIVE)
            return (mark + 1, "that") if plain and not tag & TAGS["as_said"] else (-1, "")
        following = clauses.closing(here.marks, sentence, mark + 1)
        if following + SHORTEST < sentence.last and parsed.words[following] == ":" and _aside(here, mark + 1, following):
            return following + 1, "colon"
        if following - mark > INTERPOSED or any(cased.is_verb(parsed, at, here.grammar) for at in range(mark + 1, following)):
            return -1, ""
        mark = following
    return -1, ""


def _aside(here: Here, start: int, end: int) -> bool:
    """The words between a comma and the colon say how it is said: a gerund is their only verb (`сказал, усмехаясь: ...`)."""
    forms = [form for at in range(start, end) for form in here.grammar.verbs.get(here.parsed.words[at], ())]
    told = any(cased.finite(here.parsed, at, here.grammar) for at in range(start, end))
    return end - start <= LEAD and not told and all(form.kind == GERUND for form in forms)


def _of_noun(here: Here, group: Group, end: int) -> bool:
    """The clause hangs on a noun, not on the verb: `не заметили признаков того, что ...`."""
    parsed = here.parsed
    if not parsed.tags[end - 1] & TAGS["correlative"] or end - 2 < group.last:
        return False
    before = parsed.tags[end - 2]
    return not before & (TAGS["preposition"] | TAGS["about"] | TAGS["adverb"] | TAGS["pronoun"])


def _brings(here: Here, group: Group, colon: int) -> bool:
    """The colon opens the words said: not where the verb has an object of its own, stands behind its content, or in a clause of another."""
    parsed = here.parsed
    if parsed.quote[colon] != parsed.quote[group.head]:
        return False
    if parsed.words[colon + 1] in MARKS:
        return True
    before = parsed.words[group.opens - 1] if group.opens > here.sentence.first else "."
    behind_content = group.first == group.opens and before == ","
    if parsed.tags[group.opens] & THAT or (behind_content and beside.rightward(parsed, here.grammar, group.last, colon)[0] is not None):
        return False
    subject, _ = beside.rightward(parsed, here.grammar, group.last, colon)
    if (
        subject is not None
        and subject[1] == colon
        and not parsed.tags[subject[0]] & TAGS["text"]
        and parsed.tags[subject[0]] & cased.PEOPLE
    ):
        return True
    taking = group.verb.verb_class in ("deny", "exclude", "criticise", "see", "provide", "threaten")
    behind_it = [at for at in range(group.last, colon) if not parsed.tags[at] & (cased.NOMINATIVE | TAGS["adverb"] | TAGS["pronoun"])]
    return not (taking and len(behind_it) > 1)


def _another(other: Found, trailing: bool) -> bool:
    """Behind the words that a colon brings, `other` brings words of its own: no verb among those words."""
    return trailing or other.item.layout in ("that", "colon", "quote", "according") or other.item.kind in ("ask", "refuse")


def bounded(parsed: Parsed, sentence: Sentence, items: list[Found]) -> list[Attribution]:
    """Content cut where the next attribution of the same level begins."""
    made: list[Attribution] = []
    for number, one in enumerate(items):
        item = one.item
        start, end = item.content
        if item.layout in ("that", "colon", "quote", "noun", "infinitive", "passive", "according") and start >= item.cue[1]:
            for other in items[number + 1 :]:
                opens = other.opens
                if other.item.cue == item.cue or parsed.starts[min(opens, len(parsed.starts) - 1)] <= start:
                    continue
                trailing = other.item.layout in ("before", "after") and other.item.content[1] <= parsed.starts[opens]
                joined = (
                    opens < sentence.last
                    and parsed.tags[opens] & (AND | BUT)
                    and parsed.words[opens - 1] in (",", ";", ")", *MARKS, *DASHES)
                )
                seen = other.item.layout == "noun" and other.item.kind in ("see", "believe", "provide")
                joined = joined and not seen
                fresh = other.item.speaker is not None and other.item.speaker[0] <= opens + 1 and parsed.words[opens - 1] == ","
                apart = parsed.words[opens - 1] in (";", *ENDS) or (fresh and item.layout in ("noun", "infinitive"))
                if item.layout == "colon" and item.speaker is not None and not _another(other, trailing):
                    continue
                if (trailing or joined or apart or other.hangs) and opens > 0:
                    end = min(end, parsed.ends[opens - 1])
        first, last = parsed.at(start), parsed.at(end)
        tidy = span(parsed, first, last)
        layout = "before" if item.layout == "whole" else item.layout
        made.append(item._replace(layout=layout, content=(tidy[0], max(tidy[0], tidy[1]))))
    whole = {item.cue for item in (one.item for one in items) if item.layout == "whole"}
    return [
        item
        for one, item in zip(items, made, strict=True)
        if not (item.cue in whole and one.item.layout == "before") and item.content[1] > item.content[0]
    ]
