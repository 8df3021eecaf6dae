"""Addresses taken into a workspace, from recorded answers; what does not come is refused with its reason."""

from pathlib import Path

import pytest

from tocsin.engine import clock, store
from tocsin.errors import ConfigError, UsageError

PAGE = "<html><head><title>Depot</title></head><body><article><p>{}</p></article></body></html>".format(
    "The ministry denied on Wednesday that any nuclear warheads had left the depot in the north of the region."
)


def _answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    (folder / "page.html").write_text(PAGE)
    index = [
        '{"url": "https://post.example/1", "headers": {"Content-Type": "text/html; charset=utf-8"}, "body": "page.html"}',
        '{"url": "https://post.example/moved", "status": 301, "headers": {"Location": "https://post.example/1"}}',
        '{"url": "https://post.example/inside", "status": 302, "headers": {"Location": "http://10.0.0.1/"}}',
        '{"url": "https://post.example/robots.txt", "text": "User-agent: *\\nDisallow: /private"}',
    ]
    (folder / "index.jsonl").write_text("\n".join(index))
    monkeypatch.setenv("TOCSIN_RECORDED", str(folder))


def test_a_page_is_taken_from_its_address_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(tmp_path / "answers", monkeypatch)
    store.create(tmp_path / "w", "nuclear-escalation")
    first = store.ingest(["https://post.example/1"], tmp_path / "w")
    assert (first.new, len(first.refusals)) == (1, 0)
    assert first.statements >= 1
    again = store.ingest(["https://post.example/moved"], tmp_path / "w")
    assert (again.new, again.known) == (0, 1)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://post.example/inside", "address"),
        ("http://localhost/", "address"),
        ("https://post.example/private/x", "robots"),
        ("https://post.example/none", "http-404"),
    ],
)
def test_what_does_not_come_is_in_quarantine_with_its_reason(
    url: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(tmp_path / "answers", monkeypatch)
    store.create(tmp_path / "w", "nuclear-escalation")
    taken = store.ingest([url], tmp_path / "w")
    assert [refusal.reason for refusal in taken.refusals] == [reason]
    assert [refusal.where for refusal in store.refusals(tmp_path / "w")] == [url]


def test_files_alone_need_no_network(tmp_path: Path) -> None:
    from tocsin.collect.files import collect

    with pytest.raises(UsageError, match="not fetched here"):
        list(collect(["https://post.example/1"], clock=clock.now()))


@pytest.mark.parametrize("line", ["proxy: ftp://x", "pause_s: 0", "allow: [nothing]", "unknown: 1"])
def test_a_wrong_setting_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    with (tmp_path / "w" / "tocsin.yml").open("a") as file:
        file.write(f"fetching:\n  {line}\n")
    with pytest.raises(ConfigError, match=r"tocsin\.yml:6:"):
        store.ingest(["https://post.example/1"], tmp_path / "w")
