"""The brief on the desk is the brief; what is published is kept as it left, in a person's name."""

import hashlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import briefing, publishing, store
from tocsin.engine.picturing import Picture
from tocsin.ledger import Ledger
from tocsin.model import Brief, from_json
from tocsin.warn import html, render


def folder(client: TestClient) -> Path:
    return Path(client.app.state.pictures.workspace)  # type: ignore[attr-defined]


def publish(client: TestClient, **fields: str) -> int:
    sent = {"form": "daily", "tlp": "clear", "why": "the morning's", **fields}
    return client.post("/do/publish", data=sent, follow_redirects=False).status_code


@pytest.mark.parametrize("form", ["daily", "flash", "handover"])
def test_every_form_says_what_the_command_says(looking: As, sample_picture: Picture, form: str) -> None:
    wanted = briefing.of_picture(sample_picture, "fr", form=form)  # type: ignore[arg-type]  # one of the three
    shown = looking().get(f"{API}/brief", params={"form": form, "lang": "fr"}).json()
    assert shown["id"] == wanted.id
    assert [one["text"] for part in shown["sections"] for one in part["told"]] == [one.text for one in wanted.sentences]
    assert shown["marking"] == wanted.marking


def test_files_are_the_same_brief_and_are_named_safely(looking: As, sample_picture: Picture) -> None:
    wanted = briefing.of_picture(sample_picture, "en")
    told = {"html": html.page(wanted), "json": render.json(wanted), "text": render.text(wanted)}
    for form, body in told.items():
        answer = looking().get("/brief/file", params={"format": form, "lang": "en"})
        assert answer.text == body
        assert answer.headers["content-disposition"].startswith('attachment; filename="tocsin-brief-daily-en-20221020T1800Z.')
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert looking().get("/brief/file", params={"format": "../../etc/passwd"}).status_code == 422
    assert looking().get("/brief", params={"form": "weekly"}).status_code == 422


def test_a_published_brief_is_kept_as_it_left(working: As) -> None:
    client = working(Role.EDITOR, "eva")
    assert publish(client) == 303
    held = publishing.published(folder(client))
    assert {one.language for one in held} == {"en", "fr"}
    for one in held:
        assert (one.by, one.why, one.tlp, one.synthetic) == ("eva", "the morning's", "clear", True)
        answer = client.get(f"/brief/published/{one.id}/file", params={"format": "json"})
        assert hashlib.sha256(answer.content).hexdigest() == one.sha256
        assert from_json(Brief, answer.content).id == one.brief
        shown = client.get(f"{API}/published/{one.id}").json()
        assert shown["published"]["head"] == one.head
        assert client.get(f"/brief/published/{one.id}").status_code == 200
    assert store.verify(folder(client)).findings == ()
    assert len(client.get(f"{API}/brief").json()["published"]) == 2


def test_a_mark_is_raised_in_the_brief_itself_and_never_lowered(working: As) -> None:
    client = working(Role.EDITOR)
    assert publish(client, tlp="amber", languages="en") == 303
    (one,) = publishing.published(folder(client))
    _, brief = publishing.opened(folder(client), one.id)
    assert one.tlp == brief.tlp == "amber"
    assert brief.marking.startswith("TLP:AMBER")
    assert all("TLP:AMBER" in drawing.svg for drawing in brief.drawings)
    assert publishing.higher(brief, "red")
    assert not publishing.higher(brief, "clear")


def test_only_an_editor_publishes_and_only_with_a_reason(working: As) -> None:
    assert publish(working(Role.ANALYST)) == 403
    client = working(Role.EDITOR)
    assert publish(client, why="") == 422
    assert publish(client, tlp="orange") == 422
    assert publishing.published(folder(client)) == ()


def test_a_brief_that_has_changed_since_it_was_read_is_not_published(working: As) -> None:
    client = working(Role.EDITOR)
    assert publish(client, seen="another", why="kept <words>") == 409
    seen = client.get(f"{API}/brief").json()["seen"]
    assert publish(client, seen=seen) == 303


@pytest.mark.parametrize("id", ["0" * 64, "..%2f..%2fetc", "x", "%00"])
def test_an_address_that_names_no_brief_is_told(looking: As, id: str) -> None:
    assert looking().get(f"/brief/published/{id}").status_code in (404, 422)
    assert looking().get(f"/brief/published/{id}/file").status_code in (404, 422)


def test_its_bytes_count_as_referred_to(working: As) -> None:
    client = working(Role.EDITOR)
    publish(client, languages="fr")
    (one,) = publishing.published(folder(client))
    with Ledger.open(folder(client)) as ledger:
        assert ledger.blobs.get(one.sha256)
    path = next(found for found in folder(client).rglob("*") if found.is_file() and one.sha256[8:] in found.name)
    path.chmod(0o600)
    path.write_bytes(b"{}")
    assert any(one.sha256[:12] in found for found in store.verify(folder(client)).findings)
