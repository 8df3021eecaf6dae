"""Signing in elsewhere, with a provider that answers over real HTTP: the way that it should go, and every answer that must not let in."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
import pytest
from joserfc.jwk import RSAKey
from tests.desk.people import provider as providers
from tests.desk.people.conftest import Opened, Time, Visitor
from tests.desk.people.provider import CLIENT, SECRET, Provider

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.elsewhere import Elsewhere
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import auditing
from tocsin.errors import CannotFinish
from tocsin.model.desk import DeskSettings, SignInElsewhere

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
Change = Callable[[Provider, Time], None]


@pytest.fixture
def provider(time: Time) -> Iterator[Provider]:
    """It listens on loopback."""
    with providers.running() as made:
        made.now = int(time.now.timestamp())
        yield made


def declared(provider: Provider, **more: Any) -> SignInElsewhere:
    """What tocsin.yml would say of it."""
    given: dict[str, Any] = {
        "issuer": provider.url,
        "client_id": CLIENT,
        "secret_env": "DESK_SECRET",
        "roles_claim": "groups",
        "roles": {"watch-analysts": "analyst", "watch-chiefs": "editor"},
        "exempt": (urlsplit(provider.url).netloc,),
        "label": "the institute",
    }
    return SignInElsewhere(**{**given, **more})


@pytest.fixture
def way(provider: Provider, door: Door) -> Iterator[Elsewhere]:
    """The way there and back."""
    made = Elsewhere(declared(provider), wall=door.wall, ticks=door.ticks, environment={"DESK_SECRET": SECRET})
    yield made
    made.close()


@pytest.fixture
def desk(door: Door, nothing: Pictures, way: Elsewhere) -> Visitor:
    """A browser at a desk that lets in who the provider vouches for."""
    return Visitor(door, nothing, elsewhere=way)


def back(visitor: Visitor, provider: Provider, to: str = "/account", **changed: Any) -> Any:
    """Go there, sign in, and come back with the answer, changed where the test wants it."""
    away = visitor.get(f"/sign-in/elsewhere?to={to}")
    assert away.status_code == 303, away.text
    answer = dict(parse_qsl(urlsplit(provider.approve(away.headers["location"])).query))
    merged = {name: value for name, value in {**answer, **changed}.items() if value is not None}
    return visitor.get(f"/sign-in/return?{urlencode(merged)}")


def test_who_is_vouched_for_comes_in_in_the_role_of_their_group(desk: Visitor, provider: Provider, door: Door) -> None:
    page = desk.get("/sign-in")
    assert "Sign in with the institute" in page.text
    came = back(desk, provider)
    assert (came.status_code, came.headers["location"]) == (303, "/account")
    assert desk.get("/account").status_code == 200
    zoe = accounts.find(door.store, "zoe")
    assert zoe is not None
    assert (zoe.role, zoe.shown, zoe.by_password, zoe.issuer) == (Role.ANALYST, "Zoé", False, provider.url)
    assert door.settle()
    acts = auditing.recent(door.folder, most=2).acts
    assert [(one.who, one.act, one.through) for one in acts] == [("zoe", "sign-in", "elsewhere"), ("zoe", "account-added", "elsewhere")]
    assert all(one.startswith(("/.well-known", "/keys", "/token")) for one in provider.asked)


def test_the_second_time_it_is_the_same_account_whatever_they_are_called_and_the_role_of_today(
    desk: Visitor, provider: Provider, door: Door
) -> None:
    back(desk, provider)
    provider.claims |= {"preferred_username": "admin-one", "groups": ["watch-analysts", "watch-chiefs", 7]}
    back(desk.another(), provider)
    zoe = accounts.find(door.store, "zoe")
    assert zoe is not None
    assert zoe.role == Role.EDITOR
    assert len(accounts.every(door.store)) == len(Role) + 1
    assert desk.get("/account").status_code == 303, "the role changed, so the session of before has ended"


def test_a_name_that_somebody_has_already_is_not_taken_over(desk: Visitor, provider: Provider, door: Door) -> None:
    provider.claims["preferred_username"] = "admin-one"
    assert back(desk, provider).status_code == 303
    admin = accounts.find(door.store, "admin-one")
    assert admin is not None
    assert admin.issuer is None
    made = next(one for one in accounts.every(door.store) if one.issuer)
    assert made.name.startswith("admin-one-")
    assert made.role == Role.ANALYST


@pytest.mark.parametrize("called", ["", "a b", "<svg onload=alert(1)>", "x" * 300, None, 7])
def test_a_name_that_cannot_be_one_is_replaced(desk: Visitor, provider: Provider, door: Door, called: object) -> None:
    provider.claims |= {"preferred_username": called, "name": "a\u202eb"}
    assert back(desk, provider).status_code == 303
    made = next(one for one in accounts.every(door.store) if one.issuer)
    assert made.name.startswith("person-")
    assert made.shown == ""


def test_who_has_no_role_here_or_is_shut_out_is_told_so(desk: Visitor, provider: Provider, door: Door) -> None:
    back(desk, provider)
    by = By(who="admin-one", through="password", at=door.wall())
    accounts.change_disabled(door.store, by, "zoe", True)
    refused = back(desk.another(), provider)
    assert refused.status_code == 403
    assert "shut out" in refused.text
    provider.claims["groups"] = ["others"]
    refused = back(desk.another(), provider)
    assert refused.status_code == 403
    assert "gives them no role" in refused.text
    assert door.settle()
    assert [one.act for one in auditing.recent(door.folder, most=2).acts] == ["sign-in-refused"] * 2


def test_a_default_role_lets_in_who_has_no_group_and_dots_lead_into_claims(provider: Provider, door: Door) -> None:
    from tocsin.desk.people.elsewhere import NotVouched

    made = Elsewhere(
        declared(provider, roles_claim="realm_access.roles", default_role="reader"), wall=door.wall, ticks=door.ticks, environment={}
    )
    assert made._role({"realm_access": {"roles": ["watch-chiefs"]}}) == Role.EDITOR
    for claims in ({}, {"realm_access": 7}, {"realm_access": {"roles": {"watch-chiefs": 1}}}, {"realm_access.roles": ["watch-chiefs"]}):
        assert made._role(claims) == Role.READER
    made.declared = msgspec.structs.replace(made.declared, default_role=None)
    with pytest.raises(NotVouched):
        made._role({})
    made.close()


def _later(provider: Provider, time: Time) -> None:
    time.move(minutes=11)
    provider.now = int(time.now.timestamp())


WRONG: dict[str, Change] = {
    "another audience": lambda p, _: p.wrong.update(aud="another-client"),
    "an audience of several without ours": lambda p, _: p.wrong.update(aud=["a", "b"]),
    "no audience": lambda p, _: p.wrong.update(aud=None),
    "another party it was made for": lambda p, _: p.wrong.update(aud=[CLIENT, "b"], azp="b"),
    "another issuer": lambda p, _: p.wrong.update(iss="https://evil.example"),
    "no issuer": lambda p, _: p.wrong.update(iss=None),
    "another nonce": lambda p, _: p.wrong.update(nonce="of another sign-in"),
    "no nonce": lambda p, _: p.wrong.update(nonce=None),
    "over": lambda p, _: p.wrong.update(exp=p.now - 60),
    "without an end": lambda p, _: p.wrong.update(exp=None),
    "an end that is no number": lambda p, _: p.wrong.update(exp="tomorrow"),
    "not yet": lambda p, _: p.wrong.update(nbf=p.now + 600),
    "made in the future": lambda p, _: p.wrong.update(iat=p.now + 600),
    "nobody": lambda p, _: p.wrong.update(sub=None),
    "an empty subject": lambda p, _: p.wrong.update(sub=""),
    "a subject that is no text": lambda p, _: p.wrong.update(sub=7),
    "not signed": lambda p, _: setattr(p, "sign", "none"),
    "signed with the public key": lambda p, _: setattr(p, "sign", "HS256"),
    "signed by another": lambda p, _: setattr(p, "key", RSAKey.generate_key(2048, {"kid": "one"})),
    "too slow": _later,
}


@pytest.mark.parametrize("how", list(WRONG))
def test_what_does_not_hold_lets_nobody_in(desk: Visitor, provider: Provider, door: Door, time: Time, how: str) -> None:
    away = desk.get("/sign-in/elsewhere")
    WRONG[how](provider, time)
    came = desk.get("/sign-in/return?" + urlsplit(provider.approve(away.headers["location"])).query)
    assert came.status_code == 403, how
    assert desk.session == ""
    assert len(accounts.every(door.store)) == len(Role)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "another"},
        {"state": ""},
        {"state": None},
        {"code": ""},
        {"code": "another"},
        {"iss": "https://evil.example"},
        {"iss": None},
    ],
    ids=str,
)
def test_an_answer_that_was_changed_on_the_way_lets_nobody_in(desk: Visitor, provider: Provider, changed: dict[str, Any]) -> None:
    assert back(desk, provider, **changed).status_code == 403
    assert desk.session == ""


def test_an_answer_of_somebody_elses_sign_in_lets_nobody_in(desk: Visitor, provider: Provider) -> None:
    """An attacker stops their own sign-in before its last step and has a victim's browser take it: it would sign the victim in as them."""
    attacker, victim = desk.another(), desk.another()
    away = attacker.get("/sign-in/elsewhere")
    theirs = urlsplit(provider.approve(away.headers["location"])).query
    assert victim.get(f"/sign-in/return?{theirs}").status_code == 403
    victim.get("/sign-in/elsewhere")
    assert victim.get(f"/sign-in/return?{theirs}").status_code == 403
    assert victim.session == ""


