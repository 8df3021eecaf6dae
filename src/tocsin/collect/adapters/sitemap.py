"""A sitemap (XML, news extension): each page that it announces with a title is a report of that title; the rest are only addresses.

Loses: the pages' words, which a sitemap does not give: a report holds the title alone and is flagged `title-only`. Addresses without a
title (plain sitemaps, indexes of sitemaps) make no reports: they are refused together as `only-addresses`, with what to do, for fetching
takes them up, not reading. Pictures and films are left out.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.collect import xml_safely
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.declared_coding import decode_declared
from tocsin.collect.names import host
from tocsin.errors import Refused


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The titles that a news sitemap announces. Raises Refused where it holds addresses alone."""
    blob = whole(stream, taking)
    decoded = decode_declared(blob, taking.charset or xml_safely.declared(blob), taking.where)
    root, flags = xml_safely.parse(decoded.text, taking.where)
    entries = [element for element in root.iter() if xml_safely.local(element) in ("url", "sitemap")]
    flags += tuple(flag for flag in decoded.flags if "encoding" in flag)
    titled = 0
    for number, entry in enumerate(entries, 1):
        taking.hurry()
        told = _told(entry)
        if not told.get("title") or not told.get("loc"):
            continue
        titled += 1
        yield _piece(entry, told, number, flags, decoded.encoding)
    if not titled:
        what = f"it holds {len(entries):,} addresses and no words" if entries else "there is no address in it"
        todo = "give the pages that it leads to" if entries else "look at its address in a browser"
        raise Refused("only-addresses" if entries else "empty", what, where=taking.where, todo=todo)


def _piece(entry: Any, told: dict[str, str], number: int, flags: tuple[str, ...], encoding: str) -> Piece:
    from lxml import etree

    return Piece(
        text=told["title"],
        blob=b"<urlset>" + etree.tostring(entry, encoding="utf-8", with_tail=False) + b"</urlset>",
        at=f"#{number}",
        title=told["title"],
        url=told["loc"],
        site=told.get("name") or host(told["loc"]),
        published=told.get("publication_date") or told.get("lastmod"),
        language=told.get("language"),
        extra={"keywords": told.get("keywords"), "modified": told.get("lastmod")},
        flags=("title-only", *flags),
        encoding=encoding,
        media_type="application/xml",
    )


def _told(entry: Any) -> dict[str, str]:
    """Local name -> words of what stands in an entry; pictures' and films' own titles are left out."""
    found: dict[str, str] = {}
    for element in entry.iter():
        above = {xml_safely.local(one) for one in element.iterancestors()} & {"image", "video"}
        words = " ".join((element.text or "").split())
        if words and not above and not len(element):
            found.setdefault(xml_safely.local(element), words)
    return found
