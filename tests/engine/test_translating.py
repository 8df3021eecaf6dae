"""A translation stands beside the original only where somebody configured it, and only as far as the mark allows."""

from datetime import UTC, datetime

import pytest

from tocsin.engine import translating
from tocsin.errors import UsageError
from tocsin.model import Report, Tlp

REPORT = Report(id="r", collected_at=datetime(2024, 1, 1, tzinfo=UTC), text="Un train est parti.", tlp="green")


class Reversing:
    """Not a language, but told apart from the original."""

    name = "Reversing"

    def __init__(self, at_most: Tlp = "red", broken: bool = False) -> None:
        self.at_most, self.broken, self.asked = at_most, broken, 0

    def translate(self, text: str, language: str | None, to: str) -> str:
        self.asked += 1
        if self.broken:
            raise OSError("no answer")
        return f"{language}>{to}: {text[::-1]}"


def test_none_is_shipped_and_that_is_said() -> None:
    assert translating.configured({}) is None
    assert translating.translation(REPORT, "fr", "en", None).why_not == "none-configured"


def test_one_that_is_named_and_not_installed_is_told() -> None:
    with pytest.raises(UsageError, match="no translator called 'nobody'"):
        translating.configured({translating.VARIABLE: "nobody"})


def test_what_it_gives_is_shown_with_its_name() -> None:
    found = translating.translation(REPORT, "fr", "en", Reversing())
    assert (found.text, found.by) == (f"fr>en: {REPORT.text[::-1]}", "Reversing")


@pytest.mark.parametrize(("at_most", "why"), [("clear", "tlp"), ("green", None)])
def test_nothing_above_its_mark_is_handed_over(at_most: Tlp, why: str | None) -> None:
    translator = Reversing(at_most)
    assert translating.translation(REPORT, "fr", "en", translator).why_not == why
    assert translator.asked == (why is None)


def test_the_readers_own_language_is_not_translated_and_a_failure_is_told() -> None:
    assert translating.translation(REPORT, "en", "en", Reversing()).why_not == "same-language"
    assert translating.translation(REPORT, "fr", "en", Reversing(broken=True)).why_not == "failed"
