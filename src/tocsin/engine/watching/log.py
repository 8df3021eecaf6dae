"""What one round of the watch did: the lines of its log, and what it hands on."""

from tocsin.model import Record, Time


class Failure(Record, frozen=True, kw_only=True):
    """An address that did not answer as it should."""

    source: str
    url: str
    reason: str
    what: str
    in_a_row: int


class Said(Record, frozen=True, kw_only=True):
    """A new statement that bears on an indicator."""

    statement: str
    report: str
    site: str | None
    speaker: str | None
    act: str
    polarity: str
    indicators: tuple[str, ...]
    text: str


class Moved(Record, frozen=True, kw_only=True):
    """A hypothesis: its probability within 30 days, and what it was when the watch last judged (null: never)."""

    hypothesis: str
    before: float | None
    now: float


class Rung(Record, frozen=True, kw_only=True):
    """A message of a running event that this round made."""

    event: str
    message: str
    severity: str
    title: dict[str, str]
    count: int
    tlp: str
    synthetic: bool


class Round(Record, frozen=True, kw_only=True):
    """What one round did."""

    at: Time
    addresses: int
    """that are followed"""
    asked: int = 0
    new: int = 0
    """reports"""
    unchanged: int = 0
    """addresses that had nothing new"""
    refused: int = 0
    """pieces that went into quarantine"""
    unlisted: int = 0
    """entries that feeds no longer list, though they list older ones"""
    measured: int = 0
    """observations of instruments, new"""
    failed: tuple[Failure, ...] = ()
    offline: bool = False
    """nothing at all could be reached: our own network, not the sources"""
    online_again: bool = False
    clock_went_back_s: float = 0.0
    said: tuple[Said, ...] = ()
    moved: tuple[Moved, ...] = ()
    stamped: str = ""
    """since when, and on whose word, everything up to now can be shown to have been held"""
    stamp_failed: str = ""
    rung: tuple[Rung, ...] = ()
    """alerts: `tocsin alerts` shows them whole"""
    delivered: int = 0
    undelivered: int = 0
    """deliveries that failed, were given up, or may not be made"""
    stopped: bool = False
    """before everything that was due had been asked"""
    next_at: Time | None = None
