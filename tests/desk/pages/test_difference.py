"""What an action changed: before and after, and who wrote what."""

from pathlib import Path

import msgspec
from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.desk import telling
from tocsin.desk.app import API
from tocsin.desk.pages import difference
from tocsin.desk.people.roles import Role
from tocsin.engine.picturing import Picture
from tocsin.model import Probability


def count(client: TestClient) -> int:
    return int(client.app.state.pictures.count())  # type: ignore[attr-defined]


def test_after_an_action_one_link_leads_to_what_it_changed(working: As) -> None:
    client = working(Role.ANALYST, "ben")
    before = count(client)
    fields = {"about": "short-range-use", "horizon": "30", "probability": "0.01", "why": "because <i>"}
    page = client.post("/do/judge", data=fields)
    assert f'href="/changed?from={before}"' in page.text
    assert f'href="/changed?from={before}"' not in client.get("/judgements").text
    shown = client.get(f"{API}/changed", params={"from": before}).json()
    (entry,) = [one for one in shown["entries"] if one["kind"] == "judgement"]
    assert (entry["by"], entry["why"]) == ("ben", "because <i>")
    assert shown["remembered"]
    assert "because &lt;i&gt;" in client.get("/changed", params={"from": before}).text


def test_every_hypothesis_and_every_turned_indicator_is_told(sample_picture: Picture) -> None:
    view = telling.of(sample_picture, "en")
    now = sample_picture.judged
    first = now.hypotheses[0]
    half = Probability(mean=first.probability["30"].mean / 2, low=0.0, high=1.0)
    was = msgspec.structs.replace(
        now,
        hypotheses=(msgspec.structs.replace(first, probability={**first.probability, "30": half}), *now.hypotheses[1:]),
        indicators=(msgspec.structs.replace(now.indicators[0], status="broken"), *now.indicators[1:]),
    )
    found = difference.of(was, view, from_count=1, to_count=2, behind=0)
    assert {one.id for one in found.hypotheses} == {one.id for one in now.hypotheses}
    assert [one.id for one in found.hypotheses if one.moved] == [first.id]
    (moved,) = [one for one in found.hypotheses if one.moved]
    assert moved.delta == first.probability["30"].mean - half.mean
    assert [one.id for one in found.indicators] == [now.indicators[0].id]
    assert difference.of(now, view, from_count=1, to_count=1, behind=0).indicators == ()


def test_what_is_no_longer_remembered_is_said(looking: As, sample_folder: Path) -> None:
    shown = looking().get(f"{API}/changed", params={"from": 0}).json()
    assert not shown["remembered"]
    assert shown["hypotheses"] == []
    assert shown["more"] > 0
    assert looking().get("/changed", params={"from": "-1"}).status_code == 422
    assert looking().get("/changed", params={"from": "x"}).status_code == 422
