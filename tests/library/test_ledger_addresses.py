"""An address says where a ledger rests, and never a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library.ledger_addresses import parse

SECRET = "correct-horse"  # noqa: S105 - invented
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


@given(
    user=NAMES,
    database=NAMES,
    host=st.sampled_from(["localhost", "db.example", "192.0.2.7", "/run/postgresql", "2001:db8::1"]),
    port=st.integers(1, 65535),
    schema=NAMES,
)
def test_an_address_written_out_is_the_same_address(user: str, database: str, host: str, port: int, schema: str) -> None:
    bare = "" if host.startswith("/") else f"[{host}]" if ":" in host else host
    told = f"&host={host}" if host.startswith("/") else ""
    found = parse(
        f"postgresql://{user}@{bare}:{port}/{database}?schema={schema}{told}"
        if bare
        else f"postgresql://{user}@/{database}?schema={schema}{told}"
    )
    assert (found.user, found.database, found.host, found.schema) == (user, database, host, schema)
    assert found.port == (port if bare else 5432)
    assert parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("postgresql://u@localhost/d", "disable"),
        ("postgresql://u@127.0.0.1/d", "disable"),
        ("postgresql://u@/d?host=/run/postgresql", "disable"),
        ("postgresql://u@db.example/d", "verify-full"),
        ("postgresql://u@192.0.2.7/d", "verify-full"),
        ("postgresql://u@192.0.2.7/d?sslmode=require", "require"),
    ],
)
def test_what_leaves_the_machine_is_encrypted_and_the_server_checked(text: str, mode: str) -> None:
    assert parse(text).sslmode == mode


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"postgresql://u:{SECRET}@h/d", "TOCSIN_LEDGER_PASSWORD"),
        (f"postgresql://u@h/d?password={SECRET}", "says nothing of password"),
        (f"mysql://u:{SECRET}@h/d", "no address"),
        ("postgresql://h/d", "names no account"),
        ("postgresql://u@h/", "no address"),
        ("postgresql://u@h:port/d", "no address"),
        ("postgresql://u@h/d?schema=a;drop", "schema"),
        ("postgresql://u@h/d?sslmode=prefer", "sslmode"),
    ],
)
def test_what_is_wrong_is_said_without_the_secret(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as wrong:
        parse(text)
    assert SECRET not in str(wrong.value)
