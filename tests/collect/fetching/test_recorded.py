"""Recorded answers: in their order, the last one again and again, and never a network."""

from pathlib import Path

import pytest

from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.recorded import Recorded
from tocsin.collect.fetching.results import Policy
from tocsin.errors import UsageError

from .server import NOW, Time

INDEX = """
{"url": "https://news.example/feed", "headers": {"ETag": "\\"1\\""}, "body": "feed.xml"}
{"url": "https://news.example/feed", "headers": {"ETag": "\\"1\\""}, "text": "same"}
{"url": "https://news.example/feed", "text": "newer"}
{"url": "https://news.example/dead", "fails": "unreachable"}
"""


def _fetcher(folder: Path) -> Fetcher:
    (folder / "index.jsonl").write_text(INDEX)
    (folder / "feed.xml").write_text("<rss/>")
    time = Time()
    return Fetcher(Policy(), clock=lambda: NOW, wire=Recorded(folder), monotonic=time.monotonic, sleep=time.sleep)


def test_answers_come_in_their_order(tmp_path: Path) -> None:
    with _fetcher(tmp_path) as fetcher:
        first = fetcher.fetch("https://news.example/feed")
        assert first.body == b"<rss/>"
        assert fetcher.fetch("https://news.example/feed", first.validators).outcome == "unchanged"
        assert [fetcher.fetch("https://news.example/feed").body for _ in range(2)] == [b"newer", b"newer"]
        assert fetcher.fetch("https://news.example/dead").reason == "unreachable"
        assert fetcher.fetch("https://news.example/never").outcome == "gone"


@pytest.mark.parametrize("line", ["{", '{"status": 200}', '{"url": 3}'])
def test_a_broken_index_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_text(line)
    with pytest.raises(UsageError, match=r"index\.jsonl:1"):
        Recorded(tmp_path)


def test_a_folder_without_an_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Recorded(tmp_path)
