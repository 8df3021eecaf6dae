"""Tables of counts: columns told by their names, gaps, events, and rows that cannot be read said with their line."""

from datetime import date as Day

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import UsageError
from tocsin.sense.series.tables import Columns, Table, read


def table(text: str, **options: object) -> Table:
    return read(text.splitlines(keepends=True), "t.csv", **options)  # type: ignore[arg-type]


def test_date_and_value() -> None:
    found = table("date,value\n2024-01-01,3\n2024-01-02,\n2024-01-04,5\n")
    assert [(one.day.day, one.value) for one in found.series[""]] == [(1, 3.0), (2, None), (4, 5.0)]
    assert not found.refused


def test_a_long_table_with_other_marks() -> None:
    found = table("\ufeffRegion;Day;Count\nNorth;2024-01-01;3\nSouth;2024-01-01;4\n\nNorth;2024-01-02;1\n")
    assert {name: len(counts) for name, counts in found.series.items()} == {"North": 2, "South": 1}


def test_one_row_an_event() -> None:
    found = table("region,started_at\nA,2024-01-01 23:30:00+00:00\nA,2024-01-01 05:00:00+00:00\nB,2024-01-03T00:30:00+02:00\n", events=True)
    assert [one.value for one in found.series["A"]] == [2.0, 0.0]
    assert [one.value for one in found.series["B"]] == [0.0, 1.0]
    assert found.series["B"][1].day == Day(2024, 1, 2)


def test_days_that_are_not_listed_may_be_zeros() -> None:
    found = table("date,n\n2024-01-01,3\n2024-01-03,1\n", zero=True)
    assert [one.value for one in found.series[""]] == [3.0, 0.0, 1.0]


def test_what_cannot_be_read_is_said_with_its_line_and_the_rest_goes_on() -> None:
    found = table("date,value\n2024-01-01,3\nyesterday,4\n2024-01-02,many\n2024-01-03\n2024-01-01,9\n2024-01-05,inf\n2024-01-06,2\n")
    assert [one.day.day for one in found.series[""]] == [1, 6]
    assert [line.split(":")[1] for line in found.refused] == ["3", "4", "5", "6", "7"]
    assert "'yesterday' is no date" in found.refused[0]
    assert "a second value for 2024-01-01" in found.refused[3]


def test_named_columns() -> None:
    found = table("when,what,much\n2024-01-01,x,2\n", columns=Columns("when", "much", "what"))
    assert found.series["x"][0].value == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "first line is empty"), ("a,b,c\n1,2,3\n", "no column that is known to hold dates"), ("date,b,c\n1,2,3\n", "hold values")],
)
def test_a_table_whose_columns_cannot_be_told(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        table(text)


def test_an_unknown_column_names_those_that_are_there() -> None:
    with pytest.raises(UsageError, match="it has date, value"):
        table("date,value\n", columns=Columns(value="counts"))


def test_a_stray_quotation_mark_does_not_swallow_the_machine() -> None:
    with pytest.raises(UsageError, match="cannot be taken apart"):
        table('date,value\n2024-01-01,"' + "x" * 1_100_000 + "\n")


@settings(max_examples=150)
@given(st.text(alphabet='date,vlu;\t"\n0123456789-:T+. nxé\x00', max_size=200), st.booleans(), st.booleans())
def test_whatever_the_text_there_is_a_table_or_a_sentence(text: str, events: bool, zero: bool) -> None:
    for head in ("", "date,value\n", "date,series,value\n"):
        try:
            found = read((head + text).splitlines(keepends=True), "t.csv", events=events, zero=zero)
        except UsageError as error:
            said = [str(error)]
        else:
            said = list(found.refused)
        assert all(line.startswith("t.csv:") for line in said)


def test_a_day_at_the_worlds_edge_is_refused() -> None:
    assert table("date,value\n0001-01-01T00:00:00+14:00,3\n2024-01-01,1\n").refused == (
        "t.csv:2: '0001-01-01T00:00:00+14:00' is no date (2024-11-30)",
    )
