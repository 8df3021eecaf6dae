"""What people are said to hold without saying it: wishes, plans, praise, blame, talk of a thing; for `attributed` only, no statements.

The words are the lexicon's `attitudes`: verbs with an object or clause behind them, passives and verbs of seeming whose holder is not
named, nouns and adjectives with what opens their complement, adverbs of hearsay.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tocsin.read import governing, languages, leftward, phrases
from tocsin.read.cues import clause_follows
from tocsin.read.extent import ends, whole
from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence

AUX, BE, MODAL, ADVERB, NOT, THAT = (TAGS[name] for name in ("auxiliary", "be", "modal", "adverb", "not", "that"))
FINITES = AUX | BE | MODAL | TAGS["finite"]
NOMINAL = phrases.DET | TAGS["of"] | TAGS["national"]
SHORTEST = 4
"""words in a content that says something by itself"""
LONG = 8
"""words in an object of a verb of telling that says something"""
Words = tuple[int, int]


class Held(NamedTuple):
    """One attitude: cue, holder and contents in words. The cue may part from its content by its own tail."""

    cue: Words
    holder: Words | None
    contents: tuple[Words, ...]


class Entry(NamedTuple):
    """One form of a verb, noun or adjective of the lexicon."""

    kind: str
    """of the form: finite, participle, gerund, infinitive; noun, adjective, adverb"""
    plural: bool
    tail: tuple[str, ...]
    use: frozenset[str]
    """verbs, seems, passives, named"""
    brief: bool
    """its content may be a bare name"""
    tells: bool
    """a verb of telling, whose object says little where it is no clause (`told a story`, `saw the mill`)"""


@cache
def entries(code: str) -> dict[str, tuple[Entry, ...]]:
    """First word -> the entries of one language's attitudes, the longest tails first."""
    grammar = languages.grammar(code)
    made: dict[str, list[Entry]] = {}
    telling = {lemma for name in ("say", "see", "assess", "believe", "reveal", "relay") for lemma in grammar.lexicon.verbs.get(name, ())}
    brief = set(grammar.lexicon.attitudes.get("brief", ()))
    uses: dict[str, set[str]] = {}
    for use in ("verbs", "seems", "passives", "named"):
        for lemma in grammar.lexicon.attitudes.get(use, ()):
            uses.setdefault(lemma, set()).add(use)
    for lemma, names in uses.items():
        head, *tail = grammar.token.findall(lemma)
        for form, kind, plural, _ in grammar.shape.inflect(head, grammar.lexicon.irregular):
            made.setdefault(form, []).append(Entry(kind, plural, tuple(tail), frozenset(names), lemma in brief, lemma in telling))
    for kind, name in (("noun", "nouns"), ("adjective", "adjectives"), ("adverb", "adverbs")):
        for phrase in grammar.lexicon.attitudes.get(name, ()):
            head, *tail = grammar.token.findall(phrase)
            made.setdefault(head, []).append(Entry(kind, False, tuple(tail), frozenset(), phrase in brief, False))
    return {word: tuple(sorted(found, key=lambda entry: -len(entry.tail))) for word, found in made.items()}


def held(parsed: Parsed, sentence: Sentence, grammar: Grammar, taken: Iterable[Words]) -> list[Held]:
    """The attitudes of one sentence, in order, outside quotations and outside `taken`, the words of cues already read."""
    known = entries(grammar.code)
    free = [True] * (sentence.last - sentence.first)
    for first, last in taken:
        free[first - sentence.first : last - sentence.first] = [False] * (last - first)
    found: list[Held] = []
    at = sentence.first
    while at < sentence.last:
        forms = known.get(parsed.words[at]) if free[at - sentence.first] and parsed.quote[at] < 0 else None
        item = next((made for entry in forms if (made := _told(parsed, sentence, grammar, at, entry)) is not None), None) if forms else None
        if item is not None:
            found.append(item)
        at = max(at + 1, item.cue[1]) if item is not None else at + 1
    return found


