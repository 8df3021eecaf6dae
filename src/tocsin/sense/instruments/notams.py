"""Notices to airmen (ICAO format): areas closed near a watched place, by day; notices replaced or cancelled end there.

A notice is known from its issue; where no issue is told, from its beginning, or from when it was fetched where that is sooner. Areas of
launches are counted from when they are announced to their last hour in force, others on the days on which they are in force (`schedules`).
Where a notice lies is what its text (item E) bounds, as far as that can be read (`notam_areas`); else the circle of its Q-line, and the
coverage says of how many. A notice for a whole region (radius 999) without an area in its text lies near nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, NamedTuple

from tocsin.errors import Refused
from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import SKEW, Refusals, Taken, Taking, days, kilometres, listed, not_after, setting, whole
from tocsin.sense.instruments.daily import Daily
from tocsin.sense.instruments.notam_areas import Circle, bounded
from tocsin.sense.instruments.schedules import MONTHS, windows

ID = "notams"
MEASURES = ("closed-areas", "launch-areas", "gps-warnings")
NAUTICAL_MILE_KM = 1.852
EVERYWHERE_NM = 999
APART_KM = 100.0
"""farther from the Q-line's circle than this, one of the two is wrong (assumption: Q-lines are rounded to minutes and miles)"""
LONGEST_NOTICE = 20_000
"""characters"""
DEEPEST = 12
"""levels of JSON in which notices are looked for"""
_HEAD = re.compile(r"([A-Z]\d{4}/\d{2})\s+NOTAM([NRC])(?:\s+([A-Z]\d{4}/\d{2}))?")
_ITEM = re.compile(r"(?:^|\s)([QA-G])\)\s*", re.MULTILINE)
_Q = re.compile(r"([A-Z]{4})/Q([A-Z]{4})/[A-Z ]*/[A-Z ]*/[A-Z ]*/(\d{3})/(\d{3})/(\d{2})(\d{2})([NS])(\d{3})(\d{2})([EW])(\d{3})")
_TIME = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
_CREATED = re.compile(rf"CREATED:\s*(\d{{1,2}})\s+({'|'.join(MONTHS)})\w*\s+(\d{{4}})\s+(\d{{2}}):(\d{{2}})")


class Notice(NamedTuple):
    """One notice. `end` is null where none is told (PERM, UFN)."""

    id: str
    kind: str
    refers: str | None
    region: str
    code: str
    lat: float
    lon: float
    radius_nm: int
    start: datetime
    end: datetime | None
    estimated: bool
    schedule: str | None
    text: str
    areas: tuple[Circle, ...]
    """what its text bounds; empty: the Q-line's circle stands"""
    unread: str | None
    """why its text's areas are not used, where it speaks of any"""
    issued: datetime | None


def knows(head: str) -> bool:
    """A notice's head and its Q-line stand near the beginning."""
    return _HEAD.search(head) is not None and re.search(r"Q\)\s*[A-Z]{4}/Q[A-Z]{4}", head) is not None


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """Notices in force by day. Raises Refused `not-this-format`, `empty`, `too-large`."""
    text = _text(whole(stream, taking), taking)
    heads = list(_HEAD.finditer(text))
    if not heads and re.search(r"\S", text) and text.strip() != "[]":
        raise Refused("not-this-format", "there is no notice in it", where=taking.where, todo="give notices in the ICAO format")
    refusals, notices = Refusals(taking), dict[tuple[str, str], Notice]()
    over: dict[tuple[str, str], datetime] = {}
    for index, head in enumerate(heads):
        piece = text[head.start() : heads[index + 1].start() if index + 1 < len(heads) else len(text)]
        try:
            if text[: head.start()].endswith("(") and not piece.rstrip(" \t\r\n(").endswith(")"):
                raise ValueError("it is cut off: the bracket that it begins with is not closed")
            notice = read(piece, head)
            if notice.issued is not None:
                not_after(notice.issued, taking)
        except ValueError as error:
            blob = piece[:LONGEST_NOTICE].encode()
            yield from refusals.one(f"#{index + 1}", "broken-notice", f"{head.group(1)}: {error}", "look it up at its issuer", blob)
            continue
        if notice.refers is not None:
            over[notice.region, notice.refers] = min(notice.start, over.get((notice.region, notice.refers), notice.start))
        if notice.kind != "C":
            notices[notice.region, notice.id] = notice
    yield from refusals.rest()
    yield from _counted([(one, over.get(key)) for key, one in sorted(notices.items())], taking)


def read(piece: str, head: re.Match[str]) -> Notice:
    """One notice of its text. Raises ValueError with what is wrong."""
    if len(piece) > LONGEST_NOTICE:
        raise ValueError(f"it is longer than {LONGEST_NOTICE:,} characters")
    items: dict[str, str] = {}
    found = list(_ITEM.finditer(piece))
    for index, match in enumerate(found):
        until = found[index + 1].start() if index + 1 < len(found) else len(piece)
        items.setdefault(match.group(1), piece[match.end() : until].strip())
    q = _Q.search("".join(items.get("Q", "").split("\n")).replace(" ", ""))
    if q is None:
        raise ValueError("its Q-line is missing or broken")
    lat, lon = _degrees(q[5], q[6], q[7], 90), _degrees(q[8], q[9], q[10], 180)
    kind = head.group(2)
    start, _ = _time(items.get("B", ""), "B")
    end: datetime | None = None
    estimated = False
    if kind != "C" and not _open(items.get("C", "")):
        end, estimated = _time(items.get("C", ""), "C")
    if end is not None and end < start:
        raise ValueError("it ends before it begins")
    created = _CREATED.search(piece.upper())
    areas, unread = _areas(items.get("E", ""), lat, lon, int(q[11]))
    return Notice(
        id=head.group(1), kind=kind, refers=head.group(3), region=q[1], code=q[2], lat=lat, lon=lon, radius_nm=int(q[11]),
        start=start, end=end, estimated=estimated, schedule=items.get("D"), text=items.get("E", ""), areas=areas, unread=unread,
        issued=None if created is None else _created(created),
    )  # fmt: skip


