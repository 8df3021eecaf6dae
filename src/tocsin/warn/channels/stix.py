"""STIX 2.1: a message is a report with a note for each cause; what STIX has no word for stands in one documented extension.

Ids are UUIDs of version 5 and times are the message's own, so that the same message gives the same bytes. Marks are the TLP 2.0 marking
definitions of OASIS's common objects. `alerts` reads a bundle back (docs/reference/alerts.md).
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from tocsin.errors import CannotFinish, UsageError
from tocsin.model import Alert, Cause, Place, Tlp, rounded
from tocsin.warn.channels.message import Message, headline
from tocsin.warn.channels.plain import label, text
from tocsin.warn.marking import SYNTHETIC
from tocsin.warn.neutral import line

SPACE = uuid.UUID("8d2b6c0e-3f51-5a7c-b1de-94c07f0a6e21")
"""of names: an id is the UUID (version 5) of a name in it"""
EXTENSION = f"extension-definition--{uuid.uuid5(SPACE, 'extension:alert')}"
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_CREATED = "2022-10-01T00:00:00.000Z"
MARKINGS: dict[Tlp, str] = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""TLP 2.0: OASIS CTI TC, STIX common objects, extension definition tlp-2.0"""
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""when the sender and the extension came to be, as far as STIX wants to know"""
PRECISION_M = 1_000.0


def bundle(some: Iterable[Message]) -> bytes:
    """The messages as one bundle, canonical JSON. CannotFinish where stix2 is not installed."""
    stix2 = _library()
    messages = sorted(some, key=lambda one: (one.sent, one.alert.event, one.alert.number, one.name))
    objects: dict[str, Any] = {}
    for one in messages:
        for made in _objects(stix2, one):
            objects.setdefault(made["id"], made)
    whole = stix2.Bundle(
        id=f"bundle--{uuid.uuid5(SPACE, ' '.join(one.name for one in messages))}", objects=list(objects.values()), allow_custom=False
    )
    return msgspec.json.encode(msgspec.json.decode(whole.serialize()), order="sorted") + b"\n"


def alerts(data: bytes) -> tuple[Alert, ...]:
    """The messages in a bundle that `bundle` made. UsageError where it is none, or is marked less than what is in it."""
    stix2 = _library()
    try:
        parsed = stix2.parse(data, allow_custom=False)
    except (stix2.exceptions.STIXError, ValueError) as error:
        raise UsageError(f"is no STIX 2.1: {error}", todo="give a bundle that tocsin export --format stix made") from None
    found = []
    for one in parsed.get("objects", ()):
        if one["type"] == "report" and EXTENSION in one.get("extensions", {}):
            held = dict(one["extensions"][EXTENSION])
            held.pop("extension_type")
            alert = msgspec.convert({"record": "alert", **held["alert"]}, Alert)
            if MARKINGS[alert.tlp] not in one.get("object_marking_refs", ()):
                raise UsageError(f"report {one['id']} is not marked TLP:{alert.tlp.upper()}, as its alert is", todo="do not use it")
            found.append(alert)
    return tuple(found)


def _objects(stix2: Any, one: Message) -> Iterable[Any]:
    told = one.alert
    sender = _id("identity", one.sender)
    mark = MARKINGS[told.tlp]
    shared = {"created": one.sent, "modified": one.sent, "created_by_ref": sender, "object_marking_refs": [mark]}
    labels = [told.status.lower(), told.scope.lower(), *([SYNTHETIC] if told.synthetic else [])]
    yield stix2.Identity(id=sender, created=BEGUN, modified=BEGUN, name=one.sender, identity_class="system")
    yield stix2.ExtensionDefinition(
        id=EXTENSION,
        created=BEGUN,
        modified=BEGUN,
        created_by_ref=sender,
        name="Tocsin alert",
        description="An alert of a warning problem: its running event, what raised it, and how far it may go.",
        schema="docs/reference/alerts.md",
        version="1.0.0",
        extension_types=["property-extension"],
    )
    yield stix2.MarkingDefinition(
        id=mark,
        created=TLP_CREATED,
        name=f"TLP:{told.tlp.upper()}",
        extensions={TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": told.tlp}},
    )
    report = _id("report", one.name)
    places = [_location(stix2, place, shared, labels) for place in told.places if place.lat is not None and place.lon is not None]
    notes = [_note(stix2, one, cause, report, shared, labels) for cause in told.causes]
    yield from places
    yield from notes
    yield stix2.Report(
        id=report,
        **shared,
        name=headline(one, "en"),
        description=text(one),
        report_types=["early-warning"],
        published=one.sent,
        lang="en",
        labels=labels,
        object_refs=[sender, *(place["id"] for place in places), *(note["id"] for note in notes)],
        extensions={EXTENSION: {"extension_type": "property-extension", "alert": _bare(rounded(told))}},
    )


def _note(stix2: Any, one: Message, cause: Cause, report: str, shared: dict[str, Any], labels: list[str]) -> Any:
    references = [
        {"source_name": "tocsin-report", "external_id": held.report, **({"description": line(held.words)} if held.words else {})}
        for held in cause.references
        if held.report
    ]
    what = line(cause.what.get("en") or cause.subject)
    return stix2.Note(
        id=_id("note", f"{one.name}/{cause.key}"),
        **shared,
        abstract=cause.kind,
        content=what if cause.on else f"{label('over', 'en')}: {what}",
        lang="en",
        labels=labels,
        object_refs=[report],
        **({"external_references": references} if references else {}),
    )


def _location(stix2: Any, place: Place, shared: dict[str, Any], labels: list[str]) -> Any:
    return stix2.Location(
        id=_id("location", f"{place.id}/{shared['object_marking_refs'][0]}"),
        **{**shared, "created": BEGUN, "modified": BEGUN},
        name=place.name,
        latitude=round(place.lat or 0.0, 1),
        longitude=round(place.lon or 0.0, 1),
        precision=place.precision_km * PRECISION_M,
        labels=labels,
    )


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(SPACE, f'{kind}:{name}')}"


def _bare(value: Any) -> Any:
    """Without what STIX forbids: nulls, and empty lists and mappings. They are what a record has where nothing is said."""
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if key != "record" and (kept := _bare(item)) not in (None, [], {})}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _library() -> Any:
    try:
        import stix2
    except ImportError as error:
        raise CannotFinish(
            f"STIX needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[stix]'"
        ) from None
    return stix2
