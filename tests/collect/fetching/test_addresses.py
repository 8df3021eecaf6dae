"""Which addresses are fetched: oracles are the address registries as the standard library holds them, and lists of odd forms."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.fetching import addresses
from tocsin.errors import Refused

ODD = [
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0x7f.1/", "http://127.0.0.1./",
    "http://017700000001/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://0/", "http://0.0.0.0/", "http://169.254.169.254/",
    "http://metadata.internal/", "http://localhost/", "http://LOCALHOST./", "http://printer.local/", "http://intranet/", "http://10.0.0.8/",
    "http://192.168.1.1/", "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    "https://user:secret@example.com/", "https://example.com@127.0.0.1/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/",
    "//example.com/", "example.com", "", "http://", "http:///path", "http://example.com:22/", "http://example.com:99999/",
    "http://example.com\\@127.0.0.1/", "http://exam ple.com/", "http://example.com/\r\nHost: x", "http://-bad.example/", "http://[::1", "http://1.2.3.4.5/",
    "http://example.com/" + "a" * 3000, "http://site.onion/",
]  # fmt: skip


@pytest.mark.parametrize("url", ODD)
def test_odd_and_private_addresses_are_refused_with_what_where_and_what_to_do(url: str) -> None:
    with pytest.raises(Refused) as caught:
        addresses.parse(url)
    assert caught.value.reason == "address"
    assert caught.value.what
    assert caught.value.todo


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://Example.COM/a?b=c#d", "https://example.com/a?b=c"),
        ("http://example.com", "http://example.com/"),
        ("https://example.com:443/x", "https://example.com/x"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("https://новости.example/лента", "https://xn--b1amnebsh.example/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0"),
        ("https://example.com/a%20b?q=%D0%B0", "https://example.com/a%20b?q=%D0%B0"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
    ],
)
def test_a_public_address_is_written_one_way(url: str, meant: str) -> None:
    found = addresses.parse(url)
    assert found.url == meant
    assert addresses.parse(found.url) == found


@given(st.ip_addresses())
def test_no_address_is_public_that_the_registry_holds_private(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if addresses.public(address):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_ipv4_inside_ipv6_is_public_as_it_is_itself(inner: ipaddress.IPv4Address) -> None:
    wrapped = [f"::ffff:{inner}", str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(inner)))]
    wrapped.append(str(ipaddress.IPv6Address((0x2002 << 112) | (int(inner) << 80))))
    for one in wrapped:
        assert addresses.public(ipaddress.ip_address(one)) == addresses.public(inner)


@given(st.text(max_size=80))
def test_anything_is_parsed_or_refused(text: str) -> None:
    try:
        found = addresses.parse("http://" + text)
    except Refused:
        return
    assert found.host.isascii()
    assert not set(found.url) & set(" \r\n\t\\")


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["fe80::1%2"], ["93.184.215.14", "::ffff:10.0.0.1"]]
)
def test_a_name_that_leads_inside_is_refused_even_beside_a_public_answer(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (one, 80)) for one in answers])
    with pytest.raises(Refused):
        addresses.resolve("news.example", 80)


def test_what_is_resolved_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that gives a public address first and a private one after: only the first is ever used."""
    from httpcore2 import SyncBackend

    from tocsin.collect.fetching.wire import Network, Unreachable

    looks, connected = 0, list[str]()

    def look_up(*_: object, **__: object) -> list[Any]:
        nonlocal looks
        looks += 1
        return [(0, 0, 0, "", ("93.184.215.14" if looks == 1 else "127.0.0.1", 80))]

    def connect(self: object, host: str, port: int, **options: object) -> Any:
        import httpcore2

        connected.append(host)
        raise httpcore2.ConnectError("not here")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(SyncBackend, "connect_tcp", connect)
    network = Network()
    with pytest.raises(Unreachable), network.get(addresses.parse("http://news.example/"), {}, 1.0):
        pass
    with pytest.raises(Refused), network.get(addresses.parse("http://news.example/"), {}, 1.0):
        pass
    network.close()
    assert connected == ["93.184.215.14"]
