"""How counts are watched against their own past: the declared numbers of `series.yml`."""

from functools import cache
from typing import Literal

from tocsin.library.paths import root
from tocsin.model.series import SeriesSettings


@cache
def load() -> SeriesSettings:
    """The numbers. ConfigError where the file is wrong."""
    import msgspec
    from pydantic import BaseModel, ConfigDict, Field

    from tocsin.library.yaml_files import read_model

    class SeriesFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        assumption: Literal[True]
        weight: float = Field(gt=0, le=1)
        level_days: float = Field(ge=2)
        guard_days: int = Field(ge=0, le=30)
        dispersion_days: float = Field(ge=7)
        season_weeks: float = Field(ge=4)
        season_prior: float = Field(gt=0)
        begin_days: int = Field(ge=5)
        short_days: int = Field(ge=7)
        calibration_days: float = Field(ge=30)
        calibration_prior: float = Field(gt=0)
        gap_variance: float = Field(ge=0, le=1)
        alarm: float = Field(gt=0, lt=0.5)
        hazard: float = Field(gt=0, lt=0.5)
        recent_days: int = Field(ge=1, le=60)
        agree: float = Field(gt=0, lt=1)

    return msgspec.convert(read_model(root() / "series.yml", SeriesFile).model_dump(exclude={"assumption"}), SeriesSettings)
