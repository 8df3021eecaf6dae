"""What changed on the way: between a report and the origin's first report, and inside one report between its lead and its body."""

import re
from collections import defaultdict
from typing import NamedTuple

from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.trees import Tree
from tocsin.corroborate.words import DAY, WORD, days, numbers
from tocsin.model import Drift, Name, Statement
from tocsin.model.origins import DriftKind

ALIGNED = 0.5
"""share of the shorter sentence's words that the other must have, to be the same sentence in other words"""
SURE_ALIGNED = 0.34
"""the same across languages, where only names and numbers can meet"""
APART = 0.08
"""difference of two estimates' midpoints from which they are different estimates, not two words for one"""
FEWEST = 4
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$|[\"»”])|(?=\n)|$)")
_ATTACK = re.compile(r"attaqu|frapp|attack|strike|frappes|удар|атак|напад", re.IGNORECASE)
_AGAINST = r"(?:contre|against|sur|on|против|по|проти)\s+(?:l[ae']|les|the)?\s?"
_USE = re.compile(r"utilis|emplo|recour|\buse|employ|примен|использ|застосув|використ", re.IGNORECASE)
_IN = r"(?:en|au|in|в|на|у|contre|against|против|проти)\s+(?:l[ae']|les|the)?\s?"


class Sentence(NamedTuple):
    """One sentence of a report with the stems of its words."""

    start: int
    end: int
    text: str
    stems: frozenset[str]


class Drifts(NamedTuple):
    """Drifts by place of the report in the case, and the kinds that its parent already had."""

    found: dict[int, tuple[Drift, ...]]
    inherited: dict[int, tuple[DriftKind, ...]]


def of_tree(case: Case, tree: Tree) -> Drifts:
    """Drifts of every report of a tree, against its original where we hold it, else against the parent; and inside the report."""
    found: dict[int, tuple[Drift, ...]] = {}
    inherited: dict[int, tuple[DriftKind, ...]] = {}
    cut = _Sentences(case)
    for number in tree.members:
        parent = tree.links[number]
        drifts = inside(case, number, cut.of(number))
        sources = list(dict.fromkeys(place for place in (tree.root, parent.report) if place is not None and place != number))
        if parent.link != "original":
            for source in sources:
                drifts += [drift for drift in between(case, tree, number, source, cut) if not _has(drifts, drift)]
        if drifts:
            found[number] = tuple(sorted(drifts, key=lambda drift: (drift.span, drift.kind)))
        before = {drift.kind for drift in found.get(parent.report, ())} if parent.report is not None else set()
        kept = tuple(sorted({drift.kind for drift in drifts} & before))
        if kept:
            inherited[number] = kept
    return Drifts(found, inherited)


def _has(drifts: list[Drift], drift: Drift) -> bool:
    return any(other.kind == drift.kind and other.span == drift.span for other in drifts)


class _Sentences:
    """Sentences of reports, cut once each."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._cut: dict[int, list[Sentence]] = {}

    def of(self, number: int) -> list[Sentence]:
        if number not in self._cut:
            report, cut = self._case.reports[number], []
            for match in _SENTENCE.finditer(report.text):
                if any(start <= match.start() + 1 < end for start, end in report.furniture):
                    continue
                stems = frozenset(stem(word) for word in WORD.findall(match.group()) if len(word) > 2)
                if len(stems) >= FEWEST:
                    cut.append(Sentence(match.start(), match.end(), match.group(), stems))
            self._cut[number] = cut
        return self._cut[number]


def between(case: Case, tree: Tree, number: int, source: int, cut: _Sentences) -> list[Drift]:
    """Drifts of one report against one it comes from."""
    cited = tree.links[number].link == "citation"
    found = [] if cited else _estimates(case.readings[number].statements, case.readings[source].statements)
    if not case.same_language(number, source):
        return found
    before = cut.of(source)
    by_stem: defaultdict[str, set[int]] = defaultdict(set)
    for place, sentence in enumerate(before):
        for word in sentence.stems:
            by_stem[word].add(place)
    all_numbers = {value for _, _, value in numbers(case.reports[source].text)}
    all_days = days(case.reports[source].text)
    for sentence in cut.of(number):
        candidates = sorted({place for word in sentence.stems for place in by_stem.get(word, ())})
        if not candidates:
            continue
        best = max(candidates, key=lambda place: (_overlap(sentence, before[place]), -place))
        if _overlap(sentence, before[best]) >= ALIGNED:
            found += _numbers(sentence, before[best], all_numbers) + _days(sentence, before[best], all_days)
    return found


def _overlap(one: Sentence, other: Sentence) -> float:
    return len(one.stems & other.stems) / min(len(one.stems), len(other.stems))


def _numbers(sentence: Sentence, source: Sentence, known: set[float]) -> list[Drift]:
    """A number that the source has nowhere, where the source's sentence has one that is gone."""
    own, theirs = numbers(sentence.text), numbers(source.text)
    new = [item for item in own if item[2] not in known and item[2] > 1]
    gone = [item for item in theirs if item[2] not in {value for _, _, value in own} and item[2] > 1]
    if days(sentence.text) != days(source.text):
        return []
    found = []
    for number in new:
        start, end = _with_next_word(sentence.text, *number[:2])
        counted = stem(sentence.text[number[1] : end].strip())
        for other in gone:
            was = source.text[slice(*_with_next_word(source.text, *other[:2]))]
            same_thing = bool(counted) and stem(was.split()[-1]) == counted
            if same_thing or len(new) == len(gone) == 1:
                found.append(_drift("number", sentence.start + start, sentence.text[start:end], was))
                break
    return found


