"""What a report that cites others found out itself: people who told its outlet, and public words that the cited reports do not hold."""

import html
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tocsin.corroborate.case import Case
from tocsin.corroborate.citations import without_dateline
from tocsin.corroborate.closed import numbers
from tocsin.corroborate.content import common
from tocsin.corroborate.folding import stem
from tocsin.corroborate.outlets import Outlet, domain
from tocsin.corroborate.words import AGENCY_WORDS, THE_PAPER, TOLD_US, WORD, plain, without_quotes
from tocsin.library import citing
from tocsin.model import Speaker, Statement

LETTERS = 4
"""letters from which a word counts as content"""
NEW, NEW_NAMES = 4, 2
"""words of content, or across languages names and numbers, that the cited reports do not have: a sentence of padding has fewer"""
NEW_SHARE = 0.5
"""share of a statement's content that must be new"""
SAME = 0.35
"""share of a statement's content that its parent's statement must have, to be the same in other words"""
COMPARED = 8
"""earliest reports of a story that are looked into: bounds the work"""
RECENT = timedelta(days=3)
"""public words told beside a citation are news for some days, and background after"""
_PEOPLE = ("named", "office", "institution", "anonymous")
_END = re.compile(r"[.!?…]+[\"»”)]*\s|\n")

Said = tuple[str, str]
"""(entity, day) of a public statement"""


class Found(NamedTuple):
    """Places of the statements that a report's own sources made, and of public ones by who spoke on which day."""

    told: frozenset[int]
    public: dict[Said, frozenset[int]]


def find(case: Case, number: int, known: list[int]) -> Found:
    """The statements of report `number` that are its own. `known`: earlier reports of the stories it stands under.

    A statement is its own where it bears on the problem, names no other outlet, holds enough that none of `known` has, and either
    was told to this outlet by name ("told us") or is what somebody known said in public, by the words in the last days.
    """
    statements = case.readings[number].statements
    fresh = [place for place in range(len(statements)) if _bears(statements[place]) and _new(case, number, place, known)]
    told: set[int] = set()
    for place in fresh:
        if (
            _told_here(case, number, statements[place])
            or _apart(case, number, statements[place], known)
            or any(_goes_on(case, number, statements[at], statements[place]) for at in told)
        ):
            told.add(place)
    public: dict[Said, set[int]] = {}
    for place in fresh:
        said = _public(case, number, statements[place])
        if said is not None and place not in told and not _heard(case, statements[place], known):
            public.setdefault(said, set()).add(place)
    return Found(frozenset(told), {said: frozenset(places) for said, places in sorted(public.items())})


def told_here(case: Case, number: int) -> bool:
    """Whether anybody told this very outlet what a report says."""
    return any(_told_here(case, number, statement) for statement in case.readings[number].statements)


def alike(case: Case, number: int, place: int, parent: int, among: set[int]) -> float:
    """How far the statement at `place` is one of those `among` the statements of `parent`, 0 to 1."""
    across = not case.same_language(number, parent)
    content = _content(case.readings[number].statements[place].text, across)
    others = [_content(case.readings[parent].statements[at].text, across) for at in sorted(among)]
    return max((len(content & other) / max(1, min(len(content), len(other))) for other in others), default=0.0)


def _bears(statement: Statement) -> bool:
    # Blame is no finding.
    return bool(statement.indicators or statement.hypotheses) and statement.act != "criticism"


def _speaker(statement: Statement) -> Speaker:
    return statement.told_by if statement.told_by is not None else statement.speaker


def _new(case: Case, number: int, place: int, known: list[int]) -> bool:
    """Whether a statement holds enough that none of the `known` reports has."""
    text, itself = _sentence(case, number, case.readings[number].statements[place]), case.own[number]
    for form in _forms(itself) if itself is not None else ():
        text = _pattern(form).sub(" ", text)
    for other in known[:COMPARED]:
        across = not case.same_language(number, other)
        content = _content(text, across)
        new = content - _content(case.bodies[other], across)
        if len(new) < (NEW_NAMES if across else NEW) or len(new) < NEW_SHARE * len(content):
            return False
    return len(_content(text, across=False)) >= NEW


@lru_cache(maxsize=10_000)
def _content(text: str, across: bool) -> frozenset[str]:
    """Stems of the words of content; of names and numbers alone where languages differ."""
    text = html.unescape(text)
    # A capital at the very beginning makes no name.
    words = WORD.findall(text)[1:] if across else WORD.findall(text)
    words = [word for word in words if len(word) >= LETTERS and (not across or word[0].isupper())]
    figures = {f"{value:g}" for _, _, value in numbers(text) if value > 1} if across else set()
    return frozenset({stem(word) for word in words} - common() - {""} | figures)


def _sentence(case: Case, number: int, statement: Statement) -> str:
    """The sentence or sentences that a statement stands in."""
    text, (start, end) = case.reports[number].text, statement.span
    begin = max((match.end() for match in _END.finditer(text, max(0, start - 600), start)), default=max(0, start - 600))
    stop = _END.search(text, max(begin, end - 1))
    return text[begin : stop.start() if stop else len(text)]


