"""What differs between a quotation and the passage it comes from, whatever the languages: numbers, days, names, negation, conditions."""

from collections import Counter
from collections.abc import Iterable

from tocsin.corroborate.closed import days
from tocsin.corroborate.folding import fold
from tocsin.corroborate.outlets import forms_of_one
from tocsin.corroborate.quoting.aligned import Aligned
from tocsin.corroborate.quoting.words import Words
from tocsin.corroborate.words import DAY
from tocsin.model import QuoteFinding, Span
from tocsin.model.quoting import FindingKind

SHORT = 0.6
"""of the passage's length, below which a translation has left something out"""
LONG_ENOUGH = 4
"""letters of a word whose forms can be told from other words"""
BRIEF = 8
"""words of a passage, below which its length says nothing"""


class Pair:
    """A quotation and its passage, as spans of their views."""

    def __init__(self, quote: Words, span: Span, transcript: Words, passage: Span) -> None:
        self.quote, self.span, self.transcript, self.passage = quote, span, transcript, passage

    def finding(self, kind: FindingKind, here: Span | None, there: Span | None) -> QuoteFinding:
        """One difference, in the words of the two reports."""
        return QuoteFinding(
            kind=kind,
            words=self.quote.said(here) if here is not None else None,
            span=self.quote.original(here) if here is not None else None,
            was=self.transcript.said(there) if there is not None else None,
            was_span=self.transcript.original(there) if there is not None else None,
        )


def of_words(pair: Pair, first: int, found: Aligned) -> list[QuoteFinding]:
    """Cuts, additions and replacements of an alignment; `first` is the quotation's first word."""
    made = []
    for edit in found.edits:
        here = pair.quote.span(first + edit.first, first + edit.last) if edit.last > edit.first else None
        there = pair.transcript.span(edit.was_first, edit.was_last) if edit.was_last > edit.was_first else None
        kind: FindingKind = "cut" if here is None else "added" if there is None else "replaced"
        if kind == "replaced" and edit.last - edit.first == edit.was_last - edit.was_first:
            mine = pair.quote.words[first + edit.first : first + edit.last]
            theirs = pair.transcript.words[edit.was_first : edit.was_last]
            if all(min(len(a), len(b)) >= LONG_ENOUGH and forms_of_one(fold(a), fold(b)) for a, b in zip(mine, theirs, strict=True)):
                kind = "form"
        made.append(pair.finding(kind, here, there))
    return made


def of_numbers(pair: Pair) -> list[QuoteFinding]:
    """Numbers of one side that the other has not, paired in order."""
    mine = [item for item in pair.quote.numbers if _inside(item, pair.span)]
    theirs = [item for item in pair.transcript.numbers if _inside(item, pair.passage)]
    return _paired(pair, "number", _only(mine, theirs), _only(theirs, mine))


def of_days(pair: Pair) -> list[QuoteFinding]:
    """Days of one side that the other has not."""
    mine, theirs = _days(pair.quote, pair.span), _days(pair.transcript, pair.passage)
    return _paired(
        pair, "date", [s for s, day in mine if day not in dict(_turned(theirs))], [s for s, day in theirs if day not in dict(_turned(mine))]
    )


def of_names(pair: Pair) -> list[QuoteFinding]:
    """Names of the gazetteer that stand on one side only; the speaker's own country goes without saying."""
    mine = {name.id: (name.start, name.end) for name in reversed(pair.quote.names) if _inside((name.start, name.end), pair.span)}
    theirs = {name.id: (name.start, name.end) for name in reversed(pair.transcript.names) if _inside((name.start, name.end), pair.passage)}
    here = sorted(span for key, span in mine.items() if key not in theirs)
    there = sorted(span for key, span in theirs.items() if key not in mine)
    return _paired(pair, "name", here, there)


def of_negation(pair: Pair) -> list[QuoteFinding]:
    """One side negates and the other does not."""
    here = pair.quote.negations(*pair.quote.at(pair.span))
    there = pair.transcript.negations(*pair.transcript.at(pair.passage))
    if bool(here) == bool(there):
        return []
    return [
        pair.finding(
            "negation",
            pair.quote.span(here[0], here[0] + 1) if here else None,
            pair.transcript.span(there[0], there[0] + 1) if there else None,
        )
    ]


def of_negation_in_words(pair: Pair, found: Aligned, first: int) -> list[QuoteFinding]:
    """Words cut, added or replaced that take a negation away, or bring one in."""
    made = []
    for edit in found.edits:
        here = pair.quote.negations(first + edit.first, first + edit.last)
        there = pair.transcript.negations(edit.was_first, edit.was_last)
        if (len(here) > 0) != (len(there) > 0):
            made.append(
                pair.finding(
                    "negation",
                    pair.quote.span(here[0], here[0] + 1) if here else None,
                    pair.transcript.span(there[0], there[0] + 1) if there else None,
                )
            )
    return made


def of_condition(pair: Pair) -> list[QuoteFinding]:
    """The sentences of the passage are conditional, the quotation and the sentence around it are not."""
    whole = pair.transcript.sentence(pair.passage[0])[0], pair.transcript.sentence(max(pair.passage[0], pair.passage[1] - 1))[1]
    was = pair.transcript.condition(whole)
    around = pair.quote.sentence(pair.span[0])[0], pair.quote.sentence(max(pair.span[0], pair.span[1] - 1))[1]
    if was is None or pair.quote.condition(around) is not None or pair.quote.condition(pair.span) is not None:
        return []
    place = pair.transcript.view.text.find(was, *whole)
    return [pair.finding("condition", None, (place, place + len(was)))] if place >= 0 and was else []


def of_length(pair: Pair) -> list[QuoteFinding]:
    """A translation much shorter than its passage: something was left out, we cannot say what."""
    here, there = pair.quote.at(pair.span), pair.transcript.at(pair.passage)
    long = there[1] - there[0]
    return [pair.finding("length", pair.span, pair.passage)] if long >= BRIEF and here[1] - here[0] < SHORT * long else []


def _inside(item: tuple[int, int] | tuple[int, int, float], span: Span) -> bool:
    return span[0] <= item[0] and item[1] <= span[1]


def _only(mine: list[tuple[int, int, float]], theirs: list[tuple[int, int, float]]) -> list[Span]:
    left = Counter(value for _, _, value in theirs)
    only = []
    for start, end, value in mine:
        if left[value] > 0:
            left[value] -= 1
        else:
            only.append((start, end))
    return only


def _days(words: Words, span: Span) -> list[tuple[Span, tuple[int, int]]]:
    text = words.view.text
    return [(match.span(), day) for match in DAY.finditer(text, *span) for day in sorted(days(match.group()))]


def _turned(found: Iterable[tuple[Span, tuple[int, int]]]) -> list[tuple[tuple[int, int], Span]]:
    return [(day, span) for span, day in found]


def _paired(pair: Pair, kind: FindingKind, here: list[Span], there: list[Span]) -> list[QuoteFinding]:
    """One finding for each place, the first with the first."""
    longest = max(len(here), len(there))
    return [pair.finding(kind, here[at] if at < len(here) else None, there[at] if at < len(there) else None) for at in range(longest)]
