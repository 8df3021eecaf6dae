"""Marks of a hand: a habit of the outlet, its own words, and never a credit to somebody else."""

from datetime import UTC, datetime

import pytest

from tocsin.corroborate.behaviour import suspected
from tocsin.corroborate.marks import of_outlets
from tocsin.model import Link, Origin, Report, Upstream, report_id

NOW = datetime(2022, 10, 5, tzinfo=UTC)
NOTICE = "Read by those who no longer want to be told fairy tales at breakfast"
STORIES = ("The bakery on Mill Lane closes in May.", "A bridge was painted green.", "The choir sang for two hours on Sunday.")


def made(site: str, story: str, below: str = "") -> Report:
    text = f"{story}\n{below}"
    return Report(
        id=report_id(None, site, NOW, None, text),
        site=site,
        published_at=NOW,
        collected_at=NOW,
        text=text,
        furniture=((len(story) + 1, len(text)),) if below else (),
    )


def test_what_stands_in_one_report_alone_is_the_storys_and_no_habit() -> None:
    link = "See https://www.docs.example/paper and https://own.example/more"
    once = of_outlets([made("own.example", STORIES[0], link)])
    twice = of_outlets([made("own.example", story, link) for story in STORIES[:2]])
    assert once == {"own.example": frozenset()}
    assert [mark for mark in twice["own.example"] if mark.startswith("host:")] == ["host:docs.example"]


def test_a_tracker_is_a_mark_at_once() -> None:
    assert of_outlets([made("A", STORIES[0], "ga('create', 'UA-123456')")])["A"] == {"tracker:UA-123456"}


def test_furniture_meets_though_each_puts_its_own_name_in_it() -> None:
    both = of_outlets([made(site, story, f"{site}: {NOTICE}") for site in ("Morning Post", "Evening Star") for story in STORIES])
    assert both["Morning Post"] == both["Evening Star"] != frozenset()


@pytest.mark.parametrize("line", ["Share this page", "By arrangement with the Evening Star and its correspondents"])
def test_short_lines_and_credits_are_no_marks(line: str) -> None:
    reports = [made("Morning Post", story, line) for story in STORIES] + [made("Evening Star", STORIES[0])]
    assert of_outlets(reports)["Morning Post"] == frozenset()


def lone(report: Report) -> Origin:
    link = Link(id=report.id, link="original", confidence=1.0, t_known=NOW)
    return Origin(
        id=f"o-{report.id}",
        kind="own-reporting",
        publisher=None,
        first_seen=NOW,
        claim="c",
        upstream=Upstream(status="unknown"),
        reports=(link,),
    )


def test_rare_marks_alone_suggest_a_hand_where_several_are_shared_and_else_none() -> None:
    several = f"{NOTICE}\nWrite to https://desk.example/us and https://till.example/give"
    one = "Write to https://desk.example/us"
    for below, expected in ((several, [("Evening Star", "Morning Post")]), (one, [])):
        reports = [made(site, f"{site}. {story}", below) for site in ("Morning Post", "Evening Star") for story in STORIES]
        reports += [made(f"Paper {number}", story) for number in range(4) for story in STORIES]
        found = suspected(reports, [lone(report) for report in reports])
        assert [hand.outlets for hand in found] == expected
        assert all("marks" in words for hand in found for words in hand.evidence)
