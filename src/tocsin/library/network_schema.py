"""What the files of networks may say: who owns or runs which outlets, who documents it, since when."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tocsin.library.field_schema import Date, Slug, Strict, Text


def _bare(value: str) -> str:
    """A domain in small letters without `www.`."""
    domain = value.strip().lower().removeprefix("www.")
    if "." not in domain or any(sign in domain for sign in "/: "):
        raise ValueError(f"{value!r} is no domain: write example.org, without https:// and path")
    return domain


Domain = Annotated[str, AfterValidator(_bare)]


class NetworkFile(Strict):
    """One network: outlets that count as one hand."""

    id: Slug
    name: Text
    kind: Literal["owner", "operation"]
    documented_by: Text
    known_since: Date
    domains: tuple[Domain, ...] = ()
    names: tuple[Text, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def says_who(self) -> Self:
        if not self.domains and not self.names:
            raise ValueError("has neither domains nor names of outlets")
        return self


class NetworksFile(Strict):
    """Several networks."""

    networks: Annotated[tuple[NetworkFile, ...], Field(min_length=1)]
