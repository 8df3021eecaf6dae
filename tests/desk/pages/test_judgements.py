"""Judgements are entered with reasons, kept beside the model's, pooled, and settled by what happened."""

from collections.abc import Mapping
from pathlib import Path

from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import forecasting, resolving
from tocsin.judge.pools import pool
from tocsin.model import Outcome, PersonJudgement

ABOUT = "short-range-use"


def folder(client: TestClient) -> Path:
    return Path(client.app.state.pictures.workspace)  # type: ignore[attr-defined]


def judge(client: TestClient, **fields: str) -> int:
    sent: Mapping[str, str] = {"about": ABOUT, "horizon": "3650", "probability": "1-5%", "why": "for a test", **fields}
    return client.post("/do/judge", data=dict(sent), follow_redirects=False).status_code


def test_a_judgement_is_appended_in_the_name_of_who_sends_it(working: As) -> None:
    client = working(Role.ANALYST, "ben")
    assert judge(client, dissent="from the model: too high") == 303
    (kept,) = forecasting.held(folder(client)).judgements
    assert isinstance(kept, PersonJudgement)
    assert (kept.by, kept.about, kept.why, kept.dissent, kept.horizon) == (
        "ben",
        ABOUT,
        "for a test",
        "from the model: too high",
        3650,
    )
    assert kept.synthetic
    assert kept.as_of == client.app.state.pictures.at(None).as_of  # type: ignore[attr-defined]
    (row,) = client.get(f"{API}/judgements").json()["rows"]
    assert (row["id"], row["by"], row["state"], row["replaced"]) == (kept.id, "ben", "open", False)


def test_what_the_page_lists_is_what_the_command_lists(working: As) -> None:
    client = working(Role.ANALYST, "ana")
    judge(client)
    judge(client, probability="unlikely", why="changed my mind")
    judge(working(Role.ANALYST, "ben"), probability="0.2")
    shown = client.get(f"{API}/judgements", params={"about": ABOUT}).json()
    listed = resolving.listed(folder(client), ABOUT)
    assert [row["id"] for row in shown["rows"]] == [row.judgement.id for row in reversed(listed)]
    assert [row["replaced"] for row in shown["rows"]] == [False, False, True]
    assert shown["rows"][1]["phrase"] == "unlikely"
    (together,) = shown["pools"]
    last = {row.judgement.by: row.judgement.probability for row in listed}
    means = {by: value.mean for by, value in last.items() if value is not None}
    assert together["by"] == ["ana", "ben"]
    assert abs(together["spread"] - pool(list(means.items())).spread) < 1e-5


def test_a_refused_judgement_comes_back_with_what_was_typed(working: As) -> None:
    client = working(Role.ANALYST)
    answer = client.post("/do/judge", data={"about": ABOUT, "horizon": "30", "probability": "perhaps", "why": "because <b>"})
    assert answer.status_code == 422
    assert "because &lt;b&gt;" in answer.text
    assert forecasting.held(folder(client)).judgements == ()
    assert judge(client, about="no-such-thing") == 422
    assert judge(client, probability="1") == 422
    assert judge(client, horizon="0") == 422


def test_hostile_words_are_shown_as_words(working: As) -> None:
    client = working(Role.ANALYST, "ana")
    judge(client, why='<script>alert("x")</script>\u202e', dissent="<img src=x>")
    page = client.get("/judgements").text
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page


def test_only_an_editor_says_what_happened(working: As) -> None:
    fields = {"about": ABOUT, "outcome": "no", "on": "2022-09-30", "since": "2022-09-01", "source": "https://outlet.example/1"}
    assert working(Role.ANALYST).post("/do/resolve", data=fields).status_code == 403
    client = working(Role.EDITOR, "eva")
    assert client.post("/do/resolve", data=fields, follow_redirects=False).status_code == 303
    (made,) = forecasting.held(folder(client)).outcomes
    assert isinstance(made, Outcome)
    assert (made.by, made.outcome, made.on.isoformat(), made.source) == ("eva", "no", "2022-09-30", "https://outlet.example/1")
    (shown,) = client.get(f"{API}/judgements").json()["outcomes"]
    assert (shown["id"], shown["outcome"], shown["corrected"]) == (made.id, "no", False)


def test_who_records_second_is_told_of_the_first_and_may_send_it_again(working: As) -> None:
    client = working(Role.EDITOR, "eva")
    seen = next(one for one in client.get(f"{API}/judgements").json()["things"] if one["id"] == ABOUT)["recorded"]
    fields = {"about": ABOUT, "outcome": "no", "on": "2022-09-30", "since": "2022-09-01", "source": "a citation", "seen": seen}
    assert client.post("/do/resolve", data=fields, follow_redirects=False).status_code == 303
    other = working(Role.EDITOR, "ida")
    answer = other.post("/do/resolve", data={**fields, "source": "another <citation>"}, follow_redirects=False)
    assert answer.status_code == 409
    assert "another &lt;citation&gt;" in answer.text
    assert len(forecasting.held(folder(client)).outcomes) == 1
    now = next(one for one in other.get(f"{API}/judgements").json()["things"] if one["id"] == ABOUT)["recorded"]
    assert now in answer.text
    assert other.post("/do/resolve", data={**fields, "seen": now}, follow_redirects=False).status_code == 303
    shown = other.get(f"{API}/judgements").json()["outcomes"]
    assert [one["corrected"] for one in shown] == [False, True]


def test_nothing_later_than_a_frozen_moment_is_shown(working: As) -> None:
    client = working(Role.ANALYST)
    judge(client)
    pictures = client.app.state.pictures  # type: ignore[attr-defined]
    moment = "2022-10-20T18:00:00Z"
    pictures._frozen[pictures.at(None).as_of, pictures.at(None).head.hash] = pictures.at(None)
    shown = client.get(f"{API}/judgements", params={"as_of": moment})
    assert shown.status_code == 200, shown.text
    assert shown.json()["rows"] == []
    assert "/do/judge" not in client.get("/judgements", params={"as_of": moment}).text
