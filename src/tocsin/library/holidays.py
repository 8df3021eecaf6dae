"""Public holidays of a country, from `holidays.yml`: fixed days, days counted from Easter, and the n-th weekday of a month."""

from collections.abc import Iterable
from datetime import date as Day
from datetime import timedelta
from functools import cache
from typing import Literal

from tocsin.errors import UsageError
from tocsin.library.paths import root
from tocsin.model.base import Record

Reckoning = Literal["orthodox", "western"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST, LAST = 1900, 2099
"""years in which the Julian calendar lies 13 days behind (from March 1900 on)"""


class Holiday(Record, frozen=True, kw_only=True):
    """One day that is held each year, by one of three rules."""

    name: str
    on: str | None = None
    easter: Reckoning | None = None
    after: int = 0
    nth: tuple[int, Weekday, int] | None = None
    since: int | None = None
    until: int | None = None

    def day(self, year: int) -> Day | None:
        """When it falls in `year`; None where it was not held."""
        if (self.since is not None and year < self.since) or (self.until is not None and year > self.until):
            return None
        if self.on is not None:
            return Day.fromisoformat(f"{year}-{self.on}")
        if self.easter is not None:
            return easter(year, self.easter) + timedelta(self.after)
        return weekday_of(year, *self.nth) if self.nth is not None else None


class Country(Record, frozen=True, kw_only=True):
    """Whose days they are, and which text says so."""

    source: str
    days: tuple[Holiday, ...]


def easter(year: int, reckoning: Reckoning) -> Day:
    """Easter Sunday, as a Gregorian date (Meeus, Astronomical Algorithms, chapter 8). The orthodox one: ValueError outside 1900 to 2099."""
    if reckoning == "western":
        a, b, c = year % 19, *divmod(year, 100)
        d, e = divmod(b, 4)
        g = (8 * b + 13) // 25
        h = (19 * a + b - d - g + 15) % 30
        i, k = divmod(c, 4)
        n = (32 + 2 * e + 2 * i - h - k) % 7
        m = (a + 11 * h + 22 * n) // 451
        month, day = divmod(h + n - 7 * m + 114, 31)
        return Day(year, month, day + 1)
    if not FIRST <= year <= LAST:
        raise ValueError(f"orthodox Easter is worked out from {FIRST} to {LAST}, not for {year}")
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Day(year, month, day + 1) + timedelta(13)


def weekday_of(year: int, which: int, weekday: Weekday, month: int) -> Day:
    """The `which`-th such weekday of a month; -1 is the last one."""
    wanted = WEEKDAYS.index(weekday)
    if which > 0:
        first = Day(year, month, 1)
        return first + timedelta((wanted - first.weekday()) % 7 + 7 * (which - 1))
    last = Day(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - wanted) % 7 + 7 * (-which - 1))


@cache
def load() -> dict[str, Country]:
    """By country code. ConfigError where the file is wrong."""
    from typing import Self

    import msgspec
    from pydantic import BaseModel, ConfigDict, Field, model_validator

    from tocsin.library.yaml_files import read_model

    class HolidayFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        name: str
        on: str | None = Field(default=None, pattern=r"^\d\d-\d\d$")
        easter: Reckoning | None = None
        after: int = 0
        nth: tuple[Literal[1, 2, 3, 4, -1], Weekday, int] | None = None
        since: int | None = None
        until: int | None = None

        @model_validator(mode="after")
        def one_rule(self) -> Self:
            if sum(rule is not None for rule in (self.on, self.easter, self.nth)) != 1:
                raise ValueError("needs one of: on, easter, nth")
            return self

    class CountryFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        source: str
        days: tuple[HolidayFile, ...]

    class HolidaysFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        assumption: Literal[True]
        countries: dict[str, CountryFile]

    return msgspec.convert(read_model(root() / "holidays.yml", HolidaysFile).model_dump()["countries"], dict[str, Country])


def holidays(country: str | None, years: Iterable[int]) -> dict[Day, str]:
    """Day -> name of the holiday in those years; none for no country. UsageError for a country that is not known."""
    if country is None:
        return {}
    known = load()
    if country not in known:
        raise UsageError(f"no holidays are known of {country!r}", todo=f"one of {', '.join(sorted(known))}; or name days with --holiday")
    return {day: one.name for year in years for one in known[country].days if (day := one.day(year)) is not None}
