"""Where the desk may listen: on this machine alone, or wider when it is ready for others."""

import pytest

from tocsin.desk.people import hosts
from tocsin.errors import UsageError

READY = {"anybody": True, "names": ("desk.example.org",), "secure": True, "without_tls": False}
WIDE = ("0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "desk.example.org", "")  # noqa: S104 - what is refused


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]"])
def test_on_this_machine_it_may_always_listen(host: str) -> None:
    hosts.bindable(host, anybody=False, names=(), secure=False, without_tls=False)


@pytest.mark.parametrize("host", WIDE)
def test_wider_only_with_accounts_a_name_and_tls(host: str) -> None:
    hosts.bindable(host, **READY)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no accounts") as error:
        hosts.bindable(host, **{**READY, "anybody": False})  # type: ignore[arg-type]
    assert error.value.exit_status == 2
    with pytest.raises(UsageError, match="in the clear"):
        hosts.bindable(host, **{**READY, "secure": False})  # type: ignore[arg-type]
    hosts.bindable(host, **{**READY, "secure": False, "without_tls": True})  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104 - what is refused
def test_on_every_address_a_name_has_to_be_said(host: str) -> None:
    with pytest.raises(UsageError, match="which name"):
        hosts.bindable(host, **{**READY, "names": ()})  # type: ignore[arg-type]


def test_the_address_that_is_listened_on_is_a_name_too() -> None:
    assert "192.0.2.1" in hosts.known("192.0.2.1", ())
    assert "[2001:db8::1]" in hosts.known("2001:db8::1", ())
    assert hosts.known("0.0.0.0", ("A.example:8443",)) == {"localhost", "127.0.0.1", "[::1]", "a.example"}  # noqa: S104
