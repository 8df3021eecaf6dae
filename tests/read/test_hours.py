"""Times of day and the order inside a day, read through the public door and by the rule alone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Reading
from tocsin.read.hours import Hour, order

DAYS = {
    "en": (
        "At 2:15 p.m. the defence ministry said that it had raised the alert level of its strategic forces. "
        "Two hours earlier, Poland had announced a nuclear exercise near Warsaw. "
        "Medvedev threatened in the evening to strike Poland with nuclear weapons.",
        [("14:15", 2), (None, 1), ("18:00", 3)],
    ),
    "fr": (
        "À 14h05, le ministère russe de la Défense a annoncé avoir relevé le niveau d'alerte de ses forces nucléaires. "
        "Une heure plus tard, l'ambassade américaine à Kiev a été évacuée. "
        "Dans la soirée, Medvedev a menacé de frappes nucléaires contre la Pologne.",
        [("14:05", 1), (None, 2), ("18:00", 3)],
    ),
    "ru": (
        "В 14:05 Минобороны России сообщило о повышении боевой готовности ядерных сил. "
        "Через два часа посольство США в Киеве было эвакуировано. "
        "Вечером Медведев пригрозил нанести ядерный удар по Польше.",
        [("14:05", 1), (None, 2), ("18:00", 3)],
    ),
    "uk": (
        "О 14:05 Міноборони Росії повідомило про підвищення бойової готовності ядерних сил. "
        "За дві години посольство США в Києві евакуювали. "
        "Увечері Медведєв погрожував завдати ядерного удару по Польщі.",
        [("14:05", 1), (None, 2), ("18:00", 3)],
    ),
}


@pytest.mark.parametrize("language", DAYS)
def test_a_report_orders_its_day(read: Callable[..., Reading], language: str) -> None:
    """A clock time, a count of hours and a part of the day put three things in order; the threat says whom it would hit."""
    text, expected = DAYS[language]
    statements = read(text, language=language).statements
    assert [(item.clock.start if item.clock else None, item.order) for item in statements] == expected
    assert all(item.clock is None or text[slice(*item.clock.span)] == item.clock.text for item in statements)
    assert (statements[-1].target or "")[:5] in ("Polan", "Polog", "Польш", "Польщ")
    assert all(item.target is None for item in statements[:-1])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said 5.30 million iodine tablets had been handed out before a nuclear strike.", "en"),
        ("Le ministère a déclaré après 3 heures de discussion que la menace nucléaire restait la même.", "fr"),
        ("Минобороны сообщило, что ядерный арсенал сокращён на 5.30 процента.", "ru"),
        ("Міноборони повідомило, що ядерний арсенал скоротили на 5.30 відсотка.", "uk"),
    ],
)
def test_counts_are_no_times(read: Callable[..., Reading], text: str, language: str) -> None:
    """Shares, millions and durations are no times of day."""
    assert [item.clock for item in read(text, language=language).statements] in ([], [None])


def test_what_nothing_orders_has_no_place(read: Callable[..., Reading]) -> None:
    """Two things told one after the other without a time may have happened in either order."""
    text = "Russia moved warheads to Belarus, two officials said. The United States evacuated its embassy in Kyiv."
    assert [item.order for item in read(text, language="en").statements] == [None, None]


@given(st.lists(st.tuples(st.sampled_from([None, "2024-11-25", "2024-11-26"]), st.integers(0, 1439)), max_size=12))
def test_clock_times_alone_give_their_own_order(told: list[tuple[str | None, int]]) -> None:
    """With a clock time on everything the places are those of sorting each day's times, ties shared."""
    places = order([(day, Hour(0, 1, minute, minute), 0) for day, minute in told])
    for (day, minute), place in zip(told, places, strict=True):
        times = sorted({other for name, other in told if name == day})
        alone = sum(name == day for name, _ in told) == 1
        assert place == (None if alone else times.index(minute) + 1)


@given(st.lists(st.sampled_from([1, -1]), min_size=1, max_size=10))
def test_a_chain_of_links_is_ordered_without_any_clock(links: list[int]) -> None:
    """What follows has the greater place, what precedes the smaller one."""
    places = order([("2024-11-25", None, 0), *(("2024-11-25", None, link) for link in links)])
    for before, after, link in zip(places, places[1:], links, strict=False):
        assert before is not None
        assert after is not None
        assert (after - before) * link > 0
