"""Who started the process is told how it is, through the socket that they name; nobody need listen."""

import socket
from pathlib import Path

import pytest

from tocsin.engine import notifying


@pytest.mark.parametrize("abstract", [False, True], ids=["a file", "a name"])
def test_what_systemd_would_hear(tmp_path: Path, abstract: bool) -> None:
    name = f"@tocsin-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0" + name[1:] if abstract else name)
        listening.settimeout(5)
        for word in ("READY=1", "WATCHDOG=1", "STOPPING=1"):
            assert notifying.notify(word, {"NOTIFY_SOCKET": name})
            assert listening.recv(100) == word.encode()


@pytest.mark.parametrize("address", ["", "vsock:2:1", "/nowhere/at/all", "relative"])
def test_nobody_listens(address: str) -> None:
    assert not notifying.notify("READY=1", {"NOTIFY_SOCKET": address})
