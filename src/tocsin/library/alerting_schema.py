"""What `alerts:` in a workspace's tocsin.yml may say: people, quiet hours, channels, and triggers of one's own."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from tocsin.library.field_schema import Slug, Strict, Text, Words
from tocsin.library.trigger_schema import TriggerFile, record
from tocsin.model import Tlp
from tocsin.model.triggers import Alerting, Form, Severity

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Address = Annotated[str, Field(pattern=r"^[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]{1,250}$")]
Seconds = Annotated[float, Field(gt=0, le=86_400 * 7)]


class PersonFile(Strict):
    """Who fills a role."""

    role: Slug
    name: Text
    channels: Annotated[Words, Field(min_length=1)]


class QuietFile(Strict):
    """Hours in which only what is grave is sent."""

    zone: Text
    begin: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    overridden_by: Severity = "severe"
    roles: Words = ()

    @field_validator("zone")
    @classmethod
    def listed(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone: write one of the IANA database, e.g. Europe/Paris") from None
        return value

    @model_validator(mode="after")
    def some(self) -> Self:
        if self.begin == self.end:
            raise ValueError("quiet hours end when they begin: leave them out, or name two times of day")
        return self


class ChannelFile(Strict):
    """One way out."""

    id: Slug
    kind: Literal["file", "webhook", "email"]
    form: Form = "json"
    lang: Literal["en", "fr"] = "en"
    most_tlp: Tlp = "clear"
    folder: Text | None = None
    url: Text | None = None
    allow: bool = False
    secret_env: Variable | None = None
    secret_file: Text | None = None
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:_-]{1,253}$")] | None = None
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Text | None = None
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    timeout_s: Annotated[float, Field(gt=0, le=300)] = 20.0

    @model_validator(mode="after")
    def enough(self) -> Self:
        needed = {"file": ("folder",), "webhook": ("url",), "email": ("host", "sender", "to")}[self.kind]
        for field in needed:
            if not getattr(self, field):
                raise ValueError(f"a channel of kind {self.kind} needs `{field}`")
        if self.secret_env is not None and self.secret_file is not None:
            raise ValueError("the secret comes from `secret_env` or from `secret_file`, not from both")
        if self.kind == "webhook":
            self._webhook()
        if self.kind == "email" and self.security == "none" and not self.allow:
            raise ValueError("mail in the clear needs `allow: true`, and a server of your own network")
        return self

    def _webhook(self) -> None:
        if self.secret_env is None and self.secret_file is None:
            raise ValueError("a webhook is signed: it needs `secret_env` or `secret_file`")
        scheme = (self.url or "").partition("://")[0].lower()
        if scheme != "https" and not (scheme == "http" and self.allow):
            raise ValueError("a webhook goes to an https:// address; http:// only with `allow: true`, inside your own network")


class RetriesFile(Strict):
    """How often it is tried again."""

    attempts: Annotated[int, Field(ge=1, le=100)] = 10
    first_s: Seconds = 60.0
    longest_s: Seconds = 21_600.0


class AlertingFile(Strict):
    """All of it."""

    sender: Annotated[str, Field(pattern=r"^[^\s,<&]{3,200}$")] = "tocsin@localhost"
    """who sends, as CAP names a sender: no spaces, commas, `<` or `&`"""
    people: tuple[PersonFile, ...] = ()
    quiet: tuple[QuietFile, ...] = ()
    channels: tuple[ChannelFile, ...] = ()
    retries: RetriesFile = RetriesFile()
    off: Words = ()
    triggers: tuple[TriggerFile, ...] = ()

    @model_validator(mode="after")
    def together(self) -> Self:
        known = [channel.id for channel in self.channels]
        for name in known:
            if known.count(name) > 1:
                raise ValueError(f"two channels are called '{name}'")
        for person in self.people:
            for name in person.channels:
                if name not in known:
                    raise ValueError(f"'{name}', of {person.role}, is no channel; there are: {', '.join(known) or 'none'}")
        return self


def alerting(file: AlertingFile) -> Alerting:
    """The record."""
    import msgspec

    data: dict[str, Any] = file.model_dump()
    data["triggers"] = record(file.triggers)
    found: Alerting = msgspec.convert(data, Alerting)
    return found
