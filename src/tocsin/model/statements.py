"""What a report says that somebody said: statements with their speaker, act, estimate and spans (CONTRACT: `read --json`)."""

from typing import Literal

from tocsin.model.base import Kept, Record, Span, Time

SpeakerKind = Literal["named", "office", "institution", "anonymous", "outlet", "text"]
Act = Literal["assessment", "threat", "warning", "commitment", "denial", "disclosure", "report", "criticism", "doctrine", "event"]
Polarity = Literal["raises", "lowers", "neutral"]
Change = Literal["none", "up", "down"]
ReadBy = Literal["rules", "model", "both"]
"""who read a statement: the rules, the optional language model, or both"""


class Speaker(Record, frozen=True, kw_only=True):
    """Who speaks, in the words of the report. `text` is null only for the report's own narration (`kind` text)."""

    text: str | None = None
    span: Span | None = None
    kind: SpeakerKind
    count: int | None = None
    """how many people, for anonymous speakers, where the words say so"""
    entity: str | None = None
    """gazetteer id, e.g. `person:vladimir-putin`; never set for anonymous speakers"""
    name: str | None = None
    """what a pronoun or short description stands for, in the words of the report: "Il" -> "Vladimir Poutine" """


class Name(Record, frozen=True, kw_only=True):
    """A name found in the text. `type` is what it is of: system, person, country, place, organisation, ..."""

    text: str
    span: Span
    id: str
    """the gazetteer's (`system:atacms`), GeoNames' (`geonames:703448`), or `unknown:` and the words for what nobody has listed"""
    type: str
    lat: float | None = None
    """of places, in degrees, rounded to 0.1: towns at what the open literature prints, never finer"""
    lon: float | None = None
    country: str | None = None
    """of places with coordinates: two letters, ISO 3166"""

    @property
    def listed(self) -> bool:
        """The gazetteer or the sources have it."""
        return not self.id.startswith(("unknown:", "geonames:"))


class Estimate(Record, frozen=True, kw_only=True):
    """An estimative phrase with the range that its yardstick gives it. `low`..`high` are null where no yardstick applies."""

    phrase: str
    span: Span
    yardstick: str | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    """of what readers took the words to mean; the middle of a range given in numbers"""
    negated: bool = False
    """a negation stands right before the phrase and is no part of it: `low`..`high` are of the phrase alone"""
    via_translation: bool = False
    """the phrase is a translator's: the yardstick is the assessor's, read through another language"""
    sense: str | None = None
    """what the words say, language apart, e.g. `very_unlikely` (library/likelihood.yml)"""
    readers: tuple[float, float, float, float, float] | None = None
    """5, 25, 50, 75 and 95% of the numbers that readers of English gave to the words, or to English words of their sense"""
    event: str = "unstated"
    """what is judged, in the words of the report"""
    condition: str = "unstated"
    horizon: str = "unstated"
    """until when, in the words of the report"""


class Clock(Record, frozen=True, kw_only=True):
    """A time of day as the text gives it, in the text's own time zone: `start` and `end` are HH:MM, alike for a clock time."""

    text: str
    span: Span
    start: str
    end: str


class RedLine(Record, frozen=True, kw_only=True):
    """If `condition`, then `consequence`, in the words of the report; either may be unstated."""

    condition: str | None = None
    consequence: str | None = None


class Statement(Kept, frozen=True, kw_only=True, tag="statement"):
    """Somebody's reported content inside a report. Fields as in the contract; every span counts in `report.text`."""

    id: str
    report: str
    """id of the report"""
    t_known: Time
    span: Span
    text: str
    """`report.text[span]`"""
    content_span: Span
    cue_span: Span | None = None
    """the words that attribute: the reporting verb, "selon", a colon"""
    speaker: Speaker
    co_speakers: tuple[Speaker, ...] = ()
    told_by: Speaker | None = None
    holder: Speaker | None = None
    via: tuple[str, ...] = ()
    act: Act
    quoted: bool = False
    negated: bool = False
    polarity: Polarity = "neutral"
    interested: bool = False
    estimate: Estimate | None = None
    because: str | None = None
    red_line: RedLine | None = None
    conditional_on: str | None = None
    change: Change | None = None
    dissent: bool = False
    position: Literal["feared", "exaggerated"] | None = None
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    numbers: tuple[float, ...] = ()
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD: of the act or event, not of the report"""
    date_from: str | None = None
    """what the date was read from, e.g. `mardi + chronology 2022-09-21`"""
    clock: Clock | None = None
    """the time of day of the act or event"""
    order: int | None = None
    """its place among the things that the report tells of that day, 1 for the first, where the text orders them"""
    indicators: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    reader: ReadBy = "rules"


class SecondReading(Record, frozen=True, kw_only=True):
    """What a language model returned beside the rules: how many of its statements stood, and why the others did not."""

    model: str
    """as the endpoint calls it"""
    outcome: str
    """`read`, or the flag that says why there is no reading of its own (`model-refused`, `model-timeout`, ...)"""
    returned: int = 0
    agreed: int = 0
    """statements that the rules had too"""
    added: int = 0
    dropped: dict[str, int] = {}
    """reason -> how many: `content-not-in-text`, `speaker-not-in-text`, ..."""
    tokens_in: int = 0
    tokens_out: int = 0


class Reading(Kept, frozen=True, kw_only=True, tag="reading"):
    """All that was read out of one report. `chain` runs from the outlet nearest the reader to the first source named."""

    report: str
    source_id: str | None = None
    path: str | None = None
    language: str | None
    title: str | None = None
    site: str | None = None
    published_at: Time | None = None
    resolved_date: str | None = None
    resolved_from: str | None = None
    t_known: Time
    chain: tuple[str, ...] = ()
    furniture: tuple[Span, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: tuple[Name, ...] = ()
    """every name in the text, inside statements or not"""
    second: SecondReading | None = None
    """the optional reader's part, where one was asked"""
    flags: tuple[str, ...] = ()
