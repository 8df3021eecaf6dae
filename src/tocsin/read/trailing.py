"""Attributions behind their content where every clause is set off by marks: `«...», — сказал X`, `..., считает X`, and what goes on."""

from tocsin.read import beside, cased, clauses
from tocsin.read.clauses import DASHES, ENDS, Group
from tocsin.read.cues import AND, BUT, THAT, Attribution
from tocsin.read.grammar import FINITE, GERUND, PARTICIPLE, TAGS
from tocsin.read.phrases import MARKS, is_capital, time_end
from tocsin.read.sentences import Parsed
from tocsin.read.subjects import Found, Here, content_ends, subject_of

BEHIND = frozenset(
    ["say", "assess", "believe", "relay", "warn", "see", "reveal", "promise", "threaten", "fear", "criticise", "deny", "ask", "exclude"]
)
"""classes that may stand behind their content"""
STRICT = frozenset(["see", "deny", "exclude", "criticise", "threaten", "ask", "promise"])
"""classes that take an object: behind plain content only the person told, time and place may follow them"""
ASKED = frozenset(["say", "believe", "see", "assess"])
"""classes that may follow an indirect question with their subject before them (`Когда это случится, он не знает`)"""
LEAD = 4
"""words before a verb in a clause that stands behind its content"""
FRAGMENT = 3
"""words that are no clause yet"""
SHORTEST = 2
"""words in a content at the least"""


def behind(here: Here, group: Group, made: list[Found]) -> list[Found]:
    """Content, then the verb: `«...», — сказал X`, `..., считает X`, and what goes on behind it."""
    parsed, sentence = here.parsed, here.sentence
    content_end = content_ends(parsed, group.opens)
    least = 1 if group.closes + SHORTEST < sentence.last and parsed.words[group.closes] == "," else SHORTEST
    if group.verb.kind not in (FINITE, PARTICIPLE) or group.verb.verb_class not in BEHIND or content_end - sentence.first < least:
        return []
    if any(parsed.tags[at] & (THAT | TAGS["relative"] | TAGS["subordinator"] | TAGS["points"]) for at in range(group.opens, group.first)):
        return []
    mark = parsed.words[group.opens - 1]
    if mark not in (",", *DASHES, *MARKS, "?", "!", "…"):
        return []
    dashed = mark in DASHES or mark in MARKS
    subject, told = subject_of(here, group, group.opens)
    if group.closes == group.last and subject is not None and subject[1] < group.opens:
        subject = None  # a verb alone between commas: what stands before it is the content
    leading = group.first - group.opens
    asked = parsed.tags[sentence.first] & TAGS["question"] and group.verb.verb_class in ASKED
    if subject is not None and subject[0] < group.first:
        if not (dashed and _quoted(parsed, content_end - 1)) and not asked:
            return []
    elif leading > LEAD or any(parsed.tags[at] & (AND | BUT) for at in range(group.opens, group.first)):
        return []
    inserted = subject is None and group.last - group.opens <= 2 and group.closes == group.last
    borrowed = inserted and group.verb.verb_class == "say" and not group.verb.plural and group.verb.kind == FINITE
    if inserted and group.verb.verb_class in ("say", "relay") and group.verb.plural:
        subject = group.head, group.last
    if subject is None and group.passive and not (inserted or _quoted(parsed, content_end - 1)):
        return []
    if subject is None and not group.passive and not borrowed and not (dashed and group.verb.verb_class == "say"):
        return []
    end = max(group.last, subject[1] if subject is not None else 0)
    if subject is not None and not dashed and not asked and not _attributing(here, group, end):
        return []
    start = sentence.first
    for other in made:
        if other.item.layout in ("before", "quote") and other.item.end < content_end and other.item.layout == "before":
            start = max(start, other.item.end)
    turn = _turn(here, made, start, content_end)
    start = _after(parsed, max(start, turn + 1), content_end)
    if content_end - start < 1:
        return []
    cue = parsed.starts[group.first], parsed.ends[group.last - 1]
    item = Attribution(
        "before" if subject is not None or borrowed else "passive",
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


def _turn(here: Here, made: list[Found], start: int, end: int) -> int:
    """The colon or semicolon behind which the content begins, for somebody else's words stand before it; -1 where all is one speech."""
    parsed = here.parsed
    turn = next((at for at in range(end - 2, start + 2, -1) if parsed.words[at] in (":", ";") and parsed.quote[at] < 0), -1)
    return turn if turn > 0 and any(one.item.cue[0] < parsed.starts[turn] for one in made) else -1


def _attributing(here: Here, group: Group, end: int) -> bool:
    """Without a dash: nothing but time, place and the person told stand in the clause beside verb and subject."""
    parsed = here.parsed
    at = end
    while at < group.closes:
        if parsed.tags[at] & TAGS["preposition"]:
            if parsed.tags[at] & TAGS["about"] or (group.verb.verb_class in STRICT and not parsed.tags[at] & TAGS["in"]):
                return False
            at = cased.after_preposition(parsed, here.grammar, at, group.closes)
            continue
        if (later := time_end(parsed, at, here.grammar)) > at:
            at = later
            continue
        tag = parsed.tags[at]
        told = group.verb.verb_class == "warn" and tag & (cased.PEOPLE | cased.DESCRIBING)
        if told or tag & cased.DATIVE or tag & TAGS["adverb"] or is_capital(parsed, at) or tag & TAGS["citing"]:
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
        return [Found(item._replace(layout="whole", content=(item.content[0], parsed.quotes[number].inner_end)), opens, False)]
    if parsed.words[begin] in MARKS and parsed.quote[begin] >= 0 and parsed.starts[begin] == parsed.quotes[parsed.quote[begin]].start:
        quote = parsed.quotes[parsed.quote[begin]]
        if quote.inner_end - quote.inner_start > 3 and parsed.words[at] in (",", ".", ":", *DASHES):
            return [Found(item._replace(layout="quote", content=(quote.inner_start, quote.inner_end), edge=-1), opens, False)]
        return []
    whole = number >= 0 and parsed.quotes[number].start <= parsed.starts[start]
    if whole or hangs_on(here, begin) or parsed.words[at] not in (",", ";", ":", *DASHES):
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
    first = next((word for word in early if not parsed.tags[word] & (TAGS["adverb"] | TAGS["as_said"])), at)
    forms = here.grammar.verbs.get(parsed.words[first], ())
    spoken = any(form.kind == FINITE and form.verb_class in BEHIND for form in forms)
    return spoken and stop >= here.sentence.last - 1 and beside.rightward(parsed, here.grammar, first + 1, stop)[0] is not None


def _quoted(parsed: Parsed, at: int) -> bool:
    return parsed.words[at] in MARKS or parsed.quote[at] >= 0


def _after(parsed: Parsed, at: int, end: int) -> int:
    """The first word of content at `at`, without marks that lead to it."""
    while at < end and (
        parsed.words[at] in DASHES or parsed.words[at] in (",", ";", ":", *ENDS) or (parsed.tags[at] & AND and parsed.words[at - 1] == ",")
    ):
        at += 1
    return at
