"""The routes of the desk's own pages about people.

They are no declared pages: they show and take secrets, which are neither records nor JSON, and a token must not be able to make accounts.
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from tocsin.desk.people import guard
from tocsin.desk.people.door import Door
from tocsin.desk.people.elsewhere import Elsewhere
from tocsin.desk.people.own_account import OwnAccount
from tocsin.desk.people.pages import PEOPLE
from tocsin.desk.people.ways_in import WaysIn
from tocsin.desk.people.who_may import WhoMay

Handler = Callable[[Request], Awaitable[Response]]


def mount(app: FastAPI, door: Door, elsewhere: Elsewhere | None = None) -> None:
    """Give the application these who."""
    for method, path, handler in routes(door, elsewhere):
        app.add_api_route(path, handler, methods=[method], response_model=None)


def routes(door: Door, elsewhere: Elsewhere | None = None) -> tuple[tuple[str, str, Handler], ...]:
    """Every route with its method."""
    ways, own, who = WaysIn(door, elsewhere), OwnAccount(door), WhoMay(door)
    ways_elsewhere: tuple[tuple[str, str, Handler], ...] = ()
    if elsewhere is not None:
        ways_elsewhere = (("GET", guard.ELSEWHERE, ways.leave_for_elsewhere), ("GET", guard.RETURN, ways.come_back))
    return (
        ("GET", guard.SIGN_IN, ways.sign_in_page),
        ("POST", guard.SIGN_IN, ways.sign_in),
        ("POST", guard.SIGN_OUT, ways.sign_out),
        ("GET", guard.SET_UP, ways.set_up_page),
        ("POST", guard.SET_UP, ways.set_up),
        *ways_elsewhere,
        ("GET", guard.ACCOUNT, own.account_page),
        ("POST", f"{guard.ACCOUNT}/password", own.change_password),
        ("POST", f"{guard.ACCOUNT}/sessions/end", own.end_session),
        ("POST", f"{guard.ACCOUNT}/sessions/end-all", own.end_all),
        ("POST", f"{guard.ACCOUNT}/tokens", own.make_token),
        ("POST", f"{guard.ACCOUNT}/tokens/revoke", own.revoke_token),
        ("GET", PEOPLE, who.people_page),
        ("POST", f"{PEOPLE}/add", who.add),
        ("POST", f"{PEOPLE}/role", who.change_role),
        ("POST", f"{PEOPLE}/disable", who.disable),
        ("POST", f"{PEOPLE}/enable", who.enable),
        ("POST", f"{PEOPLE}/password", who.set_password),
        ("POST", f"{PEOPLE}/tokens/revoke", who.revoke_any),
    )
