"""Many terms looked for at once, as whole words or stems, in one pass over lower-case text."""

from collections.abc import Iterable

import ahocorasick_rs


class Terms:
    """An automaton over terms. A term ending in `*` is a stem: any letters may follow. Numbers of terms are given by `number`."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._patterns: list[str] = []
        self._of: dict[str, list[tuple[int, bool]]] = {}
        self._lists: list[list[tuple[int, bool]]] = []
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def number(self, term: str) -> int:
        """The number of a term, adding it where it is new. Raises ValueError for one without a letter."""
        plain = term.strip().lower().replace("’", "'")
        known = self._numbers.get(plain)
        if known is not None:
            return known
        stem = plain.endswith("*")
        pattern = plain.rstrip("*")
        if not pattern:
            raise ValueError(f"a term without letters: {term!r}")
        number = self._numbers[plain] = len(self._numbers)
        self._of.setdefault(pattern, []).append((number, stem))
        self._automaton = None
        return number

    def numbers(self, terms: Iterable[str]) -> frozenset[int]:
        """Numbers of several terms."""
        return frozenset(self.number(term) for term in terms if term.strip(" *"))

    def hits(self, lower: str) -> list[tuple[int, int]]:
        """(position, number of the term) of every term in `lower`, in the order of their ends."""
        if self._automaton is None:
            self._patterns = sorted(self._of)
            self._lists = [self._of[pattern] for pattern in self._patterns]
            self._automaton = ahocorasick_rs.AhoCorasick(self._patterns or ["\0"])
        if not self._patterns:
            return []
        found: list[tuple[int, int]] = []
        size, lists = len(lower), self._lists
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and ((before := lower[start - 1]).isalnum() or before == "-" or before == "_"):
                continue
            whole = end >= size or not ((after := lower[end]).isalnum() or after == "-" or after == "_")
            for number, stem in lists[index]:
                if whole or stem:
                    found.append((start, number))
        return found
