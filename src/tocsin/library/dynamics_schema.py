"""What a problem may say of time: how long a state lasts, and which conditions change the rates of a process, and for how long."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.field_schema import Chance, IndicatorId, Named, Range, Slug, Strict

Cap = Annotated[int, Field(ge=2, le=365)]
ConditionId = Annotated[str, Field(pattern=r"^[a-z0-9]+([-:][a-z0-9]+)*$")]


class Positive(Range):
    """A quantity above nothing, with its range."""

    low: float = Field(gt=0, allow_inf_nan=False)


class _Starting(Strict):
    """How long a state has lasted where a run starts in it."""

    initial: Literal["equilibrium", "new", "declared"] = "equilibrium"
    initial_days: Positive | None = None

    @model_validator(mode="after")
    def days_where_declared(self) -> Self:
        if (self.initial == "declared") != (self.initial_days is not None):
            raise ValueError("`initial: declared` and `initial_days` go together")
        return self


class Gamma(_Starting):
    """Days by a gamma distribution."""

    family: Literal["gamma"]
    mean_days: Positive
    shape: Positive
    cap_days: Cap


class Lognormal(_Starting):
    """Days by a lognormal distribution."""

    family: Literal["lognormal"]
    median_days: Positive
    sigma: Positive
    cap_days: Cap


class Hazards(_Starting):
    """Chance of ending on the night after each day, as counted."""

    family: Literal["hazards"]
    per_day: tuple[Chance, ...] = Field(min_length=2, max_length=365)


Duration = Annotated[Gamma | Lognormal | Hazards, Field(discriminator="family")]


class HazardRatio(Strict):
    """The rate `from` a state `to` another, or to an absorbing event, times a ratio."""

    process: Slug
    source_state: Slug = Field(alias="from")
    target: Slug = Field(alias="to")
    ratio: Positive


class Covariate(Named):
    """A condition that changes rates while it holds, or for a while after it began."""

    id: ConditionId
    chronology: tuple[Slug, ...] = ()
    crossings: tuple[Slug, ...] = ()
    matters: tuple[Slug, ...] = ()
    decisions: tuple[Slug, ...] = ()
    exercises: bool = False
    indicators: tuple[IndicatorId, ...] = ()
    believed: Chance | None = None
    half_life_days: Positive | None = None
    ratios: tuple[HazardRatio, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def reports_are_believed(self) -> Self:
        if bool(self.indicators) != (self.believed is not None):
            raise ValueError("`indicators` and `believed` (the chance that a report of them is right) go together")
        return self
