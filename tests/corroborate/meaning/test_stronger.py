"""An encoder at an address is asked for vectors, in order and of length one; a wrong answer stops the run."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from tocsin.corroborate.meaning.stronger import Endpoint, Local
from tocsin.errors import CannotFinish, UsageError

httpx = pytest.importorskip("httpx2")


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[dict[str, object]], object]) -> Endpoint:
    def handle(request: object) -> object:
        return httpx.Response(200, json=answer(json.loads(request.content)))  # type: ignore[attr-defined]

    client = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **_: client(transport=httpx.MockTransport(handle)))
    return Endpoint("http://localhost:9/v1#small")


def test_vectors_come_in_order_and_of_length_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: dict[str, object]) -> object:
        texts = asked["input"]
        assert isinstance(texts, list)
        assert asked["model"] == "small"
        return {"data": [{"index": place, "embedding": [3.0 * len(text), 0.0]} for place, text in reversed(list(enumerate(texts)))]}

    found = answering(monkeypatch, answer).encode(["a"] * 70)
    assert found.shape == (70, 2)
    assert np.allclose(found, [1.0, 0.0])


@pytest.mark.parametrize("answer", [{}, {"data": []}, {"data": [{"index": 0}]}])
def test_a_wrong_answer_stops_the_run(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    with pytest.raises(CannotFinish, match="encoder"):
        answering(monkeypatch, lambda _: answer).encode(["text"])


def test_a_key_does_not_go_over_plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_ENCODER_KEY", "secret")
    with pytest.raises(UsageError, match="plain http"):
        Endpoint("http://models.example/v1#small")


def test_a_folder_that_is_not_there_is_named(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(UsageError, match="is no folder"):
        Local(Path(str(tmp_path)) / "none")
