"""Attributions with a verb where every clause is set off by marks: `..., — сказал X`, `X заявил, что ...`, `пригрозил ударить`."""

from tocsin.read import cased, clauses
from tocsin.read.clauses import DASHES, ENDS, Group
from tocsin.read.cues import AND, BUT, THAT, Attribution, span
from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, TAGS, Grammar
from tocsin.read.phrases import MARKS, is_capital, time_end
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.subjects import Found, Here, borrowed_from, content_ends, subject_of

BEHIND = frozenset(
    ["say", "assess", "believe", "relay", "warn", "see", "reveal", "promise", "threaten", "fear", "criticise", "deny", "ask", "exclude"]
)
"""classes that may stand behind their content"""
TAKES_NOUN = frozenset(
    ["fear", "deny", "exclude", "criticise", "threaten", "promise", "assess", "see", "reveal", "believe", "warn", "ask", "provide"]
)
"""classes whose content may be a noun without a preposition"""
TAKES_INFINITIVE = frozenset(["promise", "threaten", "ask", "refuse", "fear", "warn", "exclude", "provide", "assess"])
INTERPOSED = 14
"""words between commas that may stand between a verb and its `that`"""
LEAD = 4
"""words before a verb in a clause that stands behind its content"""
FRAGMENT = 3
"""words that are no clause yet"""
SHORTEST = 2
"""words in a content at the least"""


def found(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Found]:
    """The attributions with a verb, in order of the verbs."""
    here = Here(parsed, sentence, grammar, clauses.stops(parsed, sentence, grammar))
    made: list[Found] = []
    for group in clauses.find(parsed, sentence, grammar, here.marks):
        made += parenthesis(here, group) or ahead(here, group, made) or behind(here, group, made) or with_object(here, group, made)
    return made


def parenthesis(here: Here, group: Group) -> list[Found]:
    """`Как сообщает X, ...`, `..., как стало известно, ...`."""
    parsed, sentence = here.parsed, here.sentence
    at = group.opens
    while at < group.first and parsed.tags[at] & (AND | BUT) and not parsed.tags[at] & TAGS["as_said"]:
        at += 1
    if at >= group.first or not parsed.tags[at] & TAGS["as_said"] or group.verb.kind == GERUND or group.head - at > LEAD + 2:
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
    if impersonal and not group.passive and group.verb.kind == GERUND:
        return []
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
    word = parsed.words[end]
    if word == ":":
        return (end + 1, "colon") if end + SHORTEST < sentence.last and parsed.quote[end] == parsed.quote[group.head] else (-1, "")
    if word in MARKS and parsed.quote[end] >= 0 and parsed.starts[end] == parsed.quotes[parsed.quote[end]].start:
        said = group.verb.verb_class in ("say", "warn", "promise", "threaten", "relay", "believe", "fear")
        bare = not any(parsed.tags[at] & (TAGS["preposition"] | TAGS["about"]) for at in range(max(group.last, end - 1), end))
        return (end, "quote") if said and bare and parsed.tags[end - 1] & (cased.NOMINATIVE | TAGS["pronoun"]) else (-1, "")
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
        if following - mark > INTERPOSED or any(cased.is_verb(parsed, at, here.grammar) for at in range(mark + 1, following)):
            return -1, ""
        mark = following
    return -1, ""


