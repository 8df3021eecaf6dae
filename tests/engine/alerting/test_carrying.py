"""One try at a delivery: a webhook goes the way that the workspace's fetching says, proxy included."""

import base64
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.collect.fetching.test_wire import NAME, PUBLIC, Proxy, contexts, names
from tests.engine.alerting.test_alerting import NOW, deaf, keep
from tests.warn.channels.servers import KEY

from tocsin.engine.alerting import sending
from tocsin.ledger import workspace as workspaces
from tocsin.warn.channels import webhook

__all__ = ["contexts"]
Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture
def proxy(socket_enabled: None, contexts: Contexts) -> Iterator[Proxy]:
    found = Proxy(contexts[0])
    yield found
    found.close()


@pytest.mark.parametrize(("checks", "told"), [(False, PUBLIC), (True, NAME)])
def test_a_webhook_goes_through_the_proxy_of_the_workspace(
    tmp_path: Path, proxy: Proxy, contexts: Contexts, monkeypatch: pytest.MonkeyPatch, checks: bool, told: str
) -> None:
    asked = names(monkeypatch, PUBLIC)
    monkeypatch.setattr(webhook, "_trusted", lambda: contexts[1])
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    monkeypatch.setenv("DESK_SECRET", "whsec_" + base64.b64encode(KEY).decode())
    folder = tmp_path / "w"
    workspaces.create(folder, "nuclear-escalation", clock=NOW)
    with (folder / "tocsin.yml").open("a") as file:
        file.write(
            f"""
fetching: {{proxy: "http://{proxy.url}", proxy_checks_addresses: {str(checks).lower()}}}
alerts:
  people: [{{role: watch-officer, name: the desk, channels: hook}}]
  channels: [{{id: hook, kind: webhook, form: json, url: "https://{NAME}/hook", secret_env: DESK_SECRET}}]
"""
        )
    place = workspaces.load(folder)
    deaf(place, monkeypatch, "post")
    assert sending.send(place, lambda: NOW, lambda records: keep(place, records)).delivered == 1
    assert proxy.told == [f"CONNECT {told}:443 HTTP/1.1", f"Host: {NAME}"]  # and TLS checked the name
    assert asked == ([] if checks else [NAME])
