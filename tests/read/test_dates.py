"""Dates in the text, and the report's own day from its words and the chronology."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

Read = Callable[..., Reading]


def test_an_undated_report_takes_its_year_from_the_chronology(read: Read) -> None:
    reading = read(
        "Un missile Oreshnik a frappé Dnipro, et le Kremlin menace encore d'employer l'arme nucléaire.\n\n"
        "Les Européens se réuniront bientôt, a dit mardi un diplomate.",
        language="fr",
    )
    assert reading.resolved_date == "2024-11-26"
    assert reading.resolved_from == "mardi + chronology 2024-11-21"
    assert reading.t_known.date().isoformat() == "2024-11-26"


def test_names_of_one_report_do_not_date_another(read: Read) -> None:
    first = "Un missile Oreshnik a frappé Dnipro, a dit jeudi un responsable, qui redoute l'arme nucléaire."
    second = "Après la mobilisation partielle, Moscou agite l'arme nucléaire, a dit mardi un responsable."
    alone = read(second, language="fr").resolved_date
    read(first, language="fr")
    assert read(second, language="fr").resolved_date == alone
    assert alone is not None
    assert alone.startswith("2022-09")


def test_what_says_nothing_of_its_day_has_none(read: Read) -> None:
    reading = read("La Russie garde ses ogives nucléaires dans ses dépôts, a dit un responsable.", language="fr")
    assert (reading.resolved_date, reading.resolved_from) == (None, None)


def test_publication_goes_before_words(read: Read) -> None:
    reading = read("Mardi, Moscou a menacé d'employer l'arme nucléaire.", published="2022-10-06T19:05:00+02:00", language="fr")
    assert (reading.resolved_date, reading.resolved_from) == ("2022-10-06", "published")


@pytest.mark.parametrize(
    ("words", "date"),
    [("yesterday", "2024-11-27"), ("on 3 November", "2024-11-03"), ("last Tuesday", "2024-11-26"), ("on Nov 20, 2024", "2024-11-20")],
)
def test_english_days(read: Read, words: str, date: str) -> None:
    reading = read(f"Nuclear warheads left a Russian depot {words}, a diplomat said.", published="2024-11-28T10:00:00+00:00", language="en")
    assert reading.statements[0].date == date


def test_a_month_ahead_is_not_the_one_behind(read: Read) -> None:
    def month(words: str) -> str | None:
        text = f"La Russie a annoncé le déploiement d'ogives nucléaires à Minsk {words}."
        return read(text, published="2024-12-12T10:00:00+00:00").statements[0].date

    assert month("dès janvier") == "2025-01"
    assert month("en octobre") == "2024-10"
