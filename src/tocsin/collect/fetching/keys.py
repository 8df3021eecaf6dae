"""Keys of services, filled into what is asked and hidden in whatever comes of it: nothing outside this package ever holds one.

A server may say a key again: in a redirect, in a "next" link, in the text of an error. So all that leaves the fetcher, the body
included, has the key's name in the key's place.
"""

import html
import json
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from tocsin.collect.fetching.results import Fetched, Validators
from tocsin.errors import Refused
from tocsin.library import keys
from tocsin.library.keys import NAMED, VARIABLE

LEAST, MOST = 6, 4_096
"""characters of a key: a shorter one would be found in words that are none"""


class Own(NamedTuple):
    """What the user declared about an address: the keys it may ask for, by name, and headers to send to its host."""

    names: frozenset[str] = frozenset()
    headers: Mapping[str, str] = {}


def own(url: str, headers: Mapping[str, str] | None = None) -> Own:
    """What may be filled into an address that the user wrote. Never call it with one that was found in a page, feed or answer."""
    return Own(keys.named(url, *(headers or {}).values()), headers or {})


class Hidden(NamedTuple):
    """Texts to hide, each with what to show in its place."""

    by_text: Mapping[str, str] = {}

    def text(self, text: str) -> str:
        for secret, shown in self.by_text.items():
            text = text.replace(secret, shown)
        return text

    def bytes(self, some: bytes) -> bytes:
        for secret, shown in self.by_text.items():
            some = some.replace(secret.encode(), shown.encode())
        return some

    def result(self, came: Fetched, url: str) -> Fetched:
        """What came of `url`, as declared, with no key in it."""
        if not self.by_text:
            return came
        told = came.validators
        return replace(
            came,
            url=url,
            final_url=self.text(came.final_url),
            moved_to=None if came.moved_to is None else self.text(came.moved_to),
            body=self.bytes(came.body),
            what=self.text(came.what),
            todo=self.text(came.todo),
            media_type=None if came.media_type is None else self.text(came.media_type),
            charset=None if came.charset is None else self.text(came.charset),
            validators=Validators(
                etag=None if told.etag is None else self.text(told.etag),
                last_modified=None if told.last_modified is None else self.text(told.last_modified),
            ),
        )


def hiding(secrets: Mapping[str, str]) -> Hidden:
    """Secrets by their names, to be hidden in each form in which an answer may spell them."""
    found: dict[str, str] = {}
    for shown, secret in secrets.items():
        quoted = quote(secret, safe="")
        spelt = (secret, quoted, quoted.replace("%", "%25"), quote(secret, safe="!$%&'()*+,-./:;=?@_~"), html.escape(secret))
        lower = "".join(f"%{part[:2].lower()}{part[2:]}" if at else part for at, part in enumerate(quoted.split("%")))
        for one in (*spelt, lower, json.dumps(secret)[1:-1], secret.replace("/", "\\/")):
            found[one] = shown
    return Hidden(dict(sorted(found.items(), key=lambda one: -len(one[0]))))


def filled(url: str, asked: Own, environment: Mapping[str, str]) -> tuple[str, dict[str, str], Hidden]:
    """The address with its keys, headers with theirs, and what to hide. Refused (`no-key`) where one is not set, or is none."""
    names = sorted(asked.names)
    found: dict[str, str] = {}
    for name in names:
        value = environment.get(VARIABLE + name, "").strip()
        if not LEAST <= len(value) <= MOST or not value.isascii() or not value.isprintable() or " " in value:
            what = f"the variable {VARIABLE}{name} is not set" if not value else f"what {VARIABLE}{name} holds is no key"
            raise Refused("no-key", what, where=url, todo=f"put the key into {VARIABLE}{name} where tocsin runs")
        found[name] = value
    # Names that were not declared stay as they are.
    into_url = NAMED.sub(lambda at: quote(found[at[1]], safe="") if at[1] in found else at[0], url)
    into_headers = {head: NAMED.sub(lambda at: found[at[1]] if at[1] in found else at[0], value) for head, value in asked.headers.items()}
    return into_url, into_headers, hiding({f"{{key:{name}}}": value for name, value in found.items()})
