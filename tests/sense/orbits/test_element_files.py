"""Element sets in every form: the same set is the same record; what is wrong is refused with its place while the rest goes on."""

import csv
import io
import json
import string
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sgp4.api import Satrec
from tests.apart import apart
from tests.sense.orbits import invented

from tocsin.collect.adapters.contract import Unfit
from tocsin.errors import Refused
from tocsin.model.orbits import Elements
from tocsin.sense.orbits import two_lines
from tocsin.sense.orbits.element_checks import Collecting, catalogue, kind, moment
from tocsin.sense.orbits.element_files import Set, read, recognised

CLOCK = datetime(2022, 10, 21, tzinfo=UTC)
COLLECTING = Collecting(clock=CLOCK)
SETS = invented.sets()
FIELDS = [name for name in SETS[0] if name != "COMMENT"]
# Invented lines, with right checksums: `checked` puts them on.
LINE_1 = "1 99001U 22001A   22293.12500000  .00001000  00000-0  10000-3 0  999"
LINE_2 = "2 99001  97.5000 120.0000 0010000  80.0000  10.0000 15.00000000 1234"


def checked(line: str) -> str:
    return line + str(two_lines.checksum(line + "0"))


PAIR = f"{checked(LINE_1)}\n{checked(LINE_2)}\n"


def as_json(sets: list[dict[str, object]]) -> bytes:
    return json.dumps(sets).encode()


def as_lines(sets: list[dict[str, object]]) -> bytes:
    return "\n".join(json.dumps(one) for one in sets).encode()


