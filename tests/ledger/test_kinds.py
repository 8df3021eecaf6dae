"""Every kind of record that the ledger keeps comes back as it went in."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.ledger import kinds
from tocsin.ledger.kinds import Erasure, Resolution
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.moments import to_integer
from tocsin.model import AnyKept, Kept, Link, Origin, RawDoc, Refusal, Report, Stamp, Upstream
from tocsin.model.publishing import Published
from tocsin.model.shifts import ShiftEntry

NOON = datetime(2022, 10, 1, 12, tzinfo=UTC)
STORED: tuple[type[Kept], ...] = (*get_args(AnyKept), Erasure, Resolution)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(-(2**40), 2**40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    object: st.none() | st.integers(-9, 9) | st.text("aé", max_size=3),
    NoneType: st.none(),
    date: st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
}


def of(wanted: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that records are made of."""
    if wanted in PLAIN:
        return PLAIN[wanted]
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        fields = {f.name: PLAIN[str].filter(bool) if f.name == "id" else of(f.type) for f in msgspec.structs.fields(wanted)}
        return st.builds(wanted, **fields)
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return of(inside[0])
    if origin in (Union, UnionType):
        return st.one_of([of(one) for one in inside])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is tuple:
        return st.lists(of(inside[0]), max_size=2).map(tuple) if inside[-1] is ... else st.tuples(*map(of, inside))
    if origin is dict:
        return st.dictionaries(of(inside[0]), of(inside[1]), max_size=2)
    raise AssertionError(f"no values for {wanted}")


WHOLE = (RawDoc, Stamp, Published, ShiftEntry)
"""kinds whose fields of these names are no rows or blobs of the ledger, or are put in below"""


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_record_of_any_kind_comes_back_equal_and_verified(kind: type[Kept], data: st.DataObject) -> None:
    # A blob or an erased row that a made-up record names is not there, which verify would rightly say.
    drop = {"raw": None, "rows": (), "sha256": None}
    record: Any = data.draw(of(kind))
    record = msgspec.structs.replace(
        record, **{name: value for name, value in drop.items() if name in kind.__struct_fields__ and kind not in WHOLE}
    )
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder)) as ledger:
        if isinstance(record, RawDoc | Published):
            record = msgspec.structs.replace(record, sha256=ledger.blobs.put(record.sha256.encode()))
        if isinstance(record, Stamp):
            record = msgspec.structs.replace(record, token=ledger.blobs.put(record.token.encode()))
        assert ledger.append([record], clock=NOON) == 1
        assert list(ledger.records(kind)) == [record]
        assert ledger.append([record], clock=NOON + timedelta(days=1)) == 0
        ledger.verify()


def test_every_kind_of_the_model_has_a_word_of_its_own() -> None:
    assert len({kinds.tag(kind) for kind in STORED}) == len(STORED)
    with pytest.raises(ValueError, match="no kind"):
        kinds.tag(Kept)


def test_meeting_a_report_again_elsewhere_is_the_same_content() -> None:
    first = Report(id="r", text="t", collected_at=NOON, path="a.txt")
    again = msgspec.structs.replace(first, collected_at=NOON + timedelta(days=9), path="b.txt", source_id="7")
    other = msgspec.structs.replace(first, furniture=((0, 1),))
    assert kinds.index(first, 0).content == kinds.index(again, 0).content != kinds.index(other, 0).content


def test_an_origin_is_known_no_sooner_than_its_last_report() -> None:
    links = tuple(Link(id=str(day), link="copy", confidence=1.0, t_known=NOON + timedelta(days=day)) for day in (0, 5, 2))
    origin = Origin(id="o", kind="wire", publisher=None, first_seen=NOON, claim="c", upstream=Upstream(status="unknown"), reports=links)
    assert kinds.index(origin, 0).t_known == to_integer(NOON + timedelta(days=5))


def test_a_record_without_identity_is_refused() -> None:
    with pytest.raises(ValueError, match="without id"):
        kinds.index(Refusal(id="", where="w", reason="empty", what="w", todo="t", refused_at=NOON), 0)
