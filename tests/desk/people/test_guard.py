"""The guard: what every answer carries, what is turned away before anybody looks at it, and what counts as sent by the desk's own page."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from tests.desk.people.conftest import ADDRESS, PASSWORD, Opened, Time, Visitor

from tocsin.desk.people import accounts, guard, tokens
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.guard import Guard
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.model.desk import DeskSettings

Signed = Callable[[str], Visitor]
OWN = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}


def token(door: Door, name: str = "editor-one", role: Role = Role.EDITOR, **more: Any) -> dict[str, str]:
    """The header of a new token."""
    by = By(who=name, through="password", at=door.wall())
    return {"authorization": f"Bearer {tokens.make(door.store, by, name, 'test', role, **more)[0]}"}


def test_every_answer_carries_the_headers_whatever_it_is(desk: Visitor, signed: Signed) -> None:
    ana = signed("admin")
    answers = [
        desk.get("/sign-in"),
        desk.get("/"),
        desk.get("/nowhere"),
        desk.get("/static/nowhere.js"),
        desk.get("/api/v1/today"),
        desk.get("/", headers={"host": "evil.example"}),
        desk.get("/?" + "x" * 9_000),
        desk.client.post("/sign-in", content=b"x" * 2_000_000),
        desk.client.request("TRACE", "/"),
        ana.get("/account"),
        ana.get("/people"),
        ana.client.post("/people/add"),
    ]
    assert [answer.status_code for answer in answers] == [200, 303, 404, 404, 401, 421, 414, 413, 405, 200, 200, 403]
    for answer in answers:
        for name, value in guard.HEADERS.items():
            assert answer.headers[name] == value, answer.request.url
        assert answer.headers["cache-control"] == "no-store"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8750", "localhost", "LOCALHOST:1", "[::1]:8750", "127.0.0.1.", "desk.example.org", "desk.example.org:444"]
)
def test_the_desk_answers_to_its_own_names(opened: Opened, nothing: Pictures, door: Door, host: str) -> None:
    named = Visitor(opened(DeskSettings(hosts=("desk.example.org",))), nothing)
    assert named.get("/sign-in", headers={"host": host}).status_code == 200


FOREIGN_NAMES = (
    "evil.example",
    "",
    "127.0.0.1.evil.example",
    "desk.example.org",
    "127.0.0.2",
    "a b",
    "127.0.0.1:x",
    "127.0.0.1@evil.example",
    "[::2]",
    "0.0.0.0",  # noqa: S104 - a name like any other here
)


@pytest.mark.parametrize("host", FOREIGN_NAMES)
def test_and_to_no_other(desk: Visitor, host: str) -> None:
    assert desk.get("/sign-in", headers={"host": host}).status_code == 421


def test_what_others_forward_is_believed_of_named_proxies_alone(opened: Opened, nothing: Pictures, door: Door) -> None:
    """Else anybody could sign in from an address of their choice, and never be made to wait."""

    def tried(visitor: Visitor, scheme: str) -> list[int]:
        visitor.client.base_url = f"{scheme}://127.0.0.1:8750"
        statuses = []
        for number in range(11):
            forged = {"x-forwarded-for": f"203.0.113.{number}", "x-forwarded-proto": scheme, "x-forwarded-host": "evil.example"}
            fields = {"_csrf": visitor.csrf("/sign-in"), "name": f"{scheme}-{number}", "password": "x"}
            sent = visitor.client.post("/sign-in", data=fields, headers={"origin": f"{scheme}://127.0.0.1:8750", **forged})
            statuses.append(sent.status_code)
        return statuses

    assert tried(Visitor(door, nothing), "http") == [401] * 10 + [429]
    behind = opened(DeskSettings(proxies=("198.51.100.20",), behind_tls=True))
    assert tried(Visitor(behind, nothing), "https") == [401] * 11


def test_over_tls_cookies_are_held_to_this_host_and_to_tls(opened: Opened, nothing: Pictures, door: Door) -> None:
    visitor = Visitor(opened(DeskSettings(behind_tls=True)), nothing)
    visitor.client.base_url = "https://127.0.0.1:8750"
    page = visitor.get("/sign-in")
    assert page.headers["strict-transport-security"]
    sent = {"_csrf": visitor.csrf("/sign-in"), "name": "analyst-one", "password": PASSWORD}
    answer = visitor.client.post("/sign-in", data=sent, headers={"origin": "https://127.0.0.1:8750"})
    cookies = [page.headers["set-cookie"], *answer.headers.get_list("set-cookie")]
    assert any(one.startswith("__Host-tocsin_session=") for one in cookies)
    for one in cookies:
        lower = one.lower()
        assert "secure" in lower
        assert "httponly" in lower
        assert "samesite=strict" in lower
        assert "path=/" in lower
        assert "domain" not in lower


def test_what_is_too_large_too_deep_or_packed_is_not_read(desk: Visitor, signed: Signed) -> None:
    ana = signed("analyst")
    seal = {**OWN, "x-csrf-token": ana.csrf()}
    assert ana.client.post("/account/tokens", content=b"x" * (1_048_576 + 1), headers=seal).status_code == 413

    def pieces() -> Any:
        for _ in range(40):
            yield b"x" * 65_536

    assert ana.client.post("/account/tokens", content=pieces(), headers=seal).status_code == 413
    for lie in ("-1", "1e9", "99999999999999999999", "abc"):
        assert ana.client.post("/account/tokens", content=b"x", headers={**seal, "content-length": lie}).status_code == 413
    assert ana.client.post("/account/tokens", content=b"x", headers={**seal, "content-encoding": "gzip"}).status_code == 415
    deep = b"[" * 500_000
    assert ana.client.post("/api/v1/do/anything", content=deep, headers={**seal, "content-type": "application/json"}).status_code == 400
    text = b'{"why": "' + b"[{" * 1_000 + b'\\""}'
    assert ana.client.post("/api/v1/do/anything", content=text, headers={**seal, "content-type": "application/json"}).status_code == 404
    assert desk.get("/sign-in", headers={f"x-{number}": "y" for number in range(120)}).status_code == 431
    assert desk.get("/sign-in", headers={"cookie": "a=" + "x" * 40_000}).status_code == 431
    assert desk.get("/sign-in?" + "&".join("a=1" for _ in range(600))).status_code == 414


@pytest.mark.parametrize("end", [b'"', b"\\", b'"\\', b'\\"'])
def test_looking_into_json_takes_time_in_proportion_to_its_length(signed: Signed, end: bytes) -> None:
    """A text of many quotes and escapes that never ends is looked at once, not once for each quote."""
    ana = signed("analyst")
    body = b'{"a": ' + b'"\\"' * 170_000 + end
    answer = ana.client.post("/api/v1/do/x", content=body, headers={**OWN, "x-csrf-token": ana.csrf(), "content-type": "application/json"})
    assert answer.status_code == 404


def test_a_form_needs_the_token_of_its_own_session(signed: Signed, desk: Visitor) -> None:
    ana, ben = signed("analyst"), signed("editor")

    def asked(given: dict[str, str], **headers: str) -> int:
        fields = {"label": "x", "role": "reader", "may": "read", "days": "1", **given}
        return int(ana.client.post("/account/tokens", data=fields, headers={**OWN, **headers}).status_code)

    assert asked({}) == 403
    assert asked({"_csrf": ""}) == 403
    assert asked({"_csrf": ben.csrf()}) == 403
    assert asked({"_csrf": desk.csrf("/sign-in")}) == 403
    assert asked({}, **{"x-csrf-token": ben.csrf()}) == 403
    assert tokens.of(ana.door.store) == ()
    assert asked({"_csrf": ana.csrf()}) == 201
    assert asked({}, **{"x-csrf-token": ana.csrf()}) == 201
    sent = ana.client.post(
        "/account/tokens",
        files={"_csrf": (None, ana.csrf()), "label": (None, "y"), "role": (None, "reader"), "may": (None, "read"), "days": (None, "1")},
        headers=OWN,
    )
    assert sent.status_code == 201


def test_the_token_of_a_session_that_ended_is_worth_nothing(signed: Signed) -> None:
    ana = signed("analyst")
    old, cookie = ana.csrf(), ana.session
    assert ana.send("/sign-out").status_code == 303
    assert ana.session == ""
    fields = {"label": "x", "role": "reader", "may": "read", "days": "1", "_csrf": old}
    assert ana.client.post("/account/tokens", data=fields, headers=OWN).headers["location"].startswith("/sign-in")
    ana.client.cookies.set("tocsin_session", cookie)
    assert ana.client.post("/account/tokens", data=fields, headers=OWN).headers["location"].startswith("/sign-in")
    ana.client.cookies.clear()
    ana.sign_in("analyst-one")
    assert ana.client.post("/account/tokens", data=fields, headers=OWN).status_code == 403
    assert tokens.of(ana.door.store) == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8751"},
        {"origin": "https://127.0.0.1:8750"},
        {"origin": "http://localhost:8750"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": ADDRESS, "sec-fetch-site": "cross-site"},
    ],
)
def test_what_the_browser_says_comes_from_elsewhere_is_refused_though_its_token_is_right(signed: Signed, headers: dict[str, str]) -> None:
    ana = signed("analyst")
    fields = {"label": "x", "role": "reader", "may": "read", "days": "1", "_csrf": ana.csrf()}
    assert ana.client.post("/account/tokens", data=fields, headers=headers).status_code == 403
    assert ana.client.post("/account/tokens", data=fields).status_code == 201, "a browser that says nothing is judged by the token"


def test_nobody_is_signed_in_by_another_page(desk: Visitor) -> None:
    """Sign-in too: else a page could sign its visitor in as somebody else, who then reads what is entered."""
    own = desk.csrf("/sign-in")
    sent = {"name": "analyst-one", "password": PASSWORD}
    other = desk.another()
    assert other.client.post("/sign-in", data={**sent, "_csrf": own}, headers=OWN).status_code == 403
    assert desk.client.post("/sign-in", data=sent, headers=OWN).status_code == 403
    assert desk.client.post("/sign-in", data={**sent, "_csrf": own}, headers={"origin": "https://evil.example"}).status_code == 403
    assert desk.client.post("/sign-in", data={**sent, "_csrf": own}, headers=OWN).status_code == 303


def test_a_planted_cookie_is_no_session_and_does_not_become_one(desk: Visitor) -> None:
    """Whoever can plant a cookie in a browser must not know the id that it has once its owner has signed in."""
    planted = {"cookie": "tocsin_session=planted-by-somebody-else-0123456789"}
    assert desk.get("/account", headers=planted).headers["location"].startswith("/sign-in")
    fields = {"_csrf": desk.csrf("/sign-in"), "name": "analyst-one", "password": PASSWORD}
    visit = f"tocsin_visit={desk.client.cookies['tocsin_visit']}"
    answer = desk.client.post("/sign-in", data=fields, headers={**OWN, "cookie": f"{planted['cookie']}; {visit}"})
    assert answer.status_code == 303
    assert "planted" not in " ".join(answer.headers.get_list("set-cookie"))
    assert desk.another().get("/account", headers=planted).headers["location"].startswith("/sign-in")


def test_signing_in_again_takes_a_new_id_and_ends_the_old_one(signed: Signed) -> None:
    ana = signed("analyst")
    first = ana.session
    assert ana.send("/sign-in", name="editor-one", password=PASSWORD).status_code == 303
    assert ana.session != first
    old = ana.another()
    old.client.cookies.set("tocsin_session", first)
    assert old.get("/account").headers["location"].startswith("/sign-in")


def test_a_link_from_elsewhere_asks_once_more_from_here(desk: Visitor) -> None:
    """The cookie is not sent along with a link on another site; the page that comes back asks again by itself, and then it is."""
    foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    answer = desk.get('/account?a="><script>', headers=foreign)
    assert answer.status_code == 200
    assert 'content="0;url=/account?a=%22%3E%3Cscript%3E"' in answer.text
    assert "<script>" not in answer.text
    assert desk.get("//evil.example/x", headers=foreign).text.count("//evil") == 0
    assert desk.get("/account", headers={**foreign, "sec-fetch-site": "same-origin"}).status_code == 303


def test_with_no_account_every_page_leads_to_the_set_up(opened: Opened, nothing: Pictures) -> None:
    desk = Visitor(opened(), nothing)
    for path in ("/", "/sign-in", "/people", "/account", "/anything"):
        assert desk.get(path).headers["location"] == "/setup"
    assert desk.get("/api/v1/today").status_code == 401
    assert desk.get("/setup").status_code == 200


def test_a_password_that_somebody_else_set_has_to_be_replaced_first(desk: Visitor, door: Door) -> None:
    by = By(who="admin-one", through="password", at=door.wall())
    accounts.change_password(door.store, by, "analyst-one", door.passwords.hash(PASSWORD))
    assert desk.sign_in("analyst-one").headers["location"] == "/account"
    assert desk.get("/").headers["location"] == "/account"
    assert desk.get("/api/v1/today").status_code == 403
    assert "/account/tokens" not in desk.get("/account").text


# tokens


def test_a_token_opens_the_api_and_nothing_else(desk: Visitor, door: Door) -> None:
    bearer = token(door)
    assert desk.get("/api/v1/openapi.json", headers=bearer).status_code == 200
    for path in ("/account", "/people", "/"):
        assert desk.get(path, headers=bearer).headers["location"].startswith("/sign-in")
    for wrong in ("Bearer tocsin_nothing", "Bearer", "Basic YTpi", "", "Bearer " + "x" * 5_000):
        status = desk.get("/api/v1/openapi.json", headers={"authorization": wrong}).status_code
        assert status == 401, wrong


def test_a_wrong_token_is_not_helped_by_a_right_cookie(signed: Signed) -> None:
    ana = signed("admin")
    assert ana.get("/api/v1/openapi.json").status_code == 200
    answer = ana.get("/api/v1/openapi.json", headers={"authorization": "Bearer tocsin_nothing"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_read_only_token_changes_nothing(desk: Visitor, door: Door) -> None:
    for only, status in ((True, 403), (False, 404)):
        answer = desk.client.post("/api/v1/do/nothing-of-this-name", json={}, headers=token(door, read_only=only))
        assert answer.status_code == status


def test_a_token_needs_no_seal_and_its_answers_may_be_asked_for_anew(desk: Visitor, door: Door) -> None:
    headers = {**token(door, read_only=False), "origin": "https://evil.example"}
    assert desk.client.post("/api/v1/do/nothing-of-this-name", json={}, headers=headers).status_code == 404


def test_a_revoked_token_and_one_of_somebody_shut_out_open_nothing(desk: Visitor, door: Door) -> None:
    bearer = token(door)
    by = By(who="admin-one", through="password", at=door.wall())
    accounts.change_disabled(door.store, by, "editor-one", True)
    assert desk.get("/api/v1/openapi.json", headers=bearer).status_code == 401


# limits


def test_too_much_at_once_is_told_when_to_come_back(desk: Visitor, door: Door, signed: Signed, time: Time) -> None:
    ana = signed("analyst")
    statuses = [ana.get("/api/v1/nothing").status_code for _ in range(320)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert 290 <= statuses.count(404) <= 300
    assert signed("editor").get("/api/v1/nothing").status_code == 404, "of one person alone"
    time.move(seconds=1)
    assert ana.get("/api/v1/nothing").status_code == 404
    strangers = [desk.get("/sign-in").status_code for _ in range(260)]
    assert strangers[-1] == 429
    assert int(desk.get("/sign-in").headers["retry-after"]) >= 1


def _asgi(app: Any, door: Door, **limits: Any) -> tuple[Guard, dict[str, Any]]:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/account",
        "raw_path": b"/account",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8750")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8750),
        "scheme": "http",
        "http_version": "1.1",
    }
    return Guard(app, door, **limits), scope


async def _asked(app: Any, scope: Any, send: Any) -> None:
    await app(scope, _nothing, send)


async def _nothing() -> dict[str, Any]:
    await asyncio.sleep(60)
    return {"type": "http.disconnect"}


def test_an_answer_that_does_not_begin_in_time_is_given_up(opened: Opened, door: Door) -> None:
    quick = opened(msgspec.structs.replace(DeskSettings(), within_s=0.05))

    async def never(*_: Any) -> None:
        await asyncio.sleep(60)

    guarded, scope = _asgi(never, quick)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guarded(scope, _nothing, send))
    assert sent[0]["status"] == 503


def test_a_stream_is_cut_after_a_while_so_that_who_is_signed_out_gets_no_more(door: Door) -> None:
    async def stream(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        while True:
            await send({"type": "http.response.body", "body": b"data: x\n\n", "more_body": True})
            await asyncio.sleep(0.01)

    guarded, scope = _asgi(stream, door, stream_s=0.05)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guarded(scope, _nothing, send))
    assert len(sent) > 2
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


def test_a_body_that_drips_is_given_up(door: Door) -> None:
    guarded, scope = _asgi(None, door, body_s=0.05)
    scope |= {"method": "POST", "path": "/sign-in", "raw_path": b"/sign-in"}
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def drip() -> dict[str, Any]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    asyncio.run(guarded(scope, drip, send))
    assert sent[0]["status"] == 408


def test_the_page_asking_for_news_by_itself_does_not_keep_a_session_alive(signed: Signed, time: Time) -> None:
    ana = signed("analyst")
    for _ in range(31):
        time.move(minutes=1)
        ana.get(guard.EVENTS)
    assert ana.get("/account").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "path",
    [
        "/../x",
        "/static/../../etc/passwd",
        "/static/..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/x",
        "/a/..\\b",
        "/a%00b",
        "/static//etc/passwd",
    ],
)
def test_no_way_leads_out(desk: Visitor, path: str) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    _, scope = _asgi(None, desk.door)
    scope |= {"path": unquote(path), "raw_path": path.encode()}
    asyncio.run(_asked(desk.app, scope, send))
    assert sent[0]["status"] in (303, 400, 404)
    assert b"root:" not in b"".join(one.get("body", b"") for one in sent)
