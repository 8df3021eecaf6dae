"""Every record survives JSON both ways, is frozen, and keeps its promises about times and spans."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import AnyKept, Report, Statement, base, from_json, report_id, rounded, to_json, utc

KINDS: tuple[type[msgspec.Struct], ...] = get_args(AnyKept)
MOMENT = datetime(2022, 9, 27, 12, 30, tzinfo=UTC)


def example(kind: Any) -> Any:
    """Some value of a type: enough to fill a record's required fields."""
    info = msgspec.inspect.type_info(kind)
    return _value(info)


def _value(info: Any) -> Any:
    match info:
        case msgspec.inspect.StructType():
            return info.cls(**{f.name: _value(f.type) for f in info.fields if f.required})
        case msgspec.inspect.UnionType():
            return _value(info.types[0])
        case msgspec.inspect.DateType():
            return MOMENT.date()
        case msgspec.inspect.LiteralType():
            return info.values[0]
        case msgspec.inspect.DateTimeType():
            return MOMENT
        case msgspec.inspect.VarTupleType():
            return (_value(info.item_type),)
        case msgspec.inspect.TupleType():
            return tuple(_value(item) for item in info.item_types)
        case msgspec.inspect.DictType():
            return {"30": _value(info.value_type)}
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.IntType():
            return 3
        case msgspec.inspect.FloatType():
            return 0.25
        case msgspec.inspect.StrType():
            return "mots d’ici, слова, слова і ї"
        case msgspec.inspect.NoneType():
            return None
    raise AssertionError(f"no example for {info}")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kept_record_returns_from_json_as_it_went(kind: type[msgspec.Struct]) -> None:
    record = example(kind)
    data = to_json(record)
    back = msgspec.json.decode(data, type=AnyKept)
    assert back == record
    assert to_json(back) == data


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kept_record_is_frozen_and_carries_version_mark_and_synthetic(kind: type[msgspec.Struct]) -> None:
    record = example(kind)
    with pytest.raises(AttributeError, match="immutable"):
        record.v = 2
    assert (record.v, record.tlp, record.synthetic) == (1, "clear", False)
    assert kind.__doc__


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="timezone"):
        from_json(Report, b'{"record": "report", "id": "x", "text": "y", "collected_at": "2022-09-27T12:00:00"}')
    with pytest.raises(ValueError, match="without zone"):
        utc(datetime(2022, 9, 27))  # noqa: DTZ001 - the missing zone is the point


def test_what_can_be_known_late_says_when() -> None:
    for kind in KINDS:
        fields = set(kind.__struct_fields__)
        assert fields & {"t_known", "as_of", "collected_at", "fetched_at", "refused_at", "first_seen", "t"}, kind


@given(st.integers(-14, 14))
def test_a_report_is_the_same_report_in_every_zone(hours: int) -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=hours)))
    assert report_id(None, "s", elsewhere, "t", "x") == report_id(None, "s", MOMENT, "t", "x")


@given(st.text(), st.text())
def test_a_report_id_tells_title_from_text(first: str, second: str) -> None:
    assert (report_id(None, None, None, first, second) == report_id(None, None, None, second, first)) == (first == second)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_keeps_six_digits_and_is_stable(value: float) -> None:
    once = rounded({"x": [value]})["x"][0]
    assert once == pytest.approx(value, rel=1e-5)
    assert rounded(once) == once


def test_the_contract_names_every_field_of_a_statement() -> None:
    promised = {
        "id", "span", "text", "content_span", "speaker", "co_speakers", "told_by", "holder", "via", "act", "quoted", "negated", "polarity",
        "interested", "estimate", "because", "red_line", "conditional_on", "change", "dissent", "position", "actor", "target", "place",
        "numbers", "date", "indicators", "hypotheses", "names",
    }  # fmt: skip
    assert promised <= set(Statement.__struct_fields__)
    assert base.SCHEMA_VERSION == 1
