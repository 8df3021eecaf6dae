"""How far a fetch may go, and what came of it."""

from datetime import datetime
from typing import Literal

from tocsin.collect.fetching.addresses import Exempt
from tocsin.collect.fetching.politeness import PAUSE_S
from tocsin.model import Record


class Policy(Record, frozen=True, kw_only=True):
    """How far a fetch may go."""

    most_bytes: int = 32 * 1024 * 1024
    """of a body, packed and unpacked"""
    timeout_s: float = 20.0
    """without a byte"""
    whole_s: float = 60.0
    """for one answer, from asking to its last byte"""
    redirects: int = 5
    tries: int = 3
    pause_s: float = PAUSE_S
    longest_wait_s: float = 30.0
    """a longer Retry-After is no wait but a result: whoever polls comes back"""
    contact: str | None = None
    """an address that the sites' owners may write to, told with every request"""
    proxy: str | None = None
    proxy_checks_addresses: bool = False
    """the proxy looks names up, and refuses addresses that are not public; else they are looked up and checked here"""
    exempt: Exempt = frozenset()
    heed_robots: bool = True


class Validators(Record, frozen=True, kw_only=True):
    """What a server gave to ask again with: only if it has changed."""

    etag: str | None = None
    last_modified: str | None = None


Outcome = Literal["new", "unchanged", "gone", "refused", "failed"]


class Fetched(Record, frozen=True, kw_only=True):
    """What came of one address.

    new: a body. unchanged: the server says so. gone: it is not there (404, 410, 451). refused: it may not be fetched, or is too large or
    broken; coming back helps nothing. failed: no answer now; coming back may help, after `wait_s` at the least.
    """

    url: str
    outcome: Outcome
    at: datetime
    final_url: str
    moved_to: str | None = None
    """where the server says that it has moved for good"""
    status: int | None = None
    body: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    fresh_s: float = 0.0
    """for how long the server says that nothing new will come"""
    wait_s: float = 0.0
    reason: str = ""
    what: str = ""
    todo: str = ""
    tries: int = 1
    whole: int | None = None
    """bytes of the whole file, where a part of it was asked for and came"""
