"""One address fetched from a real server on this machine: conditional requests, redirects, robots.txt, retries, limits."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Validators

from .server import NOW, Handler, Site, Time

Making = Callable[..., Fetcher]

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_body_comes_with_what_is_needed_to_ask_again_and_the_second_time_nothing_comes(site: Site, fetching: Making) -> None:
    def feed(asked: Handler) -> None:
        if asked.headers.get("If-None-Match") == '"1"':
            asked.say(b"", 304, ETag='"1"')
        else:
            asked.say(gzip.compress(b"<rss/>"), Content_Encoding="gzip", Content_Type="application/rss+xml; charset=UTF-8", ETag='"1"',
                      Cache_Control="public, max-age=600")  # fmt: skip

    site.replies["/feed"] = feed
    with fetching() as fetcher:
        first = fetcher.fetch(site.url("/feed"))
        assert (first.outcome, first.body, first.media_type, first.charset) == ("new", b"<rss/>", "application/rss+xml", "UTF-8")
        assert (first.validators, first.fresh_s, first.at) == (Validators(etag='"1"'), 600.0, NOW)
        again = fetcher.fetch(site.url("/feed"), first.validators)
        assert (again.outcome, again.body) == ("unchanged", b"")
    agent = site.seen[0][1]["user-agent"]
    assert agent.startswith("tocsin/")


def test_redirects_are_followed_a_few_times_and_a_move_for_good_is_told(site: Site, fetching: Making) -> None:
    site.replies |= {
        "/old": lambda asked: asked.say(b"", 301, Location="/new"),
        "/new": lambda asked: asked.say(b"text"),
        "/round": lambda asked: asked.say(b"", 302, Location="/round"),
        "/inside": lambda asked: asked.say(b"", 302, Location="http://127.0.0.1:1/secret"),
        "/metadata": lambda asked: asked.say(b"", 302, Location="http://169.254.169.254/latest/meta-data"),
        "/file": lambda asked: asked.say(b"", 302, Location="file:///etc/passwd"),
    }
    with fetching() as fetcher:
        moved = fetcher.fetch(site.url("/old"))
        assert (moved.outcome, moved.moved_to, moved.final_url) == ("new", site.url("/new"), site.url("/new"))
        assert fetcher.fetch(site.url("/round")).reason == "redirects"
        for path in ("/inside", "/metadata", "/file"):
            found = fetcher.fetch(site.url(path))
            assert (found.outcome, found.reason) == ("refused", "address")


def test_robots_are_heeded_once_a_day_and_their_delay_kept(site: Site, fetching: Making, time_: Time) -> None:
    rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    site.replies |= {
        "/robots.txt": lambda asked: asked.say(rules),
        "/private/a": lambda asked: asked.say(b"no"),
        "/a": lambda asked: asked.say(b"yes"),
    }
    with fetching() as fetcher:
        refused = fetcher.fetch(site.url("/private/a"))
        assert (refused.outcome, refused.reason) == ("refused", "robots")
        assert fetcher.fetch(site.url("/a")).body == b"yes"
        assert fetcher.fetch(site.url("/a")).body == b"yes"
    assert site.paths() == ["/a", "/a"]
    assert [path for path, _ in site.seen].count("/robots.txt") == 1
    assert time_.slept[-1] == 7.0


def test_a_site_whose_robots_cannot_be_had_is_left_alone_for_now(site: Site, fetching: Making) -> None:
    site.replies |= {"/robots.txt": lambda asked: asked.say(b"", 503), "/a": lambda asked: asked.say(b"yes")}
    with fetching() as fetcher:
        found = fetcher.fetch(site.url("/a"))
    assert (found.outcome, found.reason) == ("failed", "robots")
    assert site.paths() == []


@pytest.mark.parametrize(("status", "outcome", "tries"), [(404, "gone", 1), (410, "gone", 1), (403, "refused", 1), (500, "failed", 3)])
def test_statuses_end_as_what_they_mean(status: int, outcome: str, tries: int, site: Site, fetching: Making) -> None:
    site.replies["/a"] = lambda asked: asked.say(b"", status)
    with fetching() as fetcher:
        found = fetcher.fetch(site.url("/a"))
    assert (found.outcome, found.reason, found.tries) == (outcome, f"http-{status}", tries)
    assert len(site.paths()) == tries
    assert found.what
    assert found.todo


def test_retry_after_is_waited_for_if_short_and_told_if_long(site: Site, fetching: Making, time_: Time) -> None:
    waits = iter(["11", "9999", "9999"])

    def busy(asked: Handler) -> None:
        asked.say(b"", 429, Retry_After=next(waits))

    site.replies["/a"] = busy
    with fetching() as fetcher:
        found = fetcher.fetch(site.url("/a"))
        assert (found.outcome, found.tries, found.wait_s) == ("failed", 2, 9999.0)
    assert any(slept >= 11 - 1e-9 for slept in time_.slept)


def test_what_is_too_large_or_a_bomb_is_refused_and_nothing_of_it_kept(site: Site, fetching: Making) -> None:
    site.replies |= {
        "/told": lambda asked: asked.say(b"x" * 2000),
        "/bomb": lambda asked: asked.say(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"),
    }
    with fetching(most_bytes=1000) as fetcher:
        for path in ("/told", "/bomb"):
            found = fetcher.fetch(site.url(path))
            assert (found.outcome, found.reason, found.body) == ("refused", "too-large", b"")


def test_a_server_that_cuts_off_lies_about_length_or_says_nonsense_is_a_result(site: Site, fetching: Making) -> None:
    def cut(asked: Handler) -> None:
        asked.say(b"abc", Content_Length="1000")
        asked.close_connection = True

    def nonsense(asked: Handler) -> None:
        asked.wfile.write(b"\x00\x01nothing like HTTP\r\n\r\n")
        asked.close_connection = True

    site.replies |= {"/cut": cut, "/nonsense": nonsense}
    with fetching(tries=2) as fetcher:
        for path in ("/cut", "/nonsense"):
            found = fetcher.fetch(site.url(path))
            assert found.outcome == "failed", found
            assert found.reason == "cut-off"


def test_a_server_that_never_answers_is_too_slow(site: Site, fetching: Making) -> None:
    def hang(asked: Handler) -> None:
        asked.server.done.wait(30)

    site.replies["/hang"] = hang
    with fetching(tries=1, timeout_s=0.2) as fetcher:
        found = fetcher.fetch(site.url("/hang"))
    assert (found.outcome, found.reason) == ("failed", "too-slow")


def test_nobody_there_is_unreachable(fetching: Making, site: Site) -> None:
    with fetching(exempt=frozenset({("127.0.0.1", 1)}), tries=1, heed_robots=False) as fetcher:
        found = fetcher.fetch("http://127.0.0.1:1/")
    assert (found.outcome, found.reason) == ("failed", "unreachable")
    assert site.paths() == []


def test_one_host_is_asked_one_at_a_time_with_a_pause(site: Site, fetching: Making, time_: Time) -> None:
    import threading

    inside, most, lock, never = 0, 0, threading.Lock(), threading.Event()

    def slow(asked: Handler) -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        never.wait(0.05)  # time for a second to come in, who must not
        with lock:
            inside -= 1  # before the answer: who has it may ask again at once
        asked.say(b"x")

    for n in range(8):
        site.replies[f"/{n}"] = slow
    with fetching(pause_s=3.0) as fetcher, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: fetcher.fetch(site.url(f"/{n}")), range(8)))
    assert all(one.outcome == "new" for one in found)
    assert most == 1
    assert time_.now >= 8 * 3.0
