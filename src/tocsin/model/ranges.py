"""A declared number with its range and who says so, and a name in several languages: what declared things are made of."""

from datetime import date as Day

from tocsin.model.base import Record

Labels = dict[str, str]
"""the same words by language code: {"en": ..., "fr": ...}"""


class Range(Record, frozen=True, kw_only=True):
    """A declared number: the central 90% of what it may be, and who says so.

    Probabilities are drawn logit-normal, positive quantities lognormal, with 5% and 95% at `low` and `high`.
    No source: then `assumption` is true and the brief says so.
    """

    low: float
    high: float
    source: str | None = None
    assumption: bool = True
    note: str | None = None
    since: Day | None = None
    """since when it is declared so, where the file says"""
    at: str | None = None
    """where it stands: `problem.yml:88`"""
    shape: tuple[float, ...] = ()
    """what experts' answers were pooled to: values at the probabilities of `tocsin.model.numbers.SHAPE`; none: the plain curve"""
