"""How a source is collected: which address, how often, and how much a usual day brings."""

from tocsin.model.base import Record


class Poll(Record, frozen=True, kw_only=True):
    """One address of a source that is asked again and again."""

    url: str
    """`{key:NAME}` in it stands for the key in the variable TOCSIN_KEY_NAME; it is nowhere written out"""
    form: str | None = None
    """the format it is read as; found out where not said"""
    every_minutes: int = 60
    per_day: tuple[float, float] = (0.0, 1e6)
    """reports a day, fewest and most: fewer than the fewest is a broken collector, not a calm day"""
    instrument: str | None = None
    """a feed of an instrument: read as that, into observations and coverage, not reports"""
    pages: bool = False
    """a feed whose entries are summaries: the page of each is read in its place, and visited again for a week"""
    headers: dict[str, str] = {}
    """sent to the address's host alone; keys by name, as in the address"""
    language: str | None = None
    note: str | None = None
