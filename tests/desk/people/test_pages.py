"""The pages about people, walked through as people do, in both languages and without script; and what the log says afterwards."""

import re
from collections.abc import Callable

import pytest
from tests.desk.people.conftest import ADDRESS, OTHER, PASSWORD, Opened, Time, Visitor

from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.door import Door
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import auditing

Signed = Callable[[str], Visitor]
MADE = {"name": "new", "shown": "Nadia", "role": "analyst", "password": OTHER}


def log(door: Door, most: int = 1) -> list[tuple[str, str, str]]:
    """Who did what on what, newest first."""
    assert door.settle()
    return [(one.who, one.act, one.on) for one in auditing.recent(door.folder, most=most).acts]


def test_from_the_code_on_the_console_to_a_second_person_who_signs_in(opened: Opened, nothing: Pictures) -> None:
    door = opened()
    ana = Visitor(door, nothing)
    first = {"name": "Ana", "shown": "Ana", "password": PASSWORD, "again": PASSWORD}
    assert ana.send("/setup", "/setup", code="AAAA-AAAA-AAAA-AAAA", **first).status_code == 401
    code = door.code()
    assert ana.send("/setup", "/setup", code=code, **{**first, "again": "another"}).status_code == 422
    assert ana.send("/setup", "/setup", code=code, **{**first, "password": "short", "again": "short"}).status_code == 422
    assert ana.send("/setup", "/setup", code=code, **first).headers["location"] == "/"
    assert ana.get("/setup").headers["location"] == "/sign-in"
    assert ana.send("/people/add", "/people", **MADE).status_code == 303
    page = ana.get("/people").text
    assert "Nadia" in page
    assert "with a password to be replaced" in page
    ben = ana.another()
    assert ben.sign_in("new", OTHER).headers["location"] == "/account"
    changed = ben.send("/account/password", current=OTHER, password=PASSWORD, again=PASSWORD)
    assert changed.headers["location"] == "/account"
    assert ben.get("/account").status_code == 200
    assert ben.get("/people").status_code == 403
    assert log(door, 6)[::-1] == [
        ("ana", "account-added", "ana"),
        ("ana", "sign-in", "ana"),
        ("ana", "account-added", "new"),
        ("new", "sign-in", "new"),
        ("new", "password-changed", "new"),
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_reads_in_both_languages_and_holds_no_script_or_style(
    signed: Signed, desk: Visitor, opened: Opened, nothing: Pictures, lang: str
) -> None:
    admin = signed("admin")
    admin.send("/account/tokens", label="export", role="reader", may="read", days="9")
    pages = {
        "sign-in": desk.get(f"/sign-in?lang={lang}"),
        "account": admin.get(f"/account?lang={lang}"),
        "people": admin.get(f"/people?lang={lang}"),
    }
    words = {
        "sign-in": ("Sign in", "Se connecter"),
        "account": ("Tokens for programs", "Jetons pour programmes"),
        "people": ("Who may use the desk", "Qui peut utiliser le bureau"),
    }
    for name, answer in pages.items():
        assert answer.status_code == 200
        assert words[name][lang == "fr"] in answer.text
        assert words[name][lang != "fr"] not in answer.text
        assert f'<html lang="{lang}"' in answer.text
        assert " style=" not in answer.text
        assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", answer.text)
        assert not re.search(r"\son\w+=", answer.text)


def test_what_went_wrong_is_said_in_french_too(desk: Visitor, signed: Signed) -> None:
    assert "faux" in desk.client.post("/sign-in?lang=fr", data={"_csrf": desk.csrf("/sign-in"), "name": "x", "password": "y"}).text
    admin = signed("admin")
    for fields, said in (
        ({**MADE, "password": "short"}, "un mot de passe a de 12 à 256 caractères"),
        ({**MADE, "name": "a b"}, "nom d’un compte"),
        ({**MADE, "name": "reader-one"}, "il y a déjà un compte de ce nom"),
        ({**MADE, "role": "king"}, "ceci n’est pas un rôle"),
        ({**MADE, "shown": "x" * 99}, "80 lettres au plus"),
    ):
        answer = admin.client.post("/people/add?lang=fr", data={"_csrf": admin.csrf(), **fields})
        assert answer.status_code == 422
        assert said in answer.text.replace("\u202f", " ").replace("\xa0", " "), answer.text


def test_the_answer_to_a_wrong_name_and_to_a_wrong_password_is_the_same_page(desk: Visitor) -> None:
    def page(name: str) -> tuple[int, str]:
        answer = desk.sign_in(name, OTHER)
        return answer.status_code, answer.text.replace(name, "NAME").replace(desk.csrf("/sign-in"), "CSRF")

    assert page("analyst-one") == page("nobody-one") == page("elsewhere-1")


def test_signing_in_goes_on_to_the_page_that_was_asked_for_and_never_elsewhere(desk: Visitor) -> None:
    assert desk.get("/people?x=1").headers["location"] == "/sign-in?to=%2Fpeople"
    assert desk.sign_in("admin-one", to="/people").headers["location"] == "/people"
    for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/evil.example", "\\\\evil.example"):
        visitor = desk.another()
        assert visitor.sign_in("admin-one", to=to).headers["location"] == "/"
        assert visitor.get("/sign-in", params={"to": to}).headers["location"] == "/"


def test_ones_own_password_needs_the_present_one_and_ends_other_sessions(signed: Signed, desk: Visitor) -> None:
    here, there = signed("analyst"), signed("analyst")
    before = here.session
    new = {"password": OTHER, "again": OTHER}
    assert here.send("/account/password", current="wrong wrong wrong", **new).status_code == 403
    assert here.send("/account/password", current=PASSWORD, **{**new, "again": "x"}).status_code == 422
    assert here.send("/account/password", current=PASSWORD, **new).status_code == 303
    assert here.session != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert desk.sign_in("analyst-one", PASSWORD).status_code == 401
    assert desk.sign_in("analyst-one", OTHER).status_code == 303


def test_the_present_password_cannot_be_tried_out_in_a_session_that_was_left_open(signed: Signed) -> None:
    ana = signed("analyst")
    statuses = [ana.send("/account/password", current=f"wrong {n}", password=OTHER, again=OTHER).status_code for n in range(8)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_sessions_are_listed_and_ended_one_by_one_or_all(signed: Signed, time: Time) -> None:
    here, there, other = signed("analyst"), signed("analyst"), signed("editor")
    page = here.get("/account").text
    held = re.findall(r'name="session" value="(\w+)"', page)
    assert len(held) == 1, "the session that one looks from is ended by signing out"
    assert here.send("/account/sessions/end", session=held[0]).status_code == 303
    assert there.get("/account").status_code == 303
    theirs = re.findall(r'name="session" value="(\w+)"', signed("editor").get("/account").text)
    here.send("/account/sessions/end", session=theirs[0])
    assert other.get("/account").status_code == 200
    again = signed("analyst")
    out = here.send("/account/sessions/end-all")
    assert out.headers["location"] == "/sign-in"
    assert "cache" in out.headers["clear-site-data"]
    assert again.get("/account").status_code == 303


def test_a_token_is_shown_once_and_works_until_it_is_revoked(signed: Signed, door: Door) -> None:
    ana = signed("analyst")
    made = ana.send("/account/tokens", label="nightly <b>", role="reader", may="read", days="30")
    found = re.search(r"tocsin_[\w-]{43}", made.text)
    assert made.status_code == 201
    assert found is not None
    assert made.headers["cache-control"] == "no-store"
    page = ana.get("/account").text
    assert found[0] not in page
    assert "nightly &lt;b&gt;" in page
    bearer = {"authorization": f"Bearer {found[0]}"}
    other = ana.another()
    assert other.get("/api/v1/openapi.json", headers=bearer).status_code == 200
    identity = tokens.of(door.store)[0].id
    assert signed("editor").send("/account/tokens/revoke", token=identity).status_code == 422
    assert other.get("/api/v1/openapi.json", headers=bearer).status_code == 200
    assert ana.send("/account/tokens/revoke", token=identity).status_code == 303
    assert other.get("/api/v1/openapi.json", headers=bearer).status_code == 401
    assert log(door) == [("analyst-one", "token-revoked", identity)]


@pytest.mark.parametrize(
    ("field", "value"), [("role", "admin"), ("role", "king"), ("days", "0"), ("days", "9999"), ("days", "x"), ("label", " ")]
)
def test_a_token_is_no_more_than_ones_own_role_and_ends(signed: Signed, field: str, value: str) -> None:
    ana = signed("analyst")
    assert ana.send("/account/tokens", **{"label": "x", "role": "reader", "may": "write", "days": "9", field: value}).status_code == 422
    assert tokens.of(ana.door.store) == ()


def test_an_admin_changes_roles_shuts_out_lets_in_and_sets_passwords(signed: Signed, desk: Visitor, door: Door) -> None:
    admin, ana = signed("admin"), signed("analyst")
    assert admin.send("/people/role", "/people", name="analyst-one", role="editor", why="night shift").status_code == 303
    assert ana.get("/account").status_code == 303
    assert log(door) == [("admin-one", "role-changed", "analyst-one")]
    assert auditing.recent(door.folder, most=1).acts[0].why == "analyst to editor: night shift"
    assert admin.send("/people/disable", "/people", name="analyst-one").status_code == 303
    assert desk.sign_in("analyst-one").status_code == 401
    assert admin.send("/people/enable", "/people", name="analyst-one").status_code == 303
    assert desk.sign_in("analyst-one").status_code == 303
    assert admin.send("/people/password", "/people", name="analyst-one", password=OTHER).status_code == 303
    assert desk.another().sign_in("analyst-one", OTHER).headers["location"] == "/account"
    for path, fields in (
        ("/people/disable", {"name": "admin-one"}),
        ("/people/role", {"name": "admin-one", "role": "reader"}),
        ("/people/role", {"name": "nobody", "role": "reader"}),
        ("/people/password", {"name": "admin-one", "password": OTHER}),
        ("/people/tokens/revoke", {"token": "nothing"}),
    ):
        assert admin.send(path, "/people", **fields).status_code == 422, path
    assert accounts.find(door.store, "admin-one") is not None


def test_what_people_are_called_cannot_turn_into_anything_else(signed: Signed, door: Door) -> None:
    admin = signed("admin")
    hostile = '"><svg onload=alert(1)>'
    assert admin.send("/people/add", "/people", **{**MADE, "shown": hostile}).status_code == 303
    assert admin.send("/people/add", "/people", **{**MADE, "name": "two", "shown": "a\u202eb"}).status_code == 422
    for page in ("/people", "/account"):
        assert "<svg onload" not in admin.get(page).text
    assert "&lt;svg" in admin.get("/people").text
    returned = admin.send("/people/add", "/people", **{**MADE, "name": hostile, "shown": hostile})
    assert returned.status_code == 422
    assert "<svg onload" not in returned.text
    agent = admin.another()
    agent.client.headers["user-agent"] = hostile
    agent.sign_in("admin-one")
    assert "<svg onload" not in agent.get("/account").text
    assert "<bdi>&#34;&gt;&lt;svg" in agent.get("/account").text


def test_signed_out_the_pages_lead_to_the_sign_in(desk: Visitor) -> None:
    for path in ("/account", "/people"):
        assert desk.get(path).headers["location"].startswith("/sign-in?to=")
    assert desk.client.post("/sign-out", headers={"origin": ADDRESS}).headers["location"] == "/sign-in"


def test_roles_see_what_they_hold(signed: Signed) -> None:
    for role in Role:
        assert signed(role.value).get("/people").status_code == (200 if role == Role.ADMIN else 403)
