"""One line of JSON Lines is one report; a broken line is refused with its number and the rest goes on (CONTRACT: "Input: JSON Lines")."""

import json
import math
from datetime import datetime
from typing import Any, NoReturn

from tocsin.collect import characters, furniture
from tocsin.collect.decode import decode
from tocsin.collect.json_safely import depth as levels
from tocsin.collect.moments import moment
from tocsin.collect.records import Collected, Limits, raw_document
from tocsin.errors import Refused
from tocsin.model import TLP_ORDER, Report, report_id, utc

FIELDS = ("id", "url", "site", "published", "language", "title", "text")
LARGEST = 2**63 - 1
"""beyond it, whole numbers do not pass through every store: they are kept as their digits"""


def read(line: bytes, where: str, *, clock: datetime, limits: Limits, ids: dict[str, tuple[str, str]]) -> Collected:
    """The report in one line. `ids` remembers, per input, which text came under which id. Raises Refused, naming every wrong field."""
    decoded = decode(line, where)
    flags = list(decoded.flags)
    given = _object(decoded.text, where, limits.depth, flags)
    if not isinstance(given, dict):
        raise Refused("broken-line", f"it is {_kind(given)}, not an object", where=where, todo='write {"text": "..."} on the line')
    given, lone = _clean(given)
    if lone:
        flags.append("lone-surrogates")
    if isinstance(given.get("id"), int) and not isinstance(given["id"], bool):
        given["id"] = str(given["id"])
        flags.append("id-was-a-number")
    _check(given, where)
    fields: dict[str, str | None] = {field: given.get(field) for field in FIELDS}
    text = fields["text"] or ""
    extra = {field: value for field, value in given.items() if field not in FIELDS}
    published, said = moment(fields["published"])
    if fields["published"] is not None and published is None:
        extra["published"] = fields["published"]
    if published is not None and published > clock:
        said = (*said, "published-in-the-future")
    flags.extend(said)
    flags.extend(flag for flag in characters.flags(text) if flag not in flags)
    source_id = fields["id"]
    if source_id is not None:
        earlier, at = ids.setdefault(source_id, (text, where))
        if earlier != text:
            flags.append(f"same-id-other-text:{at}")
    raw = raw_document(line, path=where, url=fields["url"], media_type="application/json", clock=clock)
    report = Report(
        id=report_id(fields["url"], fields["site"], published, fields["title"], text),
        source_id=source_id,
        path=where,
        url=fields["url"],
        site=fields["site"],
        published_at=published,
        collected_at=utc(clock),
        language=fields["language"],
        title=fields["title"],
        text=text,
        raw=raw.sha256,
        encoding=decoded.encoding,
        extra=extra,
        furniture=furniture.find(text),
        flags=tuple(dict.fromkeys(flags)),
        tlp=next((mark for mark in TLP_ORDER if mark == given.get("tlp")), "clear"),
        synthetic=given.get("synthetic") is True,
    )
    return Collected(raw, report, line)


def _object(text: str, where: str, depth: int, flags: list[str]) -> Any:
    todo = "write one JSON object on each line"

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            flags.append("repeated-field")
        return made

    try:
        value = json.loads(
            text.strip("\ufeff \t\r\n"), object_pairs_hook=pairs, parse_constant=_no_constant, parse_int=_whole, parse_float=_decimal
        )
    except RecursionError:
        raise Refused("too-deep", "its brackets nest too deeply", where=where, todo=f"nest at most {depth} levels") from None
    except ValueError as error:
        raise Refused("broken-line", f"it is no JSON: {error}", where=where, todo=todo) from None
    if levels(value) > depth:
        raise Refused("too-deep", f"its brackets nest deeper than {depth} levels", where=where, todo=f"nest at most {depth} levels")
    return value


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


def _whole(digits: str) -> int | str:
    # Python itself refuses to convert numbers of more than 4,300 digits.
    if len(digits) > 20:
        return digits
    number = int(digits)
    return number if abs(number) <= LARGEST else digits


def _decimal(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _clean(given: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The object with lone surrogates replaced everywhere, keys too, and whether there were any. It is no deeper than the limit."""
    found = False

    def clean(value: Any) -> Any:
        nonlocal found
        if isinstance(value, str):
            value, lone = characters.scalars(value)
            found = found or lone
        elif isinstance(value, dict):
            return {clean(key): clean(item) for key, item in value.items()}
        elif isinstance(value, list):
            return [clean(item) for item in value]
        return value

    return clean(given), found


def _check(given: dict[str, Any], where: str) -> None:
    wrong = [f"{field} is {_kind(given[field])}, not text" for field in FIELDS if not isinstance(given.get(field), str | None)]
    if wrong:
        raise Refused("wrong-type", "; ".join(wrong), where=where, todo="give text in quotation marks, or leave the field out")
    if given.get("text") is None:
        raise Refused("no-text", "it has no field text", where=where, todo='give the body of the report as "text"')
    if not given["text"].strip():
        raise Refused("empty", "its text is empty", where=where, todo='give the body of the report as "text"')


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "a number"