def behind(here: Here, group: Group, made: list[Found]) -> list[Found]:
    """Content, then the verb: `«...», — сказал X`, `..., считает X`, and what goes on behind it."""
    parsed, sentence = here.parsed, here.sentence
    content_end = content_ends(parsed, group.opens)
    if group.verb.kind not in (FINITE, PARTICIPLE) or group.verb.verb_class not in BEHIND or content_end - sentence.first < SHORTEST:
        return []
    if any(parsed.tags[at] & (THAT | TAGS["relative"] | TAGS["subordinator"] | TAGS["points"]) for at in range(group.opens, group.first)):
        return []
    mark = parsed.words[group.opens - 1]
    if mark not in (",", *DASHES, *MARKS, "?", "!", "…"):
        return []
    dashed = mark in DASHES or mark in MARKS
    subject, told = subject_of(here, group, group.opens)
    leading = group.first - group.opens
    if subject is not None and subject[0] < group.first:
        if not (dashed and _quoted(parsed, content_end - 1)):
            return []
    elif leading > LEAD or any(parsed.tags[at] & (AND | BUT) for at in range(group.opens, group.first)):
        return []
    if subject is None and not group.passive and not (dashed and group.verb.verb_class == "say"):
        return []
    end = max(group.last, subject[1] if subject is not None else 0)
    if subject is not None and not dashed and not _attributing(here, group, end):
        return []
    start = sentence.first
    for other in made:
        if other.item.layout in ("before", "quote") and other.item.end < content_end and other.item.layout == "before":
            start = max(start, other.item.end)
    start = _after(parsed, start, content_end)
    if content_end - start < 1:
        return []
    cue = parsed.starts[group.first], parsed.ends[group.last - 1]
    item = Attribution(
        "before" if subject is not None else "passive",
        cue,
        subject,
        (parsed.starts[start], parsed.ends[content_end - 1]),
        group.verb,
        group.negated,
        False,
        group.passive,
        told,
        subject is None,
        end=end,
        edge=content_end,
    )
    return [Found(item, group.opens, False), *_goes_on(here, item, start, content_end, group.closes, group.opens)]


def _attributing(here: Here, group: Group, end: int) -> bool:
    """Without a dash: nothing but time, place and the person told stand in the clause beside verb and subject."""
    parsed = here.parsed
    if group.verb.verb_class in ("see", "deny", "exclude", "criticise", "threaten", "ask", "promise") and end < group.closes:
        return False
    at = end
    while at < group.closes:
        if parsed.tags[at] & TAGS["preposition"]:
            if parsed.tags[at] & TAGS["about"] and not parsed.tags[at] & TAGS["in"]:
                return False
            at = cased.after_preposition(parsed, here.grammar, at, group.closes)
            continue
        if (later := time_end(parsed, at, here.grammar)) > at:
            at = later
            continue
        tag = parsed.tags[at]
        if tag & cased.DATIVE or tag & TAGS["adverb"] or is_capital(parsed, at) or tag & TAGS["citing"]:
            at += 1
            continue
        return group.verb.verb_class in ("say", "relay")
    return True


def _goes_on(here: Here, item: Attribution, start: int, content_end: int, closes: int, opens: int) -> list[Found]:
    """What the same speaker says behind the attribution in the same sentence."""
    parsed, sentence = here.parsed, here.sentence
    at = closes
    if at + SHORTEST >= sentence.last:
        return []
    number = parsed.quote[content_end - 1]
    same = number >= 0 and parsed.quote[at] == number and parsed.starts[at] < parsed.quotes[number].inner_end
    begin = at + 1
    while begin < sentence.last and (parsed.words[begin] in DASHES or parsed.words[begin] in (",", ":")):
        begin += 1
    if begin + 1 >= sentence.last:
        return []
    if same:
        content = parsed.starts[begin], parsed.quotes[number].inner_end
        if content[1] - content[0] < 3:
            return []
        return [Found(item._replace(layout="quote", content=content, edge=-1), opens, False)]
    if parsed.words[begin] in MARKS and parsed.quote[begin] >= 0 and parsed.starts[begin] == parsed.quotes[parsed.quote[begin]].start:
        quote = parsed.quotes[parsed.quote[begin]]
        if quote.inner_end - quote.inner_start > 3 and parsed.words[at] in (",", ".", ":", *DASHES):
            return [Found(item._replace(layout="quote", content=(quote.inner_start, quote.inner_end), edge=-1), opens, False)]
        return []
    if number >= 0 or hangs_on(here, begin) or parsed.words[at] not in (",", ";", *DASHES):
        return []
    if parsed.tags[begin] & (AND | BUT) and content_end - start > FRAGMENT:
        return [Found(item._replace(layout="that", content=(parsed.starts[begin + 1], sentence.end), edge=-1), opens, False)]
    if parsed.words[at] == ";":
        return [Found(item._replace(layout="that", content=(parsed.starts[begin], sentence.end), edge=-1), opens, False)]
    return [Found(item._replace(layout="whole", content=(item.content[0], sentence.end)), opens, False)]


