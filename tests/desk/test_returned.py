"""Nothing that was typed is lost when a form is refused."""

from html import unescape
from typing import Literal, get_args

import pytest
from pydantic import Field
from pydantic_core.core_schema import ErrorType
from starlette.requests import Request
from starlette.testclient import TestClient

from tocsin.desk.app import make_app
from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.desk.mistakes import said
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.errors import Conflict, UsageError
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang


class Ruled(Form):
    """A form of this test."""

    what: str = Field(title="Reason", max_length=2000)
    kind: Literal["split", "merge"] = "split"
    ids: list[str] = Field(default_factory=list)
    seen: str = ""
    sure: bool = False


def _do(_: Asked, form: Ruled) -> Done:
    if form.what.startswith("late") and form.seen != "two":
        raise Conflict("bo ruled on it meanwhile", todo="look at it", now="two")
    if form.what.startswith("bad"):
        raise UsageError("no such origin", todo="name another")
    return Done(said=Both("Done.", "Fait."))


RULED = Action(name="ruled", title=Both("Rule", "Trancher"), form=Ruled, do=_do, judged_again=False)


def _client(pictures: Pictures) -> TestClient:
    async def gate(_: Request) -> Person | None:
        return Person(name="ana", role=Role.ANALYST)

    app = make_app(pictures.workspace, gate=gate, pictures=pictures, pages=(), actions=(RULED,))
    return TestClient(app, base_url="http://127.0.0.1:8750", follow_redirects=False)


def test_a_wrong_form_comes_back_with_its_values_and_its_mistake(sample_pictures: Pictures) -> None:
    answer = _client(sample_pictures).post("/do/ruled", data={"what": "bad <b>&", "kind": "merge", "ids": ["a", "b"], "sure": "true"})
    assert answer.status_code == 422
    assert "no such origin" in answer.text
    assert "bad &lt;b&gt;&amp;</textarea>" in answer.text
    assert '<option value="merge" selected>' in answer.text
    assert 'value="a"' in answer.text
    assert 'value="b"' in answer.text
    assert " checked>" in answer.text


def test_a_missing_field_is_named_beside_it_in_the_readers_language(sample_pictures: Pictures) -> None:
    answer = _client(sample_pictures).post("/do/ruled", params={"lang": "fr"}, data={"kind": "merge"})
    assert answer.status_code == 422
    assert "Des champs manquent" in answer.text
    assert 'aria-describedby="w-what"' in answer.text


def test_a_conflict_keeps_what_was_typed_and_sending_it_again_comes_after(sample_pictures: Pictures) -> None:
    client = _client(sample_pictures)
    answer = client.post("/do/ruled", data={"what": "late words", "seen": "one", "_back": "/x"})
    assert answer.status_code == 409
    assert "bo ruled on it meanwhile" in answer.text
    assert "late words</textarea>" in answer.text
    assert '<input type="hidden" name="seen" value="two">' in answer.text
    again = client.post("/do/ruled", data={"what": "late words", "seen": "two", "_back": "/x"})
    assert again.status_code == 303
    assert again.headers["location"] == "/x"


def test_a_program_is_told_of_the_conflict(sample_pictures: Pictures) -> None:
    answer = _client(sample_pictures).post("/api/v1/do/ruled", json={"what": "late words", "seen": "one"})
    assert answer.status_code == 409
    assert answer.json()["error"]["what"] == "bo ruled on it meanwhile"


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        ({}, "This is needed.", "Ce champ est nécessaire."),
        ({"what": "x" * 2001}, "No more than 2000 characters.", "Pas plus de 2000 caractères."),
        ({"what": "fine", "kind": "other"}, "That cannot be chosen.", "Cela ne peut être choisi."),
        ({"what": "fine", "sure": "perhaps"}, "Yes or no is needed.", "Il faut oui ou non."),
    ],
)
def test_mistakes_are_told_in_the_readers_language(value: dict[str, str], en: str, fr: str, sample_pictures: Pictures) -> None:
    for lang, told in (("en", en), ("fr", fr)):
        answer = _client(sample_pictures).post("/do/ruled", params={"lang": lang}, data=value)
        assert answer.status_code == 422
        assert told in unescape(answer.text).replace("’", "'")


def test_no_kind_of_mistake_is_told_with_a_value_that_it_has_not() -> None:
    """Every kind that pydantic knows of, with the values it gives it."""
    for kind in get_args(ErrorType):
        context = dict.fromkeys(("min_length", "max_length", "ge", "gt", "le", "lt", "expected", "error", "pattern", "multiple_of"), "7")
        for lang in get_args(Lang):
            assert said({"type": kind, "loc": ("x",), "msg": "its own words", "input": None, "ctx": context}, lang)