def _told(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, entry: Entry) -> Held | None:
    """The attitude at word `at`, where its content says something: a bare name is the content of praise and blame alone."""
    item = _read(parsed, sentence, grammar, at, entry)
    if item is None or entry.brief or len(item.contents) > 1:
        return item
    words = sum(parsed.words[word][0].isalnum() for word in range(*item.contents[0]))
    start = item.contents[0][0]
    tells = entry.tells and not parsed.tags[start] & (THAT | TAGS["question"]) and not clause_follows(parsed, sentence, grammar, start)
    return item if words >= (LONG if tells else SHORTEST) else None


def _read(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, entry: Entry) -> Held | None:
    end = at + 1
    if entry.kind not in ("noun", "adjective"):
        end = _tail(parsed, sentence, at, entry.tail)
        if end < 0:
            return None
    if entry.kind == "noun":
        return _noun(parsed, sentence, grammar, at, entry)
    if entry.kind == "adjective":
        return _adjective(parsed, sentence, grammar, at, entry)
    if entry.kind == "adverb":
        return _hearsay(parsed, sentence, grammar, at)
    return _verb(parsed, sentence, grammar, at, end, entry)


def _tail(parsed: Parsed, sentence: Sentence, at: int, tail: tuple[str, ...]) -> int:
    """The word after the fixed words behind `at`, one adverb between allowed; -1 where they do not follow."""
    start = at + 1
    if tail and start < sentence.last and parsed.tags[start] & ADVERB and parsed.words[start] != tail[0]:
        start += 1
    end = start + len(tail)
    if not tail:
        return at + 1
    return end if end <= sentence.last and tuple(parsed.words[start:end]) == tail else -1


def _verb(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, end: int, entry: Entry) -> Held | None:
    tags, words = parsed.tags, parsed.words
    first, before = governing.group(parsed, sentence, at)
    tag = tags[before] if before >= sentence.first else 0
    word = words[before] if before >= sentence.first else ","
    shape = _shape(parsed, sentence, at, end, first, entry)
    if shape is None:
        return None
    if "seems" in entry.use or (shape == "passive" and "passives" in entry.use):
        made = _unheld(parsed, sentence, grammar, first, end)
        if made is not None or "verbs" not in entry.use:
            return made
    if "verbs" not in entry.use:
        if "named" in entry.use and shape == "reduced":
            content = end, ends(parsed, sentence, grammar, end, clause=False)
            return Held((first, end), None, (content,)) if content[1] > content[0] else None
        return None
    if shape in ("passive", "reduced"):
        return _passive(parsed, sentence, grammar, first, at, end)
    start = end
    while start < sentence.last and tags[start] & ADVERB and not tags[start] & (phrases.DET | TAGS["preposition"]) and words[start] != "as":
        start += 1
    if start >= sentence.last or (words[start] in BREAKS and words[start] not in (*MARKS, ":")):
        return None
    if words[start] == ":":
        start += 1
    clause = bool(tags[start] & (THAT | TAGS["question"])) or words[start] == "to" or clause_follows(parsed, sentence, grammar, start)
    inside = bool(tag & TAGS["who"]) or (shape == "gerund" and (word[0].isalpha() or word == ")"))
    content = start, ends(parsed, sentence, grammar, start, clause=clause and not inside, inside=inside)
    if content[1] <= content[0]:
        return None
    if shape == "finite":
        holder = leftward.left(parsed, grammar, first, governing.floor(parsed, sentence, first))
        if holder is None or tag & TAGS["and"]:
            holder = holder if holder is not None and not tag & TAGS["and"] else governing.subject_before(parsed, sentence, grammar, first)
        if tag & TAGS["who"]:
            holder = before, before + 1
    elif (
        shape == "gerund"
        and (word[0].isalpha() or word in (")",))
        and not tag & (TAGS["preposition"] | TAGS["and"] | ADVERB | TAGS["subordinator"])
    ):
        holder = leftward.left(parsed, grammar, first, governing.floor(parsed, sentence, first))
    else:
        holder = governing.subject_before(parsed, sentence, grammar, first)
    return Held((first, end), holder, (content,))


