"""What the recorded bytes come to, counted by hand."""

import pytest
from tests.sense.instruments.feeds import FEEDS, parse

COUNTED = {
    "aircraft.json": [
        ("aircraft", "kulikovo", "2024-11-21", 7.0),  # 11 told: one twice, one without a place, one with an old place, one over Bavaria
        ("military", "kulikovo", "2024-11-21", 2.0),  # one by the feed's flag, one by its address
        ("reconnaissance", "kulikovo", "2024-11-21", 2.0),
        ("low-integrity", "kulikovo", "2024-11-21", 0.333333),  # 2 of 6 in the air: the one on the ground does not count
    ],
    "opensky.json": [("aircraft", "kulikovo", "2024-11-21", 4.0), ("military", "kulikovo", "2024-11-21", 2.0)],
    "notices.txt": [
        *(("launch-areas", "novaya-zemlya", f"2024-11-{day}", 1.0) for day in range(17, 23)),  # announced on 17, over on 22
        *(("closed-areas", "novaya-zemlya", f"2024-11-{day}", 1.0) for day in (20, 21, 22)),  # by day, 0600-1800
        # PERM, replaced on 23; the new one is in force from Friday night to Saturday 05:00, and not again before its end.
        *(("closed-areas", "gadzhiyevo", f"2024-11-{day}", 1.0) for day in (21, 22, 23)),
        *(("gps-warnings", "kulikovo", f"2024-11-{day}", 1.0) for day in (20, 21, 22)),  # cancelled on 23
    ],
    "ioda.json": [
        ("outage", "country/fr", "2024-11-20", 1.0),
        ("outage", "country/ru", "2024-11-20", 3.0),  # two sources of two hours that overlap by one
        ("outage", "region/4241", "2024-11-21", 24.0),
        ("outage", "region/4241", "2024-11-22", 1.0),
    ],
    "radar.json": [
        ("outage", "ru", "2024-11-20", 3.5),
        ("outage", "ru", "2024-11-21", 2.0),
        ("outage", "ru", "2024-11-22", 24.0),
        ("outage", "ru", "2024-11-23", 24.0),
        ("outage", "ru", "2024-11-24", 12.0),  # it goes on, and it is noon
    ],
    "viirs.csv": [
        ("pixels", "sohae", "2024-11-20", 2.0),  # four rows: one twice, one of low confidence
        ("power", "sohae", "2024-11-20", 27.5),
        ("pixels", "sohae", "2024-11-22", 1.0),
        ("power", "sohae", "2024-11-22", 2.4),
    ],
    "modis.csv": [("pixels", "sohae", "2024-11-20", 1.0), ("power", "sohae", "2024-11-20", 14.2)],
    "events.txt": [
        ("events", "punggye-ri", "2024-11-20", 2.0),  # one told again with another magnitude
        ("magnitude", "punggye-ri", "2024-11-20", 4.6),
        ("events", "punggye-ri", "2024-11-22", 1.0),  # one without magnitude is left out
        ("magnitude", "punggye-ri", "2024-11-22", 1.8),
    ],
    "danish.csv": [
        ("ships", "kulikovo", "2024-11-21", 3.0),
        ("gaps", "kulikovo", "2024-11-21", 1.0),  # silent from 02:15 to 09:15
        ("naval", "kulikovo", "2024-11-21", 1.0),
    ],
    "noaa.csv": [("ships", "kulikovo", "2024-11-21", 4.0), ("naval", "kulikovo", "2024-11-21", 1.0)],
    "spans.csv": [
        ("count", "northmark", "2024-11-20", 3.0),
        ("hours", "northmark", "2024-11-20", 3.0),  # two that overlap, and one hour before midnight
        ("hours", "northmark", "2024-11-21", 1.0),
        ("count", "southmark", "2024-11-21", 1.0),
        ("hours", "southmark", "2024-11-21", 0.333333),
        ("count", "southmark", "2024-11-22", 1.0),  # it has no end: no hours
    ],
    "daily.csv": [("count", "northmark", "2024-11-20", 3.0), ("count", "northmark", "2024-11-22", 7.0)],
}


@pytest.mark.parametrize("feed", FEEDS, ids=[feed.name for feed in FEEDS])
def test_counted_by_hand(feed: object) -> None:
    one = next(f for f in FEEDS if f == feed)
    seen, _, _ = parse(one, one.raw)
    told = [(o.indicator.partition("/")[2], o.place.id if o.place else "", f"{o.t_start:%Y-%m-%d}", o.value) for o in seen]
    assert sorted(told) == sorted(COUNTED[one.name])


def test_too_few_aircraft_are_no_calm() -> None:
    feed = FEEDS[0]
    _, covered, _ = parse(feed, feed.raw)
    far = [one for one in covered if one.place and one.place.id == "gadzhiyevo"]
    assert {one.status for one in far} == {"not-watched"}
    assert "no receiver" in (far[0].why or "")


def test_what_a_feed_does_not_measure_is_not_covered() -> None:
    _, covered, _ = parse(FEEDS[1], FEEDS[1].raw)
    near = {one.indicator for one in covered if one.status == "watched"}
    assert near == {"adsb/aircraft", "adsb/military"}  # OpenSky tells neither types nor integrity


def test_a_notice_that_is_cut_off_is_refused() -> None:
    feed = next(one for one in FEEDS if one.name == "notices.txt")
    whole = feed.raw.decode()
    end = whole.index("\n\n", whole.index("P1004/24"))
    seen, _, refused = parse(feed, whole[: end - 30].encode())
    assert [one.record.reason for one in refused] == ["broken-notice"]
    assert "cut off" in refused[0].record.what
    assert not [one for one in seen if one.indicator == "notams/gps-warnings"]
