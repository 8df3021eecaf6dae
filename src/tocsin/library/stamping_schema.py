"""What `stamping:` in a workspace's tocsin.yml may say: a pydantic schema that mirrors `tocsin.model.stamps.Stamping`."""

from typing import Annotated

from pydantic import Field, field_validator

from tocsin.library import keys
from tocsin.library.field_schema import Strict, Text


class StampingFile(Strict):
    """Which authority says when something was held. Nothing is asked where this is not declared."""

    url: Annotated[str, Field(pattern=r"^https?://[\x21-\x7e]+$")]
    certificates: Annotated[tuple[Text, ...], Field(min_length=1)]
    policy: Annotated[str, Field(pattern=r"^[0-2](\.[0-9]+)+$")] | None = None
    every_hours: Annotated[float, Field(ge=0.25, le=24 * 366)] | None = None

    @field_validator("url")
    @classmethod
    def without_key(cls, value: str) -> str:
        if (wrong := keys.mistake(value)) is not None:
            raise ValueError(wrong)
        return value
