"""Every route of the whole desk, for who is signed out and for every role: the routes are those of the application, so none is left out."""

import re
from typing import Any

import pytest
from starlette.routing import Mount, Route
from tests.desk.people.conftest import ADDRESS, PASSWORD, Time, Visitor

from tocsin.desk.app import API
from tocsin.desk.pages import ACTIONS, PAGES
from tocsin.desk.people import accounts, guard
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import store

OUT = "signed out"
NOT_THERE = "nothing-of-this-name"
EVERYBODY = "everybody"
OWN: dict[tuple[str, str], tuple[Role | str, int]] = {
    ("GET", "/sign-in"): (EVERYBODY, 303),
    ("POST", "/sign-in"): (EVERYBODY, 401),
    ("POST", "/sign-out"): (EVERYBODY, 303),
    ("GET", "/setup"): (EVERYBODY, 303),
    ("POST", "/setup"): (EVERYBODY, 303),
    ("POST", "/preferences"): (EVERYBODY, 303),
    ("GET", "/healthz"): (EVERYBODY, 200),
    ("GET", "/readyz"): (EVERYBODY, 200),
    ("GET", "/account"): (Role.READER, 200),
    ("POST", "/account/password"): (Role.READER, 422),
    ("POST", "/account/sessions/end"): (Role.READER, 303),
    ("POST", "/account/sessions/end-all"): (Role.READER, 303),
    ("POST", "/account/tokens"): (Role.READER, 422),
    ("POST", "/account/tokens/revoke"): (Role.READER, 422),
    ("GET", "/people"): (Role.ADMIN, 200),
    ("POST", "/people/add"): (Role.ADMIN, 422),
    ("POST", "/people/role"): (Role.ADMIN, 422),
    ("POST", "/people/disable"): (Role.ADMIN, 422),
    ("POST", "/people/enable"): (Role.ADMIN, 422),
    ("POST", "/people/password"): (Role.ADMIN, 422),
    ("POST", "/people/tokens/revoke"): (Role.ADMIN, 422),
    ("GET", f"{API}/openapi.json"): (Role.READER, 200),
}
"""routes that are no declared page or action: the least role, and the status that who may use them gets for what is asked here"""
STREAMS = {("GET", f"{API}/events"): Role.READER}
"""answers that do not end: asked only by who may not have them"""


def declared() -> dict[tuple[str, str], tuple[Role | str, frozenset[int]]]:
    """Least role and statuses by method and path."""
    found: dict[tuple[str, str], tuple[Role | str, frozenset[int]]] = {
        key: (role, frozenset({status})) for key, (role, status) in OWN.items()
    }
    for page in PAGES:
        there = frozenset({404, 422}) if "{" in page.path else frozenset({200})
        parameters = "".join(f"/{part}" for part in page.path.split("/") if part.startswith("{"))
        found["GET", page.path] = found["GET", f"{API}/{page.name}{parameters}"] = (page.role, there)
    for action in ACTIONS:
        found["POST", f"/do/{action.name}"] = found["POST", f"{API}/do/{action.name}"] = (action.role, frozenset({422}))
    for method, path, role in _downloads():
        found[method, path] = (role, frozenset({200, 404, 422}))
    return found


def _downloads() -> list[tuple[str, str, Role]]:
    """Files to take away, where the desk declares some."""
    from tocsin.desk import pages

    return [
        ("GET", path, one.role)
        for one in getattr(pages, "DOWNLOADS", ())
        for path in (one.path, f"{API}/{one.name}{''.join(f'/{part}' for part in one.path.split('/') if part.startswith('{'))}")
    ]


@pytest.fixture(scope="module")
def whole(sample_pictures: Pictures, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Visitor]:
    """By role, and signed out: a browser at one desk over the sample."""
    folder = tmp_path_factory.mktemp("matrix") / "desk"
    store.create(folder, "nuclear-escalation")
    door = Door(folder, passwords=Passwords(memory_kib=64, passes=1, lanes=1), wall=lambda: Time().now, ticks=iter(range(10**9)).__next__)
    visitors = {OUT: Visitor(door, sample_pictures)}
    by = By(who="", through="console", at=door.wall())
    for role in Role:
        for name in (role.value, f"{role.value}-two"):
            accounts.add(door.store, by, name, role, password_hash=door.passwords.hash(PASSWORD))
        visitors[role.value] = visitors[OUT].another()
        assert visitors[role.value].sign_in(role.value).status_code == 303
    return visitors


def _application(visitor: Visitor) -> Any:
    app: Any = visitor.app
    while not hasattr(app, "routes"):
        app = app._app
    return app


