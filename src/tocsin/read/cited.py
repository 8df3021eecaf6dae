"""All attributions of a sentence where a language has cases; those without a verb: `по словам X`, `по его мнению`, `X: ...`."""

from tocsin.read import cased, clauses, inflected, subjects, trailing, unlisted
from tocsin.read.clauses import DASHES
from tocsin.read.cues import AND, BUT, Attribution, span
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, is_capital, time_end
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.subjects import Found, Here

HEADLINE = 9
"""words before the colon of a headline at the most"""
VIEWS = TAGS["view"] | TAGS["stance"] | TAGS["speech_noun"]


def attributions(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """All attributions in one sentence, in the order of their cues."""
    items = _all(parsed, sentence, grammar)
    made = inflected.bounded(parsed, sentence, items)
    negated = TAGS["not"]
    made = [item._replace(negated=True) if item.speaker and parsed.tags[item.speaker[0]] & negated else item for item in made]
    return [*made, *_pointed(parsed, sentence, grammar), *([] if made else _dialogue(parsed, sentence, grammar))]


def _all(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Found]:
    here = Here(parsed, sentence, grammar, clauses.stops(parsed, sentence, grammar))
    items = inflected.found(parsed, sentence, grammar)
    items = _cited_inside(here, items, according(here))
    if (brought := unlisted.before_colon(here, items)) is not None:
        items.append(brought)
    if (brought := unlisted.before_that(here, items)) is not None:
        items.append(brought)
    if (titled := headline(here, items)) is not None:
        items.append(titled)
    return sorted(unlisted.enclosed(here.parsed, items), key=lambda one: (one.item.cue, one.item.content))


def _cited_inside(here: Here, items: list[Found], cited: list[Found]) -> list[Found]:
    """`Агентство со ссылкой на X пишет, что ...`: X speaks, and the outlet carries it."""
    kept = []
    for one in cited:
        at, speaker = here.parsed.at(one.item.cue[0]), one.item.speaker
        citing = here.parsed.tags[at] & TAGS["citing"] and speaker is not None
        outlet = next((number for number, other in enumerate(items) if citing and _carried(here, other, one.item, at)), -1)
        if outlet >= 0 and speaker is not None:
            item = items[outlet].item
            items[outlet] = items[outlet]._replace(item=item._replace(speaker=speaker, addressee=item.speaker))
        else:
            kept.append(one)
    return [*items, *kept]


def _carried(here: Here, other: Found, cited: Attribution, at: int) -> bool:
    """`other` is said by an outlet that cites the source at `at`: in its clause, or between commas behind its name."""
    speaker = other.item.speaker
    if speaker is None or not _carries(here, speaker):
        return False
    if other.item.layout == "according":
        return other.item.cue[1] <= cited.cue[0] and here.parsed.at(cited.cue[1]) < here.parsed.at(other.item.content[0])
    if other.item.layout not in ("that", "colon", "quote") or not other.opens <= speaker[0] < at < here.parsed.at(other.item.cue[0]):
        return speaker[1] == at - 1 and here.parsed.words[at - 1] == "," and other.item.layout in ("that", "colon", "quote")
    return clauses.opening(here.marks, here.sentence, at) == other.opens


def _carries(here: Here, speaker: tuple[int, int]) -> bool:
    """An outlet, or a name that may be one."""
    tags = [here.parsed.tags[at] for at in range(*speaker)]
    people = TAGS["anonymous"] | TAGS["office"]
    return any(tag & (TAGS["outlet"] | TAGS["wire"] | TAGS["outlet_name"]) for tag in tags) or not any(tag & people for tag in tags)


def according(here: Here) -> list[Found]:
    """`По словам X, ...`, `..., по данным X`, `по его мнению`, `со ссылкой на X`."""
    parsed, sentence = here.parsed, here.sentence
    made: list[Found] = []
    for at in range(sentence.first, sentence.last - 1):
        if parsed.quote[at] >= 0:
            continue
        start, end = _owner(here, at)
        if start < 0:
            continue
        speaker = start, end
        after = end
        if parsed.tags[start] & TAGS["possessive"] and end == start + 1:
            after = _noun_end(parsed, start + 1, sentence.last)
        cue = (parsed.starts[at], parsed.ends[(after if after > end else start) - 1])
        opens = clauses.opening(here.marks, sentence, at)
        closes = clauses.closing(here.marks, sentence, after)
        if closes < sentence.last - 2 and parsed.words[closes] == "," and _describes_owner(parsed, closes + 1):
            closes = clauses.closing(here.marks, sentence, closes + 1)
        leads = all(parsed.tags[word] & (AND | BUT | TAGS["adverb"]) for word in range(opens, at))
        joined = any(parsed.tags[word] & (AND | BUT) for word in range(opens, at)) and opens > sentence.first
        before = subjects.content_ends(parsed, opens)
        follows = closes + 1 < sentence.last and parsed.words[closes] in (",", ":", *DASHES)
        if leads and (before <= sentence.first or joined or parsed.words[opens - 1] in (";", ":")):
            begin = closes + 1 if follows else after
            if sentence.last - begin < 1:
                continue
            item = Attribution("according", cue, speaker, (parsed.starts[begin], sentence.end), None, end=begin, edge=-1)
        elif leads and follows and parsed.words[closes] == "," and not trailing.hangs_on(here, closes + 1):
            item = Attribution("after", cue, speaker, (sentence.start, sentence.end), None, end=closes, edge=-1)
        elif leads:
            item = Attribution("after", cue, speaker, (sentence.start, parsed.ends[before - 1]), None, end=after, edge=before)
        else:
            edge = at
            item = Attribution("after", cue, speaker, (sentence.start, parsed.ends[edge - 1]), None, end=after, edge=edge)
        made.append(Found(item, opens if leads else at, False))
    return made


def _owner(here: Here, at: int) -> tuple[int, int]:
    """(start, end) of whose words they are, behind the attributing phrase at `at`; (-1, -1) where there is none."""
    parsed, sentence, grammar = here.parsed, here.sentence, here.grammar
    if (
        parsed.tags[at] & TAGS["preposition"]
        and at + 2 < sentence.last
        and parsed.tags[at + 1] & TAGS["possessive"]
        and _noun_end(parsed, at + 2, sentence.last) > at + 2
        and _governs(parsed, at, grammar)
    ):
        return at + 1, at + 2
    if not parsed.tags[at] & TAGS["according"]:
        return -1, -1
    length = max(
        (
            len(words)
            for words, bit in grammar.phrases.get(parsed.words[at], ())
            if bit == TAGS["according"] and tuple(parsed.words[at : at + len(words)]) == words
        ),
        default=1,
    )
    start = at + length
    if start >= sentence.last or (parsed.words[start] in BREAKS and cased.quoted_name(parsed, start) == start):
        return -1, -1
    end = cased.reach(parsed, grammar, start, sentence.last)
    if end <= start or parsed.tags[start] & TAGS["relative"] or time_end(parsed, start, grammar) > start:
        return -1, -1
    return start, end if end >= sentence.last or parsed.words[end] in BREAKS else _people_alone(parsed, start, end)


def _people_alone(parsed: Parsed, start: int, end: int) -> int:
    """Where no mark ends the phrase, it ends behind its people and what is theirs (Polish: `według urzędnika głowice ...`)."""
    head = next((at for at in range(start, end) if parsed.tags[at] & cased.PEOPLE or is_capital(parsed, at)), -1)
    if head < 0:
        return end
    while head + 1 < end and (
        is_capital(parsed, head + 1)
        or parsed.tags[head + 1] & TAGS["of"]
        or (parsed.tags[head + 1] & (cased.PEOPLE | cased.DESCRIBING) and parsed.tags[head + 1] & cased.GENITIVE)
        or parsed.tags[head] & TAGS["of"]
    ):
        head += 1
    return head + 1


def _governs(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """The preposition opens attributing phrases (`по словам`): so it does with a possessive between (`по его словам`)."""
    return any(bit == TAGS["according"] and words[0] == parsed.words[at] for words, bit in grammar.phrases.get(parsed.words[at], ()))


def _noun_end(parsed: Parsed, at: int, limit: int) -> int:
    """The word after a noun of view or speech at `at`, adjectives before it skipped; `at` itself where there is none."""
    later = at
    while later < min(limit, at + 2) and parsed.tags[later] & cased.DESCRIBING and not parsed.tags[later] & VIEWS:
        later += 1
    return later + 1 if later < limit and parsed.tags[later] & VIEWS else at


def _describes_owner(parsed: Parsed, at: int) -> bool:
    """A clause that describes the owner follows the comma: `по словам X, который ...,`, `по словам X, знакомого с ...,`."""
    return bool(parsed.tags[at] & (TAGS["who"] | TAGS["access"] | TAGS["relative"]))


def headline(here: Here, items: list[Found]) -> Found | None:
    """`Песков: ...`: a speaker of a few words opens the sentence, a colon, and what is said. Who it may be is judged later."""
    parsed, sentence = here.parsed, here.sentence
    at = sentence.first
    colon = clauses.closing(here.marks, sentence, at)
    bracket = colon if colon < sentence.last and parsed.words[colon] == "(" else -1
    if bracket > 0:
        colon = next((later + 1 for later in range(bracket, sentence.last - 1) if parsed.words[later] == ")"), sentence.last)
    if colon + 2 >= sentence.last or parsed.words[colon] != ":" or not at < (bracket if bracket > 0 else colon) <= at + HEADLINE:
        return None
    if not (is_capital(parsed, at) or cased.quoted_name(parsed, at) > at) or any(one.item.cue[0] < parsed.starts[colon] for one in items):
        return None
    barred = TAGS["preposition"] | TAGS["subordinator"] | TAGS["adverb"] | TAGS["demonstrative"]
    if parsed.tags[at] & barred and not parsed.tags[at] & TAGS["in"]:
        return None
    start = at + bool(parsed.tags[at] & TAGS["in"])
    stop = cased.reach(parsed, here.grammar, start, bracket if bracket > 0 else colon)
    if any(not parsed.tags[word] & TAGS["adverb"] for word in range(stop, bracket if bracket > 0 else colon)):
        return None
    mark = parsed.starts[colon], parsed.ends[colon]
    item = Attribution("headline", mark, (start, stop), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
    return Found(item, at, False)


def _pointed(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """Who is said in the next sentence to have said this one: `... . Об этом сообщил X.`"""
    number = parsed.sentence_of(sentence.first)
    if number < 0 or number + 1 >= len(parsed.sentences):
        return []
    following = parsed.sentences[number + 1]
    if following.paragraph - parsed.sentences[number].paragraph > 1 or not any(
        parsed.tags[at] & TAGS["points"] for at in range(following.first, min(following.first + 3, following.last))
    ):
        return []
    marks = clauses.stops(parsed, following, grammar)
    for group in clauses.find(parsed, following, grammar, marks):
        pointing = next((at for at in range(group.opens, group.first) if parsed.tags[at] & TAGS["points"]), -1)
        if (
            pointing < 0
            or pointing > following.first + 2
            or group.verb.verb_class not in ("say", "relay", "reveal", "warn", "assess", "promise")
        ):
            continue
        there = Here(parsed, following, grammar, marks)
        subject, told = subjects.subject_of(there, group, _pointed_to(parsed, grammar, pointing))
        if subject is None or inflected.content_ahead(there, group)[0] >= 0:
            continue
        cue = parsed.starts[pointing], parsed.ends[group.last - 1]
        content = span(parsed, sentence.first, sentence.last)
        return [Attribution("before", cue, subject, content, group.verb, group.negated, False, False, told, False, end=subject[1], edge=-1)]
    return []


def _pointed_to(parsed: Parsed, grammar: Grammar, at: int) -> int:
    """The word after the phrase at `at` that stands for what was said."""
    lengths = (
        len(words)
        for words, bit in grammar.phrases.get(parsed.words[at], ())
        if bit == TAGS["points"] and tuple(parsed.words[at : at + len(words)]) == words
    )
    return at + max(lengths, default=1)


def _dialogue(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """A line of dialogue that goes on behind its attribution: `— ..., — сказал X. — ...`."""
    number = parsed.sentence_of(sentence.first)
    if number < 1 or parsed.words[sentence.first] not in DASHES or sentence.last - sentence.first < 3:
        return []
    before = parsed.sentences[number - 1]
    if before.paragraph != sentence.paragraph or parsed.words[before.first] not in DASHES:
        return []
    spoken = [one.item for one in _all(parsed, before, grammar) if one.item.layout == "before" and one.item.speaker is not None]
    if not spoken:
        return []
    content = parsed.starts[sentence.first + 1], parsed.ends[sentence.last - 1]
    return [spoken[-1]._replace(layout="quote", content=content, edge=-1)]
