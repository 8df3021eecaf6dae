"""A word to who started this process: ready, still alive, ending (sd_notify(3): one datagram to the socket that the environment names)."""

import os
import socket
from collections.abc import Mapping
from typing import Literal

VARIABLE = "NOTIFY_SOCKET"
Word = Literal["READY=1", "WATCHDOG=1", "STOPPING=1"]


def notify(word: Word, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody was told; nothing is raised: a process does not end because nobody listens."""
    address = environment.get(VARIABLE, "")
    if not address.startswith(("/", "@")):
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]  # Linux: a name that is no file (unix(7))
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.sendto(word.encode(), address)
    except OSError:
        return False
    return True
