"""Which encoder a run has is said by the environment, and nothing is loaded before the first text."""

import pytest

from tocsin.engine import encoding
from tocsin.errors import UsageError
from tocsin.model import Reading
from tocsin.model.base import utc


def readings(*languages: str) -> list[Reading]:
    from datetime import UTC, datetime

    return [Reading(report=code, language=code, t_known=utc(datetime(2024, 1, 1, tzinfo=UTC))) for code in languages]


def test_none_switches_it_off() -> None:
    assert encoding.configured({"TOCSIN_ENCODER": "none"}) is None


def test_the_same_choice_is_one_encoder() -> None:
    assert encoding.configured({"TOCSIN_ENCODER": "packaged"}) is encoding.configured({"TOCSIN_ENCODER": "packaged"})


@pytest.mark.parametrize(
    ("choice", "said"), [("/no/such/folder", "is no folder"), ("http://localhost:1/v1", "names no model"), ("ftp://x#m", "is no address")]
)
def test_a_wrong_choice_is_named_when_it_is_used(choice: str, said: str) -> None:
    chosen = encoding.configured({"TOCSIN_ENCODER": choice})
    assert chosen is not None
    with pytest.raises(UsageError, match=said):
        chosen.encode(["text"], "en")


def test_who_has_none_is_told_where_languages_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "find_spec", lambda _: None)
    assert "pip install" in (encoding.without(readings("en", "fr"), {}) or "")
    assert encoding.without(readings("en", "en"), {}) is None
    assert encoding.without(readings("en", "fr"), {"TOCSIN_ENCODER": "none"}) is None
    assert encoding.configured({}) is None
