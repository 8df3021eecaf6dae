"""The page of one's own account: password, sessions, tokens."""

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tocsin.desk.people import accounts, guard, sessions, tokens
from tocsin.desk.people.door import Wait
from tocsin.desk.people.pages import Shared, address, fields, role_named, seconds, signed_in, typed_twice
from tocsin.desk.people.passwords import checked
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.errors import UsageError


class OwnAccount(Shared):
    """Its handlers."""

    async def account_page(self, request: Request) -> Response:
        """Password, sessions and tokens of who is signed in."""
        return await self._account(request, signed_in(request, Role.READER))

    async def change_password(self, request: Request) -> Response:
        """Replace one's own password; other sessions end, this one takes a new id."""
        person, form = signed_in(request, Role.READER), await fields(request)
        account = accounts.find(self.door.store, person.name)
        if account is None or not account.by_password:
            raise UsageError("this account signs in elsewhere and has no password here", todo="change it where it signs in")
        try:
            new = checked(form.get("password", ""), person.name)
            typed_twice(form)
        except UsageError as error:
            return await self._account(request, person, 422, error=error.what, todo=error.todo)
        right = await self.hashed(lambda: self.door.right_now(person.name, form.get("current", ""), address(request)))
        if isinstance(right, Wait) or right is None:
            return await self._account(request, person, 429, wait=seconds(right))
        if not right:
            return await self._account(request, person, 403, wrong=True)
        made = await self.hashed(lambda: self.door.passwords.hash(new))
        if made is None:
            return await self._account(request, person, 429, wait=1)
        identity = await run_in_threadpool(self._replaced, person, made, request.state.session.hash)
        response = self.said(request, guard.ACCOUNT, "The password is changed; all other sessions have ended.")
        self.remember(response, identity)
        return response

    def _replaced(self, person: Person, made: str, kept: str) -> str:
        accounts.change_password(self.door.store, self.by(person), person.name, made, keep_session=kept)
        return sessions.rotate(self.door.store, kept)

    async def end_session(self, request: Request) -> Response:
        """Sign one of one's own sessions out."""
        person, form = signed_in(request, Role.READER), await fields(request)
        await run_in_threadpool(sessions.end, self.door.store, self.by(person), form.get("session", ""))
        return self.said(request, guard.ACCOUNT, "The session has ended.")

    async def end_all(self, request: Request) -> Response:
        """Sign out everywhere."""
        person = signed_in(request, Role.READER)
        await run_in_threadpool(sessions.end_all, self.door.store, self.by(person), person.name)
        response = RedirectResponse(guard.SIGN_IN, 303, background=BackgroundTask(self.door.settle))
        self.forget(response)
        return response

    async def make_token(self, request: Request) -> Response:
        """A new token, shown on this answer and never again."""
        person, form = signed_in(request, Role.READER), await fields(request)
        try:
            role, days = role_named(form.get("role", "")), form.get("days", "")
            if not days.isascii() or not days.isdecimal() or len(days) > 4:
                raise UsageError("how many days it lasts is not said", todo="write a number, e.g. 90")
            secret, _ = await run_in_threadpool(
                lambda: tokens.make(
                    self.door.store,
                    self.by(person),
                    person.name,
                    form.get("label", ""),
                    role,
                    read_only=form.get("may") != "write",
                    days=int(days),
                )
            )
        except UsageError as error:
            return await self._account(request, person, 422, error=error.what, todo=error.todo)
        return await self._account(request, person, 201, secret=secret)

    async def revoke_token(self, request: Request) -> Response:
        """Let one of one's own tokens open nothing any more."""
        person, form = signed_in(request, Role.READER), await fields(request)
        await run_in_threadpool(lambda: tokens.revoke(self.door.store, self.by(person), form.get("token", ""), of_name=person.name))
        return self.said(request, guard.ACCOUNT, "The token is revoked.")

    async def _account(self, request: Request, person: Person, status: int = 200, **values: object) -> Response:
        now, store = self.door.wall(), self.door.store
        values = {
            "account": await run_in_threadpool(accounts.find, store, person.name),
            "sessions": await run_in_threadpool(sessions.of, store, person.name, now, self.door.limits),
            "current": request.state.session.hash,
            "tokens": await run_in_threadpool(tokens.of, store, person.name),
            "roles": [role for role in Role if person.role.holds(role)],
            "moment_now": now,
            **values,
        }
        return self.page(request, "people/account.html", status, **values)
