"""The desk as it is started: a real process on loopback, with and without TLS, set up by the code that it prints, and ended by a signal."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import trustme

from tocsin.engine import auditing, store

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people
PATIENCE_S = 60.0


class Running:
    """A started desk: where it is, and the code that it printed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said = ""
        assert process.stderr is not None
        for line in process.stderr:
            self.said += line
            if "is open at" in line:
                address = re.search(r"https?://\S+:\d+", line)
                assert address is not None
                self.address = address[0]
            if "give the code" in line:
                break
        code = re.search(r"code ([A-Z2-9-]{19})", self.said)
        self.code = code[1] if code is not None else ""


@contextmanager
def started(place: Path) -> Iterator[Running]:
    """`tocsin desk` over a workspace that nobody has set up, on a free port."""
    command = [sys.executable, "-m", "tocsin", "desk", "-w", str(place), "--port", "0"]
    environment = {**os.environ, "TOCSIN_ENCODER": "none"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment) as process:
        try:
            yield Running(process)
        finally:
            if process.poll() is None:
                process.kill()


def reached(client: httpx2.Client, path: str) -> httpx2.Response:
    """An answer, once the process listens: the address is bound before it is printed, so that a connection waits rather than fails."""
    return client.get(path, timeout=PATIENCE_S)


def sealed(page: httpx2.Response) -> str:
    found = re.search(r'name="_csrf" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_it_is_set_up_with_the_code_of_the_console_and_ends_when_told(tmp_path: Path, tls: bool) -> None:
    place = tmp_path / "w"
    store.create(place, "nuclear-escalation")
    verify: object = True
    if tls:
        authority = trustme.CA()
        leaf = authority.issue_cert("127.0.0.1")
        leaf.cert_chain_pems[0].write_to_path(str(place / "desk.pem"))
        leaf.private_key_pem.write_to_path(str(place / "key.pem"))
        (place / "tocsin.yml").write_text((place / "tocsin.yml").read_text() + "desk:\n  certificate: desk.pem\n  key: key.pem\n")
        verify = ssl.create_default_context()
        authority.configure_trust(verify)
    with started(place) as desk, httpx2.Client(base_url=desk.address, verify=verify, trust_env=False) as client:  # type: ignore[arg-type]
        assert desk.address.startswith("https" if tls else "http")
        assert desk.code
        assert reached(client, "/").headers["location"] == "/setup"
        fields = {"code": desk.code, "name": "ana", "shown": "", "password": PASSWORD, "again": PASSWORD}
        made = client.post(
            "/setup", data={"_csrf": sealed(client.get("/setup")), **fields}, headers={"origin": desk.address}, timeout=PATIENCE_S
        )
        assert made.status_code == 303, made.text
        assert ("__Host-tocsin_session=" in "".join(made.headers.get_list("set-cookie"))) == tls
        assert client.get("/account").status_code == 200
        with client.stream("GET", "/api/v1/events", timeout=PATIENCE_S) as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            desk.process.send_signal(signal.SIGINT)
            began = time.monotonic()
            for _ in events.iter_raw():
                pass
        desk.process.wait(PATIENCE_S)
        assert time.monotonic() - began < PATIENCE_S
        assert desk.process.returncode in (0, 130)
    assert [one.act for one in auditing.recent(place).acts] == ["sign-in", "account-added"]


def test_a_port_that_another_has_is_said(tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "tocsin", "desk", "-w", str(tmp_path / "w"), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 4
    assert "cannot be listened on" in done.stderr
    assert "is open at" not in done.stderr
