"""Pages that lead in and out: sign-in by password or elsewhere, the first set-up, sign-out. Plain forms, usable without script."""

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tocsin.desk import asking
from tocsin.desk.people import accounts, guard, sessions
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import SignedIn, Wait
from tocsin.desk.people.elsewhere import NotVouched, account_name, state_cookie
from tocsin.desk.people.pages import Shared, address, fields, seconds, typed_twice
from tocsin.errors import TocsinError, UsageError


class WaysIn(Shared):
    """Their handlers."""

    async def sign_in_page(self, request: Request) -> Response:
        """The form; who is signed in already goes on."""
        to = asking.back(request.query_params.get("to")) or "/"
        if await guard.gate(request) is not None:
            return RedirectResponse(to, 303)
        return self.form(request, "people/sign-in.html", to=to)

    async def sign_in(self, request: Request) -> Response:
        """A new session, under a new id whatever the browser held before."""
        form = await fields(request)
        to = asking.back(form.get("to")) or "/"
        name, password = form.get("name", ""), form.get("password", "")
        got = await self.hashed(
            lambda: self.door.sign_in(
                name,
                password,
                address=address(request),
                agent=request.headers.get("user-agent", ""),
                instead=request.cookies.get(self.cookie, "")[:200],
            )
        )
        if isinstance(got, SignedIn):
            return self.entered(got, to)
        if isinstance(got, Wait) or got is None:
            return self.form(request, "people/sign-in.html", 429, to=to, name=name[:80], wait=seconds(got))
        return self.form(request, "people/sign-in.html", 401, to=to, name=name[:80], wrong=True)

    async def set_up_page(self, request: Request) -> Response:
        """The form for the first admin; once there is somebody, the sign-in."""
        if self.door.set_up():
            return RedirectResponse(guard.SIGN_IN, 303)
        return self.form(request, "people/setup.html")

    async def set_up(self, request: Request) -> Response:
        """Make the first admin, and let them in."""
        if self.door.set_up():
            return RedirectResponse(guard.SIGN_IN, 303)
        form = await fields(request)
        kept = {"name": form.get("name", "")[:80], "shown": form.get("shown", "")[:200]}
        try:
            typed_twice(form)
            got = await self.hashed(
                lambda: self.door.first(
                    form.get("code", ""),
                    form.get("name", ""),
                    form.get("password", ""),
                    shown=form.get("shown", ""),
                    address=address(request),
                    agent=request.headers.get("user-agent", ""),
                )
            )
        except UsageError as error:
            return self.form(request, "people/setup.html", 422, error=error.what, todo=error.todo, **kept)
        if isinstance(got, SignedIn):
            return self.entered(got, "/")
        if isinstance(got, Wait) or got is None:
            return self.form(request, "people/setup.html", 429, wait=seconds(got), **kept)
        return self.form(request, "people/setup.html", 401, wrong=True, **kept)

    async def leave_for_elsewhere(self, request: Request) -> Response:
        """To the provider, with a state that only this browser can bring back."""
        assert self.elsewhere is not None  # noqa: S101 - routed only where there is one
        to = asking.back(request.query_params.get("to")) or "/"
        back = self.return_address(request)
        try:
            started = await run_in_threadpool(self.elsewhere.start, back, to)
        except TocsinError as error:
            return self.form(request, "people/sign-in.html", 503, to=to, error=error.what, todo=error.todo)
        response = RedirectResponse(started.to, 303)
        response.set_cookie(
            state_cookie(self.door.secure), started.state, max_age=600, httponly=True, samesite="lax", secure=self.door.secure, path="/"
        )
        return response

    async def come_back(self, request: Request) -> Response:
        """From the provider: let in, or told why not."""
        assert self.elsewhere is not None  # noqa: S101 - routed only where there is one
        kept = request.cookies.get(state_cookie(self.door.secure), "")
        answer = {name: value for name, value in request.query_params.multi_items() if len(value) < 4_096}
        agent, instead = request.headers.get("user-agent", ""), request.cookies.get(self.cookie, "")[:200]
        back = self.return_address(request)
        try:
            got, to = await run_in_threadpool(self._vouched, back, kept, answer, agent, instead)
        except NotVouched as error:
            await run_in_threadpool(self.door.refused_elsewhere, error.what)
            response = self.form(request, "people/sign-in.html", 403, to="/", error=error.what, todo=error.todo)
        except TocsinError as error:
            response = self.form(request, "people/sign-in.html", 503, to="/", error=error.what, todo=error.todo)
        else:
            response = self.entered(got, to)
        response.delete_cookie(state_cookie(self.door.secure), path="/", secure=self.door.secure, httponly=True, samesite="lax")
        return response

    def _vouched(self, back: str, kept: str, answer: dict[str, str], agent: str, instead: str) -> tuple[SignedIn, str]:
        assert self.elsewhere is not None  # noqa: S101 - routed only where there is one
        store, now = self.door.store, self.door.wall()
        vouched = self.elsewhere.finish(back, kept, answer)
        issuer = self.elsewhere.declared.issuer
        account = accounts.vouched(store, issuer, vouched.subject)
        if account is None:
            name = account_name(vouched, issuer, lambda wanted: accounts.find(store, wanted) is not None)
            try:
                shown = accounts.displayed(vouched.shown)
            except UsageError:
                shown = ""
            by = By(who=name, through="elsewhere", at=now)
            known, why = (issuer, vouched.subject), f"vouched for by {issuer}"
            account = accounts.add(store, by, name, vouched.role, shown=shown, vouched_by=known, why=why)
        if account.disabled:
            raise NotVouched("the account is shut out here", todo="ask who decides who may use the desk")
        by = By(who=account.name, through="elsewhere", at=now)
        if account.role != vouched.role:
            accounts.change_role(store, by, account.name, vouched.role, f"as {issuer} says")
        return self.door.come_in(by, agent, instead), vouched.to

    async def sign_out(self, request: Request) -> Response:
        """End this session."""
        if request.state.session is not None:
            by, kept = self.by(request.state.person), request.state.session.hash
            await run_in_threadpool(sessions.end, self.door.store, by, kept)
        response = RedirectResponse(guard.SIGN_IN, 303, background=BackgroundTask(self.door.settle))
        self.forget(response)
        return response
