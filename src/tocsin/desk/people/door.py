"""The door of one workspace's desk: the accounts behind it, the limits it holds to, and coming in by password or by set-up code."""

import hmac
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from tocsin.desk.people import accounts, acts, sessions, throttle
from tocsin.desk.people.acts import By
from tocsin.desk.people.passwords import Passwords, checked
from tocsin.desk.people.roles import Role
from tocsin.desk.people.sessions import Limits
from tocsin.desk.people.store import Store
from tocsin.desk.people.throttle import Buckets, Pauses, Rate, neighbourhood
from tocsin.errors import UsageError
from tocsin.model import Record
from tocsin.model.desk import DeskSettings

IDLE_VARIABLE, LONGEST_VARIABLE, HOSTS_VARIABLE = "TOCSIN_DESK_IDLE_MINUTES", "TOCSIN_DESK_LONGEST_HOURS", "TOCSIN_DESK_HOSTS"
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 of them, none that is taken for another"""
CODE_GROUPS, CODE_GROUP = 4, 4
"""80 bits"""
REFUSALS = Rate(each_s=1 / 60, burst=30)
"""how many refused sign-ins are written down: so many that a person sees what goes on, so few that nobody fills the disk with them"""
REQUESTS = Rate(each_s=50, burst=300)
"""of one person, session or token: a page asks for a dozen things"""
STRANGERS = Rate(each_s=20, burst=200)
"""of one address without an account: a whole team may sit behind it"""


class SignedIn(Record, frozen=True, kw_only=True):
    """A new session's id, for the browser."""

    session: str
    must_change: bool


class Wrong(Record, frozen=True, kw_only=True):
    """Name or password is wrong; which, and why, is not said."""


class Wait(Record, frozen=True, kw_only=True):
    """Too many wrong ones: nothing was looked at."""

    seconds: float


def settings_of(declared: DeskSettings, environment: Mapping[str, str] = os.environ) -> DeskSettings:
    """What tocsin.yml declares, with the environment before it. UsageError: a variable holds no number."""
    found: dict[str, object] = {}
    for variable, field, most in ((IDLE_VARIABLE, "idle_minutes", 1_440), (LONGEST_VARIABLE, "longest_hours", 168)):
        text = environment.get(variable)
        if text:
            try:
                value = float(text)
            except ValueError:
                value = 0.0
            if not 0 < value <= most:
                raise UsageError(f"{text[:40]!r} is no number up to {most}", where=f"${variable}", todo="write e.g. 30, or unset it")
            found[field] = value
    if environment.get(HOSTS_VARIABLE):
        found["hosts"] = tuple(environment[HOSTS_VARIABLE].replace(",", " ").split())
    return msgspec.structs.replace(declared, **found)


