"""Who is the subject of a verb of speech where a language has cases: in its clause, before an interruption, or borrowed."""

from typing import NamedTuple

from tocsin.read import beside, cased, clauses
from tocsin.read.clauses import Group
from tocsin.read.cues import AND, BUT, Attribution
from tocsin.read.grammar import FINITE, GERUND, TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS, is_capital
from tocsin.read.sentences import Parsed, Sentence

ASIDE = 3
"""words between commas that part a place from its verb"""


class Here(NamedTuple):
    """One sentence and what reads it."""

    parsed: Parsed
    sentence: Sentence
    grammar: Grammar
    marks: list[bool]


class Found(NamedTuple):
    """One attribution with the first word of its clause, and whether it goes on with another one's subject."""

    item: Attribution
    opens: int
    hangs: bool


def subject_of(here: Here, group: Group, opens: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The subject of the verb and the person told, within its clause; for a passive or a bare plural the place where it is said."""
    parsed, grammar = here.parsed, here.grammar
    if group.verb.kind == GERUND:
        return None, None
    after, told = beside.rightward(parsed, grammar, group.head + 1, group.last - len(group.verb.tail))
    if after is None:
        after, told = beside.rightward(parsed, grammar, group.last, group.closes)
    if (owner := _words_of(here, group)) is not None:
        return owner, told
    if group.passive:
        agent = _agent(here, group)
        place = agent or beside.placed(parsed, grammar, group.opens, group.closes, papers=True)
        return place, told
    begin = max(opens, group.opens)
    before = beside.leftward(parsed, grammar, begin, group.first, sure=True)
    if before is None and after is None:
        before = beside.leftward(parsed, grammar, begin, group.first)
    if before is not None and after is not None:
        weak = all(parsed.tags[at] & TAGS["text"] or not parsed.tags[at] & cased.PEOPLE for at in range(*before))
        plain = before[0] == here.sentence.first and before[1] == before[0] + 1 and not parsed.tags[before[0]]
        owned = plain and cased.owner(parsed.words[before[0]], grammar)
        weak = (
            weak
            and (owned or not is_capital(parsed, before[0]) or (plain and _person(parsed, after)))
            and not parsed.tags[before[0]] & TAGS["pronoun"]
        )
        strong = not cased.foreign(parsed.words[after[0]], grammar) and not parsed.tags[after[0]] & TAGS["text"]
        return (after if weak and strong else before), told
    if before is not None and group.verb.plural:
        before = _first_of(here, before)
    subject = before or after
    if subject is None and _opens_relative(here, group):
        subject = _antecedent(here, group)
    if subject is None and group.verb.plural:
        subject = beside.placed(parsed, grammar, group.opens, group.closes, papers=False) or _placed_before(here, group)
    if subject is None and not any(parsed.tags[at] & (AND | BUT) for at in range(group.opens, group.first)):
        subject = _interrupted(here, group)
    if subject is None and not group.verb.plural:
        subject = beside.placed(parsed, grammar, group.opens, group.closes, papers=True, out=True)
    if subject is None:
        subject = beside.unknown(parsed, grammar, group.last, group.closes)
    return subject, told


def _first_of(here: Here, last: tuple[int, int]) -> tuple[int, int]:
    """The first of several that commas join before their verb (`Иван Петров, Пётр Сидоров и Анна Ковалёва заявили`)."""
    parsed, first = here.parsed, last
    while first[0] - 1 > here.sentence.first and parsed.words[first[0] - 1] == ",":
        comma = first[0] - 1
        opens = clauses.opening(here.marks, here.sentence, comma - 1)
        alike = cased.subject_here(parsed, opens, here.grammar) and cased.reach(parsed, here.grammar, opens, comma) == comma
        if not alike or not is_capital(parsed, comma - 1):
            break
        first = opens, comma
    return first


def _person(parsed: Parsed, phrase: tuple[int, int]) -> bool:
    """The phrase opens with a nominative of one who is a person, no body: it can be no object."""
    tag = next((parsed.tags[at] for at in range(*phrase) if parsed.tags[at] & cased.PEOPLE), 0)
    return bool(tag & (TAGS["anonymous"] | TAGS["office"]) and not tag & (TAGS["body"] | TAGS["institution"]))


def _placed_before(here: Here, group: Group) -> tuple[int, int] | None:
    """The place before a word between commas: `В Угорщині, навпаки, застерегли`."""
    parsed, at = here.parsed, group.opens
    if at - 2 <= here.sentence.first or parsed.words[at - 1] != "," or group.first > at:
        return None
    opens = clauses.opening(here.marks, here.sentence, at - 2)
    if at - 1 - opens > ASIDE or opens - 1 <= here.sentence.first or parsed.words[opens - 1] != ",":
        return None
    before = clauses.opening(here.marks, here.sentence, opens - 2)
    if not parsed.tags[before] & TAGS["in"] or any(cased.is_verb(parsed, word, here.grammar) for word in range(before, at)):
        return None
    return beside.placed(parsed, here.grammar, before, opens - 1, papers=False) if opens - before > 2 else _bare_place(here, before)


def _bare_place(here: Here, at: int) -> tuple[int, int] | None:
    return (at + 1, at + 2) if is_capital(here.parsed, at + 1) or here.parsed.tags[at + 1] & cased.PEOPLE else None


def _words_of(here: Here, group: Group) -> tuple[int, int] | None:
    """Whose words an outlet or anybody else repeats: `привёл слова министра о том, что ...`."""
    parsed = here.parsed
    if not group.verb.tail or group.verb.verb_class not in ("relay", "say") or group.last >= group.closes:
        return None
    if not parsed.tags[group.last - 1] & TAGS["speech_noun"] or parsed.tags[group.last] & (TAGS["preposition"] | TAGS["about"]):
        return None
    end = cased.reach(parsed, here.grammar, group.last, group.closes)
    return (group.last, end) if end > group.last else None


def _agent(here: Here, group: Group) -> tuple[int, int] | None:
    """Who says it where the verb is passive: an instrumental behind it."""
    parsed = here.parsed
    for at in range(group.last, group.closes):
        tag = parsed.tags[at]
        if tag & cased.INSTRUMENTAL and tag & (cased.PEOPLE | cased.DESCRIBING) and not parsed.tags[at - 1] & TAGS["preposition"]:
            return at, cased.reach(parsed, here.grammar, at, group.closes)
    return None


def _opens_relative(here: Here, group: Group) -> bool:
    return bool(here.parsed.tags[group.opens] & TAGS["who"]) and group.opens > here.sentence.first


def _antecedent(here: Here, group: Group) -> tuple[int, int] | None:
    """Whom a relative pronoun means: the phrase that ends right before its comma."""
    parsed = here.parsed
    end = content_ends(parsed, group.opens)
    opens = clauses.opening(here.marks, here.sentence, max(end - 1, here.sentence.first))
    start = next((at for at in range(end - 1, opens - 1, -1) if parsed.tags[at] & cased.PEOPLE or is_capital(parsed, at)), -1)
    while start > opens and (parsed.tags[start - 1] & (cased.PEOPLE | cased.DESCRIBING) or is_capital(parsed, start - 1)):
        start -= 1
    return (start, end) if start >= 0 else None


def _interrupted(here: Here, group: Group) -> tuple[int, int] | None:
    """The subject before words between commas that part it from its verb: `Иванов, отвечая на вопрос, заявил`."""
    parsed, sentence = here.parsed, here.sentence
    found: tuple[int, int] | None = None
    at = group.opens
    while at - 1 > sentence.first and parsed.words[at - 1] == ",":
        end = at - 1
        opens = clauses.opening(here.marks, sentence, end - 1)
        said = [word for word in range(opens, end) if cased.is_verb(parsed, word, here.grammar)]
        inserted = bool(said) and said[0] <= opens + 1 and opens > sentence.first
        if said and not inserted and not (parsed.tags[opens] | parsed.tags[min(opens + 1, end)]) & TAGS["relative"]:
            return found
        subject = None if inserted else beside.leftward(parsed, here.grammar, opens, end)
        related = parsed.tags[opens] | (parsed.tags[opens + 1] if parsed.tags[opens] & TAGS["preposition"] else 0)
        apart = related & (TAGS["relative"] | TAGS["access"]) or opens == end
        if subject is not None and not apart and subject[0] <= opens + 6 and opens != at:
            known = any(parsed.tags[word] & (cased.PEOPLE | TAGS["pronoun"]) or is_capital(parsed, word) for word in range(*subject))
            if known and (found is None or subject[1] == end):
                found = subject
        at = opens
    return found


def borrowed_from(here: Here, group: Group, made: list[Found]) -> tuple[tuple[int, int] | None, bool]:
    """The subject of the attribution before (`и добавил`, `отметив`), or of the clause that the verb hangs on."""
    parsed, sentence = here.parsed, here.sentence
    if made:
        return None, True
    if (
        group.verb.kind == GERUND
        or any(parsed.tags[at] & (AND | BUT) for at in range(group.opens, group.first))
        or group.opens < group.first
    ):
        first = sentence.first
        opens = group.opens if group.opens > first else first
        closes = clauses.closing(here.marks, sentence, first)
        subject = beside.leftward(parsed, here.grammar, first, closes) if opens > first else None
        if subject is None and opens > first:
            verb = next((at for at in range(first + 1, closes) if cased.finite(parsed, at, here.grammar)), closes)
            subject = beside.leftward(parsed, here.grammar, first, verb, sure=True)
        if subject is not None and any(parsed.tags[at] & cased.PEOPLE or is_capital(parsed, at) for at in range(*subject)):
            return subject, True
    if group.verb.plural:
        return None, group.verb.verb_class in ("assess", "see", "fear", "believe", "deny")
    return None, group.verb.kind == FINITE and group.first - group.opens <= 2


def content_ends(parsed: Parsed, at: int) -> int:
    """The word after the content that ends before the clause at `at`: commas and dashes stripped."""
    while at > 0 and parsed.words[at - 1] in BREAKS and parsed.words[at - 1] not in ("?", "!", "…", ")", *MARKS):
        at -= 1
    return at
