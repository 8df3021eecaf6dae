"""What a sentence rests on leads to a page of the desk, and what cannot be led to is no link."""

import pytest

from tocsin.desk import telling
from tocsin.engine.picturing import Picture
from tocsin.model import BriefSentence, Reference
from tocsin.warn.view import View


@pytest.fixture(scope="module")
def view(sample_picture: Picture) -> View:
    return telling.of(sample_picture, "en")


@pytest.mark.parametrize(
    ("said", "href"),
    [
        ("assessment 12ab34: hypotheses.short-range-use.probability.30", "/hypotheses/short-range-use"),
        ("assessment 12ab34: indicators.storage_activity", "/indicators/storage_activity"),
        ("assessment 12ab34: blind.warhead_transport", "/indicators/warhead_transport"),
        ("assessment 12ab34: blind", "/indicators"),
        ("assessment 12ab34: influences.short-range-use.30.silence:x", "/hypotheses/short-range-use"),
        ("assessment 12ab34: hypotheses.../../etc", "/hypotheses"),
        ("tocsin margin --json", "/margin"),
        ("tocsin calendar --json: due-1", "/#calendar"),
        ("tocsin nothing", ""),
        ("nuclear-escalation: processes", "/problem#processes"),
        ("another-problem: processes", ""),
    ],
)
def test_a_declared_number_leads_to_its_page(view: View, said: str, href: str) -> None:
    assert telling.declared(said, view) == href


def test_a_frozen_moment_stays_in_the_address_before_its_part(view: View) -> None:
    (place,) = telling.where(Reference(declared="tocsin calendar --json"), view, "?as_of=2022-10-20T18:00:00Z")
    assert place.href == "/?as_of=2022-10-20T18:00:00Z#calendar"


def test_words_that_could_turn_the_reading_order_are_made_harmless(view: View) -> None:
    statement = next(iter(view.statement.values()))
    reference = Reference(report=statement.report, statement=statement.id, words="a\u202eb")
    (told,) = telling.told([BriefSentence(section="said", text="x\u202ey", references=(reference, reference))], view)
    assert "\u202e" not in told.text
    assert len(told.rests_on) == 1
    assert "\u202e" not in told.rests_on[0].words
    assert told.rests_on[0].href == f"/statements/{statement.id}"
