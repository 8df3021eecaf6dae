"""`tocsin people` and `tocsin desk`: passwords from standard input alone, what was done in the ledger, and no door left open."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tocsin.cli.app import run
from tocsin.engine import auditing, store
from tocsin.ledger import Ledger

PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people
Typed = Callable[..., int]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty workspace."""
    store.create(tmp_path / "w", "nuclear-escalation")
    return tmp_path / "w"


@pytest.fixture
def typed(place: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """`typed("people", "add", "ana", said=...)`: the exit status of a command, given what stands on standard input."""

    def given(*words: str, said: str = PASSWORD) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(said + "\n"))
        return run([*words, "-w", str(place)])

    return given


def test_accounts_are_made_listed_changed_and_shut_out(typed: Typed, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("people", "add", "Ana", "--role", "admin", "--shown", "Ana <b>") == 0
    assert typed("people", "add", "ben", "--must-change") == 0
    assert typed("people", "role", "ben", "editor", "--why", "night shift") == 0
    assert typed("people", "disable", "ben") == 0
    capsys.readouterr()
    assert typed("people", "list", "--json") == 0
    told = msgspec.json.decode(capsys.readouterr().out)
    assert [(one["name"], one["role"], one["disabled"], one["must_change"]) for one in told["accounts"]] == [
        ("ana", "admin", False, False),
        ("ben", "editor", True, True),
    ]
    assert "argon2" not in repr(told)
    assert typed("people", "enable", "ben") == 0
    assert typed("people", "password", "ana") == 0
    acts = auditing.recent(place, most=20).acts
    assert [(one.act, one.on, one.through, one.who) for one in reversed(acts)] == [
        (act, on, "console", "")
        for act, on in (
            ("account-added", "ana"),
            ("account-added", "ben"),
            ("role-changed", "ben"),
            ("account-disabled", "ben"),
            ("account-enabled", "ben"),
            ("password-set", "ana"),
        )
    ]
    assert PASSWORD not in repr(acts)
    with Ledger.open(place) as ledger:
        ledger.verify()


def test_what_cannot_be_is_refused_with_what_to_do(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("people", "add", "ana", "--role", "admin") == 0
    for words, said, what in (
        (("add", "ana"), PASSWORD, "already"),
        (("add", "a b"), PASSWORD, "cannot be the name"),
        (("add", "ben"), "short", "12 to 256"),
        (("add", "ben"), "", "12 to 256"),
        (("role", "nobody", "editor"), "", "no such account"),
        (("role", "ana", "king"), "", "king"),
        (("disable", "ana"), "", "nobody would be left"),
        (("token", "ana"), "", "called after"),
        (("token",), "", "whose token"),
        (("token", "--revoke", "x"), "", "no such token"),
    ):
        assert typed("people", *words, said=said) == 2, words
        assert what in capsys.readouterr().err, words


def test_a_token_alone_stands_on_standard_output_and_is_revoked_by_its_id(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed("people", "add", "ana", "--role", "analyst")
    capsys.readouterr()
    assert typed("people", "token", "ana", "--label", "export", "--days", "3") == 0
    told = capsys.readouterr()
    assert re.fullmatch(r"tocsin_[\w-]{43}\n", told.out)
    identity = re.search(r"token (\w+) of ana", told.err)
    assert identity is not None
    assert typed("people", "list") == 0
    assert identity[1] in capsys.readouterr().out
    assert typed("people", "token", "--revoke", identity[1]) == 0
    capsys.readouterr()
    assert typed("people", "list") == 0
    assert identity[1] not in capsys.readouterr().out


def test_while_another_process_writes_it_is_done_and_said(typed: Typed, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger.open(place, write=True):
        assert typed("people", "add", "ana", "--role", "admin") == 0
        assert "another process writes" in capsys.readouterr().err
    assert auditing.recent(place).acts == ()
    assert typed("people", "list") == 0
    assert [one.act for one in auditing.recent(place).acts] == ["account-added"]


def test_the_desk_is_not_left_open_to_the_network(typed: Typed, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("desk", "--host", "192.0.2.1") == 2
    assert "it has no accounts" in capsys.readouterr().err
    typed("people", "add", "ana", "--role", "admin")
    assert typed("desk", "--host", "192.0.2.1") == 2
    assert "in the clear" in capsys.readouterr().err
    assert typed("desk", "--host", "0.0.0.0", "--without-tls") == 2  # noqa: S104 - which is refused
    assert "which name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("declared", "what"),
    [
        ("desk:\n  hosts: ['a b']\n", "hosts"),
        ("desk:\n  idle_minutes: 0\n", "idle_minutes"),
        ("desk:\n  certificate: x.pem\n", "key"),
        ("desk:\n  proxies: [10.0.0.1]\n", "behind_tls"),
        ("desk:\n  sign_in: {issuer: 'http://id.example', client_id: x, default_role: reader}\n", "issuer"),
        ("desk:\n  sign_in: {issuer: 'https://id.example', client_id: x}\n", "come in"),
        ("desk:\n  sign_in: {issuer: 'https://id.example', client_id: x, roles_claim: g, roles: {a: king}}\n", "king"),
        ("desk:\n  sign_in: {issuer: 'https://id.example', client_id: x, default_role: reader, scopes: [email]}\n", "openid"),
        ("desk:\n  open_to_all: true\n", "open_to_all"),
    ],
)
def test_a_wrong_setting_is_named(typed: Typed, place: Path, capsys: pytest.CaptureFixture[str], declared: str, what: str) -> None:
    file = place / "tocsin.yml"
    file.write_text(file.read_text() + declared)
    assert typed("desk") == 2
    assert what in capsys.readouterr().err