def as_csv(sets: list[dict[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(sets)
    return out.getvalue().encode()


def as_kvn(sets: list[dict[str, object]]) -> bytes:
    units = {"MEAN_MOTION": " [rev/day]", "INCLINATION": " [deg]"}
    return "\n".join(
        "CCSDS_OMM_VERS = 2.0\nCOMMENT invented\n" + "\n".join(f"{name} = {one[name]}{units.get(name, '')}" for name in FIELDS)
        for one in sets
    ).encode()


def as_xml(sets: list[dict[str, object]]) -> bytes:
    body = "".join("<omm><body><segment>" + "".join(f"<{n}>{one[n]}</{n}>" for n in FIELDS) + "</segment></body></omm>" for one in sets)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ndm xmlns="urn:ccsds:x">{body}</ndm>'.encode()


FORMS: dict[str, Callable[[list[dict[str, object]]], bytes]] = {
    "omm-json": as_json,
    "omm-csv": as_csv,
    "omm-kvn": as_kvn,
    "omm-xml": as_xml,
}


def taken(blob: bytes, collecting: Collecting = COLLECTING) -> tuple[list[Elements], list[Unfit]]:
    pieces = list(read(io.BytesIO(blob), collecting))
    return [piece.elements for piece in pieces if isinstance(piece, Set)], [piece for piece in pieces if isinstance(piece, Unfit)]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sets_in_every_form_are_the_same_records(form: str) -> None:
    blob = FORMS[form](SETS)
    assert recognised(blob) == form
    found, refused = taken(blob)
    assert not refused
    assert found == taken(as_json(SETS))[0]
    assert [one.catalogue for one in found] == [one["NORAD_CAT_ID"] for one in SETS]
    assert found[0].mean_motion == SETS[0]["MEAN_MOTION"]
    assert found[0].epoch == moment(str(SETS[0]["EPOCH"]), "EPOCH")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dressed", [b"\xef\xbb\xbf%b", b"\r\n%b\r\n\r\n"])
def test_marks_and_empty_lines_around_them_do_not_matter(form: str, dressed: bytes) -> None:
    if form == "omm-xml" and not dressed.startswith(b"\xef"):
        pytest.skip("XML begins with its declaration")
    assert taken(dressed % FORMS[form](SETS)) == taken(as_json(SETS))


def test_one_object_a_line() -> None:
    assert taken(as_lines(SETS)) == taken(as_json(SETS))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["", "EXAMPLE 1\n", "0 EXAMPLE 1\n"])
def test_two_and_three_lines_with_any_ends(ends: str, name: str) -> None:
    (one,), refused = taken((name + PAIR).replace("\n", ends).encode())
    assert not refused
    assert one.name == ("EXAMPLE 1" if name else None)
    model = Satrec.twoline2rv(*PAIR.splitlines())
    assert one.epoch == datetime(2022, 10, 20, 3, 0, tzinfo=UTC)
    assert one.catalogue == model.satnum
    assert one.eccentricity == pytest.approx(model.ecco, rel=1e-12)
    assert one.bstar == pytest.approx(model.bstar, rel=1e-12)
    assert one.designator == "2022-001A"


@settings(max_examples=60)
@given(
    node=st.floats(0, 359.9999),
    inclination=st.floats(0, 179.9999),
    eccentricity=st.integers(0, 200_000),
    motion=st.floats(11, 15.5),
    drag=st.integers(-99_999, 99_999),
    power=st.integers(-9, -2),
    day=st.floats(1, 292.999),
)
def test_lines_are_read_as_sgp4_reads_them(
    node: float, inclination: float, eccentricity: int, motion: float, drag: int, power: int, day: float
) -> None:
    first = f"1 A0001U 22001A   22{day:012.8f}  .00001000  00000-0 {'-' if drag < 0 else ' '}{abs(drag):05d}{power:+d} 0  999"
    second = f"2 A0001 {inclination:8.4f} {node:8.4f} {eccentricity:07d}  80.0000  10.0000 {motion:11.8f} 1234"
    pair = f"{checked(first)}\n{checked(second)}\n"
    (one,), refused = taken(pair.encode())
    assert not refused
    model = Satrec.twoline2rv(*pair.splitlines())
    assert one.catalogue == model.satnum == 100_001
    assert (one.eccentricity, one.bstar) == pytest.approx((model.ecco, model.bstar), rel=1e-9, abs=1e-15)
    assert one.mean_motion == pytest.approx(model.no_kozai * 1440 / 6.283185307179586, rel=1e-12)
    days = (one.epoch - datetime(2022, 1, 1, tzinfo=UTC)) / timedelta(days=1) + 1
    assert days == pytest.approx(model.epochdays, abs=1e-11)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("25544", 25544),
        (" 00005", 5),
        ("A0000", 100_000),
        ("H9999", 179_999),
        ("J0000", 180_000),
        ("Z9999", 339_999),
        ("799500001", 799_500_001),
    ],
)
def test_catalogue_numbers(given: str, number: int) -> None:
    assert catalogue(given) == number


@pytest.mark.parametrize("given", ["", "0", "I0001", "O0001", "1234567890", "-5", "12A45", "٣٤٥٦٧"])
def test_what_is_no_catalogue_number(given: str) -> None:
    with pytest.raises(Refused, match="catalogue number"):
        catalogue(given)


