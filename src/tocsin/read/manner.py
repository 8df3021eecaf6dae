"""English attributions whose verb no list holds: `"...," a captain shrugged`, `..., soothes physicist Y`, `A rival was sniffy: they ...`.

The place gives them away: beside a quotation, or between content and people alone, only a verb of speech can stand.
"""

from tocsin.read import phrases
from tocsin.read.cues import PREP, Attribution
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.predicates import PAST, SHARED, THIRD
from tocsin.read.sentences import Parsed, Sentence

SHORTEST = 2
"""words in content at the least"""
LEAD = 14
"""words before a colon at the most"""
ENDINGS = ("ed", "s")
"""of a finite verb that no list holds"""
STEM = 4
"""letters of such a verb at the least"""
PERSONS = TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"] | TAGS["institution"]
NO_VERB = (
    PREP | TAGS["conjunction"] | phrases.DET | TAGS["relative"] | TAGS["that"] | TAGS["subordinator"] | TAGS["pronoun"] | TAGS["national"]
)
VERBAL = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"] | TAGS["finite"]
STOPS = (",", "?", "!", "…", "—", "–")


def unlisted(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Attributions of these forms in one sentence where no listed verb gave one that covers them."""
    if not (grammar.predicates and grammar.shape.bare_modals):
        return []
    taken = [(item.cue[0], parsed.starts[min(max(item.end - 1, 0), sentence.last - 1)]) for item in found]
    made: list[Attribution] = []
    for at in range(sentence.first + SHORTEST, sentence.last):
        quoted = _closes(parsed, at - 1)
        if not (quoted or parsed.words[at - 1] in STOPS) or parsed.quote[at] >= 0 or parsed.words[at] in BREAKS:
            continue
        item = _before(parsed, sentence, grammar, at, quoted) or _after(parsed, sentence, grammar, at, quoted)
        if item is not None and not any(start <= item.cue[1] and item.cue[0] <= max(end, start) for start, end in taken):
            made.append(item)
            break
    if not found and not made and (item := _colon(parsed, sentence, grammar)) is not None:
        made.append(item)
    return made


def _closes(parsed: Parsed, at: int) -> bool:
    """A closing mark stands at `at`."""
    return parsed.words[at] in MARKS and (parsed.quote[at] < 0 or parsed.ends[at] >= parsed.quotes[parsed.quote[at]].end)


def _verb(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A word that can be a finite verb: a known form, or one with the ending of one and no other class."""
    word, tag = parsed.words[at], parsed.tags[at]
    if not word.isalpha() or phrases.is_capital(parsed, at) or tag & (NO_VERB | PERSONS | TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]):
        return False
    known = grammar.predicates.get(word, 0)
    return bool(known & (PAST | SHARED | THIRD)) or (len(word) > STEM and word.endswith(ENDINGS) and not word.endswith("ss"))


def _people(parsed: Parsed, start: int, stop: int) -> bool:
    """The words name people: a noun of people, two capitals and more, or a pronoun of one."""
    if any(parsed.tags[at] & PERSONS for at in range(start, stop)):
        return True
    if stop - start == 1 and parsed.tags[start] & TAGS["pronoun"]:
        return not parsed.tags[start] & (TAGS["it"] | TAGS["demonstrative"] | TAGS["i"] | TAGS["we"])
    return any(phrases.is_capital(parsed, at) and phrases.is_capital(parsed, at + 1) for at in range(start, stop - 1))


def _before(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, quoted: bool) -> Attribution | None:
    """A verb and people follow the content: `..., soothes physicist Yakov Berestov, formerly of Snezhinsk`."""
    if not _verb(parsed, at, grammar) or at + 1 >= sentence.last:
        return None
    start = at + 1
    while start < sentence.last - 1 and parsed.words[start].endswith("ly"):
        start += 1
    if parsed.tags[start] & (PREP | TAGS["that"]):
        return None
    titled = any(phrases.is_capital(parsed, later) for later in range(start, min(start + 3, sentence.last)))
    if not (phrases.starts_phrase(parsed, start, grammar) or (titled and parsed.words[start].isalpha())):
        return None
    stop = phrases.right(parsed, sentence, grammar, start)
    if stop <= start or not _people(parsed, start, stop) or not _over(parsed, sentence, stop, quoted):
        return None
    named = any(phrases.is_capital(parsed, word) and phrases.is_capital(parsed, word + 1) for word in range(start, stop - 1))
    if not quoted and not named and not _content(parsed, sentence, at):
        return None
    longer = phrases.apposition(parsed, sentence, grammar, stop)
    return _attribution(parsed, sentence, at, (at, at + 1), (start, max(stop, longer)), max(stop, longer))


