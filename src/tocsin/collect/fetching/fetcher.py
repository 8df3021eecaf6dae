"""One public address fetched: guarded, after robots.txt, in turn, with retries, within limits; the result says what came, or why not."""

import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urljoin

from msgspec.structs import replace

from tocsin import __version__
from tocsin.collect.fetching import addresses, bounded, keys, robots
from tocsin.collect.fetching.addresses import Address
from tocsin.collect.fetching.keys import Hidden, Own
from tocsin.collect.fetching.politeness import Gate
from tocsin.collect.fetching.results import Fetched, Outcome, Policy, Validators
from tocsin.collect.fetching.wire import Answer, Network, Unreachable, Wire
from tocsin.errors import CannotFinish, Refused

if TYPE_CHECKING:
    import tenacity

AGENT = "tocsin"
"""the name that robots.txt is asked about"""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""statuses after which a later try may do better"""
PARTIAL = 206
GONE = frozenset({404, 410, 451})
TRANSIENT = frozenset({"dns", "unreachable", "too-slow", "cut-off"})


class _Step(NamedTuple):
    """One answer on the way: a result, or the next address."""

    result: Fetched | None
    location: str | None = None
    permanent: bool = False


class Fetcher:
    """Fetches for several threads. `clock` gives the moment that results are stamped with; `monotonic` and `sleep` are the pauses' time.

    environment: where the keys are that declared addresses name.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        clock: Callable[[], datetime],
        wire: Wire | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.policy = policy or Policy()
        self._wire = wire or Network(self.policy.exempt, self.policy.proxy, trusted=self.policy.proxy_checks_addresses)
        self._clock, self._monotonic, self._sleep, self._environment = clock, monotonic, sleep, environment
        self._gate = Gate(monotonic, sleep, self.policy.pause_s)
        self._rules: dict[str, robots.Rules] = {}
        self._asking = threading.Lock()
        contact = f"; {self.policy.contact}" if self.policy.contact else ""
        self._headers = {
            "User-Agent": f"{AGENT}/{__version__} (reads public news for early warning{contact})",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def fetch(
        self,
        url: str,
        known: Validators | None = None,
        most_bytes: int | None = None,
        *,
        own: Own | None = None,
        hide: Hidden | None = None,
    ) -> Fetched:
        """What `url` holds now; with `known`, only if it has changed. Never raises for what a server or the network does.

        own: what the user declared about the address (`keys.own`): its keys are filled in, and stand in nothing that comes back.
        hide: more texts that stand in nothing that comes back.
        """
        try:
            import tenacity
        except ImportError as error:
            raise CannotFinish(
                f"fetching needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[fetch]'"
            ) from error
        try:
            real, headers, hidden = self._filled(url, own)
        except Refused as error:
            return self._told(url, url, "refused", reason=error.reason, what=f"{error.what} ({error.where})", todo=error.todo)
        rng = random.Random(url)  # noqa: S311  (spreads the sources over time, the same on every run)
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.policy.tries),
            wait=lambda state: self._backoff(_last(state), state.attempt_number, rng),
            retry=tenacity.retry_if_result(lambda one: one.outcome == "failed" and one.wait_s <= self.policy.longest_wait_s),
            retry_error_callback=_last,
            sleep=self._sleep,
        )
        tried = 0

        def once() -> Fetched:
            nonlocal tried
            tried += 1
            return self._once(real, headers, known or Validators(), most_bytes or self.policy.most_bytes)

        result: Fetched = hidden.result(retrying(once), url)
        return replace(result if hide is None else hide.result(result, hide.text(url)), tries=tried)

    def part(self, url: str, first: int, count: int, *, hide: Hidden | None = None) -> Fetched:
        """`count` bytes of what `url` holds from byte `first` on (RFC 9110, 14), fewer at its end; `no-parts` where it gives none."""
        wanted = Own(headers={"Range": f"bytes={first}-{first + count - 1}", "Accept-Encoding": "identity"})
        came = self.fetch(url, most_bytes=count, own=wanted, hide=hide)
        if came.reason != "too-large" and (came.outcome != "new" or (came.status == PARTIAL and came.whole is not None)):
            return came
        what = "the server gives the whole file and no parts of it"
        return replace(came, outcome="refused", body=b"", reason="no-parts", what=what, todo="bring the file by hand")

    def post(self, url: str, body: bytes, media_type: str, wanted: str, most_bytes: int, *, own: Own | None = None) -> Fetched:
        """What a service answers to `body`: asked once, in the host's turn, no redirect followed, robots.txt not asked.

        For a service that the user has named, made to be asked by programs. Never raises for what a server or the network does.
        """
        try:
            real, more, hidden = self._filled(url, own)
        except Refused as error:
            return self._told(url, url, "refused", reason=error.reason, what=f"{error.what} ({error.where})", todo=error.todo)
        headers = {**self._headers, "Content-Type": media_type, "Accept": wanted, "Accept-Encoding": "identity", **more}
        return hidden.result(self._posted(real, body, headers, most_bytes), url)

    def _posted(self, url: str, body: bytes, headers: Mapping[str, str], most_bytes: int) -> Fetched:
        try:
            address = addresses.parse(url, self.policy.exempt)
            with self._gate.turn(address.host):
                end = self._monotonic() + self.policy.whole_s
                with self._wire.post(address, headers, body, self.policy.timeout_s) as answer:
                    step = self._read(url, address, answer, most_bytes, end)
        except Refused as error:
            return self._told(url, url, "refused", reason=error.reason, what=f"{error.what} ({error.where})", todo=error.todo)
        except Unreachable as error:
            outcome: Outcome = "failed" if error.reason in TRANSIENT else "refused"
            return self._told(url, url, outcome, reason=error.reason, what=error.what, todo="try again later")
        if step.result is None:
            return self._told(url, url, "refused", reason="redirects", what="it leads elsewhere", todo="name the address that it leads to")
        return step.result

    def _filled(self, url: str, own: Own | None) -> tuple[str, Mapping[str, str], Hidden]:
        """The address and headers with their keys, and what to hide. Refused: no key, or one that would go out in the clear."""
        if own is None or not own.names:
            return url, {} if own is None else own.headers, Hidden()
        address = addresses.parse(url, self.policy.exempt)
        if address.scheme != "https" and (address.host, address.port) not in self.policy.exempt:
            raise Refused("no-key", "a key is not sent without https", where=url, todo="write https:// where the service has it")
        return keys.filled(url, own, self._environment)

    def _backoff(self, result: Fetched, attempt: int, rng: random.Random) -> float:
        return max(result.wait_s, min(2.0**attempt * rng.uniform(0.5, 1.0), self.policy.longest_wait_s))

    def _once(self, url: str, headers: Mapping[str, str], known: Validators, most: int) -> Fetched:
        here, moved, origin = url, None, None
        permanent = True
        try:
            for _ in range(self.policy.redirects + 1):
                address = addresses.parse(here, self.policy.exempt)
                origin = origin or address.origin
                # What was declared for one host is not handed on to another that it leads to.
                step = self._asked(url, address, headers if address.origin == origin else {}, known, most)
                if step.result is not None:
                    return replace(step.result, moved_to=moved) if moved is not None and step.result.outcome == "new" else step.result
                target = urljoin(address.url, step.location or "")
                if address.scheme == "https" and addresses.parse(target, self.policy.exempt).scheme != "https":
                    raise Refused("downgrade", "it leads from https to plain http", where=target[:200], todo="check the address by hand")
                permanent = permanent and step.permanent
                here, moved = target, target if permanent else moved
        except Refused as error:
            return self._told(url, here, "refused", reason=error.reason, what=f"{error.what} ({error.where})", todo=error.todo)
        except Unreachable as error:
            outcome: Outcome = "failed" if error.reason in TRANSIENT else "refused"
            todo = "it is tried again" if outcome == "failed" else "look at the address in a browser"
            return self._told(url, here, outcome, reason=error.reason, what=error.what, todo=todo)
        what = f"it leads on more than {self.policy.redirects} times"
        return self._told(url, here, "refused", reason="redirects", what=what, todo="look at the address in a browser")

    def _told(self, url: str, final: str, outcome: Outcome, **more: object) -> Fetched:
        return Fetched(url=url, final_url=final, outcome=outcome, at=self._clock(), **more)  # type: ignore[arg-type]

    def _asked(self, url: str, address: Address, headers: Mapping[str, str], known: Validators, most: int) -> _Step:
        """One request, after robots.txt and in the host's turn."""
        delay = 0.0
        if self.policy.heed_robots:
            rules = self._robots(address)
            if not robots.allows(rules, address.url, AGENT):
                if rules.text is None:
                    what = "its robots.txt cannot be had, so it is left alone for now"
                    return _Step(
                        self._told(url, address.url, "failed", reason="robots", what=what, todo="it is tried again", wait_s=3600.0)
                    )
                what = "its robots.txt asks that this is not read"
                return _Step(self._told(url, address.url, "refused", reason="robots", what=what, todo="leave it, or ask the owner"))
            delay = robots.delay_s(rules, AGENT)
        ask = {**self._headers, **headers}
        if known.etag is not None:
            ask["If-None-Match"] = known.etag
        if known.last_modified is not None:
            ask["If-Modified-Since"] = known.last_modified
        with self._gate.turn(address.host, delay):
            end = self._monotonic() + self.policy.whole_s
            with self._wire.get(address, ask, self.policy.timeout_s) as answer:
                return self._read(url, address, answer, most, end)

    def _robots(self, address: Address) -> robots.Rules:
        with self._asking:
            rules = self._rules.get(address.origin)
        if rules is not None and self._monotonic() - rules.at < (robots.KEPT_S if rules.text is not None or rules.all_allowed else 600.0):
            return rules
        status, body, place = 599, b"", address._replace(target="/robots.txt")
        try:
            for _ in range(self.policy.redirects + 1):
                with self._gate.turn(place.host), self._wire.get(place, self._headers, self.policy.timeout_s) as answer:
                    status, end = answer.status, self._monotonic() + self.policy.whole_s
                    if status in REDIRECTS and "location" in answer.headers:
                        place = addresses.parse(urljoin(place.url, answer.headers["location"]), self.policy.exempt)
                        continue
                    coding = answer.headers.get("content-encoding", "")
                    late = lambda end=end: self._monotonic() > end  # noqa: E731
                    body = bounded.body(answer.pieces, coding, robots.LONGEST, late, place.url) if status < 300 else b""
                    break
        except Refused as error:
            # Too large or unreadable: what a site cannot say clearly, it does not say. An address that may not be asked is in trouble.
            status = 404 if error.reason in ("too-large", "broken") else 599
        except Unreachable:
            status = 599
        rules = robots.from_answer(status, body, self._monotonic())
        with self._asking:
            self._rules[address.origin] = rules
        return rules

    def _read(self, url: str, address: Address, answer: Answer, most: int, end: float) -> _Step:
        status, headers, here = answer.status, answer.headers, address.url
        if status in REDIRECTS and "location" in headers:
            return _Step(None, headers["location"], status in (301, 308))
        if status == 304:
            return _Step(self._told(url, here, "unchanged", status=status, validators=_validators(headers), fresh_s=_fresh(headers)))
        if status in GONE:
            what = f"the server says that it is not there ({status})"
            return _Step(self._told(url, here, "gone", status=status, reason=f"http-{status}", what=what, todo="look for its new address"))
        if status in AGAIN or status >= 500:
            wait = _retry_after(headers.get("retry-after"), self._clock())
            if wait:
                self._gate.hold(address.host, min(wait, robots.KEPT_S))
            what = f"the server is in trouble or busy ({status})"
            return _Step(
                self._told(url, here, "failed", status=status, reason=f"http-{status}", what=what, todo="it is tried again", wait_s=wait)
            )
        if not 200 <= status < 300:
            what = f"the server refuses it ({status})"
            return _Step(
                self._told(url, here, "refused", status=status, reason=f"http-{status}", what=what, todo="look at it in a browser")
            )
        if (told := headers.get("content-length", "")).isdigit() and int(told) > most:
            raise Refused("too-large", f"it says that it is {int(told):,} bytes; {most:,} are taken", where=here, todo="raise the limit")
        body = bounded.body(answer.pieces, headers.get("content-encoding", ""), most, lambda: self._monotonic() > end, here)
        media, charset = _media(headers.get("content-type"))
        return _Step(
            self._told(
                url,
                here,
                "new",
                status=status,
                body=body,
                media_type=media,
                charset=charset,
                validators=_validators(headers),
                fresh_s=_fresh(headers),
                whole=_whole(headers.get("content-range", "")) if status == PARTIAL else None,
            )
        )


def _last(state: "tenacity.RetryCallState") -> Fetched:
    """The result of the latest try; a try never raises."""
    result: Fetched = state.outcome.result()  # type: ignore[union-attr]  # there is one after a try
    return result


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))


def _whole(content_range: str) -> int | None:
    """The length of the whole in `bytes 0-99/1234`."""
    _, _, told = content_range.partition("/")
    return int(told) if told.strip().isdigit() and len(told) < 16 else None


def _media(content_type: str | None) -> tuple[str | None, str | None]:
    if not content_type:
        return None, None
    media, *rest = (part.strip() for part in content_type.split(";"))
    charset = next((part.partition("=")[2].strip("\"' ") for part in rest if part.lower().startswith("charset=")), None)
    return media.lower() or None, charset or None


def _fresh(headers: Mapping[str, str]) -> float:
    """Seconds of `max-age`, at the most a day; 0 where nothing is said."""
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name in ("no-cache", "no-store"):
            return 0.0
        if name == "max-age" and value.strip('"').isdigit():
            return float(min(int(value.strip('"')), 86_400))
    return 0.0


def _retry_after(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After asks for, in either of its forms."""
    if value is None:
        return 0.0
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
