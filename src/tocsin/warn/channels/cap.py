"""Common Alerting Protocol 1.2 (OASIS, 1 July 2010): one message, in English and French, escaped by the XML writer alone.

`status` is Exercise and `scope` Restricted, with a `restriction`, unless a named person released the message. Places are named, or circles
at 0.1 degree. What is SYNTHETIC says so in the headlines, the note and a code.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from tocsin.model import Alert
from tocsin.warn.channels.message import Lang, Message, headline, kind
from tocsin.warn.channels.plain import label
from tocsin.warn.marking import SYNTHETIC, marking
from tocsin.warn.neutral import line

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LIKELY, UNLIKELY = 0.5, 0.05
"""CAP 1.2, 3.2.2: Likely is above about a half; Unlikely is not expected to occur: below a twentieth here (ICD 203's almost no chance)"""
RADIUS_KM = 11.0
"""of a circle: 0.1 degree"""
HEADLINE = 160
"""characters that some displays show (CAP 1.2, 3.2.2)"""


def alert(one: Message) -> bytes:
    """The message as a CAP document, UTF-8."""
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    for name, value in _head(one):
        _add(root, name, value)
    for lang in ("en", "fr"):
        _info(root, one, lang)
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return body


def _head(one: Message) -> Iterator[tuple[str, str]]:
    """Elements of the message itself, in the order of the schema."""
    told = one.alert
    yield "identifier", one.name
    yield "sender", one.sender
    yield "sent", moment(one.sent)
    yield "status", told.status
    yield "msgType", {"alert": "Alert", "update": "Update", "cancel": "Cancel"}[kind(one)]
    yield "source", "Tocsin"
    yield "scope", told.scope
    if told.scope == "Restricted":
        yield (
            "restriction",
            f"TLP:{told.tlp.upper()}; " + (label("exercise", "en") if told.released_by is None else "to whom that mark allows"),
        )
    yield "code", f"TLP:{told.tlp.upper()}"
    if told.synthetic:
        yield "code", SYNTHETIC
    yield "note", f"{marking(told)}. " + (label("released", "en", by=told.released_by) if told.released_by else label("exercise", "en"))
    if one.before:
        yield "references", " ".join(f"{one.sender},{name},{moment(sent)}" for name, sent in one.before)
    yield "incidents", f"tocsin-{told.event[:24]}"


def _info(root: Any, one: Message, lang: Lang) -> None:
    told = one.alert
    info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    title = told.title.get(lang) or told.title.get("en") or told.group
    for name, value in (
        ("language", lang),
        ("category", "Security"),
        ("event", title),
        ("responseType", "AllClear" if kind(one) == "cancel" else "Assess"),
        ("urgency", "Past" if kind(one) == "cancel" else told.urgency.capitalize()),
        ("severity", told.severity.capitalize()),
        ("certainty", certainty(told)),
        ("senderName", "Tocsin"),
        ("headline", headline(one, lang)[:HEADLINE]),
        ("description", _description(one, lang)),
    ):
        _add(info, name, value)
    action = told.action.get(lang) or told.action.get("en")
    if action:
        _add(info, "instruction", f"{told.who}: {action}")
    for name, value in _parameters(told):
        parameter = etree.SubElement(info, f"{{{NAMESPACE}}}parameter")
        _add(parameter, "valueName", name)
        _add(parameter, "value", value)
    area = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    named = ", ".join(place.name for place in told.places) or told.area.get(lang) or told.area.get("en") or told.problem or "unknown"
    _add(area, "areaDesc", named)
    for place in told.places:
        if place.lat is not None and place.lon is not None:
            _add(area, "circle", f"{place.lat:.1f},{place.lon:.1f} {RADIUS_KM:g}")


def certainty(told: Alert) -> str:
    """CAP's word for a probability; Unknown for what is no probability."""
    if told.probability is None:
        return "Unknown"
    return "Likely" if told.probability > LIKELY else "Unlikely" if told.probability < UNLIKELY else "Possible"


def _description(one: Message, lang: Lang) -> str:
    told = one.alert
    rows = [cause.what.get(lang) or cause.what.get("en") or cause.subject for cause in told.causes]
    more = told.added - sum(cause.on for cause in told.causes)
    if more > 0:
        rows.append(label("more", lang, more=more, event=told.event[:8]))
    return "; ".join(line(row) for row in rows) or label("silence", lang)


def _parameters(told: Alert) -> Iterator[tuple[str, str]]:
    yield "tocsin:event", told.event
    yield "tocsin:trigger", " ".join(told.triggers)
    yield "tocsin:count", str(told.count)
    yield "tocsin:tlp", told.tlp
    if told.synthetic:
        yield "tocsin:synthetic", "true"
    if told.hypothesis is not None and told.probability is not None:
        yield "tocsin:hypothesis", told.hypothesis
        yield "tocsin:horizonDays", str(told.horizon)
        yield "tocsin:probability", f"{told.probability:.6g}"


def moment(when: datetime) -> str:
    """A time as CAP wants it: with an offset in digits; UTC is `-00:00` (CAP 1.2, 3.3.2)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _add(parent: Any, name: str, value: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = line(value)
