"""English constructions that bring somebody's words: each sentence names who speaks and what, whatever the shape."""

from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Report, report_id
from tocsin.read import Reader

LEAD = "Fears of a Russian nuclear strike in Ukraine have grown this week.\n\n"
CASES = [
    (
        "a phrase ahead",
        "Speaking in Oslo, the minister said a direct clash would be a nuclear catastrophe.",
        "the minister",
        "a direct clash",
    ),
    (
        "as X put it",
        "As one Western diplomat put it, the nuclear threat is theatre.",
        "one Western diplomat",
        "the nuclear threat is theatre",
    ),
    ("how X put it", '"The nuclear threat is theatre" was how one envoy put it.', "one envoy", "The nuclear threat is theatre"),
    (
        "a noun brings",
        'The ministry issued a statement: "Our nuclear forces are on alert."',
        "The ministry",
        "Our nuclear forces are on alert",
    ),
    (
        "a view put first",
        "It is the view of the agency that Russia will not use nuclear weapons.",
        "the agency",
        "Russia will not use nuclear weapons",
    ),
    ("interrupted", "Nuclear missile brigades, the minister says, remain in their garrisons.", "the minister", "remain in their garrisons"),
    (
        "a clause of its own",
        'A colonel was less sanguine: "They could use a nuclear weapon."',
        "A colonel",
        "They could use a nuclear weapon",
    ),
    ("beside its owner", 'A colonel was less sanguine. "They could use a nuclear weapon."', "A colonel", "They could use a nuclear weapon"),
    (
        "at the end of a line",
        "Nuclear warheads have not moved since spring - US official",
        "US official",
        "Nuclear warheads have not moved",
    ),
    ("for X", "For Ilse Brandt, an arms lawyer, the nuclear threat is a bargaining chip.", "Ilse Brandt", "the nuclear threat is a"),
    (
        "people report",
        "EU officials report no change in Russia's nuclear posture.",
        "EU officials",
        "no change in Russia's nuclear posture",
    ),
    (
        "those who",
        "Sir Alan Pryce, a former envoy, is among those who doubt that nuclear arms will be used.",
        "Sir Alan Pryce",
        "nuclear arms",
    ),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader of the shipped problem."""
    return Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))


@pytest.mark.parametrize(("sentence", "speaker", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_speaker_has_the_words(reader: Reader, sentence: str, speaker: str, words: str) -> None:
    text = LEAD + sentence
    report = Report(id=report_id(None, None, None, None, text), collected_at=datetime(2025, 1, 1, tzinfo=UTC), text=text)
    said = [item for item in reader.read(report).statements if words in text[slice(*item.content_span)]]
    assert [item for item in said if item.speaker.text is not None and speaker in item.speaker.text]


FRENCH = [
    (
        "Olaf Renn a signé vendredi les traités et a déclaré à son auditoire que le pays emploierait ses armes nucléaires.",
        "Olaf Renn",
        "le pays emploierait",
    ),
    (
        "Rien n'indique que des ogives nucléaires accompagneraient les missiles, ont souligné deux d'entre eux.",
        "deux d'entre eux",
        "des ogives nucléaires",
    ),
    (
        "Le service, qui guide les navires, n'a relevé aucun transport d'ogives nucléaires, a indiqué dimanche son directeur, Jan Vait.",
        "son directeur, Jan Vait",
        "aucun transport",
    ),
]


@pytest.mark.parametrize(("sentence", "speaker", "words"), FRENCH)
def test_the_speaker_has_the_words_in_french(reader: Reader, sentence: str, speaker: str, words: str) -> None:
    published = datetime(2024, 11, 28, 9, tzinfo=UTC)
    text = "Les craintes d'une frappe nucléaire russe en Ukraine ont grandi cette semaine.\n\n" + sentence
    report = Report(id="r", collected_at=published, published_at=published, language="fr", title=None, text=text)
    found = [item for item in reader.read(report).statements if words in text[slice(*item.content_span)]]
    assert [item.speaker.text for item in found if item.speaker is not None] == [speaker]


def test_an_earlier_version_lays_nothing_down_in_french(reader: Reader) -> None:
    published = datetime(2024, 11, 28, 9, tzinfo=UTC)
    text = "Une version précédente de cet article indiquait que la Russie avait déplacé des ogives nucléaires à Kaliningrad."
    report = Report(id="r", collected_at=published, published_at=published, language="fr", title=None, text=text)
    assert [(item.act, item.polarity) for item in reader.read(report).statements] == [("report", "neutral")]
