"""What changed on the way is shown with both wordings; what stayed is not."""

import msgspec
import pytest
from tests.corroborate.test_corroborate import WIRE, origins, reading, report, statement

from tocsin.model import Drift, Estimate, Name, Reading, Report
from tocsin.model.statements import Statement


def drifts(later: str, chain: str = "Lake Agency") -> list[Drift]:
    first = report(WIRE["en"], "Lake Agency", 0)
    second = report(later, "Relay", 1)
    (found,) = origins([(first, reading(first)), (second, reading(second, [chain]))])
    assert not found.reports[0].drift
    return list(found.reports[1].drift)


@pytest.mark.parametrize(
    ("words", "new", "kind"),
    [("Four launchers", "Fourteen launchers", "number"), ("Four launchers", "14 launchers", "number"), ("Oct 5", "Oct 15", "date")],
)
def test_a_changed_number_or_day(words: str, new: str, kind: str) -> None:
    (drift,) = drifts(WIRE["en"].replace(words, new))
    assert (drift.kind, drift.words, drift.was) == (kind, new, words)


def test_nothing_changed_is_no_drift() -> None:
    assert drifts(WIRE["en"]) == []
    assert drifts(WIRE["en"].replace("Four", "4")) == []
    assert drifts(WIRE["en"].split("\n\n")[0] + "\n\nOur 3 readers in 7 towns ask what it means.") == []


def _estimated(made: Report, phrase: str, low: float, high: float) -> Statement:
    start = made.text.index(phrase)
    said = statement(made, phrase, indicators=("official_assessment",))
    return msgspec.structs.replace(said, estimate=Estimate(phrase=phrase, span=(start, start + len(phrase)), low=low, high=high))


@pytest.mark.parametrize(
    ("phrase", "low", "high", "drifted"), [("highly unlikely", 0.05, 0.2, True), ("improbable here", 0.2, 0.45, False)]
)
def test_another_estimate_is_drift_and_another_word_for_it_is_not(phrase: str, low: float, high: float, drifted: bool) -> None:
    text = "The use of such a weapon in Vostrava is unlikely here before spring, the Karelna cell told Lake Agency in its bulletin."
    first, second = report(text, "Lake Agency", 0), report(text.replace("unlikely here", phrase), "Relay", 1)
    pairs = [
        (first, reading(first, (), (_estimated(first, "unlikely here", 0.2, 0.45),))),
        (second, reading(second, ["Lake Agency"], (_estimated(second, phrase, low, high),))),
    ]
    (found,) = origins(pairs)
    assert [(drift.kind, drift.words, drift.was) for drift in found.reports[1].drift] == (
        [("estimate", phrase, "unlikely here")] if drifted else []
    )


def _with_countries(made: Report, *names: tuple[str, str]) -> Reading:
    found = []
    for word, entity in names:
        start = made.text.index(word)
        while start >= 0:
            found.append(Name(text=word, span=(start, start + len(word)), id=entity, type="country"))
            start = made.text.find(word, start + 1)
    return msgspec.structs.replace(reading(made), names=tuple(found))


def test_a_lead_that_names_another_target_than_the_body() -> None:
    text = (
        "Signs of such an attack against Norland would come too late, officials fear.\n\nThe allies watch more closely than before."
        "\n\nThey fear that Vostrava may use nuclear weapons in Kareland this winter."
    )
    made = report(text, "Relay", 0)
    (found,) = origins([(made, _with_countries(made, ("Norland", "country:n"), ("Kareland", "country:k"), ("Vostrava", "country:v")))])
    (drift,) = found.reports[0].drift
    assert (drift.kind, drift.words, drift.was) == ("target", "against Norland", "in Kareland")
    same = report(text.replace("Norland", "Kareland"), "Relay", 0)
    (found,) = origins([(same, _with_countries(same, ("Kareland", "country:k"), ("Vostrava", "country:v")))])
    assert found.reports[0].drift == ()
