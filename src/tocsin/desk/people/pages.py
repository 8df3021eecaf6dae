"""What the desk's pages about people share: their forms, cookies, queue of hashes, and what they answer."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

import anyio
import anyio.to_thread
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tocsin.desk import app as desk
from tocsin.desk import asking, words
from tocsin.desk.app import _frame as frame
from tocsin.desk.people import csrf, guard
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door, SignedIn, Wait
from tocsin.desk.people.elsewhere import Elsewhere
from tocsin.desk.people.passwords import AT_ONCE
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.errors import UsageError

T = TypeVar("T")
PEOPLE = "/people"
MOST_QUEUED = 64
"""sign-ins that wait for their hash to be worked out; more are sent away"""


class Shared:
    """Pages over one door."""

    def __init__(self, door: Door, elsewhere: Elsewhere | None = None) -> None:
        self.door, self.elsewhere = door, elsewhere
        self.cookie, self.visit = guard.cookie_names(door.secure)
        self._hashing: anyio.CapacityLimiter | None = None

    async def hashed(self, work: Callable[[], T]) -> T | None:
        """What `work` gives, in a thread of its own queue, so that sign-ins do not keep pages waiting; None: too many wait."""
        if self._hashing is None:
            self._hashing = anyio.CapacityLimiter(AT_ONCE)
        if self._hashing.statistics().tasks_waiting >= MOST_QUEUED:
            return None
        return await anyio.to_thread.run_sync(work, limiter=self._hashing)

    def by(self, person: Person) -> By:
        return By(who=person.name, through=person.through, at=self.door.wall())

    def return_address(self, request: Request) -> str:
        """The address that the provider sends people back to."""
        return f"{'https' if self.door.secure else 'http'}://{request.headers['host']}{guard.RETURN}"

    def entered(self, got: SignedIn, to: str) -> Response:
        response = RedirectResponse(guard.ACCOUNT if got.must_change else to, 303, background=BackgroundTask(self.door.settle))
        self.remember(response, got.session)
        response.delete_cookie(self.visit, path="/", secure=self.door.secure, httponly=True, samesite="strict")
        return response

    def remember(self, response: Response, identity: str) -> None:
        response.set_cookie(self.cookie, identity, httponly=True, samesite="strict", secure=self.door.secure, path="/")

    def forget(self, response: Response) -> None:
        response.delete_cookie(self.cookie, path="/", secure=self.door.secure, httponly=True, samesite="strict")
        response.headers["clear-site-data"] = '"cache", "storage"'

    def form(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        """A page for who is not signed in, with a token that is bound to a visit of this browser."""
        visit = request.cookies.get(self.visit, "")[:200] if request.state.session is None else ""
        fresh = not visit and request.state.session is None
        if fresh:
            visit = csrf.visit()
            request.state.csrf = csrf.token(visit)
        label = self.elsewhere.label if self.elsewhere is not None else ""
        response = self.page(request, template, status, **{"elsewhere": label, **values})
        if fresh:
            response.set_cookie(self.visit, visit, httponly=True, samesite="strict", secure=self.door.secure, path="/")
        return response

    def page(self, request: Request, template: str, status: int = 200, **values: object) -> Response:
        given = {"wrong": False, "wait": 0, "error": "", "todo": "", "name": "", "shown": "", "secret": "", "typed": {}, **values}
        lang = asking.language(request)
        html = frame(request, lang, None, template, **given)
        headers = {"retry-after": str(given["wait"])} if given["wait"] else {}
        return HTMLResponse(html, status, headers=headers, background=BackgroundTask(self.door.settle))

    def said(self, request: Request, to: str, english: str) -> Response:
        response = RedirectResponse(to, 303, background=BackgroundTask(self.door.settle))
        said = words.said(asking.language(request), english)
        response.set_cookie(asking.FLASH, quote(said), max_age=60, httponly=True, samesite="strict")
        return response


def signed_in(request: Request, needed: Role) -> Person:
    """Who is signed in, in a session. SignedOut, or Forbidden where the role does not suffice."""
    person = getattr(request.state, "person", None)
    if not isinstance(person, Person) or request.state.session is None:
        raise desk.SignedOut("nobody is signed in", todo="sign in first")
    if not person.role.holds(needed):
        raise desk.Forbidden(f"{person.name} is {person.role.value}; this needs {needed.value}", todo="ask somebody with that role")
    return person


async def fields(request: Request) -> dict[str, str]:
    """The form's texts, the last of each name."""
    form: FormData = await request.form()
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def typed_twice(form: dict[str, str]) -> None:
    if form.get("password", "") != form.get("again", ""):
        raise UsageError("the two passwords are not the same", todo="type the new one twice")


def role_named(word: str) -> Role:
    try:
        return Role(word)
    except ValueError:
        raise UsageError("this is no role", where=word[:40], todo=f"choose one of {', '.join(Role)}") from None


def address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def seconds(got: object) -> int:
    return max(1, round(got.seconds + 0.5)) if isinstance(got, Wait) else 5
