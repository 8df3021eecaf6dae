"""A text as quotations are compared with it: its words with their places, its sentences, names, numbers and days."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from tocsin.corroborate.closed import days, numbers
from tocsin.corroborate.words import DAY
from tocsin.model import Reading, Report, Span
from tocsin.read import Reader, details, view
from tocsin.read.grammar import TAGS
from tocsin.read.names import Found
from tocsin.read.reader import READ_AT_MOST, Tools
from tocsin.read.sentences import parse

NEGATION = TAGS["not"] | TAGS["negator"]


class Words:
    """One text. Positions count in its view (see `read.view`); `original` leads to the report's own. Words count without marks."""

    def __init__(self, report: Report, reading: Reading, reader: Reader, tools: Tools) -> None:
        self.report, self.reading, self.tools = report, reading, tools
        self._reader = reader
        self.view = view.view(report.text[:READ_AT_MOST])
        self.parsed = parse(self.view.text, tools.grammar)
        kept = [at for at, word in enumerate(self.parsed.words) if word[-1].isalnum() or word[0].isalnum()]
        self.words = [self.parsed.words[at].strip("'").replace("ё", "е") for at in kept]
        self.starts = [self.parsed.starts[at] for at in kept]
        self.ends = [self.parsed.ends[at] for at in kept]
        self._tags = [self.parsed.tags[at] for at in kept]

    @cached_property
    def names(self) -> list[Found]:
        """Names of the gazetteer, in order."""
        return self._reader.gazetteer.find(self.parsed.text, self.parsed.lower, self.tools.grammar.code)

    @cached_property
    def numbers(self) -> list[tuple[int, int, float]]:
        """(start, end, value) of numbers that are no part of a day; one and zero count as articles and words."""
        dated = [match.span() for match in DAY.finditer(self.parsed.text) if days(match.group())]
        return [item for item in numbers(self.parsed.text) if item[2] > 1 and not any(a <= item[0] < b for a, b in dated)]

    @cached_property
    def triples(self) -> dict[tuple[str, ...], list[int]]:
        """Where each three words in a row stand."""
        found: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(self.words) - 2):
            found.setdefault(tuple(self.words[at : at + 3]), []).append(at)
        return found

    @cached_property
    def joined(self) -> tuple[str, list[int]]:
        """All words with one space around each, and where each begins there."""
        places, length = [], 0
        for word in self.words:
            places.append(length)
            length += len(word) + 1
        return f" {' '.join(self.words)} ", places

    def at(self, span: Span) -> tuple[int, int]:
        """The words inside a span of the view, as `first:last`."""
        return bisect_left(self.starts, span[0]), bisect_right(self.ends, span[1])

    def seen(self, span: Span) -> Span:
        """The span of the view that stands for a span of the report's text; an entity that it cuts through is left out."""
        positions = range(len(self.view.text))
        start = bisect_left(positions, span[0], key=lambda at: self.view.original(at, at + 1)[0])
        return start, max(start, bisect_right(positions, span[1], key=lambda at: self.view.original(at, at + 1)[1]))

    def original(self, span: Span) -> Span:
        """The span in the report's text."""
        return self.view.original(*span)

    def said(self, span: Span) -> str:
        """The report's own words for a span of the view."""
        return self.report.text[slice(*self.original(span))]

    def span(self, first: int, last: int) -> Span:
        """The span of the words `first:last`; where there are none, the empty place before `first`."""
        if last <= first:
            place = self.starts[first] if first < len(self.starts) else len(self.view.text)
            return place, place
        return self.starts[first], self.ends[last - 1]

    def negations(self, first: int, last: int) -> list[int]:
        """Which of the words `first:last` negate."""
        return [at for at in range(first, last) if self._tags[at] & NEGATION]

    def condition(self, span: Span) -> str | None:
        """The condition that stands in a span, in its words; None where nothing is conditional."""
        found = details.condition(self.parsed, *span, self.tools.grammar)
        return found.condition if found is not None else None

    def sentence(self, position: int) -> Span:
        """The sentence around a position of the view."""
        for sentence in self.parsed.sentences:
            if sentence.start <= position < sentence.end:
                return sentence.start, sentence.end
        return position, position
