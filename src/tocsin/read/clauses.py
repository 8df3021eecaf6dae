"""Clauses between their marks, and the verbs of speech in them, where a language sets off every clause by a comma."""

from typing import NamedTuple

from tocsin.read import phrases
from tocsin.read.beside import rightward
from tocsin.read.cased import quoted_name, someone
from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, TAGS, Grammar, VerbForm
from tocsin.read.phrases import BREAKS, MARKS, is_capital
from tocsin.read.sentences import Parsed, Sentence

DASHES = frozenset(["—", "–", "-", "−"])
ENDS = frozenset([".", "!", "?", "…"])
NEAR = 6
"""words behind a verb of no list in which people stand that speak"""
TAIL_GAP = 3
"""words between a verb and its fixed tail at the most"""
GOVERNORS = 4
"""words before an infinitive in which its modal stands"""
MAY_HANG = frozenset(
    ["say", "assess", "warn", "deny", "reveal", "criticise", "promise", "threaten", "exclude", "ask", "fear", "believe", "see", "refuse"]
)


UNLISTED = (VerbForm("", "say", (), False, FINITE, False, False),)
"""what a verb of no list is taken for"""
MOST = 30
"""verbs of speech that one sentence can hold; a text with more of them is no prose, and every one looks at all words around it"""


class Group(NamedTuple):
    """One verb of speech in its clause. All numbers count words; `opens:closes` is the clause without its marks."""

    opens: int
    closes: int
    first: int
    last: int
    head: int
    verb: VerbForm
    negated: bool
    others: tuple["Group", ...] = ()
    """the same letters as forms of other entries, looked at where this one brings no words"""

    @property
    def passive(self) -> bool:
        """Said without a subject that says it (`сообщается`, `было сказано`)."""
        return self.verb.kind == PARTICIPLE


