"""The optional reader against an endpoint that behaves, and one that does not: a flag, never a crash, never a lost report."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tocsin.errors import CannotFinish
from tocsin.model import Reading, Statement, to_json
from tocsin.read import Reader

from .conftest import Ask, Endpoint127, Handler, Reply, claim, claims, content, report_of, status

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TEXT = (
    "The Kremlin denied on Thursday that any nuclear warheads had been moved to the border.\n\n"
    "Trucks stood at the gates of the nuclear storage site for the third night running, and nobody would say why. "
    "A forester who lives nearby counted nine of them, all covered, before he was sent home by guards."
)
TRUCKS = "Trucks stood at the gates of the nuclear storage site for the third night running"
COUNTED = "counted nine of them, all covered"
DENIED = "any nuclear warheads had been moved to the border"


def rules(reader: Reader, text: str = TEXT) -> Reading:
    return reader.read(report_of(text))


def words(reading: Reading, text: str = TEXT) -> dict[str, Statement]:
    return {text[slice(*one.content_span)]: one for one in reading.statements}


def test_a_model_confirms_and_adds_and_each_statement_says_who_read_it(ask: Ask, reader: Reader) -> None:
    found = ask(
        TEXT,
        replies=[
            claims(
                claim(DENIED, "The Kremlin", act="denial", polarity="lowers", speaker_kind="institution"),
                claim(COUNTED, "A forester who lives nearby", speaker_kind="anonymous", act="disclosure", polarity="raises"),
            )
        ],
    )
    (reading,) = found.readings
    by_rules = rules(reader)
    assert {one.id for one in by_rules.statements} <= {one.id for one in reading.statements}
    assert {one.id for one in reading.statements if one.reader == "rules"} < {one.id for one in by_rules.statements}
    denial = next(one for one in reading.statements if one.act == "denial")
    assert denial.reader in ("both", "model")
    assert denial.polarity == "neutral"
    assert denial.interested
    counted = next(one for one in reading.statements if COUNTED in TEXT[slice(*one.content_span)])
    assert counted.reader in ("both", "model")
    assert counted.speaker.entity is None
    assert reading.second is not None
    assert (reading.second.outcome, reading.second.returned) == ("read", 2)
    assert reading.second.agreed + reading.second.added == 2
    assert found.bill.spent.tokens_in == 1000
    assert found.bill.spent.tokens_out == 100


def test_statements_are_of_the_text_whoever_read_them(ask: Ask) -> None:
    text = TEXT.replace("site for", "site&nbsp;for").replace("nobody would", "nobody\u00a0would\u200b")
    (reading,) = ask(text, replies=[claims(claim(TRUCKS), claim("and nobody would say why"))]).readings
    for one in reading.statements:
        assert text[slice(*one.span)] == one.text
        assert one.span[0] <= one.content_span[0] < one.content_span[1] <= one.span[1]
        for part in (one.speaker, one.told_by, one.holder):
            if part is not None and part.span is not None:
                assert text[slice(*part.span)] == part.text
    trucks = "Trucks stood at the gates of the nuclear storage site&nbsp;for the third night running"
    assert any(trucks in content for content in words(reading, text))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (claim("Trucks left the gates of the nuclear storage site"), "content-not-in-text"),
        (claim("rucks stood at the gates"), "content-not-in-text"),
        (claim(TRUCKS.upper()), "content-not-in-text"),
        (claim(""), "content-not-in-text"),
        (claim("«»"), "content-not-in-text"),
        (claim("Trucks"), "content-too-short"),
        (claim(TRUCKS, "A general in Minsk"), "speaker-not-in-text"),
        (claim(TRUCKS, None, speaker_kind="named"), "speaker-missing"),
        (claim(TRUCKS, "A forester", told_by="Two diplomats"), "speaker-not-in-text"),
        (claim(TRUCKS, estimate="very likely"), "estimate-not-in-text"),
        (claim(TRUCKS, indicators=["launch_order"]), "id-not-in-list"),
        (claim(TRUCKS, hypotheses=["the end"]), "id-not-in-list"),
        (claim(TRUCKS, indicators=[]), "bears-on-nothing"),
        (claim(TRUCKS, act="prophecy"), "not-in-form"),
        (claim(TRUCKS, polarity="up"), "not-in-form"),
        (claim(TRUCKS, speaker_kind="god"), "not-in-form"),
        (claim("x" * 5000), "not-in-form"),
        ({"content": TRUCKS}, "not-in-form"),
        ({}, "not-in-form"),
    ],
)
def test_what_the_text_does_not_bear_out_does_not_come_in(ask: Ask, reader: Reader, wrong: dict[str, Any], reason: str) -> None:
    (reading,) = ask(TEXT, replies=[claims(wrong)]).readings
    assert reading.statements == rules(reader).statements
    assert reading.second is not None
    assert reading.second.dropped == {reason: 1}
    assert "model-unverified" in reading.flags


def test_the_same_words_twice_are_two_statements_in_order(ask: Ask) -> None:
    text = f"{TEXT}\n\nTrucks stood there again. {TRUCKS}."
    (reading,) = ask(text, replies=[claims(claim(TRUCKS), claim(TRUCKS), claim(TRUCKS))]).readings
    places = {one.content_span for one in reading.statements if one.text.startswith(TRUCKS)}
    assert len(places) == 2
    assert reading.second is not None
    assert reading.second.dropped == {"twice": 1}


def hang(handler: Handler) -> None:
    handler.server.release.wait(5)


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.release.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def hang_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.close()


def half(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    hang_up(handler)


def raw(body: bytes, kind: str = "application/json") -> Reply:
    return lambda handler: handler.send(body, kind=kind)


@pytest.mark.parametrize(
    ("reply", "flag"),
    [
        (hang, "model-timeout"),
        (drip, "model-timeout"),
        (hang_up, "model-unreachable"),
        (half, "model-unreachable"),
        (status(500), "model-error"),
        (status(429), "model-busy"),
        (status(429, Retry_After="3600"), "model-busy"),
        (status(429, Retry_After="soon"), "model-busy"),
        (status(401), "model-denied"),
        (status(404), "model-error"),
        (status(302, Location="http://127.0.0.1:9/elsewhere"), "model-error"),
        (raw(b""), "model-invalid"),
        (raw(b"<html>busy</html>", "text/html"), "model-invalid"),
        (raw(b"\xff\xfe\x00"), "model-invalid"),
        (raw(b"[" * 9_000), "model-invalid"),
        (raw(b"{}"), "model-invalid"),
        (raw(b'{"choices": []}'), "model-invalid"),
        (raw(b'{"choices": [{"message": {"content": null}}]}'), "model-invalid"),
        (raw(b'{"choices": [{"message": {"content": null, "tool_calls": [{"id": "x"}]}}]}'), "model-invalid"),
        (raw(b'{"choices": [{"message": {"content": ' + b"9" * 5000 + b"}}]}"), "model-invalid"),
        (raw(b" " * 20_000), "model-too-large"),
        (content("I can't help with that."), "model-invalid"),
        (content('{"relevant": true, "statements": [{"content": "Tru'), "model-invalid"),
        (content('{"relevant": true}'), "model-invalid"),
        (content('{"statements": "none"}'), "model-invalid"),
        (content("[1, 2]"), "model-invalid"),
        (content("[" * 100_000), "model-too-large"),
        (content('{"relevant": true, "statements": [', finish="length"), "model-truncated"),
        (content("", refusal="I will not read this."), "model-refused"),
        (content("", finish="content_filter"), "model-refused"),
    ],
)
def test_an_endpoint_that_misbehaves_leaves_the_rules_reading_with_a_flag(ask: Ask, reader: Reader, reply: Reply, flag: str) -> None:
    found = ask(TEXT, replies=[reply], retries=1, timeout_s=0.3, max_answer_bytes=10_000)
    (reading,) = found.readings
    by_rules = rules(reader)
    assert reading.statements == by_rules.statements
    assert reading.flags == (*by_rules.flags, flag)
    assert found.bill.outcomes == {flag: 1}


def test_nobody_listens(reader: Reader, ask: Ask, server: Endpoint127) -> None:
    port = server.server_port
    server.shutdown()
    server.server_close()
    (reading,) = ask(TEXT, replies=[status(500)]).readings
    assert port == server.server_port
    assert "model-unreachable" in reading.flags
    assert reading.statements == rules(reader).statements


@pytest.mark.parametrize("trouble", [status(500), status(503, Retry_After="0"), status(429), hang_up, status(429, Retry_After="0")])
def test_trouble_that_passes_is_waited_for(ask: Ask, server: Endpoint127, trouble: Reply) -> None:
    found = ask(TEXT, replies=[trouble, trouble, claims(claim(TRUCKS))], retries=3)
    assert found.bill.outcomes == {"read": 1}
    assert len(server.seen) == 3


def test_a_date_to_come_back_at_counts_from_the_endpoints_own_clock(ask: Ask, server: Endpoint127) -> None:
    late = status(429, Retry_After="Thu, 28 Nov 2024 12:00:00 GMT", Date="Thu, 28 Nov 2024 11:00:00 GMT")
    assert ask(TEXT, replies=[late, claims()], retries=3).bill.outcomes == {"model-busy": 1}
    assert len(server.seen) == 1


def test_an_hours_wait_is_taken_as_no(ask: Ask, server: Endpoint127) -> None:
    ask(TEXT, replies=[status(503, Retry_After="3600"), claims()], retries=3, longest_wait_s=30)
    assert len(server.seen) == 1


def texts(count: int) -> list[str]:
    return [TEXT.replace("third night", f"night of {number}") for number in range(10, 10 + count)]


def test_after_three_reports_without_answer_nobody_is_asked(ask: Ask, server: Endpoint127) -> None:
    found = ask(*texts(6), replies=[status(500)], retries=0)
    assert found.bill.outcomes == {"model-error": 3, "model-given-up": 3}
    assert len(found.readings) == 6
    assert len(server.seen) == 3


def test_a_wrong_key_ends_the_asking_at_once(ask: Ask, server: Endpoint127) -> None:
    assert ask(*texts(4), replies=[status(401)]).bill.outcomes == {"model-denied": 1, "model-given-up": 3}
    assert len(server.seen) == 1


def test_one_bad_report_among_good_ones_loses_nothing(ask: Ask) -> None:
    found = ask(*texts(5), replies=[claims(), content("no"), claims(), status(404), claims()])
    assert [reading.second.outcome for reading in found.readings if reading.second] == [
        "read",
        "model-invalid",
        "read",
        "model-error",
        "read",
    ]


def test_the_tokens_are_capped(ask: Ask, server: Endpoint127) -> None:
    one = ask(TEXT, replies=[claims()]).bill
    assert one.spent.tokens_in + one.spent.tokens_out == 1100
    server.seen.clear()
    found = ask(*texts(5), replies=[claims()], max_tokens=8_000, max_answer_tokens=1000)
    assert sum(found.bill.outcomes.values()) == 5
    assert found.bill.outcomes["model-cost-cap"] + len(server.seen) == 5
    assert 0 < len(server.seen) < 5
    assert found.bill.spent.tokens_in + found.bill.spent.tokens_out <= 8_000


def test_the_money_is_capped_and_never_exceeded(ask: Ask, server: Endpoint127) -> None:
    none = ask(*texts(2), replies=[claims()], max_cost=0.0, price_in=1.0, price_out=1.0)
    assert none.bill.outcomes == {"model-cost-cap": 2}
    assert not server.seen
    some = ask(*texts(2), replies=[claims()], max_cost=1.0, price_in=10.0, price_out=20.0, currency="CHF")
    assert some.bill.spent.cost == pytest.approx(2 * (1000 * 10 + 100 * 20) / 1e6)
    assert some.bill.spent.currency == "CHF"


def test_an_endpoint_that_does_not_count_is_counted_for(ask: Ask) -> None:
    spent = ask(TEXT, replies=[content('{"relevant": false, "statements": []}')]).bill.spent
    assert spent.tokens_in > len(TEXT) / 4
    assert spent.tokens_out > 0


def test_a_replay_gives_the_same_bytes_and_asks_nobody(ask: Ask, server: Endpoint127, tmp_path: Path) -> None:
    first = ask(*texts(3), replies=[claims(claim(COUNTED, "A forester"))], answers=tmp_path)
    assert len(server.seen) == 3
    server.seen.clear()
    again = ask(*texts(3), replies=[status(500)], answers=tmp_path, max_cost=0.0, price_in=1.0)
    assert not server.seen
    assert to_json(again.readings) == to_json(first.readings)
    assert again.bill.spent.cached == 3
    assert again.bill.spent.cost == 0
    for path in tmp_path.iterdir():
        path.write_bytes(b"{")
    assert ask(*texts(3), replies=[status(404)], answers=tmp_path).bill.outcomes == {"model-error": 3}


def test_who_is_quick_changes_nothing(ask: Ask, reader: Reader) -> None:
    def echo(handler: Handler) -> None:
        place = handler.body["messages"][1]["content"].index("night of ")
        words = handler.body["messages"][1]["content"][place : place + len("night of 10 running")]
        claims(claim(words, act="event"))(handler)

    one = ask(*texts(12), replies=[echo], concurrency=1)
    eight = ask(*texts(12), replies=[echo], concurrency=8)
    assert to_json(one.readings) == to_json(eight.readings)
    assert one.bill == eight.bill


def test_the_question_is_asked_as_promised(ask: Ask, server: Endpoint127) -> None:
    ask(TEXT, replies=[claims()], key="k-123", seed=7)
    ((path, headers, body),) = server.seen
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer k-123"
    assert (body["temperature"], body["seed"], body["model"]) == (0, 7, "parrot")
    assert "tools" not in body
    schema = body["response_format"]["json_schema"]["schema"]
    fields = schema["properties"]["statements"]["items"]
    assert set(fields["required"]) == set(fields["properties"])
    assert "storage_activity" in fields["properties"]["indicators"]["items"]["enum"]
    assert "short-range-use" in body["messages"][0]["content"]
    assert TEXT in body["messages"][1]["content"]


def test_no_key_is_sent_where_there_is_none_and_none_is_written_anywhere(ask: Ask, server: Endpoint127, tmp_path: Path) -> None:
    ask(TEXT, replies=[claims()])
    assert "Authorization" not in server.seen[0][1]
    found = ask(TEXT, replies=[claims(claim(TRUCKS))], key="k-secret", answers=tmp_path)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir()) + to_json(found.readings) + to_json(found.bill)
    assert b"k-secret" not in kept


@pytest.mark.parametrize("key", ["two words", "line\nend", "clé"])
def test_a_key_that_no_header_carries_is_refused(ask: Ask, key: str) -> None:
    with pytest.raises(CannotFinish, match="no key") as refused:
        ask(TEXT, replies=[claims()], key=key)
    assert key not in str(refused.value)


def test_a_key_does_not_travel_in_the_clear(reader: Reader) -> None:
    from tocsin.model import Endpoint
    from tocsin.read.llm import SecondReader

    with pytest.raises(CannotFinish, match="in the clear"):
        SecondReader(Endpoint(url="http://models.example/v1", name="parrot"), reader, key="k")


def test_what_is_not_for_everybody_is_not_sent(ask: Ask, server: Endpoint127) -> None:
    marked = msgspec.structs.replace(report_of(TEXT), tlp="amber")
    (reading,) = ask(marked, replies=[claims()]).readings
    assert "model-not-shown" in reading.flags
    assert not server.seen
    ask(marked, replies=[claims()], most_tlp="amber")
    assert len(server.seen) == 1


def test_reports_off_the_problem_are_not_sent_unless_all_are(ask: Ask, server: Endpoint127) -> None:
    text = "The town council of Vellin met on Monday to discuss a new bridge. It said that the work would begin in May."
    found = ask(text, replies=[claims()])
    assert found.bill.outcomes == {"not-asked": 1}
    assert found.readings[0].second is None
    assert not server.seen
    (reading,) = ask(text, replies=[claims(claim("the work would begin in May", "It"))], send="all").readings
    assert "irrelevant" not in reading.flags
    assert len(reading.statements) == 1


def test_a_long_report_is_cut_and_says_so(ask: Ask, server: Endpoint127) -> None:
    text = f"{TEXT}\n\n" + "Nothing else happened at the nuclear storage site. " * 50 + "The last word is a secret one."
    (reading,) = ask(text, replies=[claims(claim("The last word is a secret one"))], max_chars=1000).readings
    assert "model-cut" in reading.flags
    assert "secret" not in json.dumps(server.seen[0][2])
    assert reading.second is not None
    assert reading.second.dropped == {"content-not-in-text": 1}


def test_endpoints_that_cannot_be_held_to_a_schema(ask: Ask, server: Endpoint127) -> None:
    fenced = content("```json\n" + json.dumps({"relevant": True, "statements": [claim(TRUCKS)]}) + "\n```")
    (reading,) = ask(TEXT, replies=[fenced], form="text").readings
    assert reading.second is not None
    assert reading.second.outcome == "read"
    assert "response_format" not in server.seen[0][2]
    assert '"storage_activity"' in server.seen[0][2]["messages"][0]["content"]
    ask(TEXT, replies=[fenced], form="object")
    assert server.seen[1][2]["response_format"] == {"type": "json_object"}


def test_a_language_that_no_rules_read(ask: Ask) -> None:
    text = (
        "Mluvčí ministerstva ve čtvrtek řekl, že u hranic nebyl zaznamenán žádný pohyb jaderných hlavic. "
        "Dodal: «Situace je klidná, ale pozorně sledujeme»."
    )
    found = ask(
        text,
        replies=[claims(claim("Situace je klidná", "Mluvčí ministerstva", estimate="klidná", cue="řekl", polarity="lowers"))],
        send="all",
    )
    (one,) = found.readings[0].statements
    assert one.quoted
    assert one.speaker.text == "Mluvčí ministerstva"
    assert one.estimate is not None
    assert one.estimate.low is None
