"""What the files of instruments, and a problem's `instruments.yml`, may say: pydantic schemas that mirror `tocsin.model.instruments`."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.field_schema import Chance, Date, IndicatorId, Labels, Named, Slug, Strict, Text

Need = Literal["daylight", "clear-sky", "radar", "receivers"]
Minutes = Annotated[int, Field(ge=0, le=525_600)]


class MeasureFile(Named):
    """One scalar with its unit and the bounds within which it makes sense."""

    id: Slug
    unit: Text
    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    daily: Literal["sum", "max", "mean"] = "max"

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low {self.low:g} is not below high {self.high:g}")
        return self


class InstrumentFile(Named):
    """One instrument of `library/instruments/`."""

    id: Slug
    what: Labels
    can: Labels
    cannot: Labels
    measures: tuple[MeasureFile, ...] = Field(min_length=1)
    shapes: tuple[Text, ...] = ()
    licence: Text
    pass_on: bool
    rhythm_minutes: Minutes
    delay_minutes: Minutes
    delay_source: Text
    needs: tuple[Need, ...] = ()
    within_km: float = Field(gt=0, le=2_000, default=100.0)
    keeps_raw: bool = True
    never_strike: bool = False
    source: Text
    checked: Date | None = None
    settings: dict[str, Any] = {}


class LitFile(Strict):
    """When a value counts as a sign."""

    at_least: float | None = Field(default=None, allow_inf_nan=False)
    p_null: float | None = Field(default=None, gt=0, lt=1)

    @model_validator(mode="after")
    def some(self) -> Self:
        if self.at_least is None and self.p_null is None:
            raise ValueError("needs `at_least`, `p_null`, or both: else every value would be a sign")
        return self


class LinkFile(Strict):
    """One instrument on one indicator."""

    instrument: Slug
    indicator: IndicatorId
    measures: dict[Slug, LitFile] = Field(min_length=1)
    places: tuple[Slug, ...] = ()
    regions: dict[Text, Text] = {}
    within_km: float | None = Field(default=None, gt=0, le=2_000)
    hit: Chance
    false_alarm: Chance
    concealed: Chance
    dual_use: Chance
    shows: Chance
    needs: tuple[Need, ...] = ()
    sun_above_deg: float = Field(default=0.0, ge=-18, le=60)
    why: Labels

    @model_validator(mode="after")
    def somewhere(self) -> Self:
        if not self.places and not self.regions:
            raise ValueError("needs `places` of the problem, or `regions`")
        return self


class LinksFile(Strict):
    """instruments.yml of a problem."""

    instruments: tuple[LinkFile, ...] = Field(min_length=1)