def stops(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[bool]:
    """For each word of the sentence: a mark that ends a clause; marks around names and dots of abbreviations do not."""
    marks = [False] * (sentence.last - sentence.first)
    at = sentence.first
    while at < sentence.last:
        if (name := quoted_name(parsed, at)) > at and _within(parsed, sentence, at, name):
            at = name
            continue
        if parsed.words[at] in BREAKS:
            marks[at - sentence.first] = parsed.words[at] != "." or _full(parsed, sentence, grammar, at)
        at += 1
    for at in range(sentence.first, sentence.last - 2):
        if marks[at - sentence.first] and parsed.words[at] == ",":
            end = next((later for later in range(at + 1, min(at + 5, sentence.last)) if parsed.words[later] == ","), -1)
            if end > at + 1 and all(parsed.tags[word] & TAGS["adverb"] for word in range(at + 1, end)):
                marks[at - sentence.first] = marks[end - sentence.first] = False
    return marks


def _within(parsed: Parsed, sentence: Sentence, at: int, name: int) -> bool:
    """The quotation at `at` is a name that belongs to the words around it, no quotation of its own between marks."""
    before = parsed.words[at - 1] if at > sentence.first else "."
    after = parsed.words[name] if name < sentence.last else "."
    return before[0].isalnum() or (before in (",", *DASHES) and after[0].isalnum()) or (at == sentence.first and after[0].isalnum())


def _full(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    if at + 1 >= sentence.last or at == sentence.first:
        return True
    before = parsed.words[at - 1]
    return len(before) > 1 and before not in grammar.shape.abbreviations


def opening(marks: list[bool], sentence: Sentence, at: int) -> int:
    """The first word of the clause of word `at`."""
    while at > sentence.first and not marks[at - 1 - sentence.first]:
        at -= 1
    return at


def closing(marks: list[bool], sentence: Sentence, at: int) -> int:
    """The mark that ends the clause of word `at`, or the end of the sentence."""
    while at < sentence.last and not marks[at - sentence.first]:
        at += 1
    return at


def find(parsed: Parsed, sentence: Sentence, grammar: Grammar, marks: list[bool]) -> list[Group]:
    """Verbs of speech in the sentence, in order; those inside a quotation only where they attribute it."""
    found: list[Group] = []
    position = sentence.first
    while position < sentence.last and len(found) < MOST:
        forms = grammar.verbs.get(parsed.words[position])
        group = None
        forms = forms or _unlisted(parsed, sentence, grammar, marks, position)
        if forms and not parsed.tags[position] & phrases.PEOPLE and not _named(parsed, sentence, position):
            group = _group(parsed, sentence, grammar, marks, position, forms)
        if group is not None and (parsed.quote[position] < 0 or _attributes(parsed, group)):
            found.append(group)
            position = group.last
        else:
            position += 1
    return found


def _unlisted(parsed: Parsed, sentence: Sentence, grammar: Grammar, marks: list[bool], at: int) -> tuple[VerbForm, ...] | None:
    """A verb of no list right behind words said and their mark, people behind it: it can only say (`«...», — пожал он плечами`,
    `..., вторит ему лесник`)."""
    before = parsed.words[at - 1] if at > sentence.first else ""
    dashed = before in DASHES
    if (before != "," and not dashed) or at - 2 <= sentence.first or at + 1 >= sentence.last or is_capital(parsed, at):
        return None
    if dashed and parsed.words[at - 2] not in (",", "!", "?", "…", *MARKS):
        return None
    if not grammar.marks["finite_ending"].search(parsed.words[at]) or parsed.tags[at] & (phrases.PEOPLE | phrases.PREP | phrases.PRONOUN):
        return None
    closes = closing(marks, sentence, at)
    subject, _ = rightward(parsed, grammar, at + 1, closes)
    if subject is None:
        return None
    people = any(parsed.tags[word] & phrases.PEOPLE for word in range(*subject))
    near = subject[0] <= at + (NEAR if people else 2)
    return UNLISTED if near and (dashed or _only_tells(parsed, grammar, subject, closes)) else None


def _only_tells(parsed: Parsed, grammar: Grammar, subject: tuple[int, int], closes: int) -> bool:
    """One person is the subject and ends the clause: what stands before the comma is what he says, no clause beside his own."""
    first, last = subject
    if last < closes and not all(parsed.tags[at] & (TAGS["adverb"] | TAGS["dative"]) for at in range(last, closes)):
        return False
    tag = parsed.tags[first]
    if tag & TAGS["plural"] or (tag & TAGS["text"] and not tag & TAGS["outlet"]):
        return False
    alone = bool(tag & (TAGS["he"] | TAGS["she"])) and last == first + 1
    named = is_capital(parsed, first) and last > first + 1
    return (
        alone
        or named
        or any(parsed.tags[at] & (TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"]) for at in range(first, last))
        or someone(parsed, first, grammar)
    )


def _named(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """A capital behind another word is a name's, save where all is in capitals."""
    return (
        at > sentence.first
        and is_capital(parsed, at)
        and not parsed.text[parsed.starts[at] : parsed.ends[at]].isupper()
        and parsed.words[at - 1] not in BREAKS
    )


def _attributes(parsed: Parsed, group: Group) -> bool:
    """Inside a quotation, a verb right behind a dash or comma, with its subject behind it, tells who says it."""
    if group.opens == 0 or group.first > group.opens + 1 or group.verb.kind not in (FINITE, PARTICIPLE):
        return False
    before = parsed.words[group.opens - 1]
    dashed = before in DASHES and group.opens > 1 and parsed.words[group.opens - 2] in (",", "!", "?", "…", *MARKS)
    if not dashed and before != ",":
        return False
    follows = parsed.tags[group.last] if group.last < len(parsed.tags) else 0
    people = follows & (TAGS["nominative"] | TAGS["pronoun"]) or (group.last < len(parsed.words) and is_capital(parsed, group.last))
    return dashed or (bool(people) and not follows & (TAGS["i"] | TAGS["we"]))


def _group(parsed: Parsed, sentence: Sentence, grammar: Grammar, marks: list[bool], head: int, forms: tuple[VerbForm, ...]) -> Group | None:
    opens, closes = opening(marks, sentence, head), closing(marks, sentence, head)
    first = head
    while first > opens and (parsed.tags[first - 1] & (TAGS["negator"] | TAGS["be"] | TAGS["reflexive"] | TAGS["particle"])):
        first -= 1
    found: list[Group] = []
    for form in forms:
        last = _tail(parsed, closes, head, form.tail)
        if last < 0:
            continue
        begin = first
        if form.kind == INFINITIVE:
            if form.verb_class not in MAY_HANG:
                continue
            governor = next((at for at in range(head - 1, max(opens, head - GOVERNORS) - 1, -1) if parsed.tags[at] & TAGS["modal"]), -1)
            if governor < 0 and form.denied:
                governor = next((at for at in range(head + 1, min(head + GOVERNORS, closes)) if parsed.tags[at] & TAGS["modal"]), -1)
            if governor < 0:
                continue
            governor = min(governor, head)
            begin = governor
            while begin > opens and parsed.tags[begin - 1] & TAGS["negator"]:
                begin -= 1
        negated = any(parsed.tags[at] & TAGS["negator"] for at in range(begin, head))
        if form.denied and not negated and not any(parsed.tags[at] & TAGS["negator"] for at in range(opens, begin)):
            continue
        if form.kind == GERUND and form.verb_class == "relay":
            continue
        if form.verb_class == "ask" and (told := _asked_to_say(parsed, grammar, last, closes)) is not None:
            form, last = told
        found.append(Group(opens, closes, begin, last, head, form, negated))
    if not found:
        return None
    return found[0]._replace(others=tuple(found[1:]))


def _asked_to_say(parsed: Parsed, grammar: Grammar, at: int, closes: int) -> tuple[VerbForm, int] | None:
    """Somebody asks to add: what is said is what is added (`просит добавить, что ...`)."""
    if at >= closes or closes >= len(parsed.words) or closes - at > GOVERNORS or parsed.words[closes] != ",":
        return None
    forms = (
        form for form in grammar.verbs.get(parsed.words[at], ()) if form.kind == INFINITIVE and form.verb_class == "say" and not form.tail
    )
    form = next(forms, None)
    return None if form is None else (form._replace(kind=FINITE), at + 1)


def _tail(parsed: Parsed, closes: int, head: int, tail: tuple[str, ...]) -> int:
    """The word after the verb and its fixed tail; -1 where the tail is missing."""
    if not tail:
        return head + 1
    if closes + 1 < len(parsed.words) and tail == (parsed.words[closes + 1],) and parsed.words[closes] == ",":
        return head + 1
    for at in range(head + 1, min(head + 2 + TAIL_GAP, closes)):
        if tuple(parsed.words[at : at + len(tail)]) == tail:
            return at + len(tail)
    return -1
