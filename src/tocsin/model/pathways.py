"""What a warning problem declares of warning time: ways to the event step by step, channels that see the steps, and our own side."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record
from tocsin.model.ranges import Labels, Range

Medium = Literal["imagery", "press", "statements", "witnesses", "air", "notices", "cyber", "seismic", "ships", "other"]


class Step(Record, frozen=True, kw_only=True):
    """One step of a way: how long it lasts (lognormal), what it waits for, and what the adversary can make of it."""

    id: str
    """the same id in several ways is the same kind of activity: channels see it by this id"""
    name: Labels
    median_hours: Range
    sigma: Range
    """spread of the logarithm of its duration"""
    after: tuple[str, ...] = ()
    """it begins when these have ended; none: with the way itself"""
    overlap: Range | None = None
    """share of a predecessor that is left when it begins"""
    places: tuple[str, ...] = ()
    """places of the problem, one of which it is at, each as likely; none: no place is known"""
    indicator: str | None = None
    concealed: Range | None = None
    """chance that it stays hidden from every channel without anybody taking pains"""
    explained: Range | None = None
    """chance that what is seen of it is taken for something else: an exercise, a rotation"""
    skippable: bool = False
    compressed_to: Range | None = None
    """share of its duration that is left where the adversary hurries; none: it cannot be hurried"""
    hidden: Range | None = None
    """chance that it stays hidden from every channel where the adversary takes pains; none: it cannot be hidden"""
    faked: Range | None = None
    """chance that what is seen of it is no longer believed where the adversary shows it again and again; none: it cannot be faked"""


class Strategy(Record, frozen=True, kw_only=True):
    """What an adversary may make of a way: steps skipped, hurried, hidden or faked; its share of the way is drawn and normalised."""

    id: str
    name: Labels
    share: Range
    skips: tuple[str, ...] = ()
    compresses: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    fakes: tuple[str, ...] = ()


class Path(Record, frozen=True, kw_only=True):
    """One way to the event, which comes when its last step ends."""

    id: str
    name: Labels
    hypothesis: str
    share: Range
    """beside the other ways of the problem; drawn and normalised"""
    steps: tuple[Step, ...]
    strategies: tuple[Strategy, ...]
    note: str | None = None


class Sees(Record, frozen=True, kw_only=True):
    """How one channel sees one step, while it goes on and is not hidden."""

    rate_per_day: Range | None = None
    """findings a day, each with a delay of its own"""
    once: Range | None = None
    """chance that its beginning becomes known, however long it lasts"""
    per_look: Range | None = None
    """chance that one usable look shows it"""
    recognised: Range | None = None
    """chance that the channel can tell it for what it is at all, for the whole step; none: always"""


class Relay(Record, frozen=True, kw_only=True):
    """The share of episodes in which a channel passes on what rests on another basis."""

    basis: str
    share: Range


class AssumedLooks(Record, frozen=True, kw_only=True):
    """Looks placed by a declared rhythm, for who has no orbital elements."""

    revisit_hours: float
    local_hours: tuple[float, ...] = ()
    """solar time of passes; none: at any hour"""
    light: bool = False
    """whether the sun must stand above the horizon"""
    clear: tuple[float, ...] = ()
    """share of clear sky by month, January first; none: cloud does not matter"""
    source: str | None = None
    note: str | None = None


class Channel(Record, frozen=True, kw_only=True):
    """One way by which a step becomes known in public, and what its word rests on."""

    id: str
    name: Labels
    medium: Medium
    rests_on: str
    """channels on one basis (one image, one leak, one briefing) are one confirmation"""
    relays: Relay | None = None
    latency_hours: Range
    """mean time from seeing to publication, exponential"""
    reading_hours: Range | None = None
    """translation and reading, added as it is"""
    decisive: bool = False
    """its word alone is confirmation"""
    sensors: tuple[str, ...] = ()
    """families of the sensor catalogue whose looks it uses"""
    classes: tuple[str, ...] = ()
    """`optical/tasked` and the like: of families that the catalogue does not hold, a workspace's or a sample's own"""
    taken: Range | None = None
    """share of opportunities that somebody takes and shows; none: every one"""
    assumed: AssumedLooks | None = None
    false_per_day: Range | None = None
    """how often it tells of a step where there is none"""
    known_since: Day | None = None
    cost: float = 1.0
    """of one look of it, for a budget"""
    sees: dict[str, Sees] = {}
    """by step"""


class Duty(Record, frozen=True, kw_only=True):
    """When somebody sits at the desk: local hours on days of the week, Monday 1."""

    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    begins: float = 0.0
    ends: float = 24.0
    utc_offset: float = 0.0


class OwnSide(Record, frozen=True, kw_only=True):
    """How long we take: until our next round of the sources, to read and judge, and until a person has acknowledged."""

    rounds_hours: Range
    """between two rounds; what is published waits for the next one"""
    judging_hours: Range
    on_duty_hours: Range
    """mean time to acknowledge while somebody is on duty"""
    off_duty_hours: Range
    """the same at night and on free days, but never later than the next duty's own"""
    duty: Duty = Duty()
    needs_hours: float = 24.0
    """how long the user's action takes, where the call does not say"""
    needs_note: str | None = None


class Option(Record, frozen=True, kw_only=True):
    """Something other than a look that can be had at a cost: a feed more, quicker reading, somebody at the desk at night."""

    id: str
    name: Labels
    cost: float
    note: str
    """where the cost and the effect come from"""
    channel: str | None = None
    """whose findings or reading it changes"""
    times: float | None = None
    """findings a day become so many times as many"""
    reading_hours: Range | None = None
    rounds_hours: Range | None = None
    judging_hours: Range | None = None
    around_the_clock: bool = False
    """somebody on duty at any hour"""


class Limits(Record, frozen=True, kw_only=True):
    """Hard constraints on what can be ordered."""

    per_satellite_day: int | None = None
    apart_minutes: float = 0.0
    """two looks of one satellite closer than this exclude each other"""
    per_channel: dict[str, int] = {}
    note: str | None = None


class Pathways(Record, frozen=True, kw_only=True):
    """All of a problem's pathways.yml."""

    confirmations: int = 2
    """how many bases make a confirmation"""
    counts_days: Range | None = None
    """how long a sighting stays in mind, for the rate of false confirmations"""
    own: OwnSide
    channels: tuple[Channel, ...]
    paths: tuple[Path, ...]
    options: tuple[Option, ...] = ()
    limits: Limits = Limits()
