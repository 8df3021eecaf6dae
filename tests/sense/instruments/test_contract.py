"""One contract over all instruments: what their records hold, and what damage to their bytes does."""

import tracemalloc
from datetime import timedelta

import pytest
from tests.apart import apart
from tests.sense.instruments.feeds import AREAS, BEFORE, CLOCK, FEEDS, Feed, doubled, parse, reversed_rows, taking, tried

from tocsin.library import instruments
from tocsin.model import Coverage, Observation, to_json
from tocsin.sense.instruments import registry
from tocsin.sense.instruments.contract import SINGLE_REFUSALS, absent

IDS = [f"{feed.instrument}-{feed.name}" for feed in FEEDS]
every = pytest.mark.parametrize("feed", FEEDS, ids=IDS)
NAMES = ("SYNTH", "ae0101", "43c123", "3c000", "219000", "273000", "366000", "SYN00")
"""what would tell one aircraft or ship in the recorded bytes"""


def test_every_instrument_with_a_parser_has_recorded_bytes_and_a_file() -> None:
    assert {feed.instrument for feed in FEEDS} == set(registry.READ)
    assert set(registry.READ) <= set(instruments.load())


@every
def test_recognised_from_its_bytes(feed: Feed) -> None:
    assert registry.recognised(feed.raw) == feed.instrument
    assert registry.recognised(b"\xef\xbb\xbf" + feed.raw) == feed.instrument


def test_reports_are_no_instruments() -> None:
    for text in ("Reuters reported on Thursday that.", '{"text": "A report", "id": "1"}', "title,text,published\na,b,2024-01-01\n", ""):
        assert registry.recognised(text.encode()) is None


@every
def test_what_a_record_holds(feed: Feed) -> None:
    about, (seen, covered, refused) = instruments.get(feed.instrument), parse(feed, feed.raw)
    assert seen
    assert covered
    assert not refused or feed.name == "events.txt"
    records: list[Observation | Coverage] = [*seen, *covered]
    for one in records:
        assert one.source == about.id
        assert one.licence == about.licence
        assert (one.tlp == "clear") == about.pass_on
        assert one.t_start is not None
        assert one.t_end is not None
        assert one.t_known >= one.t_end + timedelta(minutes=about.delay_minutes)
        assert one.place is not None
        for degrees in (one.place.lat, one.place.lon):
            assert degrees is None or degrees == round(degrees, 1)
    for each in seen:
        bounds = about.measure(each.indicator.removeprefix(f"{about.id}/"))
        assert bounds.low <= each.value <= bounds.high
        assert each.unit == bounds.unit
        assert (each.raw is None) == (not about.keeps_raw)
    assert len({one.id for one in records}) == len(records)


@every
def test_the_same_bytes_give_the_same_records(feed: Feed) -> None:
    assert to_json(parse(feed, feed.raw)[:2]) == to_json(parse(feed, feed.raw)[:2])


@every
def test_told_twice_counts_once(feed: Feed) -> None:
    assert parse(feed, doubled(feed))[0] == parse(feed, feed.raw)[0]


@every
def test_order_does_not_matter(feed: Feed) -> None:
    if feed.instrument == "seismic":
        pytest.skip("of an event told twice the last line stands: a catalogue's order is its meaning")
    assert parse(feed, reversed_rows(feed))[0] == parse(feed, feed.raw)[0]


@every
def test_nothing_is_watched_without_an_observation(feed: Feed) -> None:
    window = (CLOCK - timedelta(days=1), CLOCK)
    seen, covered, refused = parse(feed, feed.nothing.encode(), window=window)
    assert not seen
    assert not refused
    if feed.instrument == "adsb":
        assert {one.status for one in covered} == {"not-watched"}  # nobody heard anything at all: no receiver was in range
    elif feed.areas:
        assert {one.status for one in covered} == {"watched"}
        assert {one.place.id for one in covered if one.place} == {area.id for area in AREAS}


@every
def test_absent_and_broken_differ_from_nothing(feed: Feed) -> None:
    given = taking(feed)._replace(areas=AREAS)
    for broken, status in ((False, "not-watched"), (True, "broken")):
        told = list(absent(given, CLOCK - timedelta(days=1), CLOCK, "HTTP 503", broken=broken))
        assert {one.status for one in told} == {status}
        assert {one.looked for one in told} == {0.0}
        assert {one.why for one in told} == {"HTTP 503"}


