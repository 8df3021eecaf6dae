"""API tokens: shown once, no more than their owner, over in time, revoked for good."""

import pytest
from tests.desk.people.conftest import Time

from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.roles import Role
from tocsin.engine import auditing
from tocsin.errors import UsageError


def by(door: Door, who: str = "editor-one") -> By:
    return By(who=who, through="password", at=door.wall())


def test_it_speaks_for_its_owner_in_the_least_of_both_roles(door: Door) -> None:
    secret, token = tokens.make(door.store, by(door), "editor-one", "nightly export", Role.ANALYST, read_only=True)
    got = tokens.find(door.store, secret, door.wall())
    assert got is not None
    assert (got.name, got.role, got.read_only, got.token) == ("editor-one", Role.ANALYST, True, token.id)
    accounts.change_role(door.store, by(door, "admin-one"), "editor-one", Role.READER)
    got = tokens.find(door.store, secret, door.wall())
    assert got is not None
    assert got.role == Role.READER


def test_it_cannot_be_more_than_its_owner_is(door: Door) -> None:
    for asked in (Role.EDITOR, Role.ADMIN):
        with pytest.raises(UsageError, match="can be no more"):
            tokens.make(door.store, by(door), "analyst-one", "x", asked)
    with pytest.raises(UsageError, match="no such account"):
        tokens.make(door.store, by(door), "nobody", "x", Role.READER)


def test_it_ends_in_time_when_revoked_and_with_its_owner(door: Door, time: Time) -> None:
    secret, _ = tokens.make(door.store, by(door), "editor-one", "one day", Role.READER, days=1)
    revoked, token = tokens.make(door.store, by(door), "editor-one", "revoked", Role.READER)
    assert tokens.find(door.store, revoked, time.now) is not None
    tokens.revoke(door.store, by(door), token.id)
    assert tokens.find(door.store, revoked, time.now) is None
    time.move(hours=23, minutes=59)
    assert tokens.find(door.store, secret, time.now) is not None
    accounts.change_disabled(door.store, by(door, "admin-one"), "editor-one", True)
    assert tokens.find(door.store, secret, time.now) is None
    accounts.change_disabled(door.store, by(door, "admin-one"), "editor-one", False)
    assert tokens.find(door.store, secret, time.now) is not None
    time.move(minutes=1)
    assert tokens.find(door.store, secret, time.now) is None


def test_nothing_else_opens(door: Door) -> None:
    secret, token = tokens.make(door.store, by(door), "editor-one", "x", Role.READER)
    for wrong in ("", token.id, secret[:-1], secret + "A", secret.removeprefix(tokens.PREFIX), tokens.PREFIX, tokens.PREFIX + "A" * 1_000):
        assert tokens.find(door.store, wrong, door.wall()) is None


def test_nobody_revokes_what_is_not_theirs(door: Door) -> None:
    secret, token = tokens.make(door.store, by(door), "editor-one", "x", Role.READER)
    with pytest.raises(UsageError, match="no such token"):
        tokens.revoke(door.store, by(door, "analyst-one"), token.id, of_name="analyst-one")
    assert tokens.find(door.store, secret, door.wall()) is not None


def test_when_it_was_last_used_is_kept_to_the_minute(door: Door, time: Time) -> None:
    secret, _ = tokens.make(door.store, by(door), "editor-one", "x", Role.READER)
    assert tokens.of(door.store, "editor-one")[0].used is None
    tokens.find(door.store, secret, time.now)
    first = time.now
    time.move(seconds=59)
    tokens.find(door.store, secret, time.now)
    assert tokens.of(door.store, "editor-one")[0].used == first
    time.move(seconds=1)
    tokens.find(door.store, secret, time.now)
    assert tokens.of(door.store, "editor-one")[0].used == time.now


def test_the_log_names_it_by_id_and_never_by_secret(door: Door) -> None:
    secret, token = tokens.make(door.store, by(door), "editor-one", "nightly export", Role.READER, read_only=True, days=7)
    tokens.revoke(door.store, by(door), token.id)
    assert door.settle()
    acts = auditing.recent(door.folder, most=2).acts
    assert [(one.act, one.on) for one in acts] == [("token-revoked", token.id), ("token-made", token.id)]
    assert acts[1].why == "of editor-one, reader, read-only, 7 days: nightly export"
    assert secret not in repr(acts)
    assert secret not in repr(tokens.of(door.store))


def test_labels_days_and_numbers_are_bounded(door: Door) -> None:
    for label in ("", " ", "x" * 61, "a\nb", "a\u202eb"):
        with pytest.raises(UsageError, match="called after"):
            tokens.make(door.store, by(door), "editor-one", label, Role.READER)
    for days in (0, -1, 367):
        with pytest.raises(UsageError, match="lasts"):
            tokens.make(door.store, by(door), "editor-one", "x", Role.READER, days=days)
    for number in range(tokens.MOST):
        tokens.make(door.store, by(door), "editor-one", f"token {number}", Role.READER)
    with pytest.raises(UsageError, match="has 50 tokens"):
        tokens.make(door.store, by(door), "editor-one", "one more", Role.READER)
