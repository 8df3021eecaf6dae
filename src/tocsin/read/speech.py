"""Who said what inside one sentence: all cues of attribution, with their contents bounded by one another."""

from tocsin.read import cited, governing, manner, verbal, verbs
from tocsin.read.backward import backward, unfinished
from tocsin.read.cues import AND, BUT, JOIN, THAT, Attribution, clause_follows, opening_phrase, skip, span
from tocsin.read.forward import forward, with_object
from tocsin.read.grammar import GERUND, TAGS, Grammar
from tocsin.read.incise import unlisted
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.sourced import according, headline, put, relayed, stance, worded

ASKED = frozenset(["asked", "pressed", "interrogé", "interrogée", "interrogés", "questionné", "questionnée"])
"""words that open a sentence with the question: `Asked whether he expected it, he said he did not`"""
LABEL = 3
"""words before a colon that name who or where, at the most"""
SHORT_ANSWER = 5
"""words in an answer that means nothing without its question"""


def attributions(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """All attributions in one sentence, in the order of their cues."""
    if grammar.shape.cases:
        return cited.attributions(parsed, sentence, grammar)
    groups = verbs.find(parsed, sentence, grammar)
    found: list[Attribution] = []
    for number, group in enumerate(groups):
        floor = groups[number - 1].last if number else sentence.first
        attribution = forward(parsed, sentence, grammar, group, floor) or backward(parsed, sentence, grammar, group, floor)
        attribution = attribution or with_object(parsed, sentence, grammar, group, floor)
        if attribution is not None:
            found.append(attribution)
    found = [
        item
        for number, item in enumerate(found)
        if not (number and item.subjectless and item.layout in ("noun", "infinitive") and found[number - 1].layout == "before")
    ]
    found += according(parsed, sentence, grammar)
    if (titled := headline(parsed, sentence, grammar, found)) is not None:
        found.append(titled)
    found += relayed(parsed, sentence, grammar, groups)
    found += stance(parsed, sentence, grammar)
    wordings = put(parsed, sentence, grammar)
    found = [
        item for item in found if not any(item.cue[0] >= other.cue[0] and item.cue[1] <= other.cue[1] for other in wordings)
    ] + wordings
    found += [item for item in worded(parsed, sentence, grammar) if not any(other.content == item.content for other in found)]
    found += unlisted(parsed, sentence, grammar, found)
    found += manner.unlisted(parsed, sentence, grammar, found)
    found.sort(key=lambda item: item.cue)
    found = [item._replace(negated=True) if item.speaker and parsed.tags[item.speaker[0]] & TAGS["not"] else item for item in found]
    if parsed.words[sentence.first] in ASKED:
        short = [parsed.at(item.content[1]) - parsed.at(item.content[0]) <= SHORT_ANSWER for item in found]
        found = [item._replace(content=(sentence.start, sentence.end)) if brief else item for item, brief in zip(found, short, strict=True)]
    lead = next(iter(found), None)
    if (
        lead is not None
        and lead.speaker is None
        and lead.subjectless
        and (opening := _borrowed(parsed, sentence, grammar, lead)) is not None
        and opening[1] <= parsed.at(lead.cue[0])
    ):
        found[0] = lead._replace(speaker=opening, subjectless=False)
    return _of_people(parsed, _bounded(parsed, sentence, _interposed(parsed, sentence, grammar, found)))


def _of_people(parsed: Parsed, found: list[Attribution]) -> list[Attribution]:
    """Without those whose subject is nobody or nothing (`Nothing suggests that ..., two of them stressed`), where people say the whole."""
    return [
        item
        for item in found
        if not (
            item.speaker is not None
            and item.speaker[1] - item.speaker[0] == 1
            and parsed.tags[item.speaker[0]] & (TAGS["not"] | TAGS["negative_find"])
            and any(
                other.layout in ("before", "after") and other.content[0] <= item.cue[0] and item.content[1] <= other.content[1]
                for other in found
                if other is not item and other.speaker is not None
            )
        )
    ]


def _borrowed(parsed: Parsed, sentence: Sentence, grammar: Grammar, lead: Attribution) -> tuple[int, int] | None:
    """Whose subject the first verb of the sentence takes: that of the verb before it, where a language shows it; else what opens it."""
    cue = parsed.at(lead.cue[0])
    subject = governing.subject_before(parsed, sentence, grammar, cue) if grammar.predicates else None
    return subject if subject is not None and subject[1] <= cue else opening_phrase(parsed, sentence, grammar)


def _bounded(parsed: Parsed, sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Content cut where the next attribution of the same level begins; content before a cue begins after the one that ended before it."""
    bounded = []
    subordinate = sentence.first < sentence.last and bool(parsed.tags[sentence.first] & (TAGS["subordinator"] | TAGS["concession"]))
    for number, item in enumerate(found):
        start, end = item.content
        if item.layout in ("before", "after") and item.edge >= 0:
            colon = next(
                (at for at in range(item.edge - 3, sentence.first + 2, -1) if parsed.words[at] in (":", ";") and parsed.quote[at] < 0), -1
            )
            apart = colon > 0 and (colon - sentence.first <= LABEL or any(parsed.at(other.cue[0]) < colon for other in found[:number]))
            start = parsed.starts[colon + 1] if apart else start
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
        at, _ = skip(parsed, sentence, grammar, item.end)
        if (closing := _goes_on_inside(parsed, sentence, item)) > 0:
            whole[-1] = item._replace(content=(item.content[0], closing))
            continue
        if at < sentence.last - 2 and parsed.tags[at - (parsed.tags[at] & TAGS["who"] == 0)] & TAGS["who"] and item.edge > 0:
            at = next((later for later in range(at, min(at + 18, sentence.last)) if parsed.words[later] == ","), at)
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
        if limit - begin < 3 or (parsed.tags[begin] & (TAGS["who"] | TAGS["relative"]) and not _of_content(parsed, item, begin)):
            continue
        first, tag, word = parsed.at(item.content[0]), parsed.tags[begin], parsed.words[begin]
        quoted = parsed.quote[first] >= 0 and parsed.quotes[parsed.quote[first]].inner_end + 2 >= item.content[1]
        if word in MARKS and quoted and _lower_inside(parsed, begin):
            whole[-1] = item._replace(content=(item.content[0], parsed.ends[limit - 1]))
        elif word in MARKS and quoted:
            whole.append(item._replace(layout="quote", content=(parsed.starts[begin], parsed.ends[limit - 1]), edge=-1))
        elif (
            not quoted
            and (
                (tag & (AND | BUT) and not tag & THAT and clause_follows(parsed, sentence, grammar, begin + 1))
                or parsed.words[at] in (";", ":")
            )
            and limit == sentence.last
        ):
            begin += bool(tag & (AND | BUT))
            whole.append(item._replace(layout="that", content=(parsed.starts[begin], parsed.ends[limit - 1]), edge=-1))
        elif (
            not quoted
            and "," in (parsed.words[at], parsed.words[at - 1])
            and (
                unfinished(parsed, max(first, _clause(parsed, first, item.edge)), item.edge, begin, after=item.layout == "after")
                or _hangs_on(parsed, grammar, begin, limit)
                or _within(parsed, grammar, item, begin)
                or _verbless(parsed, grammar, first, item.edge, begin, limit)
                or _of_content(parsed, item, begin)
            )
        ):
            whole[-1] = item._replace(content=(item.content[0], parsed.ends[limit - 1]))
    return whole


def _lower_inside(parsed: Parsed, at: int) -> bool:
    """The quotation that opens at `at` goes on in small letters: one sentence with what was quoted before it."""
    return at + 1 < len(parsed.words) and parsed.quote[at] >= 0 and parsed.text[parsed.starts[at + 1]].islower()


def _clause(parsed: Parsed, first: int, last: int) -> int:
    """Where the clause that ends at `last` begins: behind a colon or semicolon."""
    return next((at + 1 for at in range(last - 2, first, -1) if parsed.words[at] in (":", ";") and parsed.quote[at] < 0), first)


def _verbless(parsed: Parsed, grammar: Grammar, first: int, last: int, begin: int, limit: int) -> bool:
    """The words before the attribution have no verb, or hang on one to come, and those behind have it: `Exercises this spring, he
    said, twice assumed ...`; `Should the dam go, said the deputy, nothing would ...`."""
    tag = parsed.tags[begin]
    if tag & (TAGS["who"] | TAGS["relative"] | TAGS["citing"]) or parsed.words[begin].endswith(("ing", "ant")):
        return False
    opens = parsed.tags[first] & (TAGS["modal"] | TAGS["auxiliary"] | TAGS["be"] | TAGS["if"] | TAGS["subordinator"])
    bare = not verbal.clause(parsed, grammar, first, last)
    return bool(opens or bare) and verbal.clause(parsed, grammar, begin, limit)


def _of_content(parsed: Parsed, item: Attribution, begin: int) -> bool:
    """A relative clause behind an attribution by a pronoun describes what is said: `There was a sentence, he recalled, which ...`."""
    alone = item.speaker is not None and item.speaker[1] - item.speaker[0] == 1 and parsed.tags[item.speaker[0]] & TAGS["pronoun"]
    return bool(alone and parsed.tags[begin] & TAGS["relative"] and not parsed.tags[begin] & TAGS["who"])


def _within(parsed: Parsed, grammar: Grammar, item: Attribution, begin: int) -> bool:
    """A verb with its pronoun hung on it stands between two commas: what it parts is one sentence, save where another verb hangs on it."""
    if item.speaker is None or parsed.words[item.speaker[0]][0] != "-" or item.end - item.speaker[0] > 3:
        return False
    hung = any(form.kind == GERUND for form in grammar.verbs.get(parsed.words[begin], ()))
    said = parsed.tags[begin] & TAGS["preposition"] and any(
        parsed.tags[at] & (TAGS["speech_noun"] | TAGS["text"] | TAGS["outlet"]) for at in range(begin, min(begin + 6, len(parsed.words)))
    )
    return not hung and not said and not parsed.tags[begin] & (JOIN | TAGS["citing"] | TAGS["who"] | TAGS["relative"])


def _goes_on_inside(parsed: Parsed, sentence: Sentence, item: Attribution) -> int:
    """Where a quotation ends that has the attribution inside and goes on behind a stop (`« Ils savent, dit-il. Ils ... »`); or -1."""
    number = parsed.quote[parsed.at(item.content[0])]
    if number < 0 or item.end + 2 >= sentence.last or parsed.words[item.end] != "." or item.speaker is None:
        return -1
    quote = parsed.quotes[number]
    if parsed.quote[item.end] != number or parsed.quote[item.speaker[0]] != number or "quote-unclosed" in quote.flags:
        return -1
    return min(quote.inner_end, sentence.end)


def _hangs_on(parsed: Parsed, grammar: Grammar, begin: int, limit: int) -> bool:
    """The words behind the attribution go on with the verb of its content: `..., he added, and had passed the check`, `..., by waiting`."""
    tag, following = parsed.tags[begin], parsed.tags[begin + 1]
    if not grammar.predicates:
        return False
    if tag & AND:
        return bool(following & (TAGS["finite"] | TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]))
    said = any(parsed.tags[at] & (TAGS["speech_noun"] | TAGS["text"] | TAGS["finite"]) for at in range(begin, min(begin + 6, limit)))
    return (bool(tag & TAGS["preposition"]) and not tag & TAGS["subordinator"] and not said) or parsed.words[begin] == "than"


def _fresh(parsed: Parsed, at: int) -> bool:
    return at < len(parsed.words) and parsed.words[at] in BREAKS


def _tidy(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    first, last = parsed.at(start), parsed.at(end)
    start, end = span(parsed, first, last)
    return start, max(start, end)
