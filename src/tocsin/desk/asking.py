"""From a request to what a page or an action is asked: values by field, the language, the moment, where to go back to."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, get_origin
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from tocsin.engine import clock
from tocsin.errors import UsageError
from tocsin.warn.words import Lang

LANGUAGE, FLASH, CHANGED = "tocsin_lang", "tocsin_said", "tocsin_changed"
"""names of cookies"""
OURS = ("_back", "_csrf")
"""fields of forms that are not the action's"""


def language(request: Request) -> Lang:
    """As the address says (`?lang=`), else as chosen before, else as the browser prefers, else English."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        if wanted == "fr":
            return "fr"
        if wanted == "en":
            return "en"
    preferred = request.headers.get("accept-language", "")
    first = next((part.strip().lower()[:2] for part in preferred.split(",") if part.strip().lower()[:2] in ("en", "fr")), "en")
    return "fr" if first == "fr" else "en"


def frozen(request: Request) -> datetime | None:
    """The moment that `?as_of=` freezes. UsageError where it is none, or lies ahead: nobody has kept silent there yet."""
    text = request.query_params.get("as_of")
    if not text:
        return None
    moment = clock.moment(text, "end")
    if moment > clock.now() + timedelta(days=1):  # today as a bare date ends within a day
        raise UsageError("this moment lies ahead", where=f"as_of={text}", todo="name one that has been")
    return moment


def back(given: object) -> str | None:
    """A path on this desk to return to; None for anything that could lead elsewhere."""
    if not isinstance(given, str) or not given.startswith("/") or given.startswith(("//", "/\\")) or any(ord(c) < 33 for c in given):
        return None
    parts = urlsplit(given)
    return None if parts.scheme or parts.netloc else quote(given, safe="/?&=%#:+,@~.-_")


def fields(model: type[BaseModel], items: Iterable[tuple[str, Any]], fixed: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Values by field: lists where the model wants several, the last one otherwise; nothing for an empty text."""
    found: dict[str, Any] = {}
    for name, value in items:
        if name in OURS or (isinstance(value, str) and not value.strip()):
            continue
        field = model.model_fields.get(name)
        if field is not None and get_origin(field.annotation) in (list, tuple, set, frozenset):
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found | dict(fixed)


def checked(model: type[BaseModel], values: Mapping[str, Any]) -> BaseModel:
    """An instance. UsageError with every mistake, each with its field."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        mistakes = [f"{'.'.join(str(part) for part in one['loc']) or 'form'}: {one['msg']}" for one in error.errors()]
        raise UsageError("; ".join(mistakes), todo="mend these fields and send it again") from None
