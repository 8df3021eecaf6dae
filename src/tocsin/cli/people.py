"""Who may use the desk: `tocsin people add|list|role|...`. Passwords are asked for, or read from standard input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, say, table, write
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.desk.people.acts import By
    from tocsin.desk.people.store import Store

RoleWord = Literal["reader", "analyst", "editor", "admin"]
Name = Annotated[str, Parameter(help="Name of the account.", show_default=False)]
Why = Annotated[str, Parameter(name="--why", help="The reason; it stays in the ledger.")]
MOST_TYPED = 2_000


def register(app: App) -> None:
    """Add this group's commands."""
    group = App(name="people", help="Who may use the desk: accounts, roles, tokens for programs.", help_format="plaintext")
    for command in (add, list, role, disable, enable, password, token):
        group.command(command)
    app.command(group)


def add(
    name: Name,
    *,
    role: Annotated[RoleWord, Parameter(help="What they may do there.")] = "reader",
    shown: Annotated[str, Parameter(help="The name as others see it.")] = "",
    must_change: Annotated[
        bool, Parameter(name="--must-change", negative="", help="They have to replace the password when they first sign in.")
    ] = False,
    workspace: Workspace = None,
) -> int:
    """Make an account. The password is asked for, or is the first line of standard input; never a word of the command."""
    from tocsin.desk.people import accounts
    from tocsin.desk.people.passwords import Passwords, checked
    from tocsin.desk.people.roles import Role

    with _opened(workspace) as (store, by):
        name = accounts.named(name)
        if accounts.find(store, name) is not None:
            raise UsageError("there is an account of this name already", where=name, todo="tocsin people list names them")
        made = Passwords().hash(checked(_typed(), name))
        accounts.add(store, by, name, Role(role), shown=shown, password_hash=made, must_change=must_change)
    write(f"{name} may use the desk as {role}")
    return 0


def list(*, json: Json = False, workspace: Workspace = None) -> int:
    """Every account, and the tokens that open something."""
    from tocsin.desk.people import accounts, tokens

    with _opened(workspace) as (store, by):
        people = accounts.every(store)
        held = [one for one in tokens.of(store) if one.open(by.at)]
    if json:
        print_json({"accounts": people, "tokens": held})
        return 0
    if not people:
        write("Nobody may use the desk yet: tocsin people add NAME --role admin, or open the desk and set it up.")
        return 0
    table(
        [
            (one.name, one.role.value, _state(one.disabled, one.issuer, one.must_change), f"{one.created:%Y-%m-%d}", one.shown)
            for one in people
        ],
        ("name", "role", "signs in", "made", "shown as"),
        (20, 8, 28, 10, 0),
    )
    if held:
        table(
            [
                (one.id, one.name, f"{one.role.value}{', read-only' if one.read_only else ''}", _day(one.until), _day(one.used), one.label)
                for one in held
            ],
            ("token", "of", "may", "ends", "last used", "for"),
            (12, 20, 18, 10, 10, 0),
        )
    return 0


def role(name: Name, role: Annotated[RoleWord, Parameter(help="The new role.")], *, why: Why = "", workspace: Workspace = None) -> int:
    """Give an account another role; its sessions end."""
    from tocsin.desk.people import accounts
    from tocsin.desk.people.roles import Role

    with _opened(workspace) as (store, by):
        accounts.change_role(store, by, accounts.named(name), Role(role), why)
    write(f"{name} is {role}")
    return 0


def disable(name: Name, *, why: Why = "", workspace: Workspace = None) -> int:
    """Shut an account out: its sessions end, its tokens open nothing."""
    from tocsin.desk.people import accounts

    with _opened(workspace) as (store, by):
        accounts.change_disabled(store, by, accounts.named(name), True, why)
    write(f"{name} is shut out")
    return 0


def enable(name: Name, *, why: Why = "", workspace: Workspace = None) -> int:
    """Let an account in again."""
    from tocsin.desk.people import accounts

    with _opened(workspace) as (store, by):
        accounts.change_disabled(store, by, accounts.named(name), False, why)
    write(f"{name} may come in again")
    return 0


def password(name: Name, *, workspace: Workspace = None) -> int:
    """Set a password for who forgot theirs; they have to replace it. It is asked for, or the first line of standard input."""
    from tocsin.desk.people import accounts
    from tocsin.desk.people.passwords import Passwords, checked

    with _opened(workspace) as (store, by):
        name = accounts.named(name)
        if accounts.find(store, name) is None:
            raise UsageError("there is no such account", where=name, todo="tocsin people list names them")
        accounts.change_password(store, by, name, Passwords().hash(checked(_typed(), name)))
    write(f"the password of {name} is set; it has to be replaced at the next sign-in")
    return 0


def token(
    name: Annotated[str | None, Parameter(help="Whose token; it may do no more than they may.")] = None,
    *,
    label: Annotated[str, Parameter(help="What it is for.")] = "",
    role: Annotated[RoleWord, Parameter(help="What it may do.")] = "reader",
    write_too: Annotated[bool, Parameter(name="--write", negative="", help="It may also change things; else it only reads.")] = False,
    days: Annotated[int, Parameter(help="Days it lasts.")] = 90,
    revoke: Annotated[str | None, Parameter(help="Id of a token that shall open nothing any more.")] = None,
    workspace: Workspace = None,
) -> int:
    """Make a token for a program and print it, this once; or revoke one."""
    from tocsin.desk.people import accounts, tokens
    from tocsin.desk.people.roles import Role

    with _opened(workspace) as (store, by):
        if revoke is not None:
            tokens.revoke(store, by, revoke)
            write(f"{revoke} opens nothing any more")
            return 0
        if name is None:
            raise UsageError("whose token it is is not said", where="people token", todo="name an account, or a token with --revoke")
        secret, made = tokens.make(store, by, accounts.named(name), label, Role(role), read_only=not write_too, days=days)
    say(f"token {made.id} of {made.name}, until {made.until:%Y-%m-%d}; it is shown this once:")
    write(secret)
    return 0


@contextmanager
def _opened(workspace: Workspace) -> "Iterator[tuple[Store, By]]":
    """The file of a workspace's people, and who changes it: the machine's own user. What was done goes into the ledger at the end."""
    from datetime import UTC

    from tocsin.desk.people import acts
    from tocsin.desk.people.acts import By
    from tocsin.desk.people.store import Store
    from tocsin.ledger import workspace as workspaces

    folder = workspaces.find(workspace).folder
    store = Store(folder)
    try:
        yield store, By(who="", through="console", at=datetime.now(UTC))
        if not acts.settle(store, folder):
            say("another process writes to the ledger: this is noted there by the desk, or by the next of these commands")
    finally:
        store.close()


def _typed() -> str:
    """A password from the terminal, typed twice and not shown, or the first line of standard input."""
    if sys.stdin.isatty():
        from getpass import getpass

        first = getpass("Password: ")
        if getpass("Once more: ") != first:
            raise UsageError("the two passwords are not the same", todo="type the new one twice")
        return first
    return sys.stdin.readline(MOST_TYPED).rstrip("\r\n")


def _state(disabled: bool, issuer: str | None, must_change: bool) -> str:
    return "shut out" if disabled else f"elsewhere: {issuer}" if issuer else "password to be replaced" if must_change else "password"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment is not None else "never"
