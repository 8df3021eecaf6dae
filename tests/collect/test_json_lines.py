"""The contract's rules for JSON Lines, one by one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.collect.files import Collected, Limits, RefusedInput, collect_bytes
from tocsin.model import Report, from_json, to_json

CLOCK = datetime(2026, 1, 2, tzinfo=UTC)
DEFAULT = Limits()


def items(*lines: object, limits: Limits = DEFAULT) -> list[Collected | RefusedInput]:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(collect_bytes(raw, "in.jsonl", clock=CLOCK, limits=limits))


def report(**fields: Any) -> Report:
    (item,) = items({"text": "Something happened.", **fields})
    assert isinstance(item, Collected), item
    assert from_json(Report, to_json(item.report)) == item.report
    return item.report


def refused(line: object, limits: Limits = DEFAULT) -> RefusedInput:
    (item,) = items(line, limits=limits)
    assert isinstance(item, RefusedInput), item
    return item


def test_all_fields_come_back() -> None:
    found = report(id="a", url="https://x.example/1", site="X", published="2022-09-21T15:40:00-04:00", language="en", title="T", other=[1])
    assert (found.source_id, found.url, found.site, found.language, found.title) == ("a", "https://x.example/1", "X", "en", "T")
    assert found.published_at == datetime(2022, 9, 21, 19, 40, tzinfo=UTC)
    assert found.extra == {"other": [1]}
    assert found.flags == ()


@pytest.mark.parametrize(
    ("written", "expected", "flag"),
    [
        ("2022-09-21T10:00:00", datetime(2022, 9, 21, 10, tzinfo=UTC), "published-without-zone"),
        ("2022-09-21T10:00:00Z", datetime(2022, 9, 21, 10, tzinfo=UTC), None),
        ("2022-09-21", datetime(2022, 9, 21, 23, 59, 59, tzinfo=UTC), "published-day-only"),
        ("Wed, 21 Sep 2022 15:40:00 -0400", datetime(2022, 9, 21, 19, 40, tzinfo=UTC), "published-in-mail-form"),
        ("last week", None, "published-unreadable"),
        ("0001-01-01T00:00:00+14:00", None, "published-unreadable"),
        ("2031-01-01T00:00:00Z", datetime(2031, 1, 1, tzinfo=UTC), "published-in-the-future"),
    ],
)
def test_published(written: str, expected: datetime | None, flag: str | None) -> None:
    found = report(published=written)
    assert found.published_at == expected
    assert found.flags == ((flag,) if flag else ())
    if expected is None:
        assert found.extra["published"] == written


def test_entities_spaces_and_newlines_stay() -> None:
    text = "  L&#39;arme&nbsp;nucl\u00e9aire \r\n\r\n\u00a0fin  "
    assert report(text=text).text == text


def test_one_id_with_two_texts_are_two_reports_flagged() -> None:
    first, second, third = items({"id": "a", "text": "One."}, {"id": "a", "text": "Two."}, {"id": "a", "text": "One."})
    assert isinstance(first, Collected)
    assert isinstance(second, Collected)
    assert isinstance(third, Collected)
    assert first.report.id != second.report.id
    assert second.report.flags == ("same-id-other-text:in.jsonl:1",)
    assert third.report.id == first.report.id
    assert third.report.flags == ()


def test_a_broken_line_in_the_middle_is_kept_with_its_number_and_the_rest_goes_in() -> None:
    broken = b'{"text": "cut in the mid'
    good, bad, blank_after = items({"text": "One."}, broken, b"", {"text": "Two."})
    assert isinstance(good, Collected)
    assert isinstance(bad, RefusedInput)
    assert (bad.record.where, bad.record.reason, bad.blob) == ("in.jsonl:2", "broken-line", broken)
    assert isinstance(blank_after, Collected)
    assert blank_after.report.path == "in.jsonl:4"


@pytest.mark.parametrize(
    ("line", "reason", "says"),
    [
        (b"[1, 2]", "broken-line", "a list"),
        (b'"text"', "broken-line", "a text"),
        (b"null", "broken-line", "null"),
        (b'{"text": NaN}', "broken-line", "NaN"),
        ({"title": "T"}, "no-text", "text"),
        ({"text": None}, "no-text", "text"),
        ({"text": " \n"}, "empty", "empty"),
        ({"text": 5}, "wrong-type", "text is a number"),
        ({"text": "a", "url": [], "title": {}, "language": True}, "wrong-type", "url is a list, not text; language is true or false"),
        ({"text": "a", "published": 1663790400}, "wrong-type", "published is a number"),
        (b"[" * 100_000, "too-deep", "deep"),
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep", "deep"),
        (b'{"text": "a", "x": ' + b'{"y":' * 70 + b"1" + b"}" * 71, "too-deep", "64"),
    ],
)
def test_refused_lines_say_what_is_wrong(line: object, reason: str, says: str) -> None:
    item = refused(line)
    assert item.record.reason == reason
    assert says in item.record.what
    assert item.record.todo
    assert item.record.where == "in.jsonl:1"


def test_lone_surrogates_are_replaced_one_for_one_and_flagged() -> None:
    (item,) = items(b'{"text": "a\\ud83d b\\udc00", "note\\ud800": ["\\ud800"], "title": "\\ud83d\\ude00"}')
    assert isinstance(item, Collected)
    assert item.report.text == "a\ufffd b\ufffd"
    assert item.report.title == "\U0001f600"
    assert item.report.extra == {"note\ufffd": ["\ufffd"]}
    assert "lone-surrogates" in item.report.flags
    assert to_json(item.report)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("a\u202eb", "bidirectional-marks"),
        ("nu\u200bclear", "zero-width-characters"),
        ("a\x00b" + "c" * 99, "nul-characters"),
        ("a\x07b" + "c" * 99, "control-characters"),
    ],
)
def test_what_an_eye_would_miss_is_flagged_and_left(text: str, flag: str) -> None:
    found = report(text=text)
    assert found.text == text
    assert flag in found.flags


def test_numbers_that_no_store_holds_are_kept_as_digits() -> None:
    (item,) = items(b'{"text": "a", "n": ' + b"9" * 5_000 + b', "f": 1e999, "m": 18446744073709551616}')
    assert isinstance(item, Collected)
    assert item.report.extra == {"n": "9" * 5_000, "f": "1e999", "m": "18446744073709551616"}


def test_a_number_as_id_and_a_repeated_field_are_taken_and_flagged() -> None:
    (item,) = items(b'{"id": 7, "text": "a", "text": "b"}')
    assert isinstance(item, Collected)
    assert (item.report.source_id, item.report.text) == ("7", "b")
    assert set(item.report.flags) == {"repeated-field", "id-was-a-number"}


def test_what_says_that_it_is_synthetic_is() -> None:
    assert report(synthetic=True).synthetic
    assert not report().synthetic
    assert report(tlp="amber").tlp == "amber"
