"""The shift log on the desk: the watch is taken, noted and handed over with what is open and a handover brief."""

from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import shifts


def do(client: object, name: str, **form: object) -> dict[str, object]:
    answer = client.post(f"{API}/do/{name}", json=form)  # type: ignore[attr-defined]
    assert answer.status_code == 201, answer.text
    made: dict[str, object] = answer.json()["record"]
    return made


def test_a_watch_from_taking_to_handing_over_is_the_log_that_the_command_shows(working: As) -> None:
    client = working()
    do(client, "take-watch", seen=0)
    noted = do(client, "note-shift", text="Three trains.")
    do(client, "correct-shift", id=noted["id"], text="Two trains.")
    do(client, "ask", question="Did the railway stop?", why="the brief")
    entry = do(client, "hand-over", to="bo", text="see the brief", seen=3, brief=True, language="fr")
    shown = client.get(f"{API}/shift").json()
    log = shifts.shift(client.app.state.pictures.workspace)  # type: ignore[attr-defined]
    assert [one["id"] for one in shown["entries"]] == [one.id for one in reversed(log.entries)]
    assert (shown["on_watch"], shown["offered"], shown["seen"]) == (log.on_watch, log.offered, 4) == ("ana", "bo", 4)
    righted = next(one for one in shown["entries"] if one["id"] == noted["id"])
    assert righted["corrected"] is not None
    assert len(shown["requests"]) == 1
    brief = client.get(f"{API}/handover/{entry['brief']}").json()
    assert brief["language"] == "fr"
    assert "SYNTHETIC" in brief["marking"]
    assert any(part["sentences"] for part in brief["parts"])
    page = client.get(f"/shift/briefs/{entry['brief']}")
    assert page.status_code == 200
    do(working(name="bo"), "take-watch", seen=4)
    assert client.get(f"{API}/shift").json()["on_watch"] == "bo"


def test_a_handover_made_from_an_old_log_is_a_conflict(working: As) -> None:
    client = working()
    do(client, "take-watch")
    do(working(name="bo"), "note-shift", text="A call came in.")
    answer = client.post(f"{API}/do/hand-over", json={"text": "quiet", "seen": 1})
    assert answer.status_code in (409, 422)
    assert "bo wrote in the log meanwhile" in answer.json()["error"]["what"]
    assert client.get(f"{API}/shift").json()["on_watch"] == "ana"


def test_a_reader_writes_nothing_and_a_frozen_moment_knows_nothing_later(working: As) -> None:
    assert working(Role.READER).post(f"{API}/do/note-shift", json={"text": "hello"}).status_code == 403
    client = working()
    do(client, "note-shift", text="hello there")
    assert client.get(f"{API}/shift", params={"as_of": "2022-10-20"}).json()["entries"] == []


def test_what_a_watch_writes_is_escaped(working: As) -> None:
    client = working()
    client.post("/do/note-shift", data={"text": "<b onclick=x>now</b>\u202e"}, follow_redirects=False)
    page = client.get("/shift")
    assert "<b onclick" not in page.text
    assert "&lt;b onclick=x&gt;" in page.text
