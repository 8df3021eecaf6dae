"""The hands that a report came through, named or described, and the day of the report that it cites."""

import pytest
from tests.corroborate.test_corroborate import WIRE, origins, reading, report


def test_carriers_whose_reports_we_do_not_hold_are_hands_on_the_way() -> None:
    made = report("Signs would come too late, an official told the Gazette, quoted by 36news and by Relay-infos.", None, 0)
    (found,) = origins([(made, reading(made, ["Relay-infos", "36news", "The Gazette"]))])
    assert found.publisher == "The Gazette"
    assert [(hand.name, hand.named) for hand in found.reports[0].through] == [("Relay-infos", True), ("36news", True)]


def test_a_described_hand_behind_a_held_report_is_kept() -> None:
    first = report(WIRE["en"], "Lake Agency", 0)
    text = "Four launchers left a western garrison on flat wagons on Monday night, Lake Agency reported, citing a local newspaper."
    later = report(text, "Relay", 5)
    (found,) = origins([(first, reading(first)), (later, reading(later, ["Lake Agency"]))])
    assert [(hand.name, hand.named) for hand in found.reports[1].through] == [("a local newspaper", False)]


@pytest.mark.parametrize(
    ("language", "chain", "text", "day"),
    [
        ("fr", "Agence du Lac", "Des lanceurs ont bougé, a rapporté mardi l'Agence du Lac.", "2022-10-04"),
        ("en", "Lake Agency", "Launchers have moved, Lake Agency reported on Oct 3.", "2022-10-03"),
        ("ru", "Озёрное агентство", "Пусковые установки сдвинулись, сообщило вчера Озёрное агентство.", "2022-10-04"),
        ("uk", "Озерне агентство", "Установки зрушили, повідомило 3 жовтня Озерне агентство.", "2022-10-03"),
    ],
)
def test_the_day_of_the_cited_report_is_told(language: str, chain: str, text: str, day: str) -> None:
    made = report(text, "Relay", 5, language)
    (found,) = origins([(made, reading(made, [chain]))])
    assert f"day:{day}" in found.reports[0].evidence
