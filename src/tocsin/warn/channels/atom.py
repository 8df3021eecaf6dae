"""A feed of alerts: Atom (RFC 4287), newest first, with ids that stay."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from tocsin.warn.channels.message import Message, headline
from tocsin.warn.channels.plain import text
from tocsin.warn.marking import SYNTHETIC, marking
from tocsin.warn.neutral import line, safe

NAMESPACE = "http://www.w3.org/2005/Atom"
SPACE = uuid.UUID("4f7f3d2e-6a0b-5d0e-9a64-2b1c8f5e7a10")
"""of names: an id is the UUID (version 5) of a name in it"""
START = datetime(1970, 1, 1, tzinfo=UTC)
"""when a feed without entries was updated"""


def feed(some: Iterable[Message], title: str = "Tocsin") -> bytes:
    """The feed as UTF-8. Its own id is its sender's."""
    entries = sorted(some, key=lambda one: (-one.sent.timestamp(), one.name))
    sender = entries[0].sender if entries else "tocsin"
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    made_up = any(one.alert.synthetic for one in entries)
    _add(root, "id", uuid.uuid5(SPACE, f"feed:{sender}").urn)
    _add(root, "title", f"{title}: alerts" + (f" ({SYNTHETIC})" if made_up else ""))
    _add(root, "updated", moment(max((one.sent for one in entries), default=START)))
    author = _add(root, "author")
    _add(author, "name", sender)
    _add(root, "generator", "Tocsin")
    for one in entries:
        entry = _add(root, "entry")
        _add(entry, "id", uuid.uuid5(SPACE, one.name).urn)
        _add(entry, "title", headline(one, "en"))
        _add(entry, "updated", moment(one.sent))
        _add(entry, "published", moment(one.sent))
        for term in (f"TLP:{one.alert.tlp.upper()}", one.alert.status, one.alert.severity, *([SYNTHETIC] if one.alert.synthetic else [])):
            _add(entry, "category").set("term", term)
        _add(entry, "summary", marking(one.alert))
        content = _add(entry, "content", None)
        content.set("type", "text")
        content.text = safe(text(one))
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return body


def moment(when: datetime) -> str:
    """RFC 3339 in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: Any, name: str, value: str | None = None) -> Any:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if value is not None:
        made.text = line(value)
    return made
