"""The API is asked what its own description allows, and what it does not: no answer is a crash, and each is one that is described."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.desk.conftest import DRAWS
from tests.desk.people.conftest import ADDRESS, PASSWORD, Time, Visitor

from tocsin.desk import describing
from tocsin.desk.app import API
from tocsin.desk.pages import ACTIONS, DOWNLOADS, PAGES
from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing
from tocsin.engine.picturing import Picture
from tocsin.model import from_json, to_json

EXAMPLES = 3
"""of each kind of call: enough to find what falls over, few enough for a test"""
DESCRIBED: dict[str, Any] = from_json(dict[str, Any], to_json(describing.openapi(PAGES, ACTIONS, API, DOWNLOADS)))
CALLS = [(method, path) for path, methods in DESCRIBED["paths"].items() for method in methods if path != f"{API}/events"]
"""all but the one that does not end"""


@pytest.fixture(scope="module")
def visitor(sample_folder: Path, sample_picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A program with an admin's token that may write, at a desk over a copy of the sample whose picture stays as it is."""
    folder = tmp_path_factory.mktemp("schema") / "desk"
    shutil.copytree(sample_folder, folder)
    held = msgspec.structs.replace(
        sample_picture, workspace=folder
    )  # what is done to it is written there, not into the sample of all tests
    pictures = Pictures(folder, take=lambda place, as_of: held if as_of is None else picturing.take(place, as_of, draws=DRAWS))
    pictures.refresh()
    door = Door(folder, passwords=Passwords(memory_kib=64, passes=1, lanes=1), wall=lambda: Time().now, ticks=iter(range(10**9)).__next__)
    by = By(who="", through="console", at=door.wall())
    accounts.add(door.store, by, "admin", Role.ADMIN, password_hash=door.passwords.hash(PASSWORD))
    made = Visitor(door, pictures)
    secret, _ = tokens.make(door.store, by, "admin", "schemathesis", Role.ADMIN)
    made.client.headers["authorization"] = f"Bearer {secret}"
    yield made
    pictures.close()
    door.close()


def called(visitor: Visitor, case: Any) -> Any:
    """The answer to a call that was made up."""
    sent = case.as_transport_kwargs(base_url=ADDRESS)
    headers = {name: value for name, value in sent["headers"].items() if name.lower() in ("content-type", "accept-language")}
    body = {name: sent[name] for name in ("json", "data") if sent.get(name) is not None}
    return visitor.client.request(sent["method"], sent["url"], params=sent["params"], headers=headers, **body)


def wrong(answer: Any, responses: Any, components: Any) -> str:
    """What is not as described; empty: nothing."""
    if answer.status_code >= 500 and answer.status_code != 503:
        return "a crash"
    if str(answer.status_code) not in responses:
        return "a status that is not described"
    declared = responses[str(answer.status_code)].get("content")
    if declared is None:
        return ""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind not in declared:
        return f"{kind} is not described"
    schema = declared[kind].get("schema")
    if kind != "application/json" or schema is None:
        return ""
    try:
        jsonschema_rs.validate({**schema, "components": components}, answer.json())
    except jsonschema_rs.ValidationError as error:
        return f"not as described: {error.message[:300]} at {list(error.instance_path)}"
    return ""


def test_the_description_is_that_of_the_declarations(visitor: Visitor) -> None:
    assert visitor.get(f"{API}/openapi.json").json() == DESCRIBED
    assert visitor.get(f"{API}/statements", params={"q": "nuclear"}).status_code == 200
    assert visitor.get(f"{API}/statements", params={"ruled": "perhaps"}).status_code == 422


@pytest.mark.parametrize(("method", "path"), CALLS, ids=[f"{method} {path}" for method, path in CALLS])
def test_a_call_of_the_description_is_answered_as_described(method: str, path: str, visitor: Visitor) -> None:
    operation = schemathesis.openapi.from_dict(DESCRIBED)[path][method]
    responses = operation.definition.raw["responses"]
    findings: dict[str, str] = {}

    @seed(0)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        answer = called(visitor, case)
        if what := wrong(answer, responses, DESCRIBED["components"]):
            findings.setdefault(what, f"{answer.status_code}: {answer.url}, {case.body!r:.300}")

    call()
    assert findings == {}