def test_alpha_five_is_what_sgp4_makes_of_it() -> None:
    from sgp4.alpha5 import to_alpha5

    assert all(catalogue(to_alpha5(number)) == number for number in range(100_000, 340_000, 997))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"EPOCH": "2023-10-20T03:00:00"}, "future-epoch"),
        ({"EPOCH": "1950-01-01T00:00:00"}, "impossible-epoch"),
        ({"EPOCH": "yesterday"}, "bad-field"),
        ({"EPOCH": "2022-13-20T03:00:00"}, "bad-field"),
        ({"EPOCH": ""}, "bad-field"),
        ({"MEAN_MOTION": 22.0}, "out-of-bounds"),
        ({"MEAN_MOTION": 0.0}, "out-of-bounds"),
        ({"MEAN_MOTION": "NaN"}, "bad-field"),
        ({"MEAN_MOTION": "1_5.0"}, "bad-field"),
        ({"MEAN_MOTION": 16.9}, "decayed"),
        ({"ECCENTRICITY": 1234567}, "out-of-bounds"),
        ({"ECCENTRICITY": -0.1}, "out-of-bounds"),
        ({"ECCENTRICITY": 0.5}, "decayed"),
        ({"INCLINATION": 181}, "out-of-bounds"),
        ({"RA_OF_ASC_NODE": -1}, "out-of-bounds"),
        ({"BSTAR": 1e9}, "out-of-bounds"),
        ({"BSTAR": "Infinity"}, "bad-field"),
        ({"NORAD_CAT_ID": "?"}, "no-number"),
        ({"REF_FRAME": "ITRF"}, "wrong-frame"),
        ({"TIME_SYSTEM": "TAI"}, "wrong-frame"),
        ({"CENTER_NAME": "MARS"}, "wrong-frame"),
        ({"MEAN_ELEMENT_THEORY": "DSST"}, "wrong-frame"),
        ({"EPHEMERIS_TYPE": 4}, "wrong-frame"),
        ({"DECAY_DATE": "2022-10-01"}, "decayed"),
    ],
)
def test_a_set_that_cannot_be_is_refused_and_the_rest_goes_on(change: dict[str, object], reason: str) -> None:
    found, refused = taken(as_json([SETS[0], {**SETS[1], **change}, SETS[2]]))
    assert [one.catalogue for one in found] == [SETS[0]["NORAD_CAT_ID"], SETS[2]["NORAD_CAT_ID"]]
    (wrong,) = refused
    assert (wrong.reason, wrong.at) == (reason, "#2")
    assert wrong.what
    assert wrong.todo


def test_an_epoch_some_hours_ahead_is_taken_and_known_when_collected() -> None:
    (one,), _ = taken(as_json([{**SETS[0], "EPOCH": "2022-10-21T20:00:00"}]))
    assert one.t_known == CLOCK


def test_a_set_is_known_since_it_was_made() -> None:
    (one,), _ = taken(as_json([{**SETS[0], "CREATION_DATE": "2022-10-20T15:00:00"}]))
    assert one.t_known == datetime(2022, 10, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (PAIR.replace("97.5000", "97.5001"), "checksum"),
        (PAIR.replace("1234", "123"), "line-length"),
        (PAIR.replace("U 22001A", "U22001A "), "columns"),
        (f"{checked(LINE_1)}\n{checked(LINE_2.replace('99001', '99002'))}\n", "unlike-numbers"),
        (f"{checked(LINE_1.replace('22293.', '22393.'))}\n{checked(LINE_2)}\n", "impossible-epoch"),
        (f"{checked(LINE_1.replace('22293.', '22366.'))}\n{checked(LINE_2)}\n", "impossible-epoch"),
        (f"{checked(LINE_1.replace('22293.', '22360.'))}\n{checked(LINE_2)}\n", "future-epoch"),
        (checked(LINE_1) + "\n", "half-a-set"),
        (checked(LINE_2) + "\n", "half-a-set"),
    ],
)
def test_lines_that_cannot_be_are_refused_and_the_rest_goes_on(lines: str, reason: str) -> None:
    found, refused = taken((PAIR + lines + PAIR).encode())
    assert [one.catalogue for one in found] == [99001, 99001]
    assert [wrong.reason for wrong in refused] == [reason]


def test_units_that_are_not_the_messages_own_are_refused() -> None:
    found, refused = taken(as_kvn(SETS[:2]).replace(b"[rev/day]", b"[rad/min]", 1))
    assert len(found) == 1
    assert [wrong.reason for wrong in refused] == ["wrong-units"]


@pytest.mark.parametrize("form", [*FORMS, "tle"])
@settings(max_examples=25)
@given(cut=st.floats(0, 1))
def test_a_file_that_is_cut_off_gives_what_came_before(form: str, cut: float) -> None:
    blob = PAIR.encode() * 3 if form == "tle" else FORMS[form](SETS)
    part = blob[: int(cut * len(blob))]
    whole = taken(blob)[0]
    found: list[Elements] = []
    reason = None
    try:
        found, _ = taken(part)
    except Refused as error:
        reason = error.reason
    assert reason in (None, "empty", "not-elements")
    # The last set may have lost its end only: then fields that may be left out are missing, never invented.
    assert [one.catalogue for one in found] == [one.catalogue for one in whole[: len(found)]]
    assert found[:-1] == whole[: max(0, len(found) - 1)]


