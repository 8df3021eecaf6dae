"""How a request goes out: a protocol, and the network behind it, where every connection goes to a checked address."""

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from tocsin.collect.fetching import addresses
from tocsin.collect.fetching.addresses import Address, Exempt
from tocsin.errors import CannotFinish, Refused

LONGEST_HEADERS = 200
"""header lines kept of an answer"""


class Answer(NamedTuple):
    """A status, headers by lower-case name (the first of each), and the body as it comes."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterable[bytes]


class Unreachable(Exception):
    """No answer: `reason` (`dns`, `unreachable`, `tls`, `too-slow`, `cut-off`, `broken`) and what happened. Never leaves `fetching`."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(what)
        self.reason, self.what = reason, what


class Wire(Protocol):
    """One request, no redirect followed. Raises Unreachable for what the network does, Refused for an address that may not be fetched."""

    def get(self, address: Address, headers: Mapping[str, str], timeout_s: float) -> Any: ...

    def post(self, address: Address, headers: Mapping[str, str], body: bytes, timeout_s: float) -> Any: ...

    def close(self) -> None: ...


class Network:
    """The real network. `proxy` (http:// or socks5://): requests go through it, to addresses that were looked up and checked here.

    trusted: the proxy looks names up itself, and is said to refuse addresses that are not public; only literals are checked here then.
    """

    def __init__(
        self, exempt: Exempt = frozenset(), proxy: str | None = None, verify: ssl.SSLContext | None = None, *, trusted: bool = False
    ) -> None:
        try:
            import httpcore2
        except ImportError as error:
            raise CannotFinish(
                f"fetching needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[fetch]'"
            ) from error
        self._http, self._exempt = httpcore2, exempt
        self._looks_up = proxy is not None and not trusted
        self._forwards = proxy is not None and proxy.startswith("http")
        context = verify or ssl.create_default_context()
        options: dict[str, Any] = {"ssl_context": context, "max_connections": 64, "max_keepalive_connections": 0}
        if proxy is None:
            self._pool: Any = httpcore2.ConnectionPool(**options, network_backend=_guarded(httpcore2, exempt))
        elif proxy.startswith(("socks5://", "socks5h://")):
            try:
                import socksio  # noqa: F401  (httpcore2 asks for it at the first request)
            except ImportError as error:
                raise CannotFinish("a SOCKS proxy needs socksio, which is not installed", todo="pip install 'tocsin[fetch]'") from error
            self._pool = httpcore2.SOCKSProxy(proxy_url=proxy.replace("socks5h://", "socks5://", 1), **options)
        else:
            self._pool = httpcore2.HTTPProxy(proxy_url=proxy, **options)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def get(self, address: Address, headers: Mapping[str, str], timeout_s: float) -> Iterator[Answer]:
        """An answer whose body is read while the context is open."""
        with self._exchange("GET", address, headers, None, timeout_s) as answer:
            yield answer

    @contextmanager
    def post(self, address: Address, headers: Mapping[str, str], body: bytes, timeout_s: float) -> Iterator[Answer]:
        """The answer to `body`, read while the context is open."""
        with self._exchange("POST", address, {**headers, "Content-Length": str(len(body))}, body, timeout_s) as answer:
            yield answer

    @contextmanager
    def _exchange(
        self, method: str, address: Address, headers: Mapping[str, str], body: bytes | None, timeout_s: float
    ) -> Iterator[Answer]:
        http = self._http
        limit = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        host, more = self._goes_to(address)
        if more:
            headers = {"Host": address.origin.partition("://")[2], **headers}
        try:
            with self._pool.stream(
                method,
                http.URL(scheme=address.scheme, host=host, port=address.port, target=address.target),
                headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
                content=body,
                extensions={"timeout": limit, **more},
            ) as response:
                yield Answer(response.status, _headers(response.headers), response.iter_stream())
        except http.TimeoutException as error:
            raise Unreachable("too-slow", f"no answer within {timeout_s:g} s") from error
        except ssl.SSLError as error:
            raise Unreachable("tls", str(error.reason or error)) from error
        except http.ConnectError as error:
            reason = "tls" if isinstance(error.__cause__ or error.__context__, ssl.SSLError) else "unreachable"
            raise Unreachable(reason, str(error)[:200]) from error
        except (http.RemoteProtocolError, http.ReadError, http.WriteError) as error:
            raise Unreachable("cut-off", str(error)[:200] or "the connection was cut") from error
        except (http.ProtocolError, http.NetworkError, http.ProxyError, http.UnsupportedProtocol, UnicodeError) as error:
            raise Unreachable("broken", str(error)[:200]) from error

    def _goes_to(self, address: Address) -> tuple[str, dict[str, str]]:
        """The host that the connection, or the proxy, is told, and the name that TLS checks where that is another."""
        if not self._looks_up:
            return address.host, {}
        try:
            found = addresses.resolve(address.host, address.port, self._exempt)
        except OSError as error:
            what = f"{address.host} is not found from here: {error.strerror or error} (proxy_checks_addresses: leaves it to the proxy)"
            raise Unreachable("dns", what) from error
        if self._forwards and address.scheme == "http":
            return address.host, {}  # a proxy rewrites the Host of what it forwards: it has to be told the name, and looks it up again
        chosen = next((one for one in found if ":" not in one), found[0])
        return chosen, {"sni_hostname": address.host}


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, value in list(raw)[:LONGEST_HEADERS]:
        out.setdefault(name.decode("latin-1").lower(), value.decode("latin-1")[:4_096])
    return out


def _guarded(http: Any, exempt: Exempt) -> Any:
    """A network backend that looks a name up once, checks every address of it, and connects to those very addresses."""
    plain = http.SyncBackend()

    class Guarded(http.NetworkBackend):  # type: ignore[misc]  # the base class is imported late
        def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> Any:
            try:
                found = addresses.resolve(host, port, exempt)
            except Refused:
                raise
            except OSError as error:
                raise Unreachable("dns", f"{host} is not found: {error.strerror or error}") from error
            for last, one in enumerate(found, 1):
                try:
                    return plain.connect_tcp(one, port, timeout=timeout, **options)
                except http.ConnectError:
                    if last == len(found):
                        raise
            raise Unreachable("dns", f"{host} has no address")

        def connect_unix_socket(self, *_: Any, **__: Any) -> Any:
            raise Unreachable("broken", "local sockets are not fetched")

        def sleep(self, seconds: float) -> None:
            plain.sleep(seconds)

    return Guarded()
