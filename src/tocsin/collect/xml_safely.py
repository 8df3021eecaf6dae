"""XML read safely: no entity is resolved, no DTD or address loaded, no endless nesting; broken XML is read as far as it goes."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.errors import Refused

DEEPEST = 200
"""levels; libxml2 itself stops at 256"""
MOST_MARKS = 2_000_000
"""beginnings and ends of elements: each element takes some 250 bytes of memory, of one that is six bytes long as well"""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})["']""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def declared(raw: bytes) -> str | None:
    """The coding that an XML declaration names, or None."""
    found = _ENCODING.match(raw[:512].removeprefix(b"\xef\xbb\xbf"))
    return found.group(1).decode("ascii").lower() if found else None


def parse(text: str, where: str) -> tuple[Any, tuple[str, ...]]:
    """The root element of `text` and flags. Raises Refused `broken-xml` where there is none, `too-deep`, `too-many`."""
    from lxml import etree

    if text.count("<") > MOST_MARKS:
        what = f"it has more than {MOST_MARKS // 2:,} elements"
        raise Refused("too-many", what, where=where, todo="split it, or save its text as .txt")
    flags: tuple[str, ...] = ()
    body = _FORBIDDEN.sub(" ", _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Refused("broken-xml", f"it is no XML: {error.msg}", where=where, todo="fetch it again, or save its text as .txt") from None
    if root is None:
        raise Refused("broken-xml", "there is no XML element in it", where=where, todo="fetch it again, or save its text as .txt")
    if "<!ENTITY" in body[:100_000]:
        flags = ("entities-left-alone",)
    if len(parser.error_log) and any(entry.level_name != "WARNING" for entry in parser.error_log):
        if any("depth" in entry.message.lower() for entry in parser.error_log):
            raise Refused("too-deep", "its elements nest too deeply", where=where, todo="fetch it again, or save its text as .txt")
        flags = (*flags, "broken-xml")
    return root, flags


def streamed(stream: BinaryIO, name: str) -> Iterator[Any]:
    """Each element called `name`, whatever its namespace, as soon as it is whole, and then let go of; as a text what broke the document.

    Nothing is resolved or loaded. The element must be read before the next is asked for.
    """
    from lxml import etree

    events = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        for _, element in events:
            if local(element) != name:
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        yield f"it is broken XML: {error.msg}"


def local(element: Any) -> str:
    """The name of an element without its namespace, in small letters; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def words(element: Any) -> str:
    """All text inside an element, as it stands."""
    return "".join(element.itertext()) if element is not None else ""
