"""What the files of the sensor catalogue, of ageing orbits and of clouds may say: pydantic schemas that mirror `tocsin.model.sensors`."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tocsin.library.field_schema import Date, Ends, Labels, Named, Slug, Strict, Text, vouched


def _compiles(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return value


class Number(Strict):
    """A number with its range, and who says so."""

    at: float = Field(ge=0, allow_inf_nan=False)
    low: float = Field(ge=0, allow_inf_nan=False)
    high: float = Field(ge=0, allow_inf_nan=False)
    source: Text | None = None
    assumption: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if not self.low <= self.at <= self.high:
            raise ValueError(f"{self.at:g} lies outside {self.low:g} to {self.high:g}")
        vouched(self.source, self.assumption)
        return self


class Angle(Number):
    """Degrees from the vertical."""

    high: float = Field(ge=0, le=90, allow_inf_nan=False)


class Carrier(Strict):
    """Which satellites carry a sensor."""

    catalogue: int | None = Field(default=None, ge=1, le=999_999_999)
    name: Annotated[Text, AfterValidator(_compiles)] | None = None
    since: Date | None = None
    until: Date | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if (self.catalogue is None) == (self.name is None):
            raise ValueError("needs a `catalogue` number, or a `name`, and not both")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"ends on {self.until}, before it begins on {self.since}")
        return self


class Family(Named):
    """One family of imaging satellites."""

    id: Slug
    kind: Literal["optical", "radar"]
    access: Literal["tasked", "systematic"]
    operator: Text
    resolution_m: Number
    swath_km: Number
    off_nadir_deg: Angle | None = None
    incidence_min_deg: Angle | None = None
    incidence_max_deg: Angle | None = None
    along_track_deg: Angle
    side: Literal["left", "right", "both"] = "both"
    sun_min_deg: Angle | None = None
    altitude_km: tuple[Annotated[float, Field(ge=150)], Annotated[float, Field(le=2000)]]
    drift: Literal["kept", "drag", "low"]
    satellites: tuple[Carrier, ...] = Field(min_length=1)
    sources: tuple[Text, ...] = Field(min_length=1)
    known_since: Date
    checked: bool
    note: Text | None = None

    @model_validator(mode="after")
    def whole(self) -> Self:
        if self.off_nadir_deg is None and self.incidence_max_deg is None:
            raise ValueError("needs `off_nadir_deg` or `incidence_max_deg`: how far to the side it looks")
        if self.kind == "radar" and (self.incidence_min_deg is None or self.incidence_max_deg is None):
            raise ValueError("a radar needs `incidence_min_deg` and `incidence_max_deg`")
        if self.kind == "radar" and self.sun_min_deg is not None:
            raise ValueError("a radar needs no sun")
        if self.kind == "optical" and self.sun_min_deg is None:
            raise ValueError("an optical sensor needs `sun_min_deg`")
        low, high = self.incidence_min_deg, self.incidence_max_deg
        if low is not None and high is not None and low.at >= high.at:
            raise ValueError(f"incidence from {low.at:g} to {high.at:g} leaves nothing")
        if self.altitude_km[0] >= self.altitude_km[1]:
            raise ValueError("altitude_km: low first")
        return self


class SensorsFile(Strict):
    """sensors/*.yml"""

    sensors: tuple[Family, ...] = Field(min_length=1)


class Ageing(Strict):
    """How wrong the time of a look is as elements age: the root of `floor_s` squared plus (`per_day2_s` x days squared) squared."""

    floor_s: Number
    per_day2_s: Number


class AgesFile(Strict):
    """ages.yml"""

    drift: dict[Literal["kept", "drag", "low"], Ageing]
    stale_s: Number
    stale_days: Number


Months = Annotated[tuple[Ends, ...], Field(min_length=12, max_length=12)]


class Sky(Strict):
    """How often the sky over a region is clear enough, month by month."""

    id: Slug
    name: Labels
    lat: tuple[Annotated[float, Field(ge=-90)], Annotated[float, Field(le=90)]]
    lon: tuple[Annotated[float, Field(ge=-180)], Annotated[float, Field(le=180)]] | None = None
    clear: Months
    source: Text | None = None
    assumption: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def vouched(self) -> Self:
        vouched(self.source, self.assumption)
        return self


class CloudsFile(Strict):
    """clouds.yml"""

    minutes: Number
    same_day: Number
    regions: tuple[Sky, ...] = Field(min_length=1)