def test_an_answer_is_good_once(desk: Visitor, provider: Provider) -> None:
    away = desk.get("/sign-in/elsewhere")
    cookie = desk.client.cookies["tocsin_elsewhere"]
    answer = "/sign-in/return?" + urlsplit(provider.approve(away.headers["location"])).query
    assert desk.get(answer).status_code == 303
    again = desk.another()
    again.client.cookies.set("tocsin_elsewhere", cookie)
    assert again.get(answer).status_code == 403


def test_a_refusal_of_the_provider_is_said_without_its_words(desk: Visitor, provider: Provider) -> None:
    came = back(desk, provider, code=None, error="access_denied", error_description="<svg onload=alert(1)>")
    assert came.status_code == 403
    assert "the provider refused" in came.text
    assert "alert(1)" not in came.text


def test_a_new_key_of_the_provider_is_taken(desk: Visitor, provider: Provider) -> None:
    assert back(desk, provider).status_code == 303
    provider.key = provider.published = RSAKey.generate_key(2048, {"kid": "two"})
    assert back(desk.another(), provider).status_code == 303


def test_the_wrong_secret_or_none_lets_nobody_in(desk: Visitor, provider: Provider, way: Elsewhere) -> None:
    way._environment = {"DESK_SECRET": "another"}
    assert back(desk, provider).status_code == 403
    way._environment = {}
    answer = back(desk.another(), provider)
    assert answer.status_code == 503
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "ftp://127.0.0.1/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_provider_that_is_not_what_was_declared_is_not_gone_to(desk: Visitor, provider: Provider, says: dict[str, Any]) -> None:
    provider.says = says
    answer = desk.get("/sign-in/elsewhere")
    assert answer.status_code == 503
    assert "cannot" in answer.text or "call itself" in answer.text


