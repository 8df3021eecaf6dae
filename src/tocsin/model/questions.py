"""Questions on outcomes that happen, as a problem declares them: exercises, tests, official steps; counted, forecast and scored."""

from datetime import date as Day

from tocsin.model.base import Record
from tocsin.model.forecasts import QuestionKind

Labels = dict[str, str]


class Occurrence(Record, frozen=True, kw_only=True):
    """One time that it happened, cited."""

    date: Day
    known_since: Day
    source: str
    entry: str | None = None
    """id in the chronology, where it stands there"""
    what: Labels = {}


class Question(Record, frozen=True, kw_only=True):
    """One thing that happens again and again. Its occurrences from `since` to `until` are said to be complete."""

    id: str
    kind: QuestionKind
    name: Labels
    definition: Labels
    resolves: str
    """on whose word it is settled"""
    horizons: tuple[int, ...]
    at_least: float | None = None
    """yes-no: so many of them within the horizon; once where it is not said"""
    same_as: str | None = None
    """id of the question whose occurrences and outcomes are this one's too"""
    since: Day | None = None
    until: Day | None = None
    """the days over which occurrences were counted; null: none were, only what `tocsin resolve` records counts"""
    complete: str = ""
    """who says that none is missing, or that this is assumed"""
    assumption: bool = True
    occurrences: tuple[Occurrence, ...] = ()
