"""Sessions end when idle, when old, when told to, and when role or password change; what is left of one opens nothing."""

from datetime import timedelta

import pytest
from tests.desk.people.conftest import OTHER, PASSWORD, Opened, Time

from tocsin.desk.people import accounts, sessions
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door, SignedIn
from tocsin.desk.people.roles import Role
from tocsin.errors import UsageError
from tocsin.model.desk import DeskSettings

ADMIN = "admin-one"


def come(door: Door, name: str = "analyst-one", instead: str = "") -> str:
    got = door.sign_in(name, PASSWORD, address="192.0.2.9", agent="Browser", instead=instead)
    assert isinstance(got, SignedIn)
    return got.session


def stands(door: Door, identity: str, used: bool = True) -> bool:
    return sessions.find(door.store, identity, door.wall(), door.limits, used=used) is not None


def by(door: Door, who: str = ADMIN) -> By:
    return By(who=who, through="password", at=door.wall())


def test_it_says_whose_it_is_and_in_which_role(door: Door) -> None:
    got = sessions.find(door.store, come(door), door.wall(), door.limits)
    assert got is not None
    assert (got.name, got.role, got.through, got.agent) == ("analyst-one", Role.ANALYST, "password", "Browser")


def test_idle_it_ends_to_the_minute_and_use_puts_that_off(door: Door, time: Time) -> None:
    identity = come(door)
    time.move(minutes=29, seconds=59)
    assert stands(door, identity)
    time.move(minutes=29, seconds=59)
    assert stands(door, identity)
    time.move(minutes=30)
    assert not stands(door, identity)
    time.move(minutes=-30)
    assert not stands(door, identity), "what has ended does not come back, whatever the clock does"


def test_what_the_page_asks_by_itself_does_not_put_the_end_off(door: Door, time: Time) -> None:
    identity = come(door)
    for _ in range(29):
        time.move(minutes=1)
        assert stands(door, identity, used=False)
    time.move(minutes=1)
    assert not stands(door, identity, used=False)


def test_however_much_used_it_ends_after_twelve_hours(door: Door, time: Time) -> None:
    identity = come(door)
    for _ in range(12 * 6 - 1):
        time.move(minutes=10)
        assert stands(door, identity)
    time.move(minutes=10)
    assert not stands(door, identity)


def test_the_limits_are_those_of_the_settings(opened: Opened, door: Door, time: Time) -> None:
    other = opened(DeskSettings(idle_minutes=2, longest_hours=0.1))
    identity = come(other)
    time.move(minutes=2)
    assert not stands(other, identity)


def test_signing_in_ends_what_the_browser_held_before(door: Door) -> None:
    first = come(door, "reader-one")
    second = come(door, instead=first)
    assert first != second
    assert not stands(door, first)
    assert stands(door, second)


def test_an_id_that_somebody_planted_never_becomes_a_session(door: Door) -> None:
    planted = "A" * 43
    assert come(door, instead=planted) != planted
    assert not stands(door, planted)


def test_another_role_ends_the_sessions_and_the_next_one_has_it(door: Door) -> None:
    identity = come(door)
    accounts.change_role(door.store, by(door), "analyst-one", Role.EDITOR, "she leads the night shift")
    assert not stands(door, identity)
    got = sessions.find(door.store, come(door), door.wall(), door.limits)
    assert got is not None
    assert got.role == Role.EDITOR


def test_shut_out_nothing_opens_any_more(door: Door) -> None:
    identity = come(door)
    accounts.change_disabled(door.store, by(door), "analyst-one", True)
    assert not stands(door, identity)
    accounts.change_disabled(door.store, by(door), "analyst-one", False)
    assert not stands(door, identity)
    assert stands(door, come(door))


def test_another_password_ends_all_but_the_session_it_was_changed_in(door: Door) -> None:
    here, there = come(door), come(door)
    new = door.passwords.hash(OTHER)
    accounts.change_password(door.store, by(door, "analyst-one"), "analyst-one", new, keep_session=sessions.hashed(here))
    assert stands(door, here)
    assert not stands(door, there)
    found = accounts.find(door.store, "analyst-one")
    assert found is not None
    assert not found.must_change


