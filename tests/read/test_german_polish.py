"""German and Polish: who says what, as far as a lexicon carries."""

from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Report, Statement, report_id
from tocsin.read import Reader
from tocsin.read.attributed import attributed

READER = Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))
PUBLISHED = datetime(2024, 11, 28, 9, tzinfo=UTC)


def said(text: str, language: str) -> list[tuple[str | None, str]]:
    """(speaker, first content) of every attribution."""
    return [(text[slice(*item.source)] if item.source else None, text[slice(*item.contents[0])]) for item in attributed(text, language)]


def one(text: str, language: str) -> Statement:
    """The only statement of a report."""
    made = report_id(None, None, PUBLISHED, None, text)
    report = Report(id=made, published_at=PUBLISHED, collected_at=PUBLISHED, language=language, title=None, text=text)
    [statement] = READER.read(report).statements
    return statement


GERMAN = {
    "quotation": ("„Das ist kein Bluff“, warnte der Außenminister am Montag.", "der Außenminister", "Das ist kein Bluff"),
    "quotation, pronoun": ("„Nein“, sagte er.", "er", "Nein"),
    "that": ("Der Sprecher der Regierung sagte, dass die Lage ruhig sei.", "Der Sprecher der Regierung", "die Lage ruhig sei"),
    "no that": ("Die Ministerin sagte, man habe nichts gesehen.", "Die Ministerin", "man habe nichts gesehen"),
    "the verb second": ("Am Montag warnte der Minister, dass Moskau angreifen könne.", "der Minister", "Moskau angreifen könne"),
    "a verb in two parts": (
        "Am Dienstag teilte das Verteidigungsministerium in Moskau mit, dass die Übung begonnen habe.",
        "das Verteidigungsministerium",
        "die Übung begonnen habe",
    ),
    "the person told": ("Der Minister sagte dem Sender, er sehe keine Gefahr.", "Der Minister", "er sehe keine Gefahr"),
    "according to": ("Laut einem Diplomaten wurden Sprengköpfe verlegt.", "einem Diplomaten", "wurden Sprengköpfe verlegt"),
    "by the account of": ("Nach Angaben von zwei Diplomaten bleibt der Plan liegen.", "zwei Diplomaten", "bleibt der Plan liegen"),
    "plain words first": (
        "Der Einsatz sei unwahrscheinlich, sagten drei westliche Beamte.",
        "drei westliche Beamte",
        "Der Einsatz sei unwahrscheinlich",
    ),
    "colon": ("Außenministerin Berta Klein betonte: „Wir sehen das nicht.“", "Außenministerin Berta Klein", "Wir sehen das nicht"),
    "headline": ("Kreml: „Wir werden antworten.“ Moskau drohte mit Folgen.", "Kreml", "Wir werden antworten"),
    "threat": ("Moskau drohte mit Konsequenzen.", "Moskau", "mit Konsequenzen"),
}
POLISH = {
    "quotation": ("„To nie blef”, powiedział rzecznik Kremla.", "rzecznik Kremla", "To nie blef"),
    "line of dialogue": ("– To nie blef – powiedział minister.", "minister", "To nie blef"),
    "that": ("Rzecznik rządu oświadczył, że magazyny są puste.", "Rzecznik rządu", "magazyny są puste"),
    "told": ("Dwaj dyplomaci powiedzieli gazecie, że rozkazu nie było.", "Dwaj dyplomaci", "rozkazu nie było"),
    "according to": (
        "Według wysokiego urzędnika głowice pozostają w magazynach.",
        "wysokiego urzędnika",
        "głowice pozostają w magazynach",
    ),
    "in the opinion of": ("Zdaniem eksperta ryzyko jest przesadzone.", "eksperta", "ryzyko jest przesadzone"),
    "as X says": ("Jak podaje agencja, kolumna opuściła bazę.", "agencja", "kolumna opuściła bazę"),
    "people of a place": ("Na Kremlu zapewniono, że ćwiczenia są planowe.", "Kremlu", "ćwiczenia są planowe"),
    "denial": ("Ministerstwo obrony zaprzeczyło doniesieniom.", "Ministerstwo obrony", "doniesieniom"),
    "fear": ("Warszawa obawia się uderzenia.", "Warszawa", "uderzenia"),
    "does not rule out": ("Generał Jan Kos nie wykluczył, że dojdzie do ataku.", "Generał Jan Kos", "dojdzie do ataku"),
    "headline": ("Kreml: nie blefujemy", "Kreml", "nie blefujemy"),
}


@pytest.mark.parametrize("name", GERMAN)
def test_german(name: str) -> None:
    text, speaker, content = GERMAN[name]
    assert (speaker, content) in said(text, "de")


@pytest.mark.parametrize("name", POLISH)
def test_polish(name: str) -> None:
    text, speaker, content = POLISH[name]
    assert (speaker, content) in said(text, "pl")


def test_a_german_report_is_read_for_the_problem() -> None:
    statement = one("Der US-Geheimdienst hält einen Einsatz von Atomwaffen durch Russland für unwahrscheinlich.", "de")
    assert statement.estimate is not None
    assert (statement.act, statement.polarity, statement.estimate.phrase) == ("assessment", "lowers", "unwahrscheinlich")
    assert statement.indicators[:1] == ("official_assessment",)


def test_a_polish_report_is_read_for_the_problem() -> None:
    statement = one("Według wysokiego urzędnika użycie broni jądrowej przez Rosję jest mało prawdopodobne.", "pl")
    assert statement.estimate is not None
    assert (statement.speaker.kind, statement.act, statement.polarity) == ("anonymous", "assessment", "lowers")


def test_days_of_both() -> None:
    assert one("Das russische Verteidigungsministerium sagte, dass am Dienstag Atomsprengköpfe verlegt wurden.", "de").date == "2024-11-26"
    assert one("Rzecznik rządu oświadczył, że we wtorek Rosja przerzuciła głowice jądrowe.", "pl").date == "2024-11-26"
