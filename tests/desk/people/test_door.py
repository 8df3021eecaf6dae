"""Coming in: by password and by set-up code; what a stranger can learn, and how often anybody may try."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.desk.people.conftest import OTHER, PASSWORD, Opened, Time

from tocsin.desk.people import accounts, acts, passwords, sessions, store
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door, SignedIn, Wait, Wrong, settings_of
from tocsin.desk.people.passwords import Passwords, checked
from tocsin.desk.people.roles import Role
from tocsin.engine import auditing
from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import Ledger
from tocsin.model.desk import DeskSettings

HERE = "198.51.100.7"


def come(door: Door, name: str = "analyst-one", password: str = PASSWORD, address: str = HERE) -> object:
    return door.sign_in(name, password, address=address, agent="test")


def told(door: Door) -> list[tuple[str, str, str]]:
    """Who did what on what, oldest first, from the ledger."""
    assert door.settle()
    return [(one.who, one.act, one.on) for one in reversed(auditing.recent(door.folder, most=10_000).acts)]


def test_the_right_password_opens_and_any_other_does_not(door: Door) -> None:
    assert isinstance(come(door), SignedIn)
    assert isinstance(come(door, "  Analyst-ONE "), SignedIn)
    for wrong in (OTHER, "", PASSWORD + " ", PASSWORD[:-1], PASSWORD.upper(), "x" * 100_000):
        assert isinstance(come(door, password=wrong, address=f"198.51.100.{len(wrong) % 200}"), Wrong)
        door._by_name.right("analyst-one")


def test_a_stranger_cannot_tell_a_name_that_is_not_there_from_a_wrong_password(door: Door, time: Time) -> None:
    """The same answer, after the same work: one hash each, also for who is disabled or never had a password."""
    by = By(who="admin-one", through="password", at=time.now)
    accounts.change_disabled(door.store, by, "reader-one", True)
    accounts.add(door.store, by, "elsewhere", Role.READER, vouched_by=("https://id.example", "7"))
    for number, name in enumerate(("analyst-one", "nobody", "reader-one", "elsewhere", "x" * 500, "no such name!", "")):
        before = door.passwords.checks
        assert come(door, name, OTHER if name == "analyst-one" else PASSWORD, f"203.0.113.{number}") == Wrong()
        assert door.passwords.checks == before + 1


def test_pauses_grow_with_wrong_ones_and_are_the_same_for_names_that_are_not_there(door: Door, time: Time) -> None:
    for name in ("analyst-one", "nobody"):
        waited: list[float] = []
        for number in range(12):
            got = come(door, name, OTHER, f"2001:db8:{number}::1")
            while isinstance(got, Wait):
                waited.append(got.seconds)
                time.move(seconds=got.seconds)
                got = come(door, name, OTHER, f"2001:db8:{number}::1")
            assert got == Wrong()
        assert waited == [1, 2, 4, 8, 16, 32, 64]
    assert isinstance(come(door, address="192.0.2.1"), Wait)
    time.move(minutes=16)
    assert isinstance(come(door, address="192.0.2.1"), SignedIn)


def test_who_tries_many_names_from_one_address_waits_too_and_a_customers_whole_network_is_one_address(door: Door) -> None:
    got = [come(door, f"name-{number}", OTHER, f"2001:db8::{number:x}") for number in range(20)]
    assert got[:10] == [Wrong()] * 10
    assert all(isinstance(one, Wait) for one in got[10:])
    assert come(door, "name-99", OTHER, "2001:db8:0:1::1") == Wrong()


def test_while_one_waits_nothing_is_looked_at(door: Door) -> None:
    while not isinstance(come(door, password=OTHER), Wait):
        pass
    before = door.passwords.checks
    assert isinstance(come(door), Wait)
    assert door.passwords.checks == before


def test_the_first_admin_needs_the_code_of_the_console_which_works_once(opened: Opened) -> None:
    door = opened()
    assert not door.set_up()

    def first(code: str, name: str = "ana") -> object:
        return door.first(code, name, PASSWORD, shown="Ana", address=HERE, agent="")

    assert first("") == Wrong()  # none was printed yet
    code = door.code()
    assert door.code() == code
    for wrong in ("", code[:-1], "AAAA-AAAA-AAAA-AAAA"):
        assert first(wrong) == Wrong()
    assert not door.set_up()
    got = first(code.lower().replace("-", " "))
    assert isinstance(got, SignedIn)
    assert door.set_up()
    assert first(code, "second") == Wrong()
    assert [(one.name, one.role, one.shown) for one in accounts.every(door.store)] == [("ana", Role.ADMIN, "Ana")]
    assert told(door) == [("ana", "account-added", "ana"), ("ana", "sign-in", "ana")]


def test_codes_cannot_be_tried_one_after_the_other(opened: Opened) -> None:
    door = opened()
    door.code()
    got = [door.first(f"{number:016}", "ana", PASSWORD, shown="", address=HERE, agent="") for number in range(30)]
    assert sum(one == Wrong() for one in got) == 10
    assert all(isinstance(one, Wait) for one in got[10:])


def test_a_second_process_cannot_set_up_what_is_set_up(opened: Opened) -> None:
    first, second = opened(), opened()
    assert isinstance(first.first(first.code(), "ana", PASSWORD, shown="", address=HERE, agent=""), SignedIn)
    with pytest.raises(UsageError, match="already"):
        second.first(second.code(), "eve", PASSWORD, shown="", address=HERE, agent="")


def test_the_file_is_its_owners_alone_and_holds_no_secret_as_it_was_typed(door: Door, workspace: Path) -> None:
    signed = come(door)
    assert isinstance(signed, SignedIn)
    for name in (store.FILE, f"{store.FILE}-wal", f"{store.FILE}-shm"):
        assert stat.S_IMODE((workspace / name).stat().st_mode) == 0o600, name
    held = b"".join((workspace / name).read_bytes() for name in (store.FILE, f"{store.FILE}-wal"))
    assert PASSWORD.encode() not in held
    assert signed.session.encode() not in held
    assert b"$argon2id$" in held


def test_a_file_that_others_may_read_is_taken_back(workspace: Path, opened: Opened) -> None:
    opened().close()
    (workspace / store.FILE).chmod(0o644)
    opened()
    assert stat.S_IMODE((workspace / store.FILE).stat().st_mode) == 0o600


def test_a_file_of_a_newer_version_or_none_of_ours_is_not_opened(workspace: Path, opened: Opened) -> None:
    opened().close()
    with sqlite3.connect(workspace / store.FILE) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(CannotFinish, match="newer"):
        opened()
    (workspace / store.FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CannotFinish, match="cannot be opened"):
        opened()


def test_what_is_done_goes_into_the_chain_when_the_ledger_is_free_and_only_once(door: Door, workspace: Path) -> None:
    assert door.settle()
    with Ledger.open(workspace, write=True) as ledger:
        come(door)
        assert not door.settle()
        assert acts.pending(door.store) == 1
        before = ledger.head.count
    assert told(door)[-1] == ("analyst-one", "sign-in", "analyst-one")
    assert acts.pending(door.store) == 0
    with Ledger.open(workspace) as ledger:
        assert ledger.head.count == before + 1
        ledger.verify()


def test_interrupted_between_ledger_and_file_an_act_is_not_doubled(door: Door, workspace: Path) -> None:
    come(door)
    with door.store.reading() as connection:
        rows = [tuple(row) for row in connection.execute("SELECT number, payload FROM act")]
    first = told(door)
    with door.store.writing() as connection:
        connection.executemany("INSERT INTO act (number, payload) VALUES (?, ?)", rows)
    assert told(door) == first


def test_refused_ones_are_written_down_without_what_was_typed_and_cannot_fill_the_disk(door: Door, time: Time) -> None:
    come(door, "analyst-one", OTHER)
    come(door, "my password typed here", OTHER)
    assert told(door)[-2:] == [("", "sign-in-refused", "analyst-one"), ("", "sign-in-refused", "")]
    for number in range(3_000):
        come(door, f"name-{number}", OTHER, f"2001:db8:{number:x}::1")
    assert door.settle()
    refused = list(auditing.recent(door.folder, most=10_000, act="sign-in-refused").acts)
    assert len(refused) <= 32
    time.move(hours=1)
    come(door, "name-x", OTHER, "192.0.2.200")
    assert door.settle()
    refused = list(auditing.recent(door.folder, most=10_000, act="sign-in-refused").acts)
    assert sum(one.count for one in refused) == 3_003
    assert not any("typed" in repr(one) or "name-" in repr(one) for one in refused)


def test_memory_of_who_tried_is_bounded(door: Door) -> None:
    from tocsin.desk.people.throttle import BY_NAME, Buckets, Pauses, Rate

    pauses, buckets = Pauses(BY_NAME, most=100), Buckets(Rate(each_s=1, burst=2), most=100)
    for number in range(1_000):
        pauses.wrong(number, 0.0)
        buckets.take(number, 0.0)
    assert len(pauses) == len(buckets) == 100


def test_passwords_that_are_tried_first_are_not_taken() -> None:
    for bad in (
        "short",
        "x" * 257,
        "aaaaaaaaaaaaaaa",
        "passwordpassword",
        "Password123!",
        "motdepasse2030",
        "ana-lopez-ana-lopez",
        "qwertyuiopasdfghjkl",
        "01234567890123456",
        "121212121212",
    ):
        with pytest.raises(UsageError):
            checked(bad, "ana-lopez")
    for good in (PASSWORD, OTHER, "Zażółć gęślą jaźń", "8!kd0-PPq2_zz", "quatre hérons gris"):
        assert checked(good, "ana-lopez")


def test_a_password_typed_with_other_code_points_is_the_same(cheap: Passwords) -> None:
    composed, apart = "quatre hérons gris", "quatre he\u0301rons gris"
    assert composed != apart
    assert cheap.right(apart, cheap.hash(checked(composed, "ana")))[0]


def test_the_cost_is_that_of_the_rfc_and_older_hashes_are_brought_up(opened: Opened, cheap: Passwords) -> None:
    assert (passwords.MEMORY_KIB, passwords.PASSES, passwords.LANES) == (64 * 1024, 3, 4)
    assert "$argon2id$" in cheap.hash(PASSWORD)
    door = opened()
    older = Passwords(memory_kib=32, passes=1, lanes=1).hash(PASSWORD)
    accounts.add(door.store, By(who="", through="console", at=door.wall()), "ana", Role.READER, password_hash=older)
    assert isinstance(come(door, "ana"), SignedIn)
    assert "m=64" in (accounts.kept_hash(door.store, "ana") or "")
    assert isinstance(come(door, "ana"), SignedIn)


def test_settings_come_from_the_environment_before_the_file() -> None:
    declared = DeskSettings(idle_minutes=5, hosts=("a.example",))
    assert settings_of(declared, {}) == declared
    got = settings_of(
        declared, {"TOCSIN_DESK_IDLE_MINUTES": "7.5", "TOCSIN_DESK_LONGEST_HOURS": "1", "TOCSIN_DESK_HOSTS": "b.example, c.example"}
    )
    assert (got.idle_minutes, got.longest_hours, got.hosts) == (7.5, 1, ("b.example", "c.example"))
    for wrong in ("0", "-1", "many", "1e9", "nan"):
        with pytest.raises(UsageError, match="IDLE"):
            settings_of(declared, {"TOCSIN_DESK_IDLE_MINUTES": wrong})


def test_a_planted_link_is_not_followed(workspace: Path, tmp_path: Path, opened: Opened) -> None:
    """Whoever may write into the folder may do as much; but nothing outside of it is made or opened up by us."""
    target = tmp_path / "elsewhere"
    os.symlink(target, workspace / store.FILE)
    with pytest.raises(CannotFinish):
        opened()
    assert not target.exists()
    target.write_bytes(b"")
    target.chmod(0o644)
    with pytest.raises(CannotFinish, match="link"):
        opened()
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_sessions_of_one_account_are_bounded(door: Door) -> None:
    for _ in range(sessions.MOST + 5):
        come(door)
    assert len(sessions.of(door.store, "analyst-one", door.wall(), door.limits)) == sessions.MOST