def _after(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, quoted: bool) -> Attribution | None:
    """People and a verb follow the content: `"...," a Latvian army captain shrugged`."""
    if not phrases.starts_phrase(parsed, at, grammar):
        return None
    stop = phrases.right(parsed, sentence, grammar, at)
    if stop < sentence.last and _verb(parsed, stop, grammar):
        verb = stop
    elif stop - 1 > at and _verb(parsed, stop - 1, grammar):
        verb = stop - 1
    else:
        verb = next((later for later in range(at + 1, stop) if _verb(parsed, later, grammar) and parsed.tags[later] & TAGS["finite"]), -1)
    if verb <= at or not _people(parsed, at, verb):
        return None
    after = verb + 1
    while after < sentence.last and (parsed.words[after].endswith("ly") or parsed.tags[after] & TAGS["adverb"]):
        after += 1
    if not _over(parsed, sentence, after, quoted) or (not quoted and (after < sentence.last - 1 or not _content(parsed, sentence, at))):
        return None
    return _attribution(parsed, sentence, at, (verb, verb + 1), (at, verb), after)


def _over(parsed: Parsed, sentence: Sentence, at: int, quoted: bool) -> bool:
    """Nothing follows that the verb could bring: the sentence ends or a mark stands here; behind a quotation also where or when."""
    if at >= sentence.last or parsed.words[at] in BREAKS:
        return at >= sentence.last or parsed.words[at] != ":"
    return quoted and bool(parsed.tags[at] & (PREP | TAGS["who"] | TAGS["subordinator"] | TAGS["citing"] | TAGS["access"]))


def _content(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """A clause stands before word `at`, opened by no word that hangs it on what follows."""
    opening = parsed.tags[sentence.first]
    if opening & (TAGS["subordinator"] | TAGS["if"]) or (
        opening & PREP and not any(parsed.tags[word] & VERBAL for word in range(sentence.first, at))
    ):
        return False
    return any(parsed.tags[word] & VERBAL for word in range(sentence.first, at))


def _attribution(
    parsed: Parsed, sentence: Sentence, at: int, verb: tuple[int, int], speaker: tuple[int, int], end: int
) -> Attribution | None:
    edge = at
    while edge > sentence.first and parsed.words[edge - 1] in BREAKS and parsed.words[edge - 1] not in ("?", "!", "…"):
        edge -= 1
    if edge - sentence.first < SHORTEST:
        return None
    cue = parsed.starts[verb[0]], parsed.ends[verb[1] - 1]
    return Attribution("before", cue, speaker, (sentence.start, parsed.ends[edge - 1]), None, end=end, edge=edge)


def _colon(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> Attribution | None:
    """People open the sentence and do or are something, and a colon brings a clause: `The forum is not persuaded: two families ...`."""
    colon = next(
        (at for at in range(sentence.first + 2, min(sentence.first + 2 * LEAD, sentence.last - SHORTEST)) if parsed.words[at] == ":"), -1
    )
    if colon < 0 or parsed.quote[colon] >= 0:
        return None
    start = sentence.first
    while start < colon and parsed.tags[start] & (TAGS["conjunction"] | TAGS["adverb"]) and not parsed.tags[start] & phrases.DET:
        start += 1
    if not phrases.starts_phrase(parsed, start, grammar):
        return None
    stop = phrases.right(parsed, sentence, grammar, start)
    verb = next(
        (at for at in range(start + 1, min(stop, colon)) if _verb(parsed, at, grammar) and not parsed.tags[at] & TAGS["access"]), stop
    )
    stop = verb if verb < stop and _people(parsed, start, verb) else stop
    if stop >= colon or not _people(parsed, start, stop) or colon - stop > LEAD:
        return None
    between = range(stop, colon)
    if not any(parsed.tags[at] & VERBAL or _verb(parsed, at, grammar) for at in between) or any(
        parsed.words[at] in (";", "(") for at in between
    ):
        return None
    quoted = parsed.words[colon + 1] in MARKS and parsed.quote[colon + 1] >= 0
    clause = any(parsed.tags[at] & VERBAL or _verb(parsed, at, grammar) for at in range(colon + 2, sentence.last))
    if not (quoted or clause) or parsed.tags[start] & (TAGS["text"] | TAGS["demonstrative"] | TAGS["it"]):
        return None
    cue = parsed.starts[stop], parsed.ends[colon]
    return Attribution("colon", cue, (start, stop), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
