"""Sources tried and added from recorded answers: what is found, what does not fit, and a file that passes its check."""

import json
from pathlib import Path

import pytest

from tocsin.collect.fetching import addresses
from tocsin.engine import sourcing, store
from tocsin.errors import UsageError
from tocsin.library import sources

ITEM = (
    "<item><title>Talks {n}</title><link>{base}/{n}</link>"
    "<pubDate>{day:02d} Sep 2022 1{n}:00:00 GMT</pubDate><description>{text}</description></item>"
)
ENGLISH = "The ministry denied on Wednesday that any of the warheads had left the depot in the north of the region."
FRENCH = "Le ministère a démenti mercredi que des ogives aient quitté le dépôt situé dans le nord de la région."


def _feed(base: str, text: str = ENGLISH, days: tuple[int, ...] = (26, 27, 28)) -> str:
    items = "".join(ITEM.format(n=n, base=base, day=day, text=text) for n, day in enumerate(days))
    return f"<rss version='2.0'><channel><title>Norvane Post</title>{items}</channel></rss>"


def _page(*links: str) -> str:
    return "<html><head>" + "".join(f"<link rel='alternate' type='application/rss+xml' href='{link}'>" for link in links) + "</head></html>"


def _play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str | int]) -> Path:
    folder = tmp_path / "answers"
    folder.mkdir()
    lines = [{"url": url, "text": told} if isinstance(told, str) else {"url": url, "status": told} for url, told in answers.items()]
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, lines)))
    monkeypatch.setenv("TOCSIN_RECORDED", str(folder))
    monkeypatch.setenv("TOCSIN_NOW", "2022-09-29")
    store.create(tmp_path / "w", "nuclear-escalation")
    return tmp_path / "w"


@pytest.mark.parametrize(
    "answers",
    [
        {"https://post.example/": _page("/all.xml"), "https://post.example/all.xml": _feed("https://post.example")},
        {"https://post.example/": _feed("https://post.example")},
        {"https://post.example/": "<html></html>", "https://post.example/rss.xml": _feed("https://post.example")},
        {
            "https://post.example/": _page("/dead.xml", "/few.xml", "/all.xml"),
            "https://post.example/few.xml": _feed("https://post.example", days=(28,)),
            "https://post.example/all.xml": _feed("https://post.example"),
        },
    ],
)
def test_the_feed_of_a_site_is_found_and_its_file_passes(
    answers: dict[str, str | int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = _play(tmp_path, monkeypatch, answers)
    added = sourcing.add("post.example", work, None, None, "outlet")
    assert (added.id, added.found[0].reports, added.found[0].languages) == ("post-example", 3, ("en",))
    assert sources.check(work / "sources") == []
    found = next(source for source in store.sources(work) if source.id == "post-example")
    assert (found.name, found.sites, found.originates, found.reliability) == ("Norvane Post", ("post.example",), False, "F")
    assert found.collect[0].per_day[0] <= 1 <= found.collect[0].per_day[1]
    assert sourcing.check_online(["post-example"], work)[0].remarks == ()
    with pytest.raises(UsageError, match="already"):
        sourcing.add("post.example", work, None, None, "outlet")


@pytest.mark.parametrize(
    "answers",
    [
        {"https://post.example/": "<html></html>"},
        {"https://post.example/": 404},
        {"https://post.example/": 500},
        {"https://post.example/": _page("http://10.0.0.1/feed")},
    ],
)
def test_a_site_without_a_feed_is_said_and_nothing_is_written(
    answers: dict[str, str | int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = _play(tmp_path, monkeypatch, answers)
    with pytest.raises(UsageError):
        sourcing.add("https://post.example/", work, None, None, "outlet")
    assert not (work / "sources").exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://post.example/", "http://2130706433/"])
def test_an_address_that_may_not_be_asked_is_a_wrong_call(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = _play(tmp_path, monkeypatch, {})
    with pytest.raises(UsageError):
        sourcing.add(url, work, None, None, "outlet")


def test_what_does_not_fit_the_declaration_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = "https://post.example"
    answers: dict[str, str | int] = {f"{base}/a": _feed(base), f"{base}/old": _feed(base, FRENCH, (1, 2, 3)), f"{base}/gone": 410}
    work = _play(tmp_path, monkeypatch, answers)
    (work / "sources").mkdir()
    polls = "".join(f"  - {{url: {base}/{path}, per_day: [50, 90], language: en}}\n" for path in ("a", "old", "gone"))
    (work / "sources" / "post.yml").write_text(f"id: post\nname: Post\nkind: outlet\nwhy: invented\ncollect:\n{polls}")
    sources.load.cache_clear()
    first, old, gone = sourcing.check_online(["post"], work)
    assert [("a day" in remark) for remark in first.remarks] == [True]
    assert any("it is in fr" in remark for remark in old.remarks)
    assert any("2022-09-03" in remark for remark in old.remarks)
    assert (gone.found.outcome, len(gone.remarks)) == ("gone", 1)
    with pytest.raises(UsageError, match="no source"):
        sourcing.check_online(["nobody"], work)


def test_shipped_sources_say_how_they_are_collected() -> None:
    collected = [source for source in sources.load() if source.collect]
    assert len(collected) >= 60
    assert {"fr", "en", "ru", "uk"} <= {language for source in collected for language in source.language}
    for source in collected:
        assert source.licence
        assert source.terms
        for poll in source.collect:
            assert addresses.parse(poll.url).host
    urls = [poll.url for source in collected for poll in source.collect]
    assert len(urls) == len(set(urls))


@pytest.mark.parametrize(
    ("answer", "outcome", "measured", "said"),
    [
        (
            "#EventID|Time|Latitude|Longitude|Magnitude\nsyn1|2022-09-28T21:00:00|73.4|54.8|2.5\n",
            "new",
            4,
            None,
        ),  # two measures near two places
        ("#EventID|Time|Latitude|Longitude|Magnitude\n", "new", 0, "it measured nothing now"),
        ("<html>maintenance</html>", "refused", 0, "names no column"),
    ],
)
def test_the_feed_of_an_instrument_is_tried_as_one(
    answer: str, outcome: str, measured: int, said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://quakes.example/query"
    work = _play(tmp_path, monkeypatch, {url: answer})
    (work / "sources").mkdir()
    (work / "sources" / "quakes.yml").write_text(
        f"id: quakes\nname: Quakes\nkind: instrument\nwhy: invented\ncollect: [{{url: '{url}', instrument: seismic, every_minutes: 720}}]\n"
    )
    (checked,) = sourcing.check_online(["quakes"], work)
    assert (checked.found.outcome, checked.found.reports, checked.found.form) == (outcome, measured, "seismic")
    assert checked.remarks == () if said is None else said in checked.remarks[0]
