"""Worded horizons as days, in four languages; what leaves the end open has none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.judge.until import until

DAY = date(2022, 9, 26)


@pytest.mark.parametrize(
    ("words", "language", "end"),
    [
        ("before the end of the winter", "en", date(2023, 2, 28)),
        ("by the middle of October", "en", date(2022, 10, 15)),
        ("by mid-October", "en", date(2022, 10, 15)),
        ("before the new year", "en", date(2022, 12, 31)),
        ("before the end of October", "en", date(2022, 10, 31)),
        ("before the end of the month", "en", date(2022, 9, 30)),
        ("within 30 days", "en", date(2022, 10, 26)),
        ("in the next three months", "en", date(2022, 12, 26)),
        ("within a month", "en", date(2022, 10, 26)),
        ("this year", "en", date(2022, 12, 31)),
        ("before 2024", "en", date(2023, 12, 31)),
        ("by the end of 2024", "en", date(2024, 12, 31)),
        ("by 5 November", "en", date(2022, 11, 5)),
        ("before March", "en", date(2023, 2, 28)),
        ("in the coming weeks", "en", None),
        ("within weeks", "en", None),
        ("before long", "en", None),
        ("d'ici au printemps", "fr", date(2023, 2, 28)),
        ("avant la fin d'octobre", "fr", date(2022, 10, 31)),
        ("d’ici à la mi-octobre", "fr", date(2022, 10, 15)),
        ("dans les 30 prochains jours", "fr", date(2022, 10, 26)),
        ("dans deux mois", "fr", date(2022, 11, 26)),
        ("avant la nouvelle année", "fr", date(2022, 12, 31)),
        ("cet hiver", "fr", date(2023, 2, 28)),
        ("dans les prochaines semaines", "fr", None),
        ("до конца октября", "ru", date(2022, 10, 31)),
        ("до середины октября", "ru", date(2022, 10, 15)),
        ("до нового года", "ru", date(2022, 12, 31)),
        ("до конца года", "ru", date(2022, 12, 31)),
        ("в течение 10 дней", "ru", date(2022, 10, 6)),
        ("в ближайшие недели", "ru", None),
        ("до кінця жовтня", "uk", date(2022, 10, 31)),
        ("до середини жовтня", "uk", date(2022, 10, 15)),
        ("протягом двох тижнів", "uk", date(2022, 10, 10)),
        ("bis Ende Oktober", "de", None),
        ("before the end of October", None, None),
    ],
)
def test_a_horizon_ends_on_a_day(words: str, language: str | None, end: date | None) -> None:
    assert until(words, language, DAY) == end


WORDED = ["before the end of the winter", "by mid-October", "before the new year", "within 30 days", "before March", "this year"]


@given(st.sampled_from(WORDED), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_no_horizon_ends_before_the_day_it_is_told(words: str, day: date) -> None:
    found = until(words, "en", day)
    assert found is None or day <= found <= day + timedelta(days=366 + 92)


@given(st.integers(2, 400), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_days_are_counted(number: int, day: date) -> None:
    assert until(f"within {number} days", "en", day) == day + timedelta(days=number)
