"""Where words that a model returned stand in the report: exactly, or they are not there."""

from bisect import bisect_left
from collections.abc import Sequence

from tocsin.model import Span
from tocsin.read import view

EDGES = " \t\n\r«»“”„\"'"
"""what a model may put around words, or leave off"""
QUOTES = frozenset("«»“”„")


class Places:
    """The text of one report, searched for words. Positions count in the view (see `read.view`); `original` leads back.

    Letter for letter; only how spaces, line ends, quotation marks and apostrophes are written may differ, for models retype these.
    """

    def __init__(self, text: str) -> None:
        self.view = view.view(text)
        self.text = self.view.text
        self._flat, self._at = _flat(self.text)

    def find(self, words: str, after: int = 0) -> Span | None:
        """Where `words` stand: the first place from `after` on, else the first at all; None where they are not in the text."""
        sought = _sought(words)
        found = self._first(sought, bisect_left(self._at, after), len(self._flat))
        return found or (self._first(sought, 0, len(self._flat)) if after else None)

    def nearest(self, words: str, to: Span) -> Span | None:
        """The place of `words` nearest to a span: before it or after it; None where they are not in the text."""
        sought = _sought(words)
        middle = max(0, bisect_left(self._at, to[0]) - len(sought))
        found = [self._last(sought, bisect_left(self._at, to[0])), self._first(sought, middle, len(self._flat))]
        return min((span for span in found if span is not None), key=lambda span: (_distance(span, to), span), default=None)

    def within(self, words: str, spans: Sequence[Span]) -> Span | None:
        """The first place of `words` that lies wholly inside one of the spans, in the order of the spans."""
        sought = _sought(words)
        found = (self._first(sought, bisect_left(self._at, start), bisect_left(self._at, end)) for start, end in spans)
        return next((span for span in found if span is not None), None)

    def original(self, span: Span) -> Span:
        """The span in the report's own text."""
        return self.view.original(*span)

    def _first(self, sought: str, start: int, end: int) -> Span | None:
        place = self._flat.find(sought, start, end) if sought else -1
        while place >= 0 and not self._whole(place, place + len(sought)):
            place = self._flat.find(sought, place + 1, end)
        return self._span(place, sought)

    def _last(self, sought: str, end: int) -> Span | None:
        place = self._flat.rfind(sought, 0, end) if sought else -1
        while place >= 0 and not self._whole(place, place + len(sought)):
            place = self._flat.rfind(sought, 0, place + len(sought) - 1)
        return self._span(place, sought)

    def _span(self, place: int, sought: str) -> Span | None:
        return (self._at[place], self._at[place + len(sought) - 1] + 1) if place >= 0 else None

    def _whole(self, start: int, end: int) -> bool:
        """Whole words only: a claim must not begin or end in the middle of one."""
        flat = self._flat
        cut_before = start > 0 and flat[start].isalnum() and flat[start - 1].isalnum()
        return not cut_before and not (end < len(flat) and flat[end - 1].isalnum() and flat[end].isalnum())


def _sought(words: str) -> str:
    """`words` as they are looked for; empty where no letter is in them."""
    plain = _flat(view.view(words).text.strip(EDGES))[0]
    return plain if any(letter.isalnum() for letter in plain) else ""


def _flat(text: str) -> tuple[str, list[int]]:
    """`text` with one space for each run of white space and one kind of quotation marks, and where each letter stands in `text`."""
    letters: list[str] = []
    at: list[int] = []
    for position, letter in enumerate(text):
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        letters.append('"' if letter in QUOTES else letter)
        at.append(position)
    return "".join(letters), at


def _distance(span: Span, to: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, to[0] - span[1], span[0] - to[1])