def test_only_the_declared_issuer_may_be_asked_inside_ones_own_network(provider: Provider, door: Door) -> None:
    """Its addresses go through the guarded fetching: what it names elsewhere in the network is not asked."""
    closed = Elsewhere(declared(provider, exempt=()), wall=door.wall, ticks=door.ticks)
    with pytest.raises(CannotFinish, match="cannot be asked"):
        closed.start("http://127.0.0.1:8750/sign-in/return", "/")
    closed.close()
    assert provider.asked == []
    provider.says = {"jwks_uri": "http://127.0.0.1:9/keys", "token_endpoint": "http://127.0.0.1:9/token"}
    way = Elsewhere(declared(provider), wall=door.wall, ticks=door.ticks, environment={"DESK_SECRET": SECRET})
    started = way.start("http://127.0.0.1:8750/sign-in/return", "/")
    from tocsin.desk.people.elsewhere import NotVouched

    with pytest.raises((NotVouched, CannotFinish)):
        way.finish("http://127.0.0.1:8750/sign-in/return", started.state, {"state": started.state, "code": "x", "iss": provider.url})
    way.close()


def test_a_provider_that_is_away_is_said_and_passwords_go_on(opened: Opened, nothing: Pictures, provider: Provider, door: Door) -> None:
    gone = declared(provider, issuer="http://127.0.0.1:9", exempt=("127.0.0.1:9",))
    way = Elsewhere(gone, wall=door.wall, ticks=door.ticks)
    desk = Visitor(opened(DeskSettings(sign_in=gone)), nothing, elsewhere=way)
    assert desk.get("/sign-in/elsewhere").status_code == 503
    assert desk.sign_in("analyst-one").status_code == 303
    way.close()


def test_those_on_the_way_are_bounded(provider: Provider, door: Door, way: Elsewhere) -> None:
    from tocsin.desk.people.elsewhere import MOST_WAITING

    for _ in range(MOST_WAITING + 50):
        way.start("http://127.0.0.1:8750/sign-in/return", "/")
    assert len(way._waiting) == MOST_WAITING


def test_the_cookie_of_the_way_is_lax_and_goes_when_one_is_back(desk: Visitor, provider: Provider) -> None:
    away = desk.get("/sign-in/elsewhere")
    cookie = away.headers["set-cookie"].lower()
    assert "samesite=lax" in cookie
    assert "httponly" in cookie
    came = desk.get("/sign-in/return?" + urlsplit(provider.approve(away.headers["location"])).query)
    assert any("tocsin_elsewhere=" in one and "max-age=0" in one.lower() for one in came.headers.get_list("set-cookie"))
    assert any("tocsin_session=" in one and "samesite=strict" in one.lower() for one in came.headers.get_list("set-cookie"))
