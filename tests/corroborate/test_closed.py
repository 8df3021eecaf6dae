"""Numbers, weekdays and days are found where a look at each word and place by itself finds them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.closed import closed, days, named_days, numbers, weekdays
from tocsin.corroborate.words import DAY, MONTHS, NUMBERS, WEEKDAYS, WORD, plain
from tocsin.library import samples

KNOWN = sorted({*NUMBERS, *WEEKDAYS, *MONTHS})
PIECES = st.lists(
    st.one_of(
        st.sampled_from(KNOWN),
        st.sampled_from(KNOWN).map(str.upper),
        st.sampled_from(KNOWN).map(str.title),
        st.sampled_from(
            [
                " ",
                "  ",
                "\u00a0",
                "'",
                "’",
                "ʼ",
                "-",
                "_",
                ".",
                ". ",
                ", ",
                "\n",
                "d'",
                "l’",
                "1",
                "12",
                "31",
                "99",
                "3er",
                "2nd",
                "ſ",
                "İ",
                "ı",
                "K",
                "²",
            ]
        ),
        st.text(st.characters(codec=None), max_size=3),
    ),
    max_size=14,
).map("".join)


def by_word(text: str, table: dict[str, int]) -> list[tuple[int, int, int]]:
    return [(match.start(), match.end(), table[word]) for match in WORD.finditer(text) if (word := plain(match.group())) in table]


@given(PIECES)
def test_one_pass_finds_what_a_look_at_every_word_finds(text: str) -> None:
    found = closed(text)
    assert list(found.numbers) == by_word(text, NUMBERS)
    assert list(found.weekdays) == by_word(text, WEEKDAYS)
    assert [match.span() for match in named_days(text)] == [match.span() for match in DAY.finditer(text)]


def test_so_it_is_in_the_sample() -> None:
    for line in samples.reports("autumn-2022").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        found = closed(text)
        assert list(found.numbers) == by_word(text, NUMBERS)
        assert list(found.weekdays) == by_word(text, WEEKDAYS)
        assert [match.groups() for match in named_days(text)] == [match.groups() for match in DAY.finditer(text)]


def test_what_they_mean() -> None:
    text = "Le jeudi 3 octobre 2024, vingt-deux missiles; on Friday, two hundred. Двадцять два, 5 липня"
    assert [value for _, _, value in numbers(text)] == [3.0, 2024.0, 22.0, 200.0, 22.0, 5.0]
    assert weekdays(text) == {3, 4}
    assert days(text) == {(10, 3), (7, 5)}
