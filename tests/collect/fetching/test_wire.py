"""Through a proxy: names are looked up and checked here, TLS checks the name; only a declared proxy is left to it."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tocsin.collect.fetching.addresses import parse
from tocsin.collect.fetching.wire import Network, Unreachable
from tocsin.errors import ConfigError, Refused
from tocsin.ledger import workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PUBLIC, NAME = "93.184.215.14", "post.example"


def _drain(client: socket.socket) -> None:
    """What is still on its way, a body, until the other end hangs up: closing on it would cut the answer off."""
    client.settimeout(5.0)
    with suppress(OSError):
        while client.recv(65_536):
            pass


class Proxy:
    """A proxy on this machine that plays the site as well; it keeps what it was told."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self.told: list[str] = []
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client, suppress(OSError):  # a client that refuses the certificate hangs up
                self._answer(client)

    def _answer(self, client: Any) -> None:
        first = client.recv(1)
        if first == b"\x05":  # SOCKS5 (RFC 1928): greeting, then a request for an address or a name
            client.recv(100)
            client.sendall(b"\x05\x00")
            asked = client.recv(300)
            where = socket.inet_ntoa(asked[4:8]) if asked[3] == 1 else asked[5 : 5 + asked[4]].decode()
            self.told.append(f"SOCKS {where}")
            client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        else:
            head = (first + client.recv(4_000)).decode()
            self.told.append(head.splitlines()[0])
            if not head.startswith("CONNECT"):
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                _drain(client)
                return
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        if self._tls is not None:
            with self._tls.wrap_socket(client, server_side=True) as inner:
                self.told.append(next(line for line in inner.recv(4_000).decode().splitlines() if line.lower().startswith("host:")))
                inner.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                _drain(inner)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(of the site, of a client that trusts it): the certificate names NAME."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begun, ends = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begun, ends)
    certificate = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False).sign(key, hashes.SHA256())
    file = tmp_path_factory.mktemp("tls") / "site.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    site = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site.load_cert_chain(file)
    return site, ssl.create_default_context(cafile=str(file))


@pytest.fixture
def proxy(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Proxy]:
    found = Proxy(contexts[0])
    yield found
    found.close()


def names(monkeypatch: pytest.MonkeyPatch, address: str) -> list[str]:
    """Every name is at `address`; what is looked up."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host == "127.0.0.1":
            return real(host, port, *rest, **more)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked


def got(network: Network, url: str) -> bytes:
    with network.get(parse(url), {}, 5.0) as answer:
        return b"".join(answer.pieces)


@pytest.mark.parametrize(("scheme", "told"), [("http", f"CONNECT {PUBLIC}:443 HTTP/1.1"), ("socks5", f"SOCKS {PUBLIC}")])
def test_the_proxy_is_told_the_address_that_was_checked_and_tls_checks_the_name(
    proxy: Proxy, contexts: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, scheme: str, told: str
) -> None:
    asked = names(monkeypatch, PUBLIC)
    network = Network(proxy=f"{scheme}://{proxy.url}", verify=contexts[1])
    assert got(network, f"https://{NAME}/feed") == b"ok"
    assert (asked, proxy.told) == ([NAME], [told, f"Host: {NAME}"])
    with pytest.raises(Unreachable) as caught:
        got(network, "https://other.example/feed")
    assert caught.value.reason == "tls"
    network.close()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("url", [f"https://{NAME}/", f"http://{NAME}/"])
@pytest.mark.parametrize("inside", ["10.0.0.1", "169.254.169.254", "127.0.0.1"])
def test_a_name_that_leads_inward_never_reaches_the_proxy(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, scheme: str, url: str, inside: str
) -> None:
    names(monkeypatch, inside)
    with pytest.raises(Refused, match="not an address of the public internet"):
        got(Network(proxy=f"{scheme}://{proxy.url}"), url)
    assert proxy.told == []


def test_a_page_without_tls_is_checked_here_and_forwarded_by_its_name(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names(monkeypatch, PUBLIC) == []
    assert got(Network(proxy=f"http://{proxy.url}"), f"http://{NAME}/feed") == b"ok"
    assert proxy.told == [f"GET http://{NAME}:80/feed HTTP/1.1"]


@pytest.mark.parametrize(("scheme", "told"), [("http", f"CONNECT {NAME}:443 HTTP/1.1"), ("socks5h", f"SOCKS {NAME}")])
def test_a_proxy_that_is_said_to_check_addresses_is_told_the_name_and_nothing_is_looked_up_here(
    proxy: Proxy, contexts: tuple[ssl.SSLContext, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, scheme: str, told: str
) -> None:
    asked = names(monkeypatch, "10.0.0.1")
    assert got(Network(proxy=f"{scheme}://{proxy.url}", verify=contexts[1], trusted=True), f"https://{NAME}/feed") == b"ok"
    assert (asked, proxy.told[0]) == ([], told)
    with pytest.raises(Refused):
        parse("https://10.0.0.1/")  # a literal is refused before any proxy hears of it


def test_socks5h_without_that_word_is_a_mistake_in_the_file(tmp_path: Path) -> None:
    workspace.create(tmp_path / "w", "nuclear-escalation", clock=datetime(2026, 11, 29, tzinfo=UTC))
    file = tmp_path / "w" / "tocsin.yml"
    plain = file.read_text()
    file.write_text(plain + "fetching:\n  proxy: socks5h://127.0.0.1:9050\n")
    with pytest.raises(ConfigError, match="proxy_checks_addresses"):
        workspace.load(tmp_path / "w")
    file.write_text(plain + "fetching:\n  proxy: socks5h://127.0.0.1:9050\n  proxy_checks_addresses: true\n")
    found = workspace.load(tmp_path / "w").fetching
    assert found is not None
    assert found.proxy_checks_addresses