class Door:
    """Opened over the folder of a workspace; closed at the end. Methods may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        settings: DeskSettings | None = None,
        *,
        passwords: Passwords | None = None,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """wall: the time that sessions and tokens end by, which `TOCSIN_NOW` does not hold still. ticks: seconds that only grow."""
        self.folder, self.settings, self.wall, self.ticks = folder, settings or DeskSettings(), wall, ticks
        self.store = Store(folder)
        self.passwords = passwords or Passwords()
        self.limits = Limits(idle=timedelta(minutes=self.settings.idle_minutes), longest=timedelta(hours=self.settings.longest_hours))
        self.people, self.strangers = Buckets(REQUESTS), Buckets(STRANGERS)
        self._by_name, self._by_address = Pauses(throttle.BY_NAME), Pauses(throttle.BY_ADDRESS)
        self._refusals, self._unwritten = Buckets(REFUSALS), 0
        self._code: str | None = None
        self._lock, self._settling = threading.Lock(), threading.Lock()
        self._open, self._closed = accounts.anybody(self.store), False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Put what was done into the ledger, if it is free, and let go of the file."""
        if not self._closed:
            self._closed = True
            self.settle()
            self.store.close()

    def settle(self) -> bool:
        """Put what was done into the ledger; whether all of it is there."""
        with self._settling:
            return acts.settle(self.store, self.folder)

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over TLS."""
        return self.settings.behind_tls or self.settings.certificate is not None

    def set_up(self) -> bool:
        """Whether anybody can sign in; until then every page leads to the set-up."""
        if not self._open:
            self._open = accounts.anybody(self.store)
        return self._open

    def code(self) -> str:
        """The one-time code of the set-up, for whoever can see the console."""
        with self._lock:
            if self._code is None:
                signs = ["".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS)]
                self._code = "-".join(signs)
            return self._code

    def first(self, code: str, name: str, password: str, *, shown: str, address: str, agent: str) -> SignedIn | Wrong | Wait:
        """Make the first admin. UsageError: name or password cannot be one, or somebody was faster. A wrong code is Wrong."""
        near, now = ("set-up", neighbourhood(address)), self.ticks()
        if (left := self._by_address.left(near, now)) > 0:
            return Wait(seconds=left)
        self._by_address.wrong(near, now)
        with self._lock:
            kept = self._code
        given = "".join(sign for sign in code.upper() if sign in CODE_SIGNS)
        if kept is None or not hmac.compare_digest(given.encode(), kept.replace("-", "").encode()):
            return Wrong()
        self._by_address.undo(near)
        name = accounts.named(name)
        by = By(who=name, through="console", at=self.wall())
        accounts.add(
            self.store,
            by,
            name,
            Role.ADMIN,
            shown=shown,
            password_hash=self.passwords.hash(checked(password, name)),
            why="first set-up",
            only_if_nobody=True,
        )
        with self._lock:
            self._code = None
        self._open = True
        return self._begin(By(who=name, through="password", at=by.at), agent, "")

    def sign_in(self, name: str, password: str, *, address: str, agent: str, instead: str = "") -> SignedIn | Wrong | Wait:
        """Come in by password. instead: the id of a session that this browser still holds; it ends."""
        try:
            name = accounts.named(name)
        except UsageError:
            name = ""
        near, now = neighbourhood(address), self.ticks()
        left = max(self._by_name.left(name, now), self._by_address.left(near, now))
        if left > 0:
            return Wait(seconds=left)
        # Counted before the hash is worked out and taken back if it was right: else many tries at once would count as one.
        wrong = self._by_name.wrong(name, now)
        self._by_address.wrong(near, now)
        good, newer = self.passwords.right(password, accounts.kept_hash(self.store, name) if name else None)
        if not good:
            self._refused(name, wrong)
            return Wrong()
        self._by_name.right(name)
        self._by_address.undo(near)
        if newer is not None:
            accounts.rehash(self.store, name, newer)
        return self._begin(By(who=name, through="password", at=self.wall()), agent, instead)

    def come_in(self, by: By, agent: str, instead: str = "", why: str = "") -> SignedIn:
        """A session for who was vouched for elsewhere."""
        return self._begin(by, agent, instead, why)

    def right_now(self, name: str, password: str, address: str) -> bool | Wait:
        """Whether this is the password of somebody who is signed in: asked again before it is changed; wrong ones count as at sign-in."""
        near, now = neighbourhood(address), self.ticks()
        if (left := max(self._by_name.left(name, now), self._by_address.left(near, now))) > 0:
            return Wait(seconds=left)
        self._by_name.wrong(name, now)
        self._by_address.wrong(near, now)
        good, _ = self.passwords.right(password, accounts.kept_hash(self.store, name))
        if good:
            self._by_name.right(name)
            self._by_address.undo(near)
        return good

    def refused_elsewhere(self, why: str) -> None:
        """Write down that somebody came back from the provider and was not let in."""
        self._refused("", 1, "elsewhere", why)

    def _begin(self, by: By, agent: str, instead: str, why: str = "") -> SignedIn:
        identity = sessions.begin(self.store, by, self.limits, agent, instead=instead, why=why)
        account = accounts.find(self.store, by.who)
        return SignedIn(session=identity, must_change=account is not None and account.must_change)

    def _refused(self, name: str, wrong: int, through: str = "password", why: str = "") -> None:
        """Write a refusal down: of a row of wrong ones the first, second, fourth, eighth..., and of all no more than `REFUSALS`."""
        with self._lock:
            self._unwritten += 1
            if wrong & (wrong - 1) or self._refusals.take("all", self.ticks()) > 0:
                return
            count, self._unwritten = self._unwritten, 0
        known = name if name and accounts.find(self.store, name) is not None else ""
        by = By(who="", through="elsewhere" if through == "elsewhere" else "password", at=self.wall())
        with self.store.writing() as connection:
            acts.put(connection, by, "sign-in-refused", known, why or ("" if known else "no such account"), count)