def _days(sentence: Sentence, source: Sentence, known: set[tuple[int, int]]) -> list[Drift]:
    new, gone = days(sentence.text) - known, days(source.text) - days(sentence.text)
    if len(new) != 1 or len(gone) != 1:
        return []
    start, end = _day_span(sentence.text, *new)
    was = source.text[slice(*_day_span(source.text, *gone))]
    return [_drift("date", sentence.start + start, sentence.text[start:end], was)]


def _day_span(text: str, wanted: tuple[int, int]) -> tuple[int, int]:
    return next((match.span() for match in DAY.finditer(text) if wanted in days(match.group())), (0, len(text)))


def _with_next_word(text: str, start: int, end: int) -> tuple[int, int]:
    following = re.match(r"[\s\u00a0]+[^\W\d_]+", text[end:])
    return start, end + (following.end() if following else 0)


def _estimates(own: tuple[Statement, ...], theirs: tuple[Statement, ...]) -> list[Drift]:
    """An estimate that differs from every one the source gives of the same indicator or hypothesis."""
    found = []
    for statement in own:
        middle = _middle(statement)
        if middle is None or statement.estimate is None:
            continue
        about = set(statement.hypotheses) | set(statement.indicators)
        sources = [(other, value) for other in theirs if (value := _middle(other)) is not None]
        same = [item for item in sources if about & (set(item[0].hypotheses) | set(item[0].indicators))]
        if not same or any(abs(value - middle) < APART for _, value in sources):
            continue
        nearest = min(same, key=lambda item: (abs(item[1] - middle), item[0].span))[0]
        if nearest.estimate is not None:
            found.append(_drift("estimate", statement.estimate.span[0], statement.estimate.phrase, nearest.estimate.phrase))
    return found


def _middle(statement: Statement) -> float | None:
    estimate = statement.estimate
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    return (estimate.low + estimate.high) / 2


def inside(case: Case, number: int, sentences: list[Sentence]) -> list[Drift]:
    """The target that the lead gives and the body does not: "an attack on the United States" above, "nuclear weapons in Ukraine" below."""
    countries = [name for name in case.readings[number].names if name.type == "country"]
    if len(sentences) < 3 or not countries:
        return []
    text, lead = case.reports[number].text, sentences[0]
    for name in countries:
        if not (lead.start <= name.span[0] < lead.end and _ATTACK.search(lead.text)):
            continue
        before = re.search(rf"{_AGAINST}$", text[lead.start : name.span[0]], re.IGNORECASE)
        if before is None or _is_target(text, [other for other in countries if other.id == name.id and other.span[0] >= lead.end]):
            continue
        for other in countries:
            preposition = re.search(rf"{_IN}$", text[max(0, other.span[0] - 20) : other.span[0]], re.IGNORECASE)
            sentence = next((item for item in sentences[1:] if item.start <= other.span[0] < item.end), None)
            if (
                other.id == name.id
                or preposition is None
                or sentence is None
                or not _USE.search(sentence.text[: other.span[0] - sentence.start])
            ):
                continue
            was = text[max(0, other.span[0] - 20) + preposition.start() : other.span[1]]
            start = lead.start + before.start()
            return [_drift("target", start, text[start : name.span[1]], was)]
    return []


def _is_target(text: str, names: list[Name]) -> bool:
    return any(re.search(rf"{_AGAINST}$", text[max(0, name.span[0] - 20) : name.span[0]], re.IGNORECASE) for name in names)


def _drift(kind: DriftKind, start: int, words: str, was: str) -> Drift:
    stripped = words.strip()
    start += len(words) - len(words.lstrip())
    return Drift(kind=kind, span=(start, start + len(stripped)), words=stripped, was=was.strip())