def _areas(text: str, lat: float, lon: float, radius_nm: int) -> tuple[tuple[Circle, ...], str | None]:
    """The areas of a notice's text; none, and why, where they cannot be read or lie apart from its Q-line's circle."""
    found = bounded(text)
    if found.unread:
        return (), "cannot be read"
    if radius_nm < EVERYWHERE_NM:
        about = Area(id="q", name="q", lat=lat, lon=lon, within_km=radius_nm * NAUTICAL_MILE_KM + APART_KM)
        if any(kilometres(one.lat, one.lon, about) > about.within_km + one.radius_km for one in found.circles):
            return (), "lie apart from it"
    return found.circles, None


def _counted(notices: list[tuple[Notice, datetime | None]], taking: Taking) -> Iterator[Taken]:
    """Counts by day. A file is known to have looked from the first issue in it to the last; a poll says its window."""
    daily, longest = Daily(taking, MEASURES), timedelta(days=setting(taking, "longest_days"))
    left = Counter(one.unread for one, _ in notices if one.unread is not None)
    if not notices:
        daily.spans(taking.clock - timedelta(minutes=1))
    for one, ended in notices:
        known = min(taking.clock, one.issued or one.start)
        last = min(end for end in (one.end or one.start + longest, one.start + longest, ended) if end is not None)
        daily.spans(known)
        areas = [area for area in taking.areas if _near(one, area)]
        if not areas or last <= one.start:
            continue
        subject, words = one.code[:2], one.text.upper()
        names = {
            "closed-areas": subject in listed(taking, "closed_subjects"),
            "gps-warnings": subject in listed(taking, "gps_subjects") or any(_word(w, words) for w in listed(taking, "gps_words")),
        }
        closed = names["closed-areas"]
        launch = closed and (subject in listed(taking, "launch_subjects") or any(_word(w, words) for w in listed(taking, "launch_words")))
        in_force = list(windows(one.schedule, one.start, last))
        on = {start for window in in_force for start, _ in days(window.start, window.end) if start <= taking.clock}
        standing = set[datetime]()
        if launch and in_force:
            until = max(window.end for window in in_force)
            standing = {start for start, _ in days(known, min(until, taking.clock + SKEW))} if known < until else set()
        for area in areas:
            for measure, counts in names.items():
                for day in sorted(on) if counts else ():
                    daily.add(area, day, **{measure: 1.0})
            for day in sorted(standing):
                daily.add(area, day, **{"launch-areas": 1.0})
    why = "; ".join(
        f"{count} of {len(notices)} notices are placed by the Q-line, for the areas in their text {how}" for how, count in left.items()
    )
    yield from daily.told(why=why or None)


def _near(one: Notice, area: Area) -> bool:
    if one.areas:
        return any(kilometres(each.lat, each.lon, area) <= area.within_km + each.radius_km for each in one.areas)
    reach = area.within_km + one.radius_nm * NAUTICAL_MILE_KM
    return one.radius_nm < EVERYWHERE_NM and kilometres(one.lat, one.lon, area) <= reach


def _word(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text) is not None


def _text(raw: bytes, taking: Taking) -> str:
    """The text of notices, as it stands or out of the strings of a JSON document. Raises Refused `not-text`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not-text", "it is no UTF-8 text", where=taking.where, todo="fetch it again") from None
    if not text.lstrip().startswith(("{", "[")):
        return text
    import msgspec

    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("broken-json", f"it is no JSON: {error}", where=taking.where, todo="fetch it again") from None
    return "\n".join(_strings(data, DEEPEST)) or "[]"


def _strings(data: object, left: int) -> Iterator[str]:
    if isinstance(data, str) and _HEAD.search(data):
        yield data
    elif left > 0 and isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _strings(item, left - 1)


def _degrees(whole_degrees: str, minutes: str, side: str, most: int) -> float:
    if int(minutes) > 59 or int(whole_degrees) > most:
        raise ValueError(f"{whole_degrees}{minutes}{side} is no place")
    value = int(whole_degrees) + int(minutes) / 60
    return -value if side in "SW" else value


def _open(text: str) -> bool:
    return re.match(r"(PERM|UFN)\b", text.strip().upper()) is not None


def _time(text: str, item: str) -> tuple[datetime, bool]:
    """(moment, whether it is an estimate). Raises ValueError."""
    found = _TIME.match(text.strip())
    if found is None:
        raise ValueError(f"item {item} {text[:20]!r} is no time, YYMMDDHHMM")
    year, month, day, hour, minute = (int(part) for part in found.groups())
    late = (hour, minute) == (24, 0)  # midnight at the end of a day is written so by some
    try:
        moment = datetime(2000 + year, month, day, 0 if late else hour, minute, tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"item {item} {text[:10]!r}: {error}") from None
    return moment + timedelta(days=late), re.search(r"\bEST\b", text.upper()) is not None


def _created(found: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute = found.groups()
    try:
        return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return None
