"""What a problem's pathways.yml may say: the ways to the event, the channels that see their steps, and how long we ourselves take."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.dynamics_schema import Positive
from tocsin.library.field_schema import Chance as AnyChance
from tocsin.library.field_schema import Date, IndicatorId, Named, Range, Slug, Strict, Text

Hour = Annotated[float, Field(ge=0, le=24)]
Share = Annotated[float, Field(ge=0, le=1)]
MOST_UNCERTAIN = 6
"""steps of one way that may stay hidden or be explained away: every combination of them is worked out"""


def _drawable(low: float, high: float) -> None:
    if low == 0 < high:
        raise ValueError("low is 0 and high is not: a range is drawn on a logarithmic scale, so say how small it may be")


class Quantity(Range):
    """A quantity with its range: both ends above nothing, or both nothing."""

    @model_validator(mode="after")
    def drawable(self) -> Self:
        _drawable(self.low, self.high)
        return self


class Chance(AnyChance):
    """A probability with its range, in the same way."""

    @model_validator(mode="after")
    def drawable(self) -> Self:
        _drawable(self.low, self.high)
        return self


class PathStep(Named):
    """One step of a way."""

    id: Slug
    median_hours: Positive
    sigma: Quantity
    after: tuple[Slug, ...] = ()
    overlap: Chance | None = None
    places: tuple[Slug, ...] = ()
    indicator: IndicatorId | None = None
    concealed: Chance | None = None
    explained: Chance | None = None
    skippable: bool = False
    compressed_to: Chance | None = None
    hidden: Chance | None = None
    faked: Chance | None = None

    @model_validator(mode="after")
    def pains_help(self) -> Self:
        for eased, plain in (("hidden", "concealed"), ("faked", "explained")):
            better, usual = getattr(self, eased), getattr(self, plain)
            if better is not None and usual is not None and (better.low < usual.low or better.high < usual.high):
                raise ValueError(f"{eased} lies below {plain}: taking pains would make it worse")
        return self


class PathStrategy(Named):
    """What an adversary may make of a way."""

    id: Slug
    share: Chance
    skips: tuple[Slug, ...] = ()
    compresses: tuple[Slug, ...] = ()
    hides: tuple[Slug, ...] = ()
    fakes: tuple[Slug, ...] = ()


class PathWay(Named):
    """One way to the event."""

    id: Slug
    hypothesis: Slug
    share: Chance
    steps: tuple[PathStep, ...] = Field(min_length=1, max_length=12)
    strategies: tuple[PathStrategy, ...] = Field(min_length=1)
    note: Text | None = None

    @model_validator(mode="after")
    def few_uncertain(self) -> Self:
        count = sum(any(getattr(s, field) is not None for field in ("concealed", "explained", "hidden", "faked")) for s in self.steps)
        if count > MOST_UNCERTAIN:
            raise ValueError(
                f"{count} steps may stay hidden or be explained away; every combination is worked out, so at most {MOST_UNCERTAIN}"
            )
        return self


class ChannelSees(Strict):
    """How one channel sees one step."""

    rate_per_day: Quantity | None = None
    once: Chance | None = None
    per_look: Chance | None = None
    recognised: Chance | None = None

    @model_validator(mode="after")
    def some_way(self) -> Self:
        if self.rate_per_day is None and self.once is None and self.per_look is None:
            raise ValueError("needs `rate_per_day`, `once` or `per_look`: how the channel sees the step")
        return self


class ChannelRelay(Strict):
    """What a channel passes on from another basis."""

    basis: Slug
    share: Chance


class ChannelAssumed(Strict):
    """Looks by a declared rhythm."""

    revisit_hours: Annotated[float, Field(ge=1, le=1000)]
    local_hours: tuple[Hour, ...] = ()
    light: bool = False
    clear: tuple[Share, ...] = ()
    source: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def a_year_of_sky(self) -> Self:
        if self.clear and len(self.clear) != 12:
            raise ValueError(f"`clear` has {len(self.clear)} months, not 12")
        if self.source is None and self.note is None:
            raise ValueError("needs a `source`, or a `note` that says what was assumed")
        return self


class PathChannel(Named):
    """One way by which a step becomes known in public."""

    id: Slug
    medium: Literal["imagery", "press", "statements", "witnesses", "air", "notices", "cyber", "seismic", "ships", "other"]
    rests_on: Slug
    relays: ChannelRelay | None = None
    latency_hours: Quantity
    reading_hours: Quantity | None = None
    decisive: bool = False
    sensors: tuple[Slug, ...] = ()
    classes: tuple[Literal["optical/tasked", "optical/systematic", "radar/tasked", "radar/systematic"], ...] = ()
    taken: Chance | None = None
    assumed: ChannelAssumed | None = None
    false_per_day: Quantity | None = None
    known_since: Date | None = None
    cost: float = Field(default=1.0, gt=0)
    sees: dict[Slug, ChannelSees]

    @model_validator(mode="after")
    def looks_are_of_imagery(self) -> Self:
        looking = any(one.per_look is not None for one in self.sees.values())
        if looking and not self.sensors and not self.classes and self.assumed is None:
            raise ValueError("`per_look` needs `sensors`, `classes` or `assumed`: whose looks")
        if self.relays is not None and self.relays.basis == self.rests_on:
            raise ValueError(f"relays what it rests on already: {self.rests_on}")
        return self


class OwnDuty(Strict):
    """When somebody is at the desk."""

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6, 7)
    begins: Hour = 0.0
    ends: Hour = 24.0
    utc_offset: float = Field(default=0.0, ge=-12, le=14)

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.ends <= self.begins:
            raise ValueError(
                f"ends at {self.ends:g}, not after it begins at {self.begins:g}; a night's duty is told as the day's of another zone"
            )
        return self


class OwnTimes(Strict):
    """How long our own side takes."""

    rounds_hours: Quantity
    judging_hours: Quantity
    on_duty_hours: Quantity
    off_duty_hours: Quantity
    duty: OwnDuty = OwnDuty()
    needs_hours: float = Field(default=24.0, ge=0, le=8760)
    needs_note: Text | None = None


class TaskOption(Named):
    """Something other than a look that can be had at a cost."""

    id: Slug
    cost: float = Field(gt=0)
    note: Text
    channel: Slug | None = None
    times: float | None = Field(default=None, ge=1)
    reading_hours: Quantity | None = None
    rounds_hours: Quantity | None = None
    judging_hours: Quantity | None = None
    around_the_clock: bool = False

    @model_validator(mode="after")
    def does_something(self) -> Self:
        of_channel = self.times is not None or self.reading_hours is not None
        if of_channel != (self.channel is not None):
            raise ValueError("`channel` goes with `times` or `reading_hours`: whose findings or reading it changes")
        if not (of_channel or self.around_the_clock or self.rounds_hours is not None or self.judging_hours is not None):
            raise ValueError("changes nothing: `times`, `reading_hours`, `rounds_hours`, `judging_hours` or `around_the_clock`")
        return self


class TaskLimits(Strict):
    """Hard constraints on what can be ordered."""

    per_satellite_day: int | None = Field(default=None, ge=1)
    apart_minutes: float = Field(default=0.0, ge=0)
    per_channel: dict[Slug, Annotated[int, Field(ge=0)]] = {}
    note: Text | None = None


class PathwaysFile(Strict):
    """pathways.yml"""

    confirmations: int = Field(default=2, ge=1, le=5)
    counts_days: Positive | None = None
    own: OwnTimes
    channels: tuple[PathChannel, ...] = Field(min_length=1)
    paths: tuple[PathWay, ...] = Field(min_length=1)
    options: tuple[TaskOption, ...] = ()
    limits: TaskLimits = TaskLimits()
