"""A webhook against a real receiver that fails: what is tried again, what is given up, and where nothing may be sent."""

from collections.abc import Iterator

import pytest

from tests.collect.fetching.test_wire import PUBLIC, Proxy, names
from tests.warn.channels.made import told
from tests.warn.channels.servers import KEY, Receiver, receiver
from tocsin.model.triggers import Channel
from tocsin.warn.channels import webhook
from tocsin.warn.channels.message import payload
from tocsin.warn.outbox import Sent

NOW = 1_900_000_000


def post(url: str, key: str = "key-1", allow: bool = True, **more: float) -> Sent:
    channel = Channel(id="hook", kind="webhook", url=url, allow=allow, timeout_s=more.get("timeout_s", 5.0))
    return webhook.post(channel, key, payload(told(), "json"), KEY, NOW)


@pytest.fixture
def there(socket_enabled: None) -> "object":
    with receiver() as made:
        made.now = NOW
        yield made


def test_a_signed_message_arrives_once_however_often_it_is_sent(there: Receiver) -> None:
    assert post(there.url) == Sent(ok=True, why="http-204")
    assert post(there.url).ok
    assert post(there.url, "key-2").ok
    assert [name for name, _ in there.taken] == ["key-1", "key-2"]
    assert there.taken[0][1] == payload(told(), "json").body
    assert there.asked[0]["idempotency-key"] == "key-1"
    assert there.asked[0]["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("how", "again"),
    [
        (500, True),
        (503, True),
        (429, True),
        (408, True),
        (400, False),
        (401, False),
        (404, False),
        (302, False),
        ("reset", True),
        ("cut", True),
    ],
)
def test_what_is_tried_again(there: Receiver, how: int | str, again: bool) -> None:
    there.fail = [how]
    sent = post(there.url)
    assert (sent.ok, sent.again) == (False, again)
    assert post(there.url).ok
    assert len(there.taken) == 1


def test_a_redirect_is_not_followed(there: Receiver) -> None:
    there.fail, there.more = [307], {"Location": there.url}
    assert post(there.url).why == "http-307"
    assert len(there.asked) == 1


@pytest.mark.parametrize(
    ("said", "wait"), [("120", 120.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("nonsense", 0.0), ("9999999999", 86_400.0)]
)
def test_retry_after_is_heeded_up_to_a_day(there: Receiver, said: str, wait: float) -> None:
    there.fail, there.more = [503], {"Retry-After": said}
    assert post(there.url).wait_s == wait


def test_a_receiver_with_another_secret_takes_nothing(there: Receiver) -> None:
    there.now = NOW + 1000
    assert post(there.url).why == "http-401"
    assert there.taken == []


def test_an_own_networks_address_needs_leave(there: Receiver) -> None:
    sent = post(there.url, allow=False)
    assert (sent.ok, sent.again) == (False, False)
    assert "not" in sent.why
    assert there.asked == []


@pytest.mark.parametrize(
    "url", ["http://[::1]/x", "http://169.254.169.254/latest", "http://2130706433/", "ftp://x.example/", "http://a:b@x.example/"]
)
def test_odd_addresses_are_never_used(url: str) -> None:
    sent = post(url, allow=False)
    assert (sent.ok, sent.again) == (False, False)


def test_nobody_there_is_tried_again(there: Receiver) -> None:
    assert post("http://127.0.0.1:9/hook").again


def through(proxy: str, url: str, *, allow: bool = False, trusted: bool = False) -> Sent:
    channel = Channel(id="hook", kind="webhook", url=url, allow=allow, timeout_s=5.0)
    return webhook.post(channel, "key-1", payload(told(), "json"), KEY, NOW, proxy=proxy, trusted=trusted)


@pytest.fixture
def proxy(socket_enabled: None) -> Iterator[Proxy]:
    found = Proxy(None)
    yield found
    found.close()


def test_it_goes_through_the_proxy_of_fetching(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = names(monkeypatch, PUBLIC)
    assert through(f"http://{proxy.url}", "http://desk.example/hook").ok
    assert proxy.told == ["POST http://desk.example:80/hook HTTP/1.1"]
    assert asked == ["desk.example"]  # looked up and checked here, as for every other request


def test_a_name_that_leads_inward_never_reaches_the_proxy(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.7")
    sent = through(f"http://{proxy.url}", "http://desk.example/hook")
    assert (sent.ok, sent.again) == (False, False)
    assert proxy.told == []


def test_a_proxy_that_checks_addresses_is_told_the_name(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = names(monkeypatch, PUBLIC)
    assert not through(f"socks5h://{proxy.url}", "http://desk.example/hook", trusted=True).ok  # this one says nothing after the greeting
    assert (asked, proxy.told) == ([], ["SOCKS desk.example"])


def test_a_desk_inside_ones_own_network_is_reached_directly(there: Receiver, proxy: Proxy) -> None:
    assert through(f"http://{proxy.url}", there.url, allow=True).ok
    assert proxy.told == []
