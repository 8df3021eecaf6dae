"""Page versions on the desk: the same histories that the command tells, silent edits apart, words struck and added."""

from datetime import timedelta
from pathlib import Path

import msgspec
from tests.desk.conftest import As, taken

from tocsin.desk.app import API
from tocsin.engine import store, versions
from tocsin.ledger import Ledger
from tocsin.model import Report, Version, digest, report_id


def edit(place: Path) -> tuple[Report, Report]:
    """A page of the sample seen again with other words."""
    with Ledger.open(place, write=True) as ledger:
        from tocsin.model import Reading

        was = next(one for one in ledger.records(Report) if one.url)
        reading = ledger.get(Reading, was.id)
        assert reading is not None
        text = was.text.replace(" ", " <i> ", 1)
        now = msgspec.structs.replace(was, text=text, id=report_id(was.url, was.site, was.published_at, was.title, text))
        later = reading.t_known + timedelta(minutes=5)
        read = msgspec.structs.replace(reading, report=now.id, t_known=later)
        name = digest("version", was.url)
        steps = [
            Version(id=name, url=was.url or "", through=was.url or "", kind="new", report=was.id, t_known=reading.t_known),
            Version(id=name, url=was.url or "", through=was.url or "", kind="edited", report=now.id, previous=was.id, t_known=later),
        ]
        ledger.append([now, read, *steps], clock=later)
    return was, now


def test_a_silent_edit_is_shown_word_by_word_as_the_command_tells_it(working: As) -> None:
    client = working()
    place: Path = client.app.state.pictures.workspace  # type: ignore[attr-defined]
    was, now = edit(place)
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    shown = client.get(f"{API}/versions").json()
    told = versions.histories(place)
    assert [one["url"] for one in shown["addresses"]] == [one.url for one in told]
    (address,) = [one for one in shown["addresses"] if one["url"] == was.url]
    assert [step["report"] for step in address["steps"]] == [now.id, was.id]
    assert address["steps"][0]["kind"] == "edited"
    page = client.get("/versions?show=silent")
    assert "<ins>" in page.text
    assert "<i>" not in page.text
    assert f"/reports/{now.id}" in page.text
    assert client.get(f"{API}/versions?show=gone").json()["addresses"] == []
    assert taken(client, f"{API}/versions", as_of="2022-09-01")["addresses"] == []


def test_an_empty_page_says_so(looking: As) -> None:
    assert looking().get("/versions", params={"q": "no such address"}).status_code == 200
    assert store.sources(None)
