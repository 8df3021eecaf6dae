"""Keys from the environment: sent where they were declared, filled into nothing that was found, and in nothing that comes back."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.fetching import keys
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Policy

from .server import NOW, Handler, Site, Time

Making = Callable[..., Fetcher]
KEY = "s3cr/et+Key=&1234"
QUOTED = "s3cr%2Fet%2BKey%3D%261234"
ENVIRONMENT = {"TOCSIN_KEY_FIRMS": KEY, "TOCSIN_KEY_SHORT": "abc", "OTHER_KEY": "another-secret-value"}

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def asking(site: Site, time_: Time) -> Making:
    def make(*more: tuple[str, int], **policy: Any) -> Fetcher:
        told = Policy(exempt=frozenset({site.pair, *more}), **policy)
        return Fetcher(told, clock=lambda: NOW, monotonic=time_.monotonic, sleep=time_.sleep, environment=ENVIRONMENT)

    return make


@pytest.fixture
def other() -> Iterator[Site]:
    """A second host, as far as addresses go: another port."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def secret_in(came: object) -> bool:
    told = msgspec.json.encode(came).decode() + repr(came)
    forms = (KEY, QUOTED, QUOTED.lower(), json.dumps(KEY)[1:-1], KEY.replace("/", "\\/"), KEY.replace("&", "&amp;"))
    return any(form in told for form in forms)


def test_the_key_is_sent_and_stands_in_nothing_that_comes_back(site: Site, asking: Making) -> None:
    echo = f"{KEY} {QUOTED} {json.dumps(KEY)} {KEY.replace('/', chr(92) + '/')} {KEY.replace('&', '&amp;')}"
    site.replies[f"/csv/{QUOTED}/a"] = lambda asked: asked.say(echo.encode(), ETag=f'"{KEY}"', Content_Type=f"text/{KEY}")
    url = site.url("/csv/{key:FIRMS}/a")
    with asking() as fetcher:
        came = fetcher.fetch(url, own=keys.own(url))
    assert (came.outcome, came.url, came.final_url) == ("new", url, url)
    assert b"{key:FIRMS}" in came.body
    assert not secret_in(msgspec.structs.replace(came, body=b"")) | (KEY.encode() in came.body) | (QUOTED.encode() in came.body)
    assert not secret_in(came.body.decode())


@pytest.mark.parametrize("reply", ["fails", "refuses", "leads", "leads-round", "too-large", "cut", "moved"])
def test_no_way_to_fail_tells_the_key(reply: str, site: Site, asking: Making) -> None:
    def cut(asked: Handler) -> None:
        asked.say(KEY.encode(), Content_Length="1000")
        asked.close_connection = True

    path = f"/a?k={QUOTED}"
    site.replies |= {
        path: {
            "fails": lambda asked: asked.say(b"", 500),
            "refuses": lambda asked: asked.say(KEY.encode(), 403),
            "leads": lambda asked: asked.say(b"", 302, Location=f"http://10.0.0.1/{QUOTED}"),
            "leads-round": lambda asked: asked.say(b"", 302, Location=path),
            "too-large": lambda asked: asked.say(b"x" * 20_000),
            "cut": cut,
            "moved": lambda asked: asked.say(b"", 301, Location=f"/b?k={QUOTED}"),
        }[reply],
        f"/b?k={QUOTED}": lambda asked: asked.say(b"here"),
    }
    url = site.url("/a?k={key:FIRMS}")
    with asking(most_bytes=10_000, tries=1) as fetcher:
        came = fetcher.fetch(url, own=keys.own(url))
        posted = fetcher.post(url, b"q", "text/plain", "*/*", 10_000, own=keys.own(url))
    assert site.paths()[0] == path
    assert not secret_in((came, posted))
    assert came.url == url
    if reply == "moved":
        assert came.moved_to == site.url("/b?k={key:FIRMS}")


def test_what_was_found_is_never_filled(site: Site, asking: Making) -> None:
    """A page or a redirect that names a key gets nothing, and a file can ask for variables of one beginning only."""
    site.replies["/lead"] = lambda asked: asked.say(b"", 302, Location="/{key:FIRMS}")
    with asking() as fetcher:
        fetcher.fetch(site.url("/{key:FIRMS}"))
        fetcher.fetch(site.url("/lead"), own=keys.own(site.url("/lead")))
        fetcher.fetch(site.url("/{key:FIRMS}/{key:SHORT}"), own=keys.Own(frozenset({"OTHER"})))
        assert fetcher.fetch(site.url("/{key:OTHER_KEY}"), own=keys.own("{key:OTHER_KEY}")).reason == "no-key"
    assert not any(KEY in path or QUOTED in path for path, _ in site.seen)


@pytest.mark.parametrize("name", ["UNSET", "SHORT"])
def test_a_key_that_is_not_set_or_none_is_told_by_its_variable_and_nobody_is_asked(name: str, site: Site, asking: Making) -> None:
    url = site.url(f"/{{key:{name}}}")
    with asking() as fetcher:
        came = fetcher.fetch(url, own=keys.own(url))
    assert (came.outcome, came.reason) == ("refused", "no-key")
    assert f"TOCSIN_KEY_{name}" in came.what + came.todo
    assert site.seen == []


def test_no_key_goes_out_in_the_clear(time_: Time) -> None:
    url = "http://firms.example/{key:FIRMS}"
    with Fetcher(Policy(), clock=lambda: NOW, monotonic=time_.monotonic, sleep=time_.sleep, environment=ENVIRONMENT) as fetcher:
        came = fetcher.fetch(url, own=keys.own(url))
    assert (came.outcome, came.reason) == ("refused", "no-key")


def test_headers_go_to_the_declared_host_alone_and_not_to_its_robots(site: Site, other: Site, asking: Making) -> None:
    headers = {"Authorization": "Bearer {key:FIRMS}"}
    site.replies |= {
        "/a": lambda asked: asked.say(b"", 302, Location="/b"),
        "/b": lambda asked: asked.say(b"", 302, Location=other.url("/c")),
    }
    other.replies["/c"] = lambda asked: asked.say(b"there")
    with asking(other.pair) as fetcher:
        came = fetcher.fetch(site.url("/a"), own=keys.own(site.url("/a"), headers))
    assert came.body == b"there"
    sent = {path: got.get("authorization") for path, got in site.seen}
    assert sent == {"/robots.txt": None, "/a": f"Bearer {KEY}", "/b": f"Bearer {KEY}"}
    assert all("authorization" not in got for _, got in other.seen)


@given(
    st.text(st.characters(codec="ascii", exclude_categories=["Cc", "Z"]), min_size=6, max_size=60),
    st.sampled_from(["", "a", "=", "/x"]),
)
def test_what_is_hidden_is_gone_from_text_and_bytes(word: str, around: str) -> None:
    hidden = keys.hiding({"{key:A}": word})
    assert hidden.text(f"{around}{word}{around}").count("{key:A}") >= 1 or word in "{key:A}"
    assert hidden.bytes(f"{around}{word}{around}".encode()) == hidden.text(f"{around}{word}{around}").encode()
