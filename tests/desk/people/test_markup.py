"""Markup and turned text in all that a desk shows: what was collected, and what was typed into every text field of every action."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin
from urllib.parse import quote

import msgspec
import pytest
from pydantic import BaseModel
from tests.desk.conftest import DRAWS
from tests.desk.people.conftest import ADDRESS, PASSWORD, Time, Visitor
from tests.desk.test_turning import leaves

from tocsin.desk.app import API
from tocsin.desk.declared import Action
from tocsin.desk.pages import ACTIONS, PAGES
from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing, store
from tocsin.model.desk import DeskSettings

MARK = "zq7"
HOSTILE = (
    f"<script>{MARK}()</script>",
    f'"><svg onload={MARK}()>',
    f"'><img src=x onerror={MARK}()>",
    f"</title></textarea><iframe srcdoc={MARK}>",
    f"javascript:{MARK}()",
    "{{ 7 * 7 }}" + MARK,
    f"\u202e{MARK}\u2066",
    f"]]><!--{MARK}",
    f"&lt;script&gt;{MARK}",
    f"\x0b\x00{MARK}",
)
TYPED = (f"{HOSTILE[1]}{HOSTILE[2]}{HOSTILE[0]}{HOSTILE[5]}", f"{HOSTILE[3]}{HOSTILE[7]}{HOSTILE[6]}", HOSTILE[4])
"""the same in few texts, for what is asked of every field"""
ARTICLE = (
    "Le ministère de la Défense {hostile} a annoncé mardi que des ogives nucléaires seraient déplacées vers la frontière. "
    "« Nous répondrons à toute menace », a déclaré le porte-parole {hostile}. "
    "Selon deux responsables américains cités par Reuters, une attaque nucléaire reste peu probable."
)
ADDRESSES = ("href", "src", "action", "formaction", "data", "srcdoc")
SET_APART = ("bdi", "textarea", "title", "option", "input")
"""elements whose text cannot turn what stands around them"""
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


class Looked(HTMLParser):
    """What of a page would run, or would turn the text around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.inside: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.seen.append("a script")
        if tag in ("iframe", "object", "embed", "base") or (tag == "img" and given.get("src") == "x"):
            self.seen.append(tag)
        self.seen += [f"{name}={value}" for name, value in attrs if name.startswith("on") or name == "style"]
        for name in ADDRESSES:
            value = re.sub("[\x00-\x20]", "", given.get(name) or "").lower()
            if value.startswith(("javascript:", "vbscript:", "data:text", "//evil")):
                self.seen.append(f"{name}={value}")
        if tag not in VOID:
            self.inside.append((tag, tag in SET_APART or given.get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.inside):
            if self.inside.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = [name for name, _ in self.inside]
        if leaves(data) and not any(apart for _, apart in self.inside):
            self.seen.append(f"text that turns what is around it, in {'/'.join(inside)}: {data.strip()!r}")
        if "script" in inside and f"{MARK}()" in data and "<" in data:
            self.seen.append("markup inside a script")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.seen.append("a comment")


def found(answer: Any) -> list[str]:
    """What of an answer would run, be filled in, or turn the text around it."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    looked = Looked()
    looked.feed(answer.text)
    return looked.seen + (["a template that was filled in"] if "49" + MARK in answer.text else [])


def test_what_looks_for_it_finds_it() -> None:
    class Answer(NamedTuple):
        text: str
        headers: dict[str, str]

    for bad in (
        "<script>x</script>",
        "<p onclick=x>",
        "<p style='x'>",
        "<a href=' java\nscript:x'>",
        "<iframe>",
        f"<!--{MARK}-->",
        "<p>\u202ex</p>",
        f"49{MARK}",
    ):
        assert found(Answer(bad, {"content-type": "text/html"})), bad
    for good in ("<script src='/x'></script>", "<p>&lt;script&gt;x onclick=x</p>", "<p><bdi>\u202ex</bdi></p>", "<input value='\u202e'>"):
        assert not found(Answer(good, {"content-type": "text/html"})), good


@pytest.fixture(scope="module")
def hostile(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A desk whose reports were written by somebody who wants to run something in it, and its admin."""
    folder = tmp_path_factory.mktemp("hostile") / "desk"
    shutil.copytree(sample_folder, folder)
    lines = [
        msgspec.json.encode(
            {
                "url": f"https://wire.example/{number}?q=%22%3E%3Csvg%20onload={MARK}()%3E",
                "site": one,
                "published": "2022-10-05T06:00:00Z",
                "title": one,
                "text": ARTICLE.format(hostile=one),
                "language": one,
                "unknown": one,
            }
        )
        for number, one in enumerate(HOSTILE)
    ]
    feed = folder / "hostile.jsonl"
    feed.write_bytes(b"\n".join(lines) + b"\nnot json <svg onload=" + MARK.encode() + b"()>\n")
    store.ingest([str(feed)], folder)
    pictures = Pictures(folder, take=lambda place, as_of: picturing.take(place, as_of, draws=DRAWS))
    pictures.refresh()
    patient = DeskSettings(within_s=600)  # what is slow on a busy machine is not what is looked for here
    cheap = Passwords(memory_kib=64, passes=1, lanes=1)
    door = Door(folder, patient, passwords=cheap, wall=lambda: Time().now, ticks=iter(range(10**9)).__next__)
    by = By(who="", through="console", at=door.wall())
    accounts.add(door.store, by, "admin", Role.ADMIN, password_hash=door.passwords.hash(PASSWORD), shown=HOSTILE[1])
    visitor = Visitor(door, pictures)
    assert visitor.sign_in("admin").status_code == 303
    yield visitor
    pictures.close()
    door.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_was_collected_runs_nowhere(hostile: Visitor, page: Any) -> None:
    if "{" not in page.path:
        answer = hostile.get(page.path)
        assert answer.status_code == 200
        assert found(answer) == []
    named = [part[1:-1] for part in page.path.split("/") if part.startswith("{")]
    for one in TYPED:
        address = page.path
        for name in named:
            address = address.replace("{" + name + "}", quote(one.replace("/", ""), safe=""))
        query = {name: one for name in page.query.model_fields if name not in named} | {"q": one, "sort": one, "lang": one, "x": one}
        answer = hostile.get(address, params=query)
        assert answer.status_code in (200, 303, 400, 404, 422, 503), (address, answer.status_code)
        assert found(answer) == [], address


def text_fields(model: type[BaseModel]) -> list[str]:
    """Fields that a person types into."""
    return [name for name, field in model.model_fields.items() if str in (field.annotation, *get_args(field.annotation))]


def filled(model: type[BaseModel], typed: str) -> dict[str, Any]:
    """A form with `typed` in every text field, and the first thing that fits in all others."""
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        literal = next((one for one in kinds if get_origin(one) is Literal), None)
        if literal is not None:
            values[name] = get_args(literal)[0]
        elif str in kinds:
            values[name] = typed
        elif int in kinds or float in kinds:
            values[name] = 1
        elif bool in kinds:
            values[name] = False
        elif field.is_required():
            values[name] = typed
    return values


def test_there_is_something_to_type_into() -> None:
    assert sum(len(text_fields(action.form)) for action in ACTIONS) > 10


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_what_is_typed_comes_back_as_text(hostile: Visitor, action: Action) -> None:
    """Each text field in turn, and all at once; taken or refused, the answer and the page it leads to hold it as text alone."""
    seal = hostile.csrf()
    headers = {"origin": ADDRESS, "sec-fetch-site": "same-origin", "x-csrf-token": seal}
    for one in TYPED:
        answer = hostile.client.post(f"/do/{action.name}", data={**filled(action.form, one), "_back": one}, headers=headers)
        assert answer.status_code in (303, 404, 409, 422), (action.name, answer.status_code, answer.text[:500])
        assert found(answer) == []
        if answer.status_code == 303:
            to = answer.headers["location"]
            assert to.startswith("/")
            assert not to.startswith(("//", "/\\"))
            assert found(hostile.get(to)) == []
    told = hostile.client.post(f"{API}/do/{action.name}", json=filled(action.form, TYPED[0]), headers=headers)
    assert told.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("page", [page for page in PAGES if "{" not in page.path], ids=lambda page: page.name)
def test_what_was_typed_before_runs_on_no_page(hostile: Visitor, page: Any) -> None:
    assert found(hostile.get(page.path)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_json_is_never_taken_for_a_page(hostile: Visitor, page: Any) -> None:
    if "{" not in page.path:
        answer = hostile.get(f"{API}/{page.name}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
