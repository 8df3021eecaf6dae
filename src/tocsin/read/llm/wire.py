"""One question to an endpoint over HTTP: deadlines, retries, limits; whatever goes wrong comes back as a flag."""

import time
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import msgspec

from tocsin.errors import CannotFinish
from tocsin.library.endpoints import keeps_secrets
from tocsin.model import Record
from tocsin.model.endpoint import Endpoint

AGAIN = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])
"""statuses after which a second try may do better"""
DENIED = frozenset([401, 403])
REFUSES = frozenset(["content_filter", "refusal", "safety"])
"""`finish_reason` where the model, or a filter around it, will not answer"""


class Said(Record, frozen=True, kw_only=True):
    """What a model answered, as it is kept for replays."""

    content: str
    refused: bool = False
    truncated: bool = False
    tokens_in: int | None = None
    tokens_out: int | None = None
    """None where the endpoint does not say"""


class Failed(NamedTuple):
    """No answer: the flag that says why, whether to try again, and after how many seconds at the least."""

    flag: str
    again: bool = False
    wait_s: float | None = None


class Wire:
    """A connection to one endpoint, for use by several threads. CannotFinish where the HTTP client is not installed."""

    def __init__(self, endpoint: Endpoint, key: str | None) -> None:
        try:
            import httpx2
            import tenacity
        except ImportError as error:
            raise CannotFinish(
                f"asking a model needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[llm]'"
            ) from error
        if key and not keeps_secrets(endpoint.url):
            raise CannotFinish(
                "the key would travel in the clear", where=endpoint.url, todo=f"use https, or unset {endpoint.key_env} if no key is needed"
            )
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise CannotFinish("this is no key: it holds spaces or signs that no header carries", where=f"${endpoint.key_env}")
        self._http, self._tenacity, self._endpoint = httpx2, tenacity, endpoint
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "tocsin"}
        self._client = httpx2.Client(
            # The address is the user's own and the only one: no redirect is followed, no proxy and no .netrc of the environment is used.
            headers=headers | ({"Authorization": f"Bearer {key}"} if key else {}),
            timeout=endpoint.timeout_s,
            follow_redirects=False,
            trust_env=False,
            limits=httpx2.Limits(max_connections=endpoint.concurrency),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, body: dict[str, Any]) -> Said | Failed:
        """The answer to one question, after retries. Never raises for what the endpoint does."""
        retrying = self._tenacity.Retrying(
            stop=self._tenacity.stop_after_attempt(self._endpoint.retries + 1),
            wait=self._wait,
            retry=self._tenacity.retry_if_result(lambda result: isinstance(result, Failed) and result.again),
            retry_error_callback=_last,
        )
        result: Said | Failed = retrying(self._once, msgspec.json.encode(body))
        return result

    def _wait(self, state: Any) -> float:
        failed = state.outcome.result()
        backoff = self._endpoint.backoff_s * 2.0 ** (state.attempt_number - 1)
        return float(min(max(backoff, failed.wait_s or 0.0), self._endpoint.longest_wait_s))

    def _once(self, body: bytes) -> Said | Failed:
        http, limit = self._http, self._endpoint.max_answer_bytes
        # The client's own timeout is between two pieces: an endpoint that drips would never meet it.
        deadline = time.monotonic() + self._endpoint.timeout_s
        raw = bytearray()
        try:
            with self._client.stream(
                "POST", f"{self._endpoint.url}/chat/completions", content=body, headers={"Content-Type": "application/json"}
            ) as response:
                if response.status_code != http.codes.OK:
                    return self._not_ok(response.status_code, response.headers.get("retry-after"), response.headers.get("date"))
                for piece in response.iter_bytes():
                    raw += piece
                    if len(raw) > limit:
                        return Failed("model-too-large")
                    if time.monotonic() > deadline:
                        return Failed("model-timeout", again=True)
        except http.TimeoutException:
            return Failed("model-timeout", again=True)
        except http.TransportError:
            return Failed("model-unreachable", again=True)
        except (http.RequestError, http.InvalidURL):
            return Failed("model-invalid")
        return said(bytes(raw))

    def _not_ok(self, status: int, retry_after: str | None, now: str | None) -> Failed:
        if status in DENIED:
            return Failed("model-denied")
        if status not in AGAIN:
            return Failed("model-error")
        flag = "model-busy" if status == 429 else "model-error"
        wait = _seconds(retry_after, now)
        return Failed(flag, again=wait is None or wait <= self._endpoint.longest_wait_s, wait_s=wait)


def said(raw: bytes) -> Said | Failed:
    """What the body of a good response says."""
    try:
        data = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Failed("model-invalid")
    choices = data.get("choices") if isinstance(data, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return Failed("model-invalid")
    content, refusal, finish = message.get("content"), message.get("refusal"), choice.get("finish_reason")
    usage = data.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    refused = bool(refusal) or (isinstance(finish, str) and finish in REFUSES)
    if not isinstance(content, str) and not refused:
        return Failed("model-invalid")
    return Said(
        content=content if isinstance(content, str) else "",
        refused=refused,
        truncated=finish == "length",
        tokens_in=_count(counts.get("prompt_tokens")),
        tokens_out=_count(counts.get("completion_tokens")),
    )


def _last(state: Any) -> Any:
    return state.outcome.result()


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def _seconds(retry_after: str | None, now: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3): a number, or a date against the response's own."""
    if not retry_after:
        return None
    try:
        return (
            max(0.0, float(retry_after))
            if retry_after.strip().isdecimal()
            else max(0.0, (parsedate_to_datetime(retry_after) - parsedate_to_datetime(now or "")).total_seconds())
        )
    except (TypeError, ValueError):
        return None
