"""Mail against a real server: over TLS or not at all, headers that cannot be broken open, and what is tried again."""

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

from tests.warn.channels.made import NASTY, told
from tests.warn.channels.servers import Letters, mail
from tocsin.model.triggers import Channel
from tocsin.warn.channels import mail as channel
from tocsin.warn.channels.message import payload

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def to(port: int, **more: Any) -> Channel:
    values: dict[str, Any] = {"security": "none", "allow": True, "timeout_s": 5.0, **more}
    return Channel(
        id="mail", kind="email", host="127.0.0.1", port=port, sender="watch@tocsin.example", to=("desk@tocsin.example",), **values
    )


@pytest.fixture
def open_server(socket_enabled: None) -> Iterator[tuple[Letters, int]]:
    with mail() as found:
        yield found


def test_a_letter_has_the_text_and_the_whole_alert(open_server: tuple[Letters, int]) -> None:
    letters, port = open_server
    made = channel.letter(to(port), "key-1", told(2, synthetic=True), payload(told(2, synthetic=True), "cap"), NOW)
    assert channel.send(to(port), made, None).ok
    (got,) = letters.letters
    assert got["Subject"].startswith("[TLP:CLEAR - Exercise / Restricted - SYNTHETIC]")
    assert got["Message-ID"] == "<key-1@tocsin.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    body = got.get_body(("plain",))
    assert body is not None
    assert "wire is broken" in body.get_content()
    attached = {part.get_filename(): part for part in got.iter_attachments()}
    assert len(attached) == 2
    name = next(name for name in attached if str(name).endswith(".json"))
    assert json.loads(attached[name].get_content())["alert"]["number"] == 2


def test_words_from_outside_add_no_header_and_no_recipient(open_server: tuple[Letters, int]) -> None:
    letters, port = open_server
    one = told(title={"en": f"x\r\nBcc: all@tocsin.example\r\n\r\n{NASTY}"})
    made = channel.letter(to(port), "key", one, None, NOW)
    assert channel.send(to(port), made, None).ok
    (got,) = letters.letters
    assert got["Bcc"] is None
    assert got["To"] == "desk@tocsin.example"
    assert set(got.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Tocsin-Marking", "MIME-Version", "Content-Type")
    }


@pytest.mark.parametrize(("say", "again"), [("451 later", True), ("554 no", False)])
def test_what_is_tried_again(open_server: tuple[Letters, int], say: str, again: bool) -> None:
    letters, port = open_server
    letters.say = [say]
    sent = channel.send(to(port), channel.letter(to(port), "key", told(), None, NOW), None)
    assert (sent.ok, sent.again, sent.why) == (False, again, f"smtp-{say[:3]}")


def test_nothing_goes_out_in_the_clear(open_server: tuple[Letters, int]) -> None:
    letters, port = open_server
    sent = channel.send(to(port, security="starttls"), channel.letter(to(port), "key", told(), None, NOW), None)
    assert (sent.ok, sent.again) == (False, False)
    assert letters.letters == []


def test_over_starttls_with_a_certificate_that_is_checked(socket_enabled: None) -> None:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)
    with mail(server) as (letters, port):
        mine = to(port, security="starttls")
        made = channel.letter(mine, "key", told(), None, NOW)
        assert channel.send(mine, made, None, client).why.startswith("tls")
        authority.configure_trust(client)
        assert channel.send(mine, made, None, client).ok
    assert len(letters.letters) == 1


def test_nobody_there_is_tried_again(socket_enabled: None) -> None:
    assert channel.send(to(9), channel.letter(to(9), "key", told(), None, NOW), None).again