def hangs_on(here: Here, at: int) -> bool:
    """What begins at `at` hangs on the attribution rather than on its content: a relative clause, a gerund, a further attribution."""
    parsed = here.parsed
    if parsed.tags[at] & (TAGS["relative"] | TAGS["who"] | TAGS["citing"] | TAGS["access"]):
        return True
    if at + 1 < here.sentence.last and parsed.tags[at] & TAGS["preposition"] and parsed.tags[at + 1] & TAGS["relative"]:
        return True
    stop = clauses.closing(here.marks, here.sentence, at)
    early = range(at, min(at + 4, stop))
    if any(form.kind == GERUND for word in early for form in here.grammar.verbs.get(parsed.words[word], ())):
        return True
    return any(cased.is_verb(parsed, word, here.grammar) for word in early) and stop >= here.sentence.last - 1


def with_object(here: Here, group: Group, made: list[Found]) -> list[Found]:
    """Verb, then an infinitive or a noun as content: `пригрозил ударить`, `сообщил о переброске`, `опроверг сообщения`."""
    parsed, sentence = here.parsed, here.sentence
    verb_class = group.verb.verb_class
    if group.verb.kind == INFINITIVE and verb_class in ("say", "believe", "see"):
        return []
    subject, told = subject_of(here, group, group.opens)
    borrowed = False
    if subject is None:
        if group.passive:
            return []
        subject, borrowed = borrowed_from(here, group, made)
    if subject is None and not borrowed:
        return []
    cue = parsed.starts[group.first], parsed.ends[group.last - 1]

    def make(layout: str, start: int) -> list[Found]:
        content = parsed.starts[start], sentence.end
        item = Attribution(
            layout, cue, subject, content, group.verb, group.negated, False, group.passive, told, borrowed and subject is None, end=start
        )
        return [Found(item, group.opens, borrowed or group.verb.kind == GERUND)]

    if verb_class == "refuse":
        return make("infinitive", group.first)
    at = max(group.last, told[1] if told is not None and told[0] >= group.last else 0)
    if subject is not None and subject[0] >= group.last:
        at = max(at, subject[1])
    about = -1
    while at < group.closes:
        tag = parsed.tags[at]
        if (later := time_end(parsed, at, here.grammar)) > at:
            at = later
        elif tag & TAGS["about"]:
            about = at + 1
            break
        elif tag & TAGS["preposition"] and (verb_class in ("say", "relay") or tag & TAGS["in"]):
            at = cased.after_preposition(parsed, here.grammar, at, group.closes)
        elif tag & TAGS["adverb"] and not tag & TAGS["quantity"]:
            at += 1
        else:
            break
    if about > 0 and about < group.closes:
        about += bool(parsed.tags[about] & TAGS["correlative"] and about + 1 < group.closes)
        return make("noun", about)
    if at >= group.closes:
        if at + 1 < sentence.last and parsed.words[at] in MARKS and verb_class in TAKES_NOUN and parsed.quote[at] >= 0:
            return make("noun", at)
        return []
    infinitive = here.grammar.shape.infinitive
    ahead_of = range(at, min(at + 6, group.closes))
    if verb_class in TAKES_INFINITIVE and infinitive is not None:
        for word in ahead_of:
            if infinitive.fullmatch(parsed.words[word]) and not parsed.tags[word] & cased.PEOPLE:
                return make("infinitive", at)
    if verb_class in TAKES_NOUN and group.verb.kind != GERUND:
        return make("noun", at)
    return []


def _quoted(parsed: Parsed, at: int) -> bool:
    return parsed.words[at] in MARKS or parsed.quote[at] >= 0


def _after(parsed: Parsed, at: int, end: int) -> int:
    """The first word of content at `at`, without marks that lead to it."""
    while at < end and (
        parsed.words[at] in DASHES or parsed.words[at] in (",", ";", ":", *ENDS) or (parsed.tags[at] & AND and parsed.words[at - 1] == ",")
    ):
        at += 1
    return at


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
                apart = parsed.words[opens - 1] in (";", *ENDS)
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