def _shape(parsed: Parsed, sentence: Sentence, at: int, end: int, first: int, entry: Entry) -> str | None:
    """How the form stands: finite, gerund, infinitive, passive, reduced (a participle behind its noun); None where it is no verb."""
    tags, words = parsed.tags, parsed.words
    if at > sentence.first and phrases.is_capital(parsed, at) and phrases.is_capital(parsed, at - 1) and words[at - 1] not in BREAKS:
        return None
    left = tags[at - 1] if at > sentence.first else 0
    group = 0
    for word in range(first, at):
        group |= tags[word]
    follows = tags[end] if end < sentence.last else 0
    if entry.kind == GERUND:
        if group & BE:
            return "finite"
        if left & (NOMINAL | TAGS["possessive"]) or follows & TAGS["of"]:
            return None
        return "gerund"
    if entry.kind == PARTICIPLE:
        if group & BE:
            return "passive"
        if group & AUX:
            return "finite"
        if tags[at] & TAGS["finite"]:
            return "finite"
        opens = at == sentence.first or bool(left & TAGS["subordinator"]) or words[at - 1] == ","
        if opens and (follows & TAGS["question"] or entry.tail or (end < sentence.last and words[end] == "to")):
            return "passive"
        if follows & TAGS["by"] or (not entry.use.isdisjoint(("named",)) and end < sentence.last and words[end] in MARKS):
            return "reduced"
        if first > sentence.first and left & (TAGS["and"] | TAGS["pronoun"] | TAGS["who"]):
            return "finite"
        return None
    if (
        group & MODAL
        or (group & AUX and entry.kind == INFINITIVE)
        or (at > sentence.first and words[at - 1] == "to" and entry.kind == INFINITIVE)
    ):
        return "finite" if group & (MODAL | AUX) else "infinitive"
    if group & (BE | AUX) and not (left & ADVERB):
        return None
    if entry.kind == FINITE and tags[at] & TAGS["finite"]:
        return "finite"
    if entry.kind == FINITE and left & (TAGS["pronoun"] | TAGS["who"]) and not left & phrases.DET:
        return "finite"
    if entry.kind == FINITE and left & TAGS["and"] and follows & (phrases.DET | THAT | TAGS["pronoun"]) and words[at] not in ("like",):
        return "finite"
    return None


def _unheld(parsed: Parsed, sentence: Sentence, grammar: Grammar, first: int, end: int) -> Held | None:
    """Subject and complement of a verb whose holder is not named: `the race appears to be close`, `it is believed that ...`."""
    subject = leftward.left(parsed, grammar, first, governing.floor(parsed, sentence, first))
    start = end
    if start >= sentence.last or (parsed.words[start] in BREAKS and parsed.words[start] not in MARKS) or parsed.tags[start] & TAGS["by"]:
        return None
    if parsed.tags[start] & TAGS["preposition"] and parsed.words[start] not in ("to", "like", "as"):
        return None
    content = start, ends(parsed, sentence, grammar, start, clause=True)
    if content[1] <= content[0]:
        return None
    if parsed.tags[start] & THAT or subject is None:
        return Held((first, end), None, (content,))
    return Held((first, end), None, (whole(parsed, sentence, grammar, subject, first), content))


