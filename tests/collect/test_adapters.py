# ruff: noqa: E501  (heads of pages stand on one line)
"""What single adapters promise beyond the contract: privacy, harmless XML, honest dates and codings, extras that are missing."""

import builtins
import io
import json
import zipfile
from typing import Any

import pytest
from tests.collect.adapter_cases import GOLDEN, taken

from tocsin.collect.files import Collected, Limits, RefusedInput
from tocsin.errors import CannotFinish

PAGE = '<!doctype html><html lang="en"><head>{head}</head><body><article><h1>Convoy</h1><p>{words}</p></article></body></html>'
WORDS = "A convoy of covered lorries was seen near the depot, two drivers said. The ministry had no comment on what they carried."


def page(head: str, **given: Any) -> Collected:
    (item,) = taken(PAGE.format(head=head, words=WORDS).encode(), "page.html", **given)
    assert isinstance(item, Collected), item
    return item


def only(raw: bytes, form: str) -> Collected:
    (item,) = taken(raw, "x", form)
    assert isinstance(item, Collected), item
    return item


@pytest.mark.parametrize("private", ["Marta", "Quillon", "Piet", "piet_q", "501", "502", "+10005550123", "Neighbours"])
def test_no_private_account_of_a_group_is_kept(private: str) -> None:
    items = taken((GOLDEN / "telegram/group.json").read_bytes(), "result.json")
    assert len(items) == 2
    for item in items:
        assert isinstance(item, Collected)
        assert private not in item.blob.decode()
        assert private not in repr(item.report)


def test_one_account_has_one_pseudonym_and_a_channel_its_name() -> None:
    first, second = taken((GOLDEN / "telegram/group.json").read_bytes(), "result.json")
    assert isinstance(first, Collected)
    assert isinstance(second, Collected)
    assert (first.report.extra["author"], second.report.extra["author"]) == ("account 1", "account 2")
    assert second.report.text.startswith("account 1 how many?")
    channel = taken((GOLDEN / "telegram/channel.json").read_bytes(), "result.json")[0]
    assert isinstance(channel, Collected)
    assert channel.report.site == "Степной листок"


def test_a_person_quoted_by_a_channel_is_pseudonymised() -> None:
    items = [item for item in taken((GOLDEN / "telegram/channel.json").read_bytes(), "result.json") if isinstance(item, Collected)]
    assert not any("Пересветов" in repr(item.report) + item.blob.decode() for item in items)


def test_mail_is_kept_without_those_it_reached() -> None:
    item = only((GOLDEN / "eml/bulletin.eml").read_bytes(), "eml")
    assert b"jan@private.example" not in item.blob
    assert "presse@" not in repr(item.report)
    assert item.report.site == "orvale.example"


def test_an_entity_is_never_resolved(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may read this")
    for value in (f'SYSTEM "file://{secret}"', '"ha"'):
        raw = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e {value}>]><rss><channel><item><title>A title &e;</title></item></channel></rss>'
        item = only(raw.encode(), "feed")
        assert "nobody" not in item.report.text
        assert "entities-left-alone" in item.report.flags


def test_a_billion_laughs_are_not_laughed() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    raw = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel><item><title>T &l11;</title></item></channel></rss>'
    )
    assert all(len(item.report.text) < 100 for item in taken(raw.encode(), "x", "feed") if isinstance(item, Collected))


@pytest.mark.parametrize(
    ("head", "published", "source"),
    [
        ('<meta property="article:published_time" content="2026-11-24T10:15:30+01:00">', "2026-11-24T09:15:30+00:00", "meta"),
        ('<script type="application/ld+json">[{"@type":["Thing","Article"],"datePublished":"2026-11-24T09:15:30Z"}]</script>', "2026-11-24T09:15:30+00:00", "json-ld"),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"24 Nov 2026 09:15:30 GMT"}</script>', "2026-11-24T09:15:30+00:00", "json-ld"),
        ('<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2026-11-24 11:15:30 +0200">', "2026-11-24T09:15:30+00:00", "meta"),
        ('<meta name="pubdate" content="1795511730">', "2026-11-24T09:15:30+00:00", "meta"),
        ('<link rel="canonical" href="https://norvane.example/2026/11/24/convoy">', "2026-11-24T23:59:59+00:00", "address"),
        ('<meta name="date" content="soon">', None, None),
    ],
)  # fmt: skip
def test_the_date_is_what_the_page_declares_to_the_second(head: str, published: str | None, source: str | None) -> None:
    report = page(head).report
    assert (report.published_at.isoformat() if report.published_at else None) == published
    assert str(report.extra.get("published_from", "None")).split()[0] == str(source)


def test_a_page_cannot_claim_the_address_of_another_house() -> None:
    items = taken((GOLDEN / "warc/crawl.warc").read_bytes(), "crawl.warc")
    assert isinstance(items[0], Collected)
    assert items[0].report.url == "http://listok.example/1"
    assert "canonical-elsewhere" in items[0].report.flags
    assert items[0].report.extra["crawled"] == "2026-11-24T11:00:00Z"


