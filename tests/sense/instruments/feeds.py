"""The feeds that the contract is held by: recorded bytes in each feed's shape, written by us, and how each is damaged."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tocsin.collect.records import RefusedInput
from tocsin.errors import Refused
from tocsin.library import instruments
from tocsin.model import Coverage, Observation
from tocsin.model.instruments import Area
from tocsin.sense.instruments import registry
from tocsin.sense.instruments.contract import Taking

GOLDEN = Path(__file__).parents[2] / "golden"
CLOCK = datetime(2024, 11, 24, 12, tzinfo=UTC)
AREAS = (
    Area(id="kulikovo", name="Kulikovo", lat=54.9, lon=20.4, within_km=150),
    Area(id="gadzhiyevo", name="Gadzhiyevo", lat=69.3, lon=33.3, within_km=50),
    Area(id="novaya-zemlya", name="Novaya Zemlya", lat=73.4, lon=54.8, within_km=50),
    Area(id="sohae", name="Sohae", lat=39.7, lon=124.7, within_km=25),
    Area(id="punggye-ri", name="Punggye-ri", lat=41.3, lon=129.1, within_km=60),
)


class Feed(NamedTuple):
    """One recorded feed. `wrong`: (old, new) text that puts it into wrong units. `nothing`: the feed's answer where there is nothing."""

    instrument: str
    name: str
    wrong: tuple[str, str]
    nothing: str

    @property
    def raw(self) -> bytes:
        return (GOLDEN / self.instrument / self.name).read_bytes()

    @property
    def areas(self) -> tuple[Area, ...]:
        return () if self.instrument in ("outages", "alerts") else AREAS


FEEDS = (
    Feed("adsb", "aircraft.json", ('"now": 1732190400.0', '"now": 1732190400000'), '{"now": 1732190400, "aircraft": []}'),
    Feed("adsb", "opensky.json", ('"time": 1732190400', '"time": 1732190400000'), '{"time": 1732190400, "states": null}'),
    Feed("notams", "notices.txt", ("7323N05448E060", "9923N05448E060"), "[]"),
    Feed(
        "outages", "ioda.json", ('"start": 1732060800', '"start": 1732060800000'), '{"type": "outages.events", "error": null, "data": []}'
    ),
    Feed("outages", "radar.json", ("2024-11-20T08:00:00Z", "2014-11-20T08:00:00Z"), '{"success": true, "result": {"annotations": []}}'),
    Feed("thermal", "viirs.csv", ("341.2", "1341.2"), "latitude,longitude,bright_ti4,acq_date,acq_time,satellite,confidence,frp\n"),
    Feed("thermal", "modis.csv", ("321.7", "48.6"), "latitude,longitude,brightness,acq_date,acq_time,satellite,confidence,frp\n"),
    Feed("seismic", "events.txt", ("|mb|4.6|", "|mb|46|"), "#EventID|Time|Latitude|Longitude|Depth/km|Author|MagType|Magnitude\n"),
    Feed("ais", "danish.csv", ("55.1,20.0,", "33060000,12000000,"), "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Ship type\n"),
    Feed("ais", "noaa.csv", ("54.91,20.01", "5491,2001"), "MMSI,BaseDateTime,LAT,LON,VesselType\n"),
    Feed("alerts", "spans.csv", ("2024-11-20 02:30:00+00:00", "2024-11-20 00:30:00+00:00"), "region,started_at,finished_at\n"),
    Feed("alerts", "daily.csv", (",3\n", ",300000\n"), "date,region,count\n"),
)


def taking(feed: Feed, clock: datetime = CLOCK, window: tuple[datetime, datetime] | None = None) -> Taking:
    return Taking(feed.name, clock, instruments.get(feed.instrument), feed.areas, "0" * 64, window)


def parse(
    feed: Feed, raw: bytes, clock: datetime = CLOCK, window: tuple[datetime, datetime] | None = None
) -> tuple[list[Observation], list[Coverage], list[RefusedInput]]:
    """What a feed's parser makes of bytes, by kind. Raises Refused."""
    found = list(registry.get(feed.instrument).parse(io.BytesIO(raw), taking(feed, clock, window)))
    return (
        [one for one in found if isinstance(one, Observation)],
        [one for one in found if isinstance(one, Coverage)],
        [one for one in found if isinstance(one, RefusedInput)],
    )


def tried(feed: Feed, raw: bytes, clock: datetime = CLOCK) -> tuple[list[Observation], list[RefusedInput], Refused | None]:
    """What is taken and refused of damaged bytes; the last is the refusal of the whole."""
    try:
        seen, _, refused = parse(feed, raw, clock)
    except Refused as error:
        return [], [], error
    return seen, refused, None


def doubled(feed: Feed) -> bytes:
    """The same feed with everything in it told twice."""
    text = feed.raw.decode()
    if feed.name.endswith(".csv") or feed.instrument == "seismic":
        head, _, rows = text.partition("\n")
        return (head + "\n" + rows + rows).encode()
    if feed.instrument == "notams":
        return (text + "\n" + text).encode()
    return json.dumps(_lists(json.loads(text), lambda some: some + some)).encode()


def reversed_rows(feed: Feed) -> bytes:
    """The same feed in the other order."""
    text = feed.raw.decode()
    if feed.name.endswith(".csv") or feed.instrument == "seismic":
        head, *rows = text.rstrip("\n").split("\n")
        return "\n".join([head, *reversed(rows), ""]).encode()
    if feed.instrument == "notams":
        return "\n\n".join(reversed(text.strip().split("\n\n"))).encode()
    return json.dumps(_lists(json.loads(text), lambda some: some[::-1])).encode()


def _lists(data: object, change: object) -> object:
    for key in ("aircraft", "states", "data", "annotations"):
        if isinstance(data, dict) and isinstance(data.get(key), list):
            return {**data, key: change(data[key])}  # type: ignore[operator]
    if isinstance(data, dict) and "result" in data:
        return {**data, "result": _lists(data["result"], change)}
    return data


BEFORE = CLOCK - timedelta(days=365)
"""a clock that makes everything recorded lie in the future"""
