"""What `model:` in a workspace's tocsin.yml may say: a pydantic schema that mirrors `tocsin.model.endpoint`."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from tocsin.library.field_schema import Strict, Text
from tocsin.model import Tlp

Seconds = Annotated[float, Field(gt=0, le=3600)]
Price = Annotated[float, Field(ge=0)]


class EndpointFile(Strict):
    """The optional reader: where it answers, and what it may cost."""

    url: Text
    name: Text
    key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] = "TOCSIN_MODEL_KEY"
    form: Literal["schema", "object", "text"] = "schema"
    send: Literal["relevant", "all"] = "relevant"
    most_tlp: Tlp = "clear"
    show_rules: bool = False
    timeout_s: Seconds = 60.0
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    backoff_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    longest_wait_s: Annotated[float, Field(ge=0, le=600)] = 30.0
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4
    max_chars: Annotated[int, Field(ge=500, le=400_000)] = 24_000
    max_answer_tokens: Annotated[int, Field(ge=100, le=200_000)] = 4_000
    max_answer_bytes: Annotated[int, Field(ge=1_000, le=100_000_000)] = 2_000_000
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    price_in: Price = 0.0
    price_out: Price = 0.0
    currency: Text = "EUR"
    max_cost: Price | None = None
    max_tokens: Annotated[int, Field(ge=0)] | None = None

    @field_validator("url")
    @classmethod
    def address(cls, value: str) -> str:
        from tocsin.library.endpoints import wrong_address

        wrong = wrong_address(value)
        if wrong is not None:
            raise ValueError(wrong)
        return value.rstrip("/")