def test_a_picture_larger_than_the_limit_is_passed_over_and_a_page_beyond_the_first_bytes_is_whole() -> None:
    words = "The council of the village opened its library on Friday. " * 300
    page = f"<!doctype html><html><head><title>Library</title></head><body><article><p>{words}</p></article></body></html>".encode()
    raw = b"".join(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (number, len(block), block)
        for number, (media, body) in enumerate(((b"image/jpeg", bytes(90_000)), (b"text/html", page)))
        if (block := b"HTTP/1.1 200 OK\r\nContent-Type: " + media + b"\r\n\r\n" + body)
    )
    (item,) = taken(raw, "crawl.warc", limits=Limits(report=40_000))
    assert isinstance(item, Collected)
    assert item.report.text.count("library") == 300


def test_a_page_of_scripts_alone_is_refused_with_what_to_do() -> None:
    (item,) = taken(b'<!doctype html><html><body><div id="app"></div><script>go()</script></body></html>', "x")
    assert isinstance(item, RefusedInput)
    assert (item.record.reason, item.record.format) == ("no-text", "html")


def test_a_page_that_nests_without_end_is_refused_quickly() -> None:
    (item,) = taken(b"<!doctype html><html><body>" + b"<div>" * 200_000 + b"words", "x")
    assert isinstance(item, RefusedInput)
    assert item.record.reason == "too-deep"


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CannotFinish, match="tables") as caught:
        taken((GOLDEN / "parquet/reports.parquet").read_bytes(), "x.parquet")
    assert caught.value.exit_status == 4


def test_columns_are_named_where_their_names_say_nothing() -> None:
    raw = b"a;b;c\n2026-11-24;Convoy;A convoy passed, two drivers said.\n"
    from datetime import UTC, datetime

    from tocsin.collect import dispatch

    clock = datetime(2026, 11, 28, tzinfo=UTC)
    (item,) = dispatch.stream(io.BytesIO(raw), "x.csv", clock=clock, columns={"text": "c", "title": "b", "published": "a"})
    assert isinstance(item, Collected)
    assert (item.report.title, item.report.extra) == ("Convoy", {"format": "csv"})
    (refused,) = dispatch.stream(io.BytesIO(raw), "x.csv", clock=clock)
    assert isinstance(refused, RefusedInput)
    assert "--columns" in refused.record.todo


def test_a_locked_archive_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "words")
    raw = bytearray(held.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (item,) = taken(bytes(raw), "x.zip")
    assert isinstance(item, RefusedInput)
    assert item.record.reason == "encrypted"


def test_a_truncated_archive_gives_what_is_whole_and_refuses_the_rest() -> None:
    raw = (GOLDEN / "warc/crawl.warc").read_bytes()
    items = taken(raw[:-30], "crawl.warc")
    assert isinstance(items[0], Collected)
    assert isinstance(items[-1], RefusedInput)
    assert items[-1].record.reason == "truncated"


@pytest.mark.parametrize("end", ["<item><title>cut", "<item><title>cut</title><description>Half of the", "<item><title>cut</title>"])
def test_an_entry_in_which_a_feed_ends_is_refused_and_those_before_it_are_taken(end: str) -> None:
    whole = "<item><title>One</title><description>It was told whole.</description></item>"
    first, last = taken(f"<rss><channel><title>x</title>{whole}{end}".encode(), "x.xml")
    assert isinstance(first, Collected)
    assert isinstance(last, RefusedInput)
    assert last.record.reason == "truncated"


def test_reports_of_a_list_are_those_of_lines() -> None:
    listed = [{"id": "a", "text": "Something happened."}, {"text": "Another thing."}]
    items = taken(json.dumps(listed).encode(), "x.json")
    lines = taken("\n".join(map(json.dumps, listed)).encode(), "x.jsonl")
    assert [i.report.id for i in items if isinstance(i, Collected)] == [i.report.id for i in lines if isinstance(i, Collected)]


def test_the_command_names_every_format() -> None:
    from tocsin.cli.keeping import FORMATS
    from tocsin.collect.adapters import registry

    assert set(FORMATS.split(", ")) == {"text", "jsonl", *registry.OURS}


def test_what_stands_around_an_article_is_left_out() -> None:
    raw = PAGE.format(head="", words=WORDS).replace("</body>", '<div id="comments"><p>I saw it too!</p></div><nav>Home</nav></body>')
    (item,) = taken(raw.encode(), "page.html")
    assert isinstance(item, Collected)
    assert item.report.text == WORDS


@pytest.mark.parametrize("form", ["clipping", "html", "csv"])
def test_a_text_of_no_break_spaces_is_none(form: str) -> None:
    (item,) = taken(b"text,title\n\xc2\xa0,a\n" if form == "csv" else "\xa0 \ufeff\xa0\n".encode(), "x", form)
    assert isinstance(item, RefusedInput)