def test_no_route_is_left_out(whole: dict[str, Visitor]) -> None:
    known = declared()
    for route in _application(whole[OUT]).routes:
        if isinstance(route, Mount):
            assert route.path == "/static"
            continue
        assert isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}:
            assert (method, route.path) in known or (method, route.path) in STREAMS, f"nobody says who may use {method} {route.path}"


def asked(visitor: Visitor, method: str, path: str) -> int:
    """The status of a route; what is sent to it is never what it takes, so that nothing is done."""
    address = re.sub(r"\{[^}]+\}", NOT_THERE, path)
    if method == "GET":
        return int(visitor.get(address).status_code)
    page = "/sign-in" if path in guard.OPEN_FORMS and not visitor.session else "/account"
    seal = visitor.csrf(page) if visitor.session or page == "/sign-in" else ""
    headers = {"origin": ADDRESS, "sec-fetch-site": "same-origin", "x-csrf-token": seal}
    if path.startswith(API):
        return int(visitor.client.post(address, json={"no_such_field": 1}, headers=headers).status_code)
    return int(visitor.client.post(address, data={"no_such_field": "1"}, headers=headers).status_code)


@pytest.mark.parametrize(("method", "path"), sorted(declared()), ids=lambda part: str(part))
@pytest.mark.parametrize("who", [OUT, *(role.value for role in Role)])
def test_every_role_gets_exactly_what_it_may(whole: dict[str, Visitor], who: str, method: str, path: str) -> None:
    needed, there = declared()[method, path]
    visitor = whole[who]
    if path.endswith(("/sign-out", "/sign-in", "end-all")) and who != OUT:
        visitor = visitor.another()  # of somebody else, for their sessions end
        assert visitor.sign_in(f"{who}-two").status_code == 303
    if (method, path) == ("GET", "/sign-in") and who == OUT:
        there = frozenset({200})
    if needed == EVERYBODY:
        assert asked(visitor, method, path) in there
    elif who == OUT:
        assert asked(visitor, method, path) == (401 if path.startswith(API) else 303)
    elif not Role(who).holds(Role(needed)):
        assert asked(visitor, method, path) == 403
    else:
        assert asked(visitor, method, path) in there


def test_a_stream_is_not_for_who_is_signed_out(whole: dict[str, Visitor]) -> None:
    held = {route.path for route in _application(whole[OUT]).routes}
    for (method, path), role in STREAMS.items():
        assert role == Role.READER
        assert path not in held or asked(whole[OUT], method, path) == 401


def test_nothing_that_changes_goes_without_a_seal(whole: dict[str, Visitor]) -> None:
    for method, path in declared():
        if method == "POST":
            address = re.sub(r"\{[^}]+\}", NOT_THERE, path)
            assert whole["admin"].client.post(address, headers={"origin": ADDRESS}).status_code == 403, path


def test_what_is_read_by_address_is_never_changed_by_it(whole: dict[str, Visitor]) -> None:
    for method, path in declared():
        if method == "POST" and ("GET", path) not in declared():
            assert whole["admin"].get(re.sub(r"\{[^}]+\}", NOT_THERE, path)).status_code in (404, 405), path


WAYS_OUT = (
    "../../people.sqlite",
    "..%2f..%2fpeople.sqlite",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cpeople.sqlite",
    "%2fetc%2fpasswd",
    "file:%2f%2f%2fetc%2fpasswd",
    "people.sqlite",
    "%00",
    "a%00.html",
    "x" * 3_000,
    "%ff%fe",
    "%c0%ae%c0%ae%c0%af",
    "%3Csvg%20onload%3Dalert(1)%3E",
    "%E2%80%AEtxt",
    "'%20OR%201=1--",
    "%7B%7B7*7%7D%7D",
)
WITH_PARAMETERS = sorted(path for method, path in declared() if method == "GET" and "{" in path)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_parameter_of_an_address_leads_to_a_file_or_comes_back_as_markup(whole: dict[str, Visitor], way: str) -> None:
    for path in WITH_PARAMETERS:
        address = re.sub(r"\{[^}]+\}", lambda _: way, path)
        answer = whole["admin"].get(address)
        assert answer.status_code in (303, 400, 404, 414, 422), (path, way, answer.status_code)
        # JSON says back what was asked: it is told apart from markup by its type, which nothing may guess anew.
        as_json = answer.headers.get("content-type") == "application/json" and answer.headers["x-content-type-options"] == "nosniff"
        for leaked in (b"root:", b"SQLite format", b"argon2", b"Traceback", *(() if as_json else (b"<svg onload",))):
            assert leaked not in answer.content, (path, way)
