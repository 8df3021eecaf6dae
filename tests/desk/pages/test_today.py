"""Today shows what the brief says, what changed since a person last looked, and what waits for somebody."""

from datetime import timedelta
from pathlib import Path

import msgspec
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.pages import today
from tocsin.desk.people.roles import Role
from tocsin.engine import briefing, lines, picturing
from tocsin.engine.picturing import Picture
from tocsin.engine.sample import SAMPLE
from tocsin.library import samples
from tocsin.model import Alert
from tocsin.warn.view import View


def told(rows: list[dict[str, object]]) -> list[object]:
    return [row["text"] for row in rows]


def test_the_key_judgements_are_those_of_the_brief(looking: As, sample_picture: Picture) -> None:
    for lang in ("en", "fr"):
        brief = briefing.of_picture(sample_picture, lang)
        shown = looking().get(f"{API}/today", params={"lang": lang}).json()
        assert told(shown["key"]) == [one.text for one in brief.sentences if one.section == "key-judgements"]
        assert told(shown["blind"]) == [one.text for one in brief.sentences if one.section == "blind"]
        assert told(shown["ahead"]) == [one.text for one in brief.sentences if one.section == "ahead"][: len(shown["ahead"])]
        assert told(shown["notice"]) == [one.text for one in brief.sentences if one.section == "notice"]
        assert shown["marking"] == brief.marking


def test_every_hypothesis_is_shown_as_judged(looking: As, sample_picture: Picture) -> None:
    shown = looking().get(f"{API}/today").json()
    judged = {one.id: one for one in sample_picture.judged.hypotheses}
    assert {one["id"] for one in shown["hypotheses"]} == set(judged)
    for one in shown["hypotheses"]:
        assert one["probability"]["mean"] == float(f"{judged[one['id']].probability['30'].mean:.6g}")
        assert one["confidence"] == judged[one["id"]].confidence.level


def test_the_board_counts_what_the_judgement_says(looking: As, sample_picture: Picture) -> None:
    shown = {one["status"]: one["count"] for one in looking().get(f"{API}/today").json()["board"]}
    evidence = [row for row in sample_picture.judged.indicators if row.role == "evidence"]
    assert sum(shown.values()) == len(evidence)
    assert shown["lit"] == sum(row.status == "lit" for row in evidence)


def test_what_changed_is_what_the_brief_says_since_then(looking: As, sample_picture: Picture) -> None:
    shown = looking(name="eva").get(f"{API}/today").json()["changed"]
    since = samples.since(SAMPLE)
    assert shown["basis"] == "sample"
    assert not shown["pending"]
    brief = briefing.of_picture(sample_picture, "en", since=since)
    said = [one.text for one in brief.sentences if one.section == "changed"]
    assert shown["sentences"]
    assert told(shown["sentences"]) == said[: len(shown["sentences"])]  # the brief draws the days beside it


def test_a_day_and_a_week_are_counted_from_the_pictures_moment(looking: As, sample_picture: Picture) -> None:
    for word, days in (("day", 1), ("week", 7)):
        shown = looking().get(f"{API}/today", params={"since": word}).json()["changed"]
        assert shown["basis"] == word
        assert shown["since"] == (sample_picture.as_of - timedelta(days=days)).isoformat().replace("+00:00", "Z")
    assert looking().get(f"{API}/today", params={"since": "yesteryear"}).status_code == 422


def test_dates_are_those_of_the_calendar_that_are_not_past(looking: As, sample_picture: Picture) -> None:
    shown = looking().get(f"{API}/today").json()
    every = lines.calendar_of(sample_picture.case, None, sample_picture.as_of.date() + timedelta(days=today.AHEAD)).entries
    expected = [one.id for one in every if one.state in ("due", "on", "undated")]
    assert [one["id"] for one in shown["dates"]] == expected[: today.DATES]
    assert shown["more_dates"] == max(0, len(expected) - today.DATES)


def test_every_link_of_a_sentence_leads_to_words_that_stand_there(looking: As, sample_picture: Picture) -> None:
    case = sample_picture.case
    view = View(sample_picture.judged, case.origins, case.readings, case.reports, case.declared.problem, case.declared.sources, "en")
    shown = looking().get(f"{API}/today").json()
    places = [place for part in ("key", "blind", "ahead") for one in shown[part] for place in one["rests_on"]]
    places += [place for one in shown["changed"]["sentences"] for place in one["rests_on"]]
    assert places
    for place in places:
        kind, _, name = place["href"].lstrip("/").partition("/")
        if kind == "statements":
            assert name in view.statement
            assert place["label"]
        elif kind == "reports":
            assert name in view.report
        elif kind == "origins":
            assert name in view.origin


def test_an_open_alert_waits_until_somebody_says_what_they_did(working: As, sample_picture: Picture) -> None:
    client = working(Role.ANALYST)
    assert client.get(f"{API}/today").json()["open"] == 0
    folder = Path(client.app.state.pictures.workspace)  # type: ignore[attr-defined]
    _ring(folder, sample_picture)
    shown = client.get(f"{API}/today").json()
    assert shown["open"] == 1
    assert shown["alerts"][0]["title"] == "<b>It rings</b>"
    page = client.get("/").text
    assert "&lt;b&gt;It rings&lt;/b&gt;" in page
    assert "<b>It rings" not in page
    from tocsin.engine.alerting import deciding

    deciding.acknowledge(folder, shown["alerts"][0]["id"], by="ana", did="looked", nothing=None)
    shown = client.get(f"{API}/today").json()
    assert (shown["open"], shown["alerts"][0]["state"], shown["alerts"][0]["by"]) == (0, "acknowledged", "ana")


def test_a_frozen_moment_shows_nothing_later(working: As, sample_picture: Picture) -> None:
    client = working(Role.READER)
    folder = Path(client.app.state.pictures.workspace)  # type: ignore[attr-defined]
    _ring(folder, sample_picture)
    before = (sample_picture.as_of - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    client.app.state.pictures.begin = lambda as_of=None: client.app.state.pictures._keep(  # type: ignore[attr-defined]
        as_of,
        client.app.state.pictures._take(folder, as_of),  # type: ignore[attr-defined]
    )
    client.get(f"{API}/today", params={"as_of": before})
    shown = client.get(f"{API}/today", params={"as_of": before}).json()
    assert shown["as_of"] == before
    assert shown["alerts"] == []
    assert shown["changed"]["basis"] in ("sample", "day")


def _ring(folder: Path, picture: Picture) -> None:
    from tocsin.engine import store

    alert = Alert(
        id="a" * 64,
        event="e" * 64,
        title={"en": "<b>It rings</b>", "fr": "<b>Ça sonne</b>"},
        severity="severe",
        as_of=picture.as_of,
        t_known=picture.as_of,
        synthetic=True,
    )
    store.add(folder, [msgspec.structs.replace(alert)])


def test_comparing_with_a_moment_that_is_not_earlier_is_refused(sample_picture: Picture) -> None:
    import pytest

    from tocsin.errors import UsageError

    with pytest.raises(UsageError):
        picturing.compared(sample_picture, sample_picture.as_of)
