"""Under which names the desk may be asked for, and on which addresses it may listen: against DNS rebinding and open doors."""

import ipaddress
import re
from collections.abc import Sequence

from tocsin.errors import UsageError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::([0-9]{1,5}))?")


def loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def wildcard(host: str) -> bool:
    """Whether `host` stands for every address of the machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return host == ""


def known(host: str, names: Sequence[str]) -> frozenset[str]:
    """What a Host header may name, without port: this machine's own names, the address listened on, and those that were declared."""
    own = [] if wildcard(host) else [f"[{host.strip('[]')}]" if ":" in host else host]
    return frozenset(name.lower() for name in (*LOOPBACK_NAMES, *own, *(part(one)[0] for one in names)))


def part(header: str) -> tuple[str, str]:
    """A Host header in lower case as name and port (empty where none is named). UsageError: it is none."""
    found = _HOST.fullmatch(header.lower())
    if found is None:
        raise UsageError(f"{header[:80]!r} is no host", todo="write NAME or NAME:PORT")
    return found[1].rstrip("."), found[2] or ""


def bindable(host: str, *, anybody: bool, names: Sequence[str], secure: bool, without_tls: bool) -> None:
    """Nothing, where the desk may listen on `host`. UsageError: others could reach it, and it is not ready for them."""
    if loopback(host):
        return
    where = f"--host {host or repr(host)}"
    if not anybody:
        raise UsageError(
            "others could reach the desk, and it has no accounts: whoever came first could make themselves its admin",
            where=where,
            todo="make the first account first: tocsin people add NAME --role admin, or set it up on this machine without --host",
        )
    if wildcard(host) and not names:
        raise UsageError(
            "which name others reach it by is not said, so that a foreign page could pretend to be it",
            where=where,
            todo="name it: --name desk.example.org, or hosts: under desk: in tocsin.yml",
        )
    if not secure and not without_tls:
        raise UsageError(
            "passwords would cross the network in the clear",
            where=where,
            todo="name certificate: and key:, or behind_tls: true where a proxy ends TLS, under desk: in tocsin.yml; or add --without-tls",
        )
