"""The nearest false alarm: by what is looked for and who is named, and never one whose end was not yet known."""

from datetime import UTC, date, datetime

from tocsin.corroborate.alarms import nearest
from tocsin.library import problems
from tocsin.model import Name, Speaker, Statement

ALARMS = problems.load("nuclear-escalation").false_alarms


def said(*indicators: str, names: tuple[str, ...] = ()) -> Statement:
    return Statement(
        id="s",
        report="r",
        t_known=datetime(2024, 1, 1, tzinfo=UTC),
        span=(0, 1),
        text="x",
        content_span=(0, 1),
        speaker=Speaker(text="x", kind="institution"),
        act="report",
        quoted=False,
        polarity="raises",
        indicators=indicators,
        names=tuple(Name(text="x", span=(0, 1), id=id, type=id.split(":")[0]) for id in names),
    )


def test_each_alarm_is_dated_resolved_and_cited() -> None:
    assert len(ALARMS) >= 12
    for alarm in ALARMS:
        assert alarm.date <= alarm.resolved <= alarm.known_since
        assert alarm.source
        assert alarm.resolved_by
        assert set(alarm.what) >= {"en", "fr"}
        assert set(alarm.how) >= {"en", "fr"}


def test_each_alarm_is_nearest_to_itself_or_shares_as_much_with_another() -> None:
    for alarm in ALARMS:
        found = nearest([said(*alarm.indicators, names=alarm.entities)], ALARMS, date(2026, 1, 1))
        assert found is not None
        assert set(found.shares) >= set(alarm.indicators) & set(found.shares)
        if found.id != alarm.id:
            other = next(one for one in ALARMS if one.id == found.id)
            assert set(alarm.indicators) | set(alarm.entities) <= set(other.indicators) | set(other.entities)


def test_a_replay_never_peeks() -> None:
    convoy = [said("warhead_transport")]
    assert nearest(convoy, ALARMS, date(2022, 10, 3)) is None
    found = nearest(convoy, ALARMS, date(2022, 10, 4))
    assert found is not None
    assert found.id == "train-2022"


def test_a_country_alone_makes_nothing_alike() -> None:
    assert nearest([said(names=("country:ru",))], ALARMS, date(2026, 1, 1)) is None
    assert nearest([], ALARMS, date(2026, 1, 1)) is None