@settings(max_examples=80)
@given(form=st.sampled_from([*FORMS, "tle"]), at=st.floats(0, 1), noise=st.binary(min_size=1, max_size=40))
def test_bytes_thrown_in_are_refused_and_never_break_it(form: str, at: float, noise: bytes) -> None:
    blob = PAIR.encode() * 3 if form == "tle" else FORMS[form](SETS[:4])
    k = int(at * len(blob))
    try:
        found, _ = taken(blob[:k] + noise + blob[k:])
    except Refused:
        return
    assert all(one.epoch <= CLOCK + timedelta(days=2) for one in found)


@pytest.mark.parametrize(
    "text", ["", "hello", "{}", "[]", '{"text": "a report"}', "<rss></rss>", "date,count\n2022-01-01,3\n", "1 2 3\n2 3 4\n"]
)
def test_what_holds_no_sets_is_told(text: str) -> None:
    assert recognised(text.encode()) is None
    with pytest.raises(Refused, match=r"nothing in it|no element sets"):
        list(read(io.BytesIO(text.encode()), COLLECTING))


@pytest.mark.parametrize(
    ("declared", "name", "meant"),
    [
        ("", "EXAMPLE DEB", "debris"),
        ("", "EXAMPLE 1 R/B(2)", "rocket-body"),
        ("PAYLOAD", "DEBRIS HUNTER", "payload"),
        ("", "DEBORAH 1", "payload"),
        ("DEBRIS", "EXAMPLE", "debris"),
        ("", "", "unknown"),
    ],
)
def test_what_sort_of_object_it_is(declared: str, name: str, meant: str) -> None:
    assert kind(declared, name) == meant


def test_entities_are_not_resolved() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE ndm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    bomb += b"<ndm><omm><OBJECT_NAME>&b;</OBJECT_NAME></omm></ndm>"
    found, refused = taken(bomb)
    assert not found
    assert all("aaaa" not in wrong.what for wrong in refused)


class Endless(io.RawIOBase):
    """A file of many sets that never lies in memory."""

    def __init__(self, head: bytes, piece: bytes, times: int, tail: bytes) -> None:
        self._parts = self._of(head, piece, times, tail)
        self._left = b""

    @staticmethod
    def _of(head: bytes, piece: bytes, times: int, tail: bytes) -> Iterator[bytes]:
        if head:
            yield head
        for _ in range(times):
            yield piece
        yield tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while len(self._left) < len(buffer) and (more := next(self._parts, b"")):
            self._left += more
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("form", [*FORMS, "tle"])
@apart
def test_memory_does_not_grow_with_the_file(form: str) -> None:
    one = SETS[:1]
    pieces = {
        "omm-json": (b"[", json.dumps(one[0]).encode() + b",", b"]"),
        "omm-csv": (as_csv([]), as_csv(one)[len(as_csv([])) :], b""),
        "omm-kvn": (b"", as_kvn(one) + b"\n", b""),
        "omm-xml": (b"<ndm>", as_xml(one).partition(b'x">')[2].removesuffix(b"</ndm>"), b"</ndm>"),
        "tle": (b"", PAIR.encode(), b""),
    }[form]
    most = []
    for times in (300, 3000):
        head, piece, tail = pieces
        tracemalloc.start()
        count = sum(isinstance(got, Set) for got in read(io.BufferedReader(Endless(head, piece, times, tail)), COLLECTING))
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == times
    assert most[1] < most[0] + 400_000


def test_a_line_without_end_is_no_memory_either() -> None:
    stream = io.BufferedReader(Endless(b"CCSDS_OMM_VERS = 2.0\nOBJECT_NAME = ", string.ascii_letters.encode() * 20, 200, b""))
    with pytest.raises(Refused, match="longer than"):
        list(read(stream, COLLECTING))


def test_the_samples_file_is_what_its_generator_writes() -> None:
    assert invented.file().read_text(encoding="utf-8") == invented.text()