@every
def test_cut_at_every_byte_is_taken_or_refused(feed: Feed) -> None:
    raw = feed.raw
    for end in range(0, len(raw), max(1, len(raw) // 300)):
        _, _, whole = tried(feed, raw[:end])
        assert whole is None or (whole.what and whole.todo)


@every
def test_changed_at_every_byte_is_taken_or_refused(feed: Feed) -> None:
    raw = feed.raw
    for at in range(0, len(raw), max(1, len(raw) // 150)):
        for new in (b"\x00", b"\xff", b"9", b'"'):
            _, _, whole = tried(feed, raw[:at] + new + raw[at + 1 :])
            assert whole is None or (whole.what and whole.todo)


@every
def test_wrong_units_are_refused(feed: Feed) -> None:
    old, new = feed.wrong
    text = feed.raw.decode()
    assert old in text
    before, told, _ = tried(feed, feed.raw)
    seen, refused, whole = tried(feed, text.replace(old, new).encode())
    if whole is not None:
        assert whole.reason in ("clock", "sanity")
        return
    assert len(refused) > len(told)
    assert seen != before
    for one in refused:
        assert one.record.what
        assert one.record.todo
        assert one.record.where.startswith(feed.name)


@every
def test_a_feed_from_the_future_is_refused(feed: Feed) -> None:
    seen, refused, whole = tried(feed, feed.raw, clock=BEFORE)
    assert not seen
    assert refused or (whole is not None and whole.reason == "clock")


@every
def test_nobody_is_named(feed: Feed) -> None:
    seen, covered, refused = parse(feed, feed.raw.replace(b"54.2", b"254.2").replace(b"54.8", b"954.8").replace(b"54.91", b"954.91"))
    if feed.instrument in ("adsb", "ais"):
        assert refused
        told = to_json([seen, covered, [one.record for one in refused], [one.blob.decode() for one in refused]]).decode()
        assert not [name for name in NAMES if name in told]


@pytest.mark.parametrize(
    "hostile",
    [
        b'{"now": 1732190400, "aircraft": ' + b"[" * 50_000,
        b'{"now": 1e999, "aircraft": []}',
        b'{"now": "NaN", "aircraft": [{}]}',
        b'{"time": 1732190400, "states": [[1],[2],{},"x",null]}',
        b'{"now": 1732190400, "aircraft": {"hex": 1}}',
        b"[[[[" * 2_000,
        b"\x00" * 5_000,
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"latitude,longitude,acq_date,acq_time,frp,confidence\n" + b"9" * 300_000 + b"\n1,2,2024-01-01,0000,1,n\n",
        b'latitude,longitude,acq_date,acq_time,frp,confidence\n"1,2\n=cmd(),2,2024-01-01,0000,1,n\n',
    ],
    ids=range(10),
)
def test_hostile_bytes_are_refused_by_all(hostile: bytes) -> None:
    for feed in FEEDS:
        seen, _, whole = tried(feed, hostile)
        assert not seen
        assert whole is None or whole.what


def test_many_broken_rows_are_told_together() -> None:
    feed = next(one for one in FEEDS if one.name == "viirs.csv")
    head, row, *_ = feed.raw.decode().split("\n")
    broken = "\n".join([head, *(f"{row},{n}" for n in range(5_000))])
    _, _, refused = parse(feed, broken.encode())
    assert len(refused) == SINGLE_REFUSALS + 1
    assert "4,950 more" in refused[-1].record.what


@pytest.mark.parametrize("name", ["viirs.csv", "danish.csv", "events.txt", "spans.csv"])
@apart
def test_long_tables_need_bounded_memory(name: str) -> None:
    feed = next(one for one in FEEDS if one.name == name)
    head, *rows = feed.raw.decode().rstrip("\n").split("\n")
    far = [row for row in rows if not row.startswith("219000005")]

    def peak(times: int) -> int:
        raw = "\n".join([head, *(far * times)]).encode()
        tracemalloc.start()
        parse(feed, raw)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(800) < peak(80) + 2_500_000