def test_a_password_that_an_admin_set_has_to_be_replaced(door: Door) -> None:
    accounts.change_password(door.store, by(door), "analyst-one", door.passwords.hash(PASSWORD))
    got = door.sign_in("analyst-one", PASSWORD, address="192.0.2.9", agent="")
    assert isinstance(got, SignedIn)
    assert got.must_change


def test_a_session_takes_a_new_id_and_the_old_one_opens_nothing(door: Door) -> None:
    old = come(door)
    new = sessions.rotate(door.store, sessions.hashed(old))
    assert stands(door, new)
    assert not stands(door, old)


def test_signing_out_ends_one_or_all_and_only_ones_own(door: Door) -> None:
    one, two, others = come(door), come(door), come(door, "editor-one")
    sessions.end(door.store, by(door, "analyst-one"), sessions.hashed(others))
    assert stands(door, others)
    sessions.end(door.store, by(door, "analyst-one"), sessions.hashed(one))
    assert not stands(door, one)
    assert stands(door, two)
    sessions.end_all(door.store, by(door, "analyst-one"), "analyst-one")
    assert not stands(door, two)
    assert stands(door, others)


def test_somebody_can_always_decide_who_may_come(door: Door) -> None:
    with pytest.raises(UsageError, match="nobody would be left"):
        accounts.change_role(door.store, by(door), ADMIN, Role.EDITOR)
    with pytest.raises(UsageError, match="nobody would be left"):
        accounts.change_disabled(door.store, by(door), ADMIN, True)
    accounts.change_role(door.store, by(door), "editor-one", Role.ADMIN)
    accounts.change_role(door.store, by(door), ADMIN, Role.READER)
    found = accounts.find(door.store, ADMIN)
    assert found is not None
    assert found.role == Role.READER


def test_names_are_taken_once_however_written(door: Door) -> None:
    for name in ("analyst-one", "ANALYST-ONE", " ａnalyst-one "):
        with pytest.raises(UsageError, match="already"):
            accounts.add(door.store, by(door), name, Role.READER)
    for name in ("", "-x", "a b", "a/b", "x" * 65, "<script>", "a\u202eb", "анна"):
        with pytest.raises(UsageError, match="name of an account"):
            accounts.add(door.store, by(door), name, Role.READER)


def test_display_names_cannot_turn_the_text_around_them(door: Door) -> None:
    for shown in ("a\u202eb", "a\u2066b", "a\x00b", "a\u200bb", "x" * 81):
        with pytest.raises(UsageError, match="invisible"):
            accounts.add(door.store, by(door), "new", Role.READER, shown=shown)
    assert accounts.add(door.store, by(door), "new", Role.READER, shown=" Élodie <b> ").shown == "Élodie <b>"


def test_an_issuer_knows_one_account_by_subject_and_never_by_name(door: Door) -> None:
    made = accounts.add(door.store, by(door), "zoe", Role.READER, vouched_by=("https://id.example", "7"))
    assert accounts.vouched(door.store, "https://id.example", "7") == made
    assert accounts.vouched(door.store, "https://id.example", "zoe") is None
    assert accounts.vouched(door.store, "https://other.example", "7") is None


def test_sessions_are_listed_the_latest_used_first_without_what_opens_them(door: Door, time: Time) -> None:
    first = come(door)
    time.move(minutes=5)
    second = come(door)
    listed = sessions.of(door.store, "analyst-one", time.now, door.limits)
    assert [one.hash for one in listed] == [sessions.hashed(second), sessions.hashed(first)]
    assert second not in repr(listed)
    time.move(minutes=26)
    assert len(sessions.of(door.store, "analyst-one", time.now, door.limits)) == 1
    assert listed[0].until - listed[0].created == timedelta(hours=12)
