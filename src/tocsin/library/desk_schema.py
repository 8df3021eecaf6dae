"""What `desk:` in a workspace's tocsin.yml may say: how the desk is reached, how long one stays signed in, who else vouches for people."""

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from tocsin.library.problem_schema import Strict, Text
from tocsin.model.desk import DeskSettings, RoleWord, SignInElsewhere

HOST = r"^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*(:[0-9]{1,5})?$"
PAIR = r"^[A-Za-z0-9.:_-]+:[0-9]{1,5}$"
SCOPE = r"^[\x21\x23-\x5b\x5d-\x7e]{1,64}$"
"""RFC 6749, section 3.3"""
LOCAL = re.compile(r"(127(\.[0-9]{1,3}){3}|localhost|::1)")


class SignInFile(Strict):
    """A provider of OpenID Connect."""

    issuer: Text
    client_id: Text
    secret_env: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,99}$")] | None = None
    label: str = Field(default="", max_length=60)
    scopes: tuple[Annotated[str, Field(pattern=SCOPE)], ...] = ("openid", "profile")
    name_claim: Text = "preferred_username"
    roles_claim: Text | None = None
    roles: dict[str, RoleWord] = {}
    default_role: RoleWord | None = None
    allow: tuple[Annotated[str, Field(pattern=PAIR)], ...] = ()

    @field_validator("issuer")
    @classmethod
    def address(cls, value: str) -> str:
        parts = urlsplit(value)
        plain = parts.scheme == "http" and LOCAL.fullmatch(parts.hostname or "")
        if (parts.scheme != "https" and not plain) or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError(f"{value!r} is no issuer: write its https:// address without query, as it calls itself")
        return value

    @field_validator("scopes")
    @classmethod
    def asks_who(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "openid" not in value:
            raise ValueError("scopes without openid do not say who somebody is")
        return value

    @model_validator(mode="after")
    def lets_somebody_in(self) -> Self:
        if self.default_role is None and not (self.roles_claim and self.roles):
            raise ValueError("nobody could come in: name roles_claim and roles, or a default_role")
        return self


class DeskFile(Strict):
    """What the desk holds to."""

    idle_minutes: Annotated[float, Field(ge=1, le=1_440)] = 30
    longest_hours: Annotated[float, Field(ge=0.1, le=168)] = 12
    hosts: tuple[Annotated[str, Field(pattern=HOST)], ...] = ()
    behind_tls: bool = False
    proxies: tuple[Annotated[str, Field(pattern=r"^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$")], ...] = ()
    certificate: Text | None = None
    key: Text | None = None
    most_bytes: Annotated[int, Field(ge=10_000, le=100_000_000)] = 1_048_576
    within_s: Annotated[float, Field(ge=1, le=600)] = 60
    metrics: bool = False
    picture_minutes: Annotated[float, Field(ge=60, le=10_080)] = 180
    sign_in: SignInFile | None = None

    @model_validator(mode="after")
    def whole(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key go together: name both PEM files, or neither")
        if self.proxies and not (self.behind_tls or self.certificate):
            raise ValueError("proxies are named, so say behind_tls: true where they end TLS, or name a certificate")
        return self


def settings(file: DeskFile) -> DeskSettings:
    """What is declared, as a record."""
    given = file.model_dump(exclude={"sign_in"})
    elsewhere = None
    if file.sign_in is not None:
        told = file.sign_in.model_dump()
        elsewhere = SignInElsewhere(exempt=told.pop("allow"), **told)
    return DeskSettings(**given, sign_in=elsewhere)
