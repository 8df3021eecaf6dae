"""One address fetched again: an edit is a new version and no second witness, a page that went away is noted, and what we quote stays."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine import declarations, pipeline, store, versions
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.model import Report, Statement, report_id
from tocsin.model.versions import Version

URL = "https://post.example/news/depot"
PAGE = "<html><head><title>{title}</title></head><body><article><p>{text}</p></article></body></html>"
FIRST = (
    "Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site in western Russia, "
    "two Polish officials told the Post on Friday. The guard of the site was doubled last week, they said."
)
EDITED = FIRST.replace("western Russia", "southern Russia").replace("on Friday", "on Saturday")
CORRECTED = "Correction: an earlier version of this article placed the site elsewhere. " + EDITED


def answers(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: dict[str, object]) -> None:
    """What the network gives from now on."""
    folder.mkdir(exist_ok=True)
    (folder / "index.jsonl").write_text("\n".join(map(json.dumps, lines)))
    monkeypatch.setenv("TOCSIN_RECORDED", str(folder))


def page(text: str, title: str = "Guards doubled at depot") -> dict[str, object]:
    return {"url": URL, "headers": {"Content-Type": "text/html"}, "text": PAGE.format(title=title, text=text)}


def fetched(place: Path, day: int, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object]) -> store.Taken:
    """The address as it answers on a day of November."""
    monkeypatch.setenv("TOCSIN_NOW", f"2026-11-{day:02}T08:00:00Z")
    answers(place.parent / "answers", monkeypatch, answer)
    return store.ingest([URL], place)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    store.create(tmp_path / "w", "nuclear-escalation")
    return tmp_path / "w"


def at(place: Path, day: int) -> pipeline.Case:
    return pipeline.build(store.load(place, datetime(2026, 11, day, 23, tzinfo=UTC)))


def test_a_silent_edit_is_a_version_with_its_differences(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    assert fetched(place, 21, monkeypatch, page(FIRST)).new == 0
    assert fetched(place, 22, monkeypatch, page(EDITED)).new == 1
    (history,) = versions.histories(place)
    assert (history.url, [step.kind for step in history.steps]) == (URL, ["new", "edited"])
    edit = history.steps[1]
    assert (edit.says_so, edit.t_known) == (False, datetime(2026, 11, 22, 8, tzinfo=UTC))
    assert [(change.was, change.now) for change in edit.changes] == [("western", "southern"), ("Friday", "Saturday")]
    assert versions.histories(place, URL) == versions.histories(place, str(edit.report)[:10]) == (history,)
    with Ledger.open(place) as ledger:
        ledger.verify()


def test_a_correction_that_says_so_is_told_from_a_silent_edit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    fetched(place, 22, monkeypatch, page(CORRECTED))
    assert [step.says_so for step in versions.histories(place)[0].steps] == [False, True]


def test_a_page_that_goes_away_and_comes_back(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    for day in (21, 22):
        assert fetched(place, day, monkeypatch, {"url": URL, "status": 410}).refusals[0].reason == "http-410"
    fetched(place, 23, monkeypatch, page(FIRST))
    fetched(place, 24, monkeypatch, page(EDITED))
    fetched(place, 25, monkeypatch, page(FIRST))
    (history,) = versions.histories(place)
    assert [step.kind for step in history.steps] == ["new", "withdrawn", "restored", "edited", "edited"]
    assert [step.t_known.day for step in history.steps] == [20, 21, 23, 24, 25]


def test_an_address_that_was_never_there_is_no_deletion(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, {"url": URL, "status": 404})
    with Ledger.open(place) as ledger:
        assert ledger.count(Version) == 0
    assert versions.histories(place) == ()
    with pytest.raises(UsageError, match="no report of this address"):
        versions.histories(place, URL)


def test_an_edit_is_one_line_and_no_second_witness(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    before = at(place, 25)
    alone = pipeline.assess(before, draws=60)
    for day, text in ((21, EDITED), (22, CORRECTED), (23, EDITED.replace("unusual", "great"))):
        fetched(place, day, monkeypatch, page(text))
    after = at(place, 25)
    assert len(after.reports) == 4
    assert [origin.id for origin in after.origins] == [origin.id for origin in before.origins]
    assert len(after.origins[0].reports) == 4
    again = pipeline.assess(after, draws=60)
    assert [one.probability for one in again.hypotheses] == [one.probability for one in alone.hypotheses]


def test_what_an_edit_says_was_not_known_before_it_was_seen(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dated = {"url": URL, "headers": {"Content-Type": "text/html"}}
    head = '<html><head><title>Depot</title><meta property="article:published_time" content="WHEN"></head><body><article><p>'.replace(
        "WHEN", "2026-11-20T06:00:00Z"
    )
    fetched(place, 20, monkeypatch, {**dated, "text": f"{head}{FIRST}</p></article></body></html>"})
    fetched(place, 24, monkeypatch, {**dated, "text": f"{head}{EDITED}</p></article></body></html>"})
    assert [report.published_at.day for report in at(place, 25).reports if report.published_at] == [20, 20]
    assert [report.text for report in at(place, 23).reports] == [report.text for report in at(place, 20).reports]
    assert len(at(place, 24).reports) == 2


def test_a_quotation_stays_as_it_was_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    with Ledger.open(place) as ledger:
        before = {statement.id: statement for statement in ledger.records(Statement)}
    fetched(place, 22, monkeypatch, page(EDITED))
    with Ledger.open(place) as ledger:
        reports = {report.id: report for report in ledger.records(Report)}
        for name, statement in before.items():
            held = ledger.get(Statement, name)
            assert held == statement
            report = reports[statement.report]
            assert report.text[slice(*statement.span)] == statement.text
            assert report.raw is not None
            assert statement.text.split()[0] in ledger.blobs.get(report.raw).decode()


def test_an_entry_seen_through_its_feed_is_no_edit_of_its_page(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = f"<item><title>Depot</title><link>{URL}</link><description>{FIRST[:120]}</description></item>"
    feed = f"<rss><channel><title>Post</title>{entry}</channel></rss>"
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-20T08:00:00Z")
    answers(place.parent / "answers", monkeypatch, page(FIRST), {"url": "https://post.example/feed", "text": feed})
    for _ in range(2):
        store.ingest([URL, "https://post.example/feed"], place)
    with Ledger.open(place) as ledger:
        assert [version.kind for version in ledger.records(Version)] == ["new", "new"]
        assert len(ledger.versions(Version, versions.identity(URL, None))) == 1
    assert len(at(place, 25).origins) == 1


def test_an_erased_report_takes_its_version_along(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched(place, 20, monkeypatch, page(FIRST))
    (report,) = at(place, 25).reports
    store.erase(place, report.id, "asked to")
    with Ledger.open(place) as ledger:
        ledger.verify()
        assert ledger.count(Version) == 0


TEXTS = st.text(alphabet="ab ,.\né»", max_size=40) | st.lists(st.sampled_from(FIRST.split()), max_size=30).map(" ".join)


def common(text: str, spans: list[tuple[int, int] | None]) -> str:
    """`text` without the spans that differ."""
    kept, at_ = "", 0
    for span in spans:
        if span is not None:
            kept += text[at_ : span[0]]
            at_ = span[1]
    return kept + text[at_:]


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS)
def test_differences_are_all_that_differs(was: str, now: str) -> None:
    changes = list(versions.differences(was, now))
    for change in changes:
        assert change.was == ("" if change.was_span is None else was[slice(*change.was_span)])
        assert change.now == ("" if change.now_span is None else now[slice(*change.now_span)])
        assert change.was != change.now
    assert common(was, [change.was_span for change in changes]) == common(now, [change.now_span for change in changes])
    assert bool(changes) == (was != now)


SENTENCES = (
    "Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site in the west, two Polish officials say.",
    "The Kremlin denied on Thursday that any nuclear warheads had been moved.",
    "The exercise began on Monday with missile units near the border, the ministry said.",
    "A spokesman for the alliance had no comment.",
    "The road to the site was closed for a week, residents told the Post.",
)
EDITS = st.lists(st.tuples(st.sampled_from(["drop", "swap", "mark", "append", "twice"]), st.integers(0, 10)), min_size=1, max_size=4)


def edited(sentences: list[str], how: str, where: int) -> list[str]:
    """An edit that tells nothing new: a sentence dropped or moved, a mark changed, a line about the site itself put below."""
    at_ = where % len(sentences)
    if how == "drop" and len(sentences) > 1:
        return sentences[:at_] + sentences[at_ + 1 :]
    if how == "swap":
        return sentences[at_:] + sentences[:at_]
    if how == "mark":
        return [one.replace(",", ", ").replace("  ", " ").rstrip(".") + "." * (1 + (n == at_)) for n, one in enumerate(sentences)]
    return [*sentences, "Follow us for more stories like this one."] if how == "append" else sentences


@settings(max_examples=15, deadline=None)
@given(EDITS, st.booleans())
def test_edits_that_tell_nothing_new_never_raise_the_number_of_origins(steps: list[tuple[str, int]], other: bool) -> None:
    when = datetime(2026, 11, 20, 8, tzinfo=UTC)

    def report(sentences: list[str], hours: int, url: str, site: str) -> Report:
        text, at_ = " ".join(sentences), when + timedelta(hours=hours)
        name = report_id(url, site, at_, "Depot", text)
        return Report(id=name, url=url, site=site, title="Depot", text=text, published_at=at_, collected_at=at_)

    reports = [report(list(SENTENCES), 0, URL, "Norvane Post")]
    if other:
        reports.append(report([f"{SENTENCES[0][:-1]}, the Lantier agency reported."], 1, "https://lantier.example/7", "Agence Lantier"))
    declared = declarations.load()

    def origins() -> list[str]:
        known = tuple({one.id: one for one in reports}.values())
        given_ = pipeline.Input(
            declared=declared, reports=known, readings=tuple(pipeline.read(known, declared)), as_of=when + timedelta(days=5)
        )
        return sorted(origin.id for origin in pipeline.build(given_).origins)

    before, sentences = origins(), list(SENTENCES)
    for number, (how, where) in enumerate(steps):
        sentences = edited(sentences, how, where)
        reports.append(report(sentences, 2 + number, URL, "Norvane Post"))
        assert origins() == before
