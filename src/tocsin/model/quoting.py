"""A quotation beside the official transcript of what was said."""

from typing import Literal

from tocsin.model.base import Record, Span, Tlp

QuoteStatus = Literal["verbatim", "cut", "changed", "translated", "not-found"]
FindingKind = Literal[
    "cut",
    "added",
    "replaced",
    "form",
    "number",
    "negation",
    "condition",
    "date",
    "name",
    "length",
    "speaker",
    "older",
]
"""What differs:

cut (words of the transcript left out inside the quotation), added (words that it does not have), replaced, form (another form of the
same word), number, negation, condition (one stands beside the words in the transcript and not in the quotation), date, name, length (a
translation much shorter than what it translates), speaker (the transcript gives the words to somebody else), older (said long before).
"""


class QuoteFinding(Record, frozen=True, kw_only=True):
    """One difference. `words` and `span` are the report's, `was` and `was_span` the transcript's; null where a side has nothing."""

    kind: FindingKind
    words: str | None = None
    span: Span | None = None
    was: str | None = None
    was_span: Span | None = None


class QuoteCheck(Record, frozen=True, kw_only=True):
    """One quotation checked. `translated` says that the languages differ and what can still be compared, never that it is right."""

    statement: str
    report: str
    span: Span
    """of the quoted words in the report's text"""
    words: str
    transcript: str
    """id of the report that is the transcript; for `not-found` the nearest one that was searched"""
    publisher: str | None
    status: QuoteStatus
    passage: Span | None = None
    """in the transcript's text"""
    original: str | None = None
    """the transcript's words"""
    similarity: float = 0.0
    """share of the quotation's words that stand in the passage in this order; across languages, of names, numbers and marks in common"""
    findings: tuple[QuoteFinding, ...] = ()
    why: tuple[str, ...] = ()
    tlp: Tlp = "clear"
    synthetic: bool = False
