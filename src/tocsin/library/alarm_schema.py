"""What a problem's file of past false alarms may say: dated scares and how they resolved, both cited."""

from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.library.field_schema import Date, EntityId, IndicatorId, Labels, Slug, Strict, Text


class Scare(Strict):
    """A dated scare, and how it resolved."""

    id: Slug
    date: Date
    resolved: Date
    known_since: Date | None = None
    outcome: Literal["untrue", "not-borne-out", "explained", "misread"]
    what: Labels
    how: Labels
    source: Text
    resolved_by: Text
    indicators: tuple[IndicatorId, ...] = Field(min_length=1)
    entities: tuple[EntityId, ...] = ()

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.resolved < self.date:
            raise ValueError(f"resolved on {self.resolved}, before it arose on {self.date}")
        if self.known_since is not None and self.known_since < self.resolved:
            raise ValueError(f"known since {self.known_since}, before it was resolved on {self.resolved}")
        return self


class FalseAlarmsFile(Strict):
    """false_alarms.yml"""

    false_alarms: tuple[Scare, ...] = ()