def _told_here(case: Case, number: int, statement: Statement) -> bool:
    """Whether the words say that somebody told this very outlet."""
    speaker = _speaker(statement)
    if speaker.kind not in _PEOPLE or not speaker.text:
        return False
    sentence, itself = without_dateline(_sentence(case, number, statement)), case.own[number]
    about = plain(sentence)
    # Who comments on a report for another outlet brings nothing that it did not know.
    if _names_other(case, number, sentence) or any(cue in about for cue in (*citing.load().about, *citing.load().answers)):
        return False
    if TOLD_US.search(without_quotes(sentence)):
        return True
    if itself is None:
        return False
    if last(sentence, itself) >= 0:
        return True
    before = case.reports[number].text[: statement.span[0]]
    others = max((last(before, outlet) for outlet in case.carriers[number]), default=-1)
    return THE_PAPER.search(sentence) is not None and last(before, itself) > others


def _apart(case: Case, number: int, statement: Statement, known: list[int]) -> bool:
    """Whether people without a name say what is news, in a report that gives its other statements to the outlet it cites.

    Only beside a cited report that we hold: else nothing shows that it is not from there.
    """
    others = case.readings[number].statements
    if not known or not case.carriers[number] or statement.via or not any(other.via for other in others):
        return False
    speaker = _speaker(statement)
    recent = _recent(case, number, statement.date) and speaker.kind == "anonymous" and speaker.text is not None
    return recent and not _names_other(case, number, _sentence(case, number, statement))


def _heard(case: Case, statement: Statement, known: list[int]) -> bool:
    """Whether an earlier report of the story has the same speaker on the same matter."""
    about = {*statement.indicators, *statement.hypotheses}
    earlier = (said for number in known[:COMPARED] for said in case.readings[number].statements)
    return any(said.speaker.entity == statement.speaker.entity and about & {*said.indicators, *said.hypotheses} for said in earlier)


def _recent(case: Case, number: int, day: str | None) -> bool:
    """Whether a day is one of the last before a report was known."""
    try:
        when = date.fromisoformat(day or "")
    except ValueError:
        return False
    known = case.readings[number].t_known.date()
    return known - RECENT <= when <= known + timedelta(days=1)


def _names_other(case: Case, number: int, text: str) -> bool:
    return any(last(text, outlet) >= 0 for outlet in case.carriers[number])


def _goes_on(case: Case, number: int, told: Statement, later: Statement) -> bool:
    """Whether the same people go on speaking in the same paragraph."""
    text = case.reports[number].text
    if later.span[0] < told.span[0] or "\n" in text[told.span[0] : later.span[0]] or _names_other(case, number, later.text):
        return False
    one, two = _speaker(told), _speaker(later)
    words = [{stem(word) for word in WORD.findall(f"{who.text or ''} {who.name or ''}") if len(word) >= LETTERS} for who in (one, two)]
    return one.kind == two.kind and bool(words[0] & words[1])


def _public(case: Case, number: int, statement: Statement) -> Said | None:
    """Who said a statement in public and on which day, where the words tell both and name nobody else's report."""
    speaker, day = statement.speaker, statement.date
    if speaker.entity is None or speaker.kind not in ("named", "office") or statement.told_by is not None or day is None:
        return None
    itself = case.own[number]
    through = [case.outlets.find(name) for name in statement.via if name.strip()]
    if any(itself is None or outlet.key != itself.key for outlet in through) or not _recent(case, number, day):
        return None
    return None if _names_other(case, number, _sentence(case, number, statement)) else (speaker.entity, day)


def last(text: str, outlet: Outlet) -> int:
    """Where `text` names an outlet last, in any of its forms; -1 where it does not."""
    return max((match.start() for form in _forms(outlet) for match in _pattern(form).finditer(text)), default=-1)


def _forms(outlet: Outlet) -> list[str]:
    profile = outlet.profile
    more = [form for forms in profile.names.values() for form in forms] + list(profile.sites) if profile is not None else []
    return [form for form in (outlet.name, *more) if any(letter.isalnum() for letter in form)]


@lru_cache(maxsize=10_000)
def _pattern(form: str) -> re.Pattern[str]:
    """A name as it may stand in a text: its words in any case of Cyrillic; a domain by its first label, spaces allowed."""
    label = domain(form)
    if label is not None:
        return re.compile(r"\b" + r"[\W_]*".join(map(re.escape, re.sub(r"[\W_]", "", label))) + r"\b", re.IGNORECASE)
    words = re.findall(r"\w+", form)
    words = [word for word in words if plain(word) not in AGENCY_WORDS] or words
    # Short names are abbreviations, and stand in the text letter for letter.
    flags = re.IGNORECASE if sum(map(len, words)) > LETTERS else re.NOFLAG
    return re.compile(r"\b" + r"\W+".join(_declined(word) for word in words) + r"\b", flags)


def _declined(word: str) -> str:
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in word)
    return re.escape(word[:-2]) + r"\w{0,4}" if cyrillic and len(word) > LETTERS else re.escape(word)
