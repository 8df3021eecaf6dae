"""Storms, circles and relays are told, and none of it is evidence."""

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.corroborate import relaying
from tocsin.model import Link, Origin, Reading, Upstream

START = datetime(2022, 10, 5, 6, tzinfo=UTC)


def origin(name: str, publisher: str, outlets: list[str], gap: timedelta = timedelta(hours=1)) -> tuple[Origin, list[Reading]]:
    links = [
        Link(id=f"{name}-{number}", link="copy" if number else "original", confidence=1.0, t_known=START + number * gap)
        for number in range(len(outlets) + 1)
    ]
    readings = [
        Reading(report=link.id, language="fr", site=site, t_known=link.t_known, statements=())
        for link, site in zip(links, [publisher, *outlets], strict=True)
    ]
    made = Origin(
        id=name,
        kind="wire",
        publisher=publisher,
        first_seen=START,
        claim="c",
        upstream=Upstream(status="unknown"),
        reports=tuple(links),
    )
    return made, readings


@pytest.mark.parametrize(("hours", "storm"), [(1, True), (30, False)])
def test_a_storm_is_many_reports_within_a_day(hours: int, storm: bool) -> None:
    made, _ = origin("o", "Agence", [f"Reprise {number}" for number in range(7)], timedelta(hours=hours))
    found = relaying.storms([made])
    assert bool(found) is storm
    if storm:
        assert found[0].role == "coverage"
        assert len(found[0].reports) == 7
        assert not hasattr(found[0], "polarity")


def test_who_relays_what_and_what_not() -> None:
    one, first = origin("one", "Agence", ["Alpha", "Beta"])
    two, second = origin("two", "Agence", ["Beta"])
    readings = [*first, *second]
    relays = {relay.outlet: relay for relay in relaying.relays([one, two], readings)}
    assert relays["Beta"].relayed == ("one", "two")
    assert relays["Alpha"].relayed == ("one",)
    assert "Agence" not in relays
