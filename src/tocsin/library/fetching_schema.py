"""What `fetching:` in a workspace's tocsin.yml may say: how pages and feeds are asked for."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from tocsin.library.problem_schema import Strict, Text

Seconds = Annotated[float, Field(gt=0, le=3600)]


class FetchingFile(Strict):
    """How far a fetch may go, and by which way."""

    contact: Annotated[str, Field(pattern=r"^[\x21-\x7e]{3,200}$")] | None = None
    """where the owner of a site may write to: told with every request"""
    proxy: Text | None = None
    """http://HOST:PORT or socks5://HOST:PORT: polling reveals what interests us"""
    proxy_checks_addresses: bool = False
    """the proxy looks names up itself and refuses addresses inside its own network (Tor does); else they are looked up here, which tells
    one's own name server what is asked for"""
    allow: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9.:_-]+:[0-9]{1,5}$")], ...] = ()
    """HOST:PORT inside one's own network that may be asked: a mirror"""
    pause_s: Annotated[float, Field(ge=0.5, le=3600)] = 2.0
    timeout_s: Seconds = 20.0
    whole_s: Seconds = 60.0
    most_bytes: Annotated[int, Field(ge=10_000, le=1_000_000_000)] = 32 * 1024 * 1024
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    heed_robots: bool = True

    @field_validator("proxy")
    @classmethod
    def way(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://", "socks5://", "socks5h://")):
            raise ValueError(f"{value!r} is no proxy: write http://HOST:PORT or socks5://HOST:PORT")
        return value

    @model_validator(mode="after")
    def names(self) -> Self:
        if (self.proxy or "").startswith("socks5h://") and not self.proxy_checks_addresses:
            raise ValueError(
                "socks5h:// leaves names to the proxy, so nothing here sees where a request goes: say proxy_checks_addresses: true if it "
                "refuses addresses inside its own network (Tor does), or write socks5:// to have them looked up and checked here"
            )
        return self
