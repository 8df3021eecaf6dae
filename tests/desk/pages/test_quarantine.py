"""Quarantine on the desk: what the command lists, its bytes made harmless, one or all tried again."""

from pathlib import Path

from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import quarantine, store


def refuse(client: TestClient, tmp_path: Path) -> Path:
    place: Path = client.app.state.pictures.workspace  # type: ignore[attr-defined]
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b'{"text": "<script>alert(1)</script> \xe2\x80\xae \x1b[2J \xff"\n')
    store.ingest([str(broken)], place)
    return place


def test_what_was_refused_is_what_the_command_lists(working: As, tmp_path: Path) -> None:
    client = working()
    place = refuse(client, tmp_path)
    held = store.refusals(place)
    assert held
    shown = client.get(f"{API}/quarantine").json()
    assert {row["id"] for row in shown["rows"]} == {one.id for one in held}
    assert dict(shown["reasons"]) == {held[0].reason: 1}
    assert client.get(f"{API}/quarantine", params={"as_of": "2022-10-20"}).json()["rows"] == []


def test_its_bytes_are_shown_harmless_and_not_handed_out(working: As, tmp_path: Path) -> None:
    client = working()
    (refused,) = store.refusals(refuse(client, tmp_path))
    page = client.get(f"/quarantine/{refused.id}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    for written in ("\\u202e", "\\x1b[2J", "\\xff"):
        assert written in page.text
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text
    assert "download" not in page.text.lower().replace("not to be downloaded from here", "")


def test_one_is_tried_again_and_what_is_not_open_is_told(working: As, tmp_path: Path) -> None:
    client = working()
    place = refuse(client, tmp_path)
    (refused,) = store.refusals(place)
    answer = client.post(f"{API}/do/retry-refused", json={"id": refused.id, "why": "the reader was mended"})
    assert answer.status_code == 201, answer.text
    assert "1 are refused still" in answer.json()["said"]
    assert client.post(f"{API}/do/retry-refused", json={"id": "f" * 64, "why": "to see"}).status_code == 422
    assert client.post(f"{API}/do/retry-refused", json={"why": "all of it"}).status_code == 201
    assert working(Role.READER).post(f"{API}/do/retry-refused", json={"why": "all of it"}).status_code == 403
    assert client.get("/quarantine/" + "f" * 64).status_code == 404


def test_an_excerpt_is_bounded_and_says_of_how_much() -> None:
    made = quarantine.excerpt(b"a" * 5_000)
    assert (made.size, made.shown, len(made.hexadecimal)) == (5_000, 1_024, 64)
    assert quarantine.excerpt("déjà\tvu\n\u2066x".encode()).text == "déjà\tvu\n\\u2066x"
