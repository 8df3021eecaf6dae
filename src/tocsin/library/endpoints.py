"""Addresses of endpoints: what is one, and where a key may be sent in the clear."""

import ipaddress
from urllib.parse import urlsplit


def wrong_address(url: str) -> str | None:
    """What is wrong with the base URL of an endpoint; None where nothing is."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"{url!r} is no address: {error}"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{url!r} is no address: write http://HOST/v1 or https://HOST/v1"
    if parts.username is not None or parts.password is not None:
        return "an address must not carry a name or key: put the key into an environment variable"
    if parts.query or parts.fragment or any(sign.isspace() for sign in url):
        return f"{url!r} is no base address: leave out what follows the path"
    return None


def keeps_secrets(url: str) -> bool:
    """Whether a key may be sent there: https anywhere; plain http only to this machine or a private network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))
