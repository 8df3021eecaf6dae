"""A form that was refused comes back with everything that was typed: each field again, with its mistake beside it."""

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from tocsin.desk import mistakes, words
from tocsin.desk.declared import Action
from tocsin.errors import Conflict, UsageError
from tocsin.model import Record
from tocsin.warn.words import Lang

SEEN = "seen"
"""the field of a form that holds which version it was made from"""
LONG = 300
"""characters: what may be longer gets a larger box"""


class Field(Record, frozen=True, kw_only=True):
    """One field as it stood."""

    name: str
    label: str
    kind: Literal["text", "textarea", "select", "checkbox", "hidden"]
    value: str = ""
    several: tuple[str, ...] = ()
    """values of a field that takes several"""
    options: tuple[str, ...] = ()
    required: bool = False
    wrong: str = ""


class Returned(Record, frozen=True, kw_only=True):
    """The form again."""

    action: str
    what: str
    """in English, as errors are; the page tells it in the reader's language (tocsin.desk.failing)"""
    todo: str
    conflict: bool
    fields: tuple[Field, ...]


def form(action: Action, values: Mapping[str, Any], lang: Lang, error: UsageError) -> Returned:
    """Every field of an action's form with the value that was sent; after a conflict, made from the version that now stands."""
    given = dict(values)
    if isinstance(error, Conflict):
        given[SEEN] = error.now
    wrong = _mistakes(action, values, lang)
    return Returned(
        action=action.name,
        what=error.what if not wrong else "Some fields are missing or wrong.",
        todo=error.todo if not wrong else "",
        conflict=isinstance(error, Conflict),
        fields=tuple(_field(name, about, given.get(name), lang, wrong.get(name, "")) for name, about in action.form.model_fields.items()),
    )


def _mistakes(action: Action, values: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """By field: what is wrong with it."""
    try:
        action.form.model_validate(dict(values))
    except ValidationError as error:
        return {str(one["loc"][0]) if one["loc"] else "": mistakes.said(one, lang) for one in error.errors()}
    return {}


def _field(name: str, about: FieldInfo, value: Any, lang: Lang, wrong: str) -> Field:
    extra = about.json_schema_extra if isinstance(about.json_schema_extra, dict) else {}
    kinds = [kind for kind in _alternatives(about.annotation) if kind is not type(None)]
    several = bool(kinds) and get_origin(kinds[0]) in (list, tuple)
    choices = tuple(str(one) for kind in kinds if get_origin(kind) is Literal for one in get_args(kind))
    longest = max((one.max_length for one in about.metadata if hasattr(one, "max_length")), default=0)
    if extra.get("hidden") or name == SEEN or several:
        kind: Literal["text", "textarea", "select", "checkbox", "hidden"] = "hidden"
    elif choices:
        kind = "select"
    elif bool in kinds:
        kind = "checkbox"
    else:
        kind = "textarea" if extra.get("long") or longest > LONG else "text"
    english = about.title or name.replace("_", " ").capitalize()
    return Field(
        name=name,
        label=words.french().get(english, english) if lang == "fr" else english,
        kind=kind,
        value="" if value is None or several else str(value),
        several=tuple(str(one) for one in value) if several and isinstance(value, list | tuple) else (),
        options=choices if about.is_required() else ("", *choices),
        required=about.is_required(),
        wrong=wrong,
    )


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