def _passive(parsed: Parsed, sentence: Sentence, grammar: Grammar, first: int, at: int, end: int) -> Held | None:
    """What its subject suffers is held by the agent: `the bill, opposed by farmers`; without one, what follows (`was asked about`)."""
    comma = first - 1 > sentence.first and parsed.words[first - 1] == ","
    subject = leftward.left(parsed, grammar, first - comma, governing.floor(parsed, sentence, first))
    if end < sentence.last and parsed.tags[end] & TAGS["by"]:
        stop = phrases.right(parsed, sentence, grammar, end + 1)
        if subject is None or stop <= end + 1:
            return None
        return Held((first, end), (end + 1, stop), (subject,))
    if (
        end > at + 1
        or (end < sentence.last and parsed.tags[end] & (THAT | TAGS["question"]))
        or (end < sentence.last and parsed.words[end] == "to")
    ):
        content = end, ends(parsed, sentence, grammar, end, clause=True)
        return Held((first, end), None, (content,)) if content[1] > content[0] else None
    return None


def _noun(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, entry: Entry) -> Held | None:
    """`her decision to stay`, `criticism of the plan`, `voiced support for it`."""
    tags, words = parsed.tags, parsed.words
    if tags[at] & TAGS["finite"] or at + 2 >= sentence.last or words[at + 1] != entry.tail[0]:
        return None
    before = at - 1
    while (
        before > sentence.first
        and words[before].isalpha()
        and not tags[before] & (FINITES | TAGS["preposition"] | phrases.DET | TAGS["and"] | THAT | TAGS["who"])
        and words[before] != "'s"
    ):
        before -= 1
    start = at + 1 if words[at + 1] == "to" or tags[at + 1] & (THAT | TAGS["question"]) else at + 2
    content = start, ends(parsed, sentence, grammar, start, clause=False, inside=not tags[start] & THAT)
    if content[1] <= content[0]:
        return None
    holder: Words | None = None
    if before >= sentence.first and words[before] == "'s":
        owner = leftward.left(parsed, grammar, before, governing.floor(parsed, sentence, before))
        holder = (owner[0], before + 1) if owner is not None else None
    elif (before >= sentence.first and tags[before] & TAGS["possessive"]) or (
        before >= sentence.first and parsed.text[parsed.ends[before] - 1] == "'"
    ):
        holder = before, before + 1
    elif before >= sentence.first and (tags[before] & TAGS["finite"] or words[before] in grammar.verbs):
        holder = governing.subject_before(parsed, sentence, grammar, before + 1)
    return Held((at, max(at + 1, start)), holder, (content,))


def _adjective(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int, entry: Entry) -> Held | None:
    """`She is confident that ...`, `farmers wary of the plan`."""
    tags, words = parsed.tags, parsed.words
    if entry.tail and (at + 2 >= sentence.last or words[at + 1] != entry.tail[0]):
        return None
    first, before = governing.group(parsed, sentence, at)
    after = at + 1 + len(entry.tail)
    if tags[at + 1] & (THAT | TAGS["question"]) or words[at + 1] == "to":
        after = at + 1
    content = after, ends(parsed, sentence, grammar, after, clause=after == at + 1)
    if content[1] <= content[0]:
        return None
    copula = any(tags[word] & BE for word in range(first, at))
    if not copula and not entry.tail:
        return None
    if not copula and tags[at - 1] & (phrases.DET | TAGS["preposition"]):
        return None
    holder = leftward.left(parsed, grammar, first, governing.floor(parsed, sentence, first)) if copula else None
    if copula and before >= sentence.first and tags[before] & TAGS["who"]:
        holder = before, before + 1
    return Held((first, after), holder or (None if copula else governing.subject_before(parsed, sentence, grammar, at)), (content,))


def _hearsay(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> Held | None:
    """The clause around an adverb of hearsay: `The mayor reportedly sold it`."""
    opens = at
    while (
        opens > sentence.first and parsed.words[opens - 1] not in BREAKS and not parsed.tags[opens - 1] & (THAT | TAGS["who"] | TAGS["but"])
    ):
        opens -= 1
    closes = ends(parsed, sentence, grammar, at + 1, clause=True)
    pieces = tuple(piece for piece in ((opens, at), (at + 1, closes)) if piece[1] > piece[0])
    return Held((at, at + 1), None, pieces) if closes > at + 2 else None
