"""`/metrics`: absent as shipped; where it is declared, for who shows the token or asks from this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient
from tests.desk.people.conftest import ADDRESS, Time

from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.pictures import Pictures
from tocsin.desk.serving import guarded
from tocsin.engine import store
from tocsin.engine.telemetry import configuring
from tocsin.ledger import workspace as workspaces
from tocsin.model.desk import DeskSettings

TOKEN = "a-token-of-this-test-alone"  # noqa: S105 - planted
NEAR, FAR = ("127.0.0.1", 40_000), ("198.51.100.20", 40_000)
Asked = Callable[..., Response]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[..., Asked]]:
    store.create(tmp_path / "w", "nuclear-escalation")
    doors: list[Door] = []

    def opened(token: str | None = None, metrics: bool = True, **settings: Any) -> Asked:
        time = Time()
        cheap = Passwords(memory_kib=64, passes=1, lanes=1)
        doors.append(Door(tmp_path / "w", DeskSettings(metrics=metrics, **settings), passwords=cheap, ticks=time.ticks))
        counted = configuring.counted() if metrics else None
        pictures = Pictures(tmp_path / "w", patient=True)
        app = guarded(workspaces.load(tmp_path / "w"), doors[-1], pictures=pictures, counted=counted, token=token)

        def asked(path: str = "/metrics", client: tuple[str, int] = NEAR, **headers: str) -> Response:
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            got: Response = TestClient(app, base_url=ADDRESS, follow_redirects=False, client=client).get(path, headers=told)
            return got

        return asked

    with configuring.told({}):
        yield opened
    for door in doors:
        door.close()


def samples(answer: Response) -> dict[str, float]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {one.name: one.value for family in text_string_to_metric_families(answer.text) for one in family.samples}


def test_as_shipped_there_is_none(desk: Callable[..., Asked]) -> None:
    assert desk(metrics=False)().status_code == 404


def test_from_this_machine_where_there_is_no_token(desk: Callable[..., Asked]) -> None:
    asked = desk()
    asked("/sign-in")
    found = samples(asked())
    assert found["tocsin_desk_requests_total"] == 1
    assert found["tocsin_ready"] == 1
    assert found["tocsin_ledger_entries"] == 0
    assert found["tocsin_disk_free_bytes"] > 0
    assert asked(client=FAR).status_code == 401
    assert asked(x_forwarded_for="198.51.100.7").status_code == 401


def test_behind_a_proxy_only_with_a_token(desk: Callable[..., Asked]) -> None:
    assert desk(behind_tls=True)().status_code == 401
    assert desk(TOKEN, behind_tls=True)(authorization=f"Bearer {TOKEN}").status_code == 200


@pytest.mark.parametrize("client", [NEAR, FAR], ids=["near", "far"])
def test_with_a_token_it_has_to_be_shown(desk: Callable[..., Asked], client: tuple[str, int]) -> None:
    asked = desk(TOKEN)
    assert samples(asked(client=client, authorization=f"bearer {TOKEN}"))
    for shown in ("", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer", f"Bearer {TOKEN[:-1]}"):
        answer = asked(client=client, authorization=shown)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "tocsin_" not in answer.text.lower().replace("tocsin_metrics_token", "")
