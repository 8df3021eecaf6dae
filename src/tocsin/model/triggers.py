"""What is to be told, to whom and how: triggers, people, quiet hours and channels, as declared in a problem's folder and a workspace."""

from typing import Literal

from tocsin.model.base import Record, Tlp

Labels = dict[str, str]
"""the same words by language code"""
TriggerKind = Literal["indicator", "probability", "margin", "collector", "drift", "red-line", "judgement", "calendar"]
Severity = Literal["minor", "moderate", "severe", "extreme"]
SEVERITIES: tuple[Severity, ...] = ("minor", "moderate", "severe", "extreme")
Urgency = Literal["immediate", "expected", "future", "unknown"]
Form = Literal["json", "cap", "stix", "geojson", "atom", "text"]


class Step(Record, frozen=True, kw_only=True):
    """Who is told next, where nobody has acknowledged after so many minutes."""

    after_minutes: int
    who: str
    """a role"""


class Trigger(Record, frozen=True, kw_only=True):
    """When somebody is told. A level (indicator, probability, margin, collector, calendar) is on or off; other kinds tell facts."""

    id: str
    name: Labels
    watch: TriggerKind
    of: tuple[str, ...] = ()
    """ids of what is watched: indicators, hypotheses, pathways, sources, red lines, kinds of calendar entries; none: all"""
    states: tuple[str, ...] = ()
    """in which state: of an indicator (lit), a collector (broken), a red line (said, hardened, crossed); kinds of drift"""
    whose: Literal["ours", "theirs"] = "theirs"
    """of a judgement that changed"""
    horizon: int = 30
    bound: Literal["mean", "low", "high"] = "mean"
    """which number of a range is looked at"""
    up: float | None = None
    """a probability is on from here, and stays on down to `down`"""
    down: float | None = None
    measure: Literal["hours", "in-time"] = "hours"
    """of a margin: its median in hours, or the chance that the warning comes in time"""
    below: float | None = None
    """a margin is on below this, and stays on up to `above`"""
    above: float | None = None
    factor: float | None = None
    """our own judgement changed by as much, up or down, since it was last told"""
    days: int = 7
    """so long before an entry of the calendar begins"""
    severity: Severity = "moderate"
    urgency: Urgency = "unknown"
    group: str | None = None
    """triggers of one group share one running event; none: the trigger by itself"""
    per: Literal["trigger", "subject"] = "trigger"
    """one event for all that the trigger watches, or one for each"""
    update_minutes: int = 60
    """a running event is told anew no sooner than this, unless it gets graver"""
    closes_hours: int = 24
    """an event of facts is over when nothing was added for so long"""
    fresh_days: int = 7
    """facts that could have been known longer ago are no news"""
    who: str = "watch-officer"
    """the role that is to act"""
    action: Labels = {}
    escalate: tuple[Step, ...] = ()
    acknowledge: bool = True
    """somebody has to say what was done"""
    places: tuple[str, ...] = ()
    """ids of watched places that it is about; none: the theatre, by name"""
    why: str
    """why this is worth a person's attention, and where a number in it comes from"""


class Person(Record, frozen=True, kw_only=True):
    """Who fills a role, and by which channels they are reached."""

    role: str
    name: str
    channels: tuple[str, ...]


class Quiet(Record, frozen=True, kw_only=True):
    """Hours in which only what is grave enough is sent; the rest waits for their end."""

    zone: str
    """of the IANA database, e.g. `Europe/Paris`"""
    begin: str
    """HH:MM, local"""
    end: str
    overridden_by: Severity = "severe"
    """this, and anything graver, is sent at once"""
    roles: tuple[str, ...] = ()
    """whose quiet hours; none: everybody's"""


class Channel(Record, frozen=True, kw_only=True):
    """One way out. What is marked above `most_tlp` is not sent by it, and that is recorded."""

    id: str
    kind: Literal["file", "webhook", "email"]
    form: Form = "json"
    lang: Literal["en", "fr"] = "en"
    """of text; CAP, JSON and STIX carry both"""
    most_tlp: Tlp = "clear"
    folder: str | None = None
    """of files, relative to the workspace"""
    url: str | None = None
    """of a webhook"""
    allow: bool = False
    """the webhook's or mail server's host may be one of the own network, and spoken to in the clear"""
    secret_env: str | None = None
    """name of the environment variable with the secret or password"""
    secret_file: str | None = None
    host: str | None = None
    """of the mail server"""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    sender: str | None = None
    to: tuple[str, ...] = ()
    timeout_s: float = 20.0


class Retries(Record, frozen=True, kw_only=True):
    """How often a failed delivery is tried again: pauses double from the first to the longest."""

    attempts: int = 10
    first_s: float = 60.0
    longest_s: float = 21_600.0


class Alerting(Record, frozen=True, kw_only=True):
    """`alerts:` in a workspace's tocsin.yml."""

    sender: str = "tocsin@localhost"
    people: tuple[Person, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    channels: tuple[Channel, ...] = ()
    retries: Retries = Retries()
    off: tuple[str, ...] = ()
    """ids of triggers that do not ring here"""
    triggers: tuple[Trigger, ...] = ()
    """own ones; one with the id of the problem's takes its place"""
