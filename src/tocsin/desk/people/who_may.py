"""The admin's page: who may use the desk, in which role, with which tokens."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.pages import PEOPLE, Shared, fields, role_named, signed_in
from tocsin.desk.people.passwords import checked
from tocsin.desk.people.roles import Role
from tocsin.errors import UsageError


class WhoMay(Shared):
    """Its handlers."""

    async def people_page(self, request: Request) -> Response:
        """All accounts and tokens."""
        signed_in(request, Role.ADMIN)
        return await self._people(request)

    async def add(self, request: Request) -> Response:
        """A new account, with a password that its owner has to replace."""
        person, form = signed_in(request, Role.ADMIN), await fields(request)
        try:
            name = accounts.named(form.get("name", ""))
            password, role = checked(form.get("password", ""), name), role_named(form.get("role", ""))
            made = await self.hashed(lambda: self.door.passwords.hash(password))
            if made is None:
                return await self._people(request, 429, wait=1)
            await run_in_threadpool(
                lambda: accounts.add(
                    self.door.store, self.by(person), name, role, shown=form.get("shown", ""), password_hash=made, must_change=True
                )
            )
        except UsageError as error:
            return await self._people(request, 422, error=error.what, todo=error.todo, typed=form)
        return self.said(request, PEOPLE, "The account is made.")

    async def change_role(self, request: Request) -> Response:
        """Give an account another role."""
        person, form = signed_in(request, Role.ADMIN), await fields(request)
        return await self._changed(
            request,
            lambda: accounts.change_role(
                self.door.store, self.by(person), form.get("name", ""), role_named(form.get("role", "")), form.get("why", "")
            ),
            "The role is changed; their sessions have ended.",
        )

    async def disable(self, request: Request) -> Response:
        """Shut an account out."""
        return await self._disabled(request, True, "The account is shut out.")

    async def enable(self, request: Request) -> Response:
        """Let an account in again."""
        return await self._disabled(request, False, "The account may come in again.")

    async def _disabled(self, request: Request, disabled: bool, said: str) -> Response:
        person, form = signed_in(request, Role.ADMIN), await fields(request)
        return await self._changed(
            request,
            lambda: accounts.change_disabled(self.door.store, self.by(person), form.get("name", ""), disabled, form.get("why", "")),
            said,
        )

    async def set_password(self, request: Request) -> Response:
        """Give somebody who forgot theirs a password that they have to replace."""
        person, form = signed_in(request, Role.ADMIN), await fields(request)
        name = form.get("name", "")
        if name == person.name:
            raise UsageError("one's own password is changed on the account page", todo="go to /account")
        try:
            password = checked(form.get("password", ""), name)
        except UsageError as error:
            return await self._people(request, 422, error=error.what, todo=error.todo)
        made = await self.hashed(lambda: self.door.passwords.hash(password))
        if made is None:
            return await self._people(request, 429, wait=1)
        return await self._changed(
            request, lambda: accounts.change_password(self.door.store, self.by(person), name, made), "The password is set."
        )

    async def revoke_any(self, request: Request) -> Response:
        """Let anybody's token open nothing any more."""
        person, form = signed_in(request, Role.ADMIN), await fields(request)
        return await self._changed(
            request, lambda: tokens.revoke(self.door.store, self.by(person), form.get("token", "")), "The token is revoked."
        )

    async def _changed(self, request: Request, change: Callable[[], None], said: str) -> Response:
        try:
            await run_in_threadpool(change)
        except UsageError as error:
            return await self._people(request, 422, error=error.what, todo=error.todo)
        return self.said(request, PEOPLE, said)

    async def _people(self, request: Request, status: int = 200, **values: object) -> Response:
        every = await run_in_threadpool(accounts.every, self.door.store)
        held = await run_in_threadpool(tokens.of, self.door.store)
        now = self.door.wall()
        open_ = [one for one in held if one.open(now)]
        return self.page(request, "people/people.html", status, **{"accounts": every, "tokens": open_, "roles": list(Role), **values})
