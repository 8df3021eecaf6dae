"""Which addresses may be fetched: public ones on the web's ports. Pure, but for the one look into the name service.

The danger is a feed or a redirect that names a machine inside the user's own network (server-side request forgery). So a URL is
taken apart strictly, odd ways to write an IPv4 address (decimal, octal, hexadecimal, short) are refused, and what a name resolves to
is checked and then connected to, with no second look: a name server that answers otherwise the second time gains nothing.
"""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tocsin.errors import Refused

PORTS = frozenset({80, 443, 8080, 8443})
"""where public pages are served; an exempt pair may name another"""
LONGEST_URL = 2_048
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_NUMERIC_LABEL = re.compile(r"0x[0-9a-f]*|[0-9]+")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SAFE = "!$%&'()*+,-./:;=?@_~"

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Exempt = frozenset[tuple[str, int]]
"""(host, port) pairs inside the user's own network that the user has named: a mirror, a test server"""


class Address(NamedTuple):
    """A URL taken apart: `host` in lower-case ASCII, IPv6 without brackets; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and, where it is not the scheme's own, port."""
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == usual else f"{self.scheme}://{host}:{self.port}"

    @property
    def url(self) -> str:
        return self.origin + self.target


def parse(url: str, exempt: Exempt = frozenset()) -> Address:
    """`url` as an Address. Refused (`address`) where it is none that may be fetched, whatever its name resolves to."""
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise _bad(url, "it is longer than 2,048 characters, or holds spaces, control signs or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _bad(url, f"it cannot be taken apart: {error}") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise _bad(url, f"{scheme or 'no scheme'} is not fetched", "give an address that begins with https:// or http://")
    if "@" in parts.netloc:
        raise _bad(url, "it carries a user name or password", "leave it out: only public pages are fetched")
    host = _host(parts.hostname or "", url)
    port = port if port is not None else {"http": 80, "https": 443}[scheme]
    if (host, port) not in exempt:
        if port not in PORTS:
            raise _bad(url, f"port {port} is not one that public pages are served on ({', '.join(map(str, sorted(PORTS)))})")
        literal = _literal(host, url)
        if literal is not None and not public(literal):
            raise private(url, host)
        if literal is None and ("." not in host or host.endswith((".local", ".localhost", ".internal", ".onion", ".home.arpa"))):
            raise private(url, host)
    path = quote(parts.path or "/", safe=_SAFE)
    return Address(scheme, host, port, path + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""))


def _host(host: str, url: str) -> str:
    host = host.rstrip(".").lower()
    if not host:
        raise _bad(url, "it names no host")
    if ":" in host:
        if "%" in host:
            raise _bad(url, "its address names an interface of this machine")
        return host
    try:
        ascii_host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host
    except UnicodeError:
        raise _bad(url, f"{host!r} is no host name") from None
    if len(ascii_host) > 253 or not all(_LABEL.fullmatch(label) for label in ascii_host.split(".")):
        raise _bad(url, f"{host!r} is no host name")
    return ascii_host


def _literal(host: str, url: str) -> Ip | None:
    """The IP address that `host` is, or None for a name. Whatever a resolver might take for an odd IPv4 address is refused."""
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host)
        except ValueError:
            raise _bad(url, f"{host!r} is no IPv6 address") from None
    if _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        try:
            return ipaddress.IPv4Address(host)
        except ValueError:
            raise _bad(url, f"{host!r} is an odd way to write an address", "write the host's name") from None
    return None


def public(address: Ip) -> bool:
    """Whether an IP address is one of the public internet, wrapped forms of IPv4 inside IPv6 looked into."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public(inner)
        if address.teredo is not None or address not in _GLOBAL_V6:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def resolve(host: str, port: int, exempt: Exempt = frozenset()) -> list[str]:
    """The IP addresses to connect to. Refused (`address`) where any of them is not public; OSError where the name is not found."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if (host, port) not in exempt:
        for one in addresses:
            if "%" in one or not public(ipaddress.ip_address(one)):
                raise private(host, one)
    return addresses


def private(where: str, host: str) -> Refused:
    return Refused(
        "address",
        f"{host} is not an address of the public internet",
        where=where,
        todo="name a public page, or list HOST:PORT under fetching: allow: in tocsin.yml if it is your own mirror",
    )


def _bad(url: str, what: str, todo: str = "give the public address of a page or feed") -> Refused:
    return Refused("address", what, where=url[:200], todo=todo)
