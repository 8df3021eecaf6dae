"""The shipped samples are whole, synthetic in every line, invented in every site, and copied from nowhere."""

import itertools
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tocsin.errors import ConfigError, UsageError
from tocsin.library import samples
from tocsin.model import Report, report_id

AUTUMN = "autumn-2022"
FIRST, LAST = datetime(2022, 9, 15, tzinfo=UTC), datetime(2022, 10, 20, 23, tzinfo=UTC)
COPIED_SHARE = 0.02
"""of word-5-grams, beyond which a text of ours would owe something to another; dates and stock phrases stay well below"""


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module", params=[AUTUMN])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reports(name: str) -> list[dict[str, Any]]:
    return lines(samples.reports(name))


@pytest.fixture(scope="module")
def golden(name: str) -> list[dict[str, Any]]:
    return lines(samples.gold(name))


def grams(text: str, n: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_autumn_is_shipped() -> None:
    assert AUTUMN in samples.shipped()


def test_every_line_and_record_says_synthetic(name: str, reports: list[dict[str, Any]], golden: list[dict[str, Any]]) -> None:
    assert all(report["synthetic"] is True for report in reports + golden)
    assert all(record.synthetic for record in samples.coverage(name))
    assert samples.describe(name).synthetic
    assert all("SYNTHETIC" in source.why for source in samples.sources(name))
    assert "SYNTHETIC" in (samples.path(name) / "README.md").read_text(encoding="utf-8").splitlines()[0]


def test_reports_are_dated_inside_the_window_and_before_the_judgement(name: str, reports: list[dict[str, Any]]) -> None:
    times = [datetime.fromisoformat(report["published"]) for report in reports]
    assert all(FIRST <= when <= LAST for when in times)
    assert max(times) <= samples.as_of(name) <= LAST
    assert min(times) < samples.since(name) < max(times)
    assert samples.as_of(name).utcoffset() == FIRST.utcoffset()


def test_reports_and_gold_are_the_same_texts(reports: list[dict[str, Any]], golden: list[dict[str, Any]]) -> None:
    assert [{key: value for key, value in line.items() if key != "gold"} for line in golden] == reports
    assert len({report["id"] for report in reports}) == len(reports)
    assert len({report["text"] for report in reports}) == len(reports)


def test_all_sites_are_invented_and_known(name: str, reports: list[dict[str, Any]]) -> None:
    sites = {domain for source in samples.sources(name) for domain in source.sites}
    hosts = {report["url"].split("/")[2] for report in reports}
    assert all(domain.endswith(".example") for domain in sites | hosts)
    assert hosts <= sites
    assert {report["site"] for report in reports} <= {source.name for source in samples.sources(name)}


def test_source_ids_are_unique(name: str) -> None:
    ids = [source.id for source in samples.sources(name)]
    assert len(set(ids)) == len(ids)


def test_gold_words_speakers_and_estimates_stand_in_the_text(golden: list[dict[str, Any]]) -> None:
    for line in golden:
        for statement in line["gold"]["statements"]:
            for key in ("words", "speaker", "estimate"):
                assert statement[key] is None or statement[key] in line["text"], (line["id"], key)


def test_gold_links_lead_to_earlier_reports_of_the_same_origin(golden: list[dict[str, Any]]) -> None:
    every = {line["id"]: line for line in golden}
    for line in golden:
        gold = line["gold"]
        assert (gold["parent"] is None) == (gold["link"] == "original"), line["id"]
        if gold["parent"] is not None:
            assert every[gold["parent"]]["gold"]["origin"] == gold["origin"], line["id"]
            assert _when(every[gold["parent"]]) < _when(line), line["id"]
        for other in gold.get("also", ()):
            assert every[other["parent"]]["gold"]["origin"] == other["origin"] != gold["origin"], line["id"]


def test_one_original_at_least_comes_in_after_its_copies(golden: list[dict[str, Any]]) -> None:
    place = {line["id"]: number for number, line in enumerate(golden)}
    assert any(place[line["gold"]["parent"]] > place[line["id"]] for line in golden if line["gold"]["parent"])


def test_gold_drift_stands_in_the_text_and_in_the_origin(golden: list[dict[str, Any]]) -> None:
    first = {line["gold"]["origin"]: line["text"] for line in golden if line["gold"]["link"] == "original"}
    for line in golden:
        for drift in line["gold"]["drift"]:
            assert drift["words"] in line["text"], line["id"]
            assert drift["was"] in first[line["gold"]["origin"]], line["id"]


def _when(line: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(line["published"])


def test_the_storm_is_a_storm(golden: list[dict[str, Any]]) -> None:
    copies = defaultdict(list)
    for line in golden:
        if line["gold"]["link"] == "copy":
            copies[line["gold"]["origin"]].append(line["site"])
    assert max(len(set(sites)) for sites in copies.values()) >= 6


def test_coverage_comes_from_those_able_to_originate_and_is_known_only_afterwards(name: str) -> None:
    able = {source.id for source in samples.sources(name) if source.originates}
    for record in samples.coverage(name):
        assert record.source in able, record.id
        assert record.t_start < record.t_end <= record.t_known, record.id
        assert record.looked < 1, record.id
        assert (record.looked > 0) == (record.status == "watched"), record.id
    assert {record.status for record in samples.coverage(name)} == {"watched", "not-watched", "broken"}


def test_coverage_of_one_source_does_not_overlap(name: str) -> None:
    spans = defaultdict(list)
    for record in samples.coverage(name):
        spans[record.source, record.indicator].append((record.t_start, record.t_end))
    for looks in spans.values():
        looks.sort()
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(looks))


def test_marked_reports_are_synthetic_and_keep_their_identity(reports: list[dict[str, Any]]) -> None:
    plain = [
        Report(id=report_id(line["url"], line["site"], FIRST, line["title"], line["text"]), text=line["text"], collected_at=LAST)
        for line in reports
    ]
    marked = list(samples.marked(plain))
    assert all(report.synthetic for report in marked)
    assert [msgspec.structs.replace(report, synthetic=False) for report in marked] == plain


def test_an_unknown_sample_is_named_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="autumn-2023") as failure:
        samples.path("autumn-2023")
    assert AUTUMN in failure.value.todo


def test_a_wrong_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "wrong"
    folder.mkdir()
    (folder / samples.DESCRIPTION).write_text("id: wrong\n")
    (folder / samples.COVERAGE).write_text('{"record": "coverage"}\nno json\n')
    monkeypatch.setattr(samples, "FOLDER", tmp_path)
    samples.shipped.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"sample\.yml"):
            samples.describe("wrong")
        with pytest.raises(ConfigError) as failure:
            samples.coverage("wrong")
        assert [":1:1" in failure.value.mistakes[0], ":2:1" in failure.value.mistakes[1], len(failure.value.mistakes)] == [True, True, 2]
    finally:
        samples.shipped.cache_clear()


def test_no_text_is_taken_from_the_reference_folder(shared: Path, reports: list[dict[str, Any]]) -> None:
    others: set[tuple[str, ...]] = set()
    for file in sorted((shared / "seeds").glob("*.txt")):
        others |= grams(file.read_text(encoding="utf-8"))
    for file in sorted((shared / "examples").glob("*.jsonl")):
        for line in lines(file):
            others |= grams(line["text"])
    for report in reports:
        ours = grams(report["text"])
        assert len(ours & others) <= COPIED_SHARE * len(ours), (report["id"], sorted(ours & others))
