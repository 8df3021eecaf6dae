"""The day of an undated report: the one that fits its weekdays, its counts of days and the dated facts it tells."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

Read = Callable[..., Reading]

DATED = [
    (
        "2024-05-08",
        "La Russie va s’entraîner à l’emploi d’armes nucléaires non stratégiques.\n\nLe Kremlin a justifié mercredi l’exercice"
        " annoncé deux jours plus tôt"
        " par le ministère russe de la Défense, en réponse à des propos de dirigeants occidentaux.",
    ),
    (
        "2022-10-25",
        "Western capitals dismiss Moscow's dirty bomb claim\n\nThe United States, Britain and France have rejected Russia's"
        " allegation that Ukraine is"
        " preparing a dirty bomb, two days after Sergei Shoigu telephoned four counterparts, officials said on Tuesday.",
    ),
    (
        "2023-02-22",
        "Moscou gèle New START : ce que cela change\n\nVladimir Poutine a annoncé mardi la suspension de la participation de la"
        " Russie au traité New START."
        " Washington a jugé mercredi cette décision irresponsable, mais n’a pas relevé le niveau d’alerte de ses forces nucléaires.",
    ),
    (
        "2024-11-29",
        "Le Kremlin menace Kiev de son missile\n\nVladimir Poutine a prévenu jeudi que l’Orechnik pourrait viser des centres de"
        " décision à Kiev."
        " La présidence ukrainienne a dénoncé vendredi un chantage nucléaire.",
    ),
    (
        "2022-03-01",
        "Pentagon: no change to US nuclear posture\n\nThe United States has seen no change in Russian nuclear forces since"
        " President Vladimir Putin put"
        " deterrence forces on a special regime of combat duty on Sunday, a senior defence official said on Tuesday.",
    ),
    (
        "2025-08-04",
        "Kremlin plays down submarines order\n\nThe Kremlin said on Monday that everyone should be careful with nuclear"
        " rhetoric, three days after"
        " Donald Trump said he had ordered two nuclear submarines to be moved following remarks by Dmitry Medvedev.",
    ),
    (
        "2022-10-10",
        "Frappes massives sur l’Ukraine après l’explosion du pont de Crimée\n\nLa Russie a tiré lundi des dizaines de missiles"
        " sur Kiev, deux jours après"
        " l’explosion qui a endommagé le pont de Kertch. Un ancien président agite l’arme nucléaire.",
    ),
]

UNDATED = [
    "Des experts débattent de la dissuasion\n\nLa dissuasion nucléaire russe inquiète depuis février 2022, estime un"
    " chercheur. Aucun mouvement d’ogives lundi.",
    "Russia's nuclear arsenal explained\n\nRussia has about 2,000 tactical nuclear weapons, experts say. The Cuban missile"
    " crisis of October 1962 remains the"
    " closest call. On Friday a think-tank said use was unlikely.",
    # Every autumn this exercise begins on a Monday.
    "Sixty aircraft take part in Steadfast Noon\n\nThe nuclear exercise Steadfast Noon began on Monday, an official said on Wednesday.",
]


@pytest.mark.parametrize(("day", "text"), DATED)
def test_the_day_comes_from_all_evidence_together(read: Read, day: str, text: str) -> None:
    reading = read(text)
    assert reading.resolved_date == day
    assert "chronology" in str(reading.resolved_from)
    assert reading.t_known.date().isoformat() == day


@pytest.mark.parametrize("text", UNDATED)
def test_background_and_what_comes_back_every_year_date_nothing(read: Read, text: str) -> None:
    assert read(text).resolved_date is None


@pytest.mark.parametrize(("day", "text"), DATED)
def test_more_background_moves_no_day(read: Read, day: str, text: str) -> None:
    told = "\n\nThe war began in February 2022." if text.isascii() else "\n\nLa guerre a commencé en février 2022."
    assert read(text + told).resolved_date == day


def test_the_day_of_a_dateline_is_the_reports_own(read: Callable[..., Reading]) -> None:
    told = (
        "Five days after President Vladimir Putin proclaimed the annexation of four Ukrainian regions, the Kremlin denied any nuclear move."
    )
    reading = read(f"MOSCOW, Oct. 5 (Norvane Press) - {told}", published=None)
    assert reading.resolved_date == "2022-10-05"


def test_a_dateline_bars_every_other_day(read: Callable[..., Reading]) -> None:
    text = "МОСКВА, 5 октября. Если Крым подвергнется удару, Россия ответит ядерным оружием, заявили во вторник в Кремле."
    assert read(text, published=None).resolved_date is None
