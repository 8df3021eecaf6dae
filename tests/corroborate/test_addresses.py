"""Reports of one address are versions of one report, however its address is written; a front page is no address of a report."""

import pytest

from tocsin.corroborate.addresses import address


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/news/1",
        "http://post.example/news/1/",
        "https://www.post.example/news/1#comments",
        "https://POST.example/news/1?utm_source=feed&utm_medium=rss",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert address(url) == "post.example/news/1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://post.example/news/1", "https://post.example/news/2"),
        ("https://post.example/?p=1", "https://post.example/?p=2"),
        ("https://post.example/News", "https://post.example/news"),
        ("https://a.post.example/1", "https://post.example/1"),
    ],
)
def test_other_pages_have_others(one: str, other: str) -> None:
    assert address(one) != address(other)


NOWHERE = (
    None,
    "",
    "https://post.example",
    "https://www.post.example/",
    "mailto:a@post.example",
    "news/1",
    "http://[",
    "ftp://a.example/1",
)


@pytest.mark.parametrize("url", NOWHERE)
def test_a_front_page_or_no_web_address_is_none(url: str | None) -> None:
    assert address(url) is None
