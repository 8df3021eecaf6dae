"""Where words that a model returned stand in the report: exactly, or they are not there."""

import re
from collections.abc import Sequence

from tocsin.model import Span
from tocsin.read import view

EDGES = " \t\n\r«»“”„\"'"
"""what a model may put around words, or leave off"""
QUOTES = '[«»“”„"]'


class Places:
    """The text of one report, searched for words. Positions count in the view (see `read.view`); `original` leads back."""

    def __init__(self, text: str) -> None:
        self.view = view.view(text)
        self.text = self.view.text

    def find(self, words: str, after: int = 0) -> Span | None:
        """Where `words` stand: the first place from `after` on, else the first at all; None where they are not in the text.

        Letter for letter; only how spaces, line ends, quotation marks and apostrophes are written may differ, for models retype these.
        """
        pattern = self._pattern(words)
        if pattern is None:
            return None
        found = pattern.search(self.text, after) or (pattern.search(self.text) if after else None)
        return found.span() if found is not None else None

    def nearest(self, words: str, to: Span) -> Span | None:
        """The place of `words` nearest to a span: before it or after it; None where they are not in the text."""
        pattern = self._pattern(words)
        if pattern is None:
            return None
        found = [match.span() for match in pattern.finditer(self.text)]
        return min(found, key=lambda span: (_distance(span, to), span), default=None)

    def within(self, words: str, spans: Sequence[Span]) -> Span | None:
        """The first place of `words` that lies wholly inside one of the spans, in the order of the spans."""
        pattern = self._pattern(words)
        if pattern is None:
            return None
        for start, end in spans:
            found = pattern.search(self.text, start, end)
            if found is not None:
                return found.span()
        return None

    def original(self, span: Span) -> Span:
        """The span in the report's own text."""
        return self.view.original(*span)

    def _pattern(self, words: str) -> re.Pattern[str] | None:
        plain = view.view(words).text.strip(EDGES)
        if not any(letter.isalnum() for letter in plain):
            return None
        # Whole words only: a claim must not begin or end in the middle of one.
        parts = [re.sub(r'[«»“”„"]', lambda _: QUOTES, re.escape(part)) for part in plain.split()]
        return re.compile((r"(?<!\w)" if plain[0].isalnum() else "") + r"\s+".join(parts) + (r"(?!\w)" if plain[-1].isalnum() else ""))


def _distance(span: Span, to: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, to[0] - span[1], span[0] - to[1])
