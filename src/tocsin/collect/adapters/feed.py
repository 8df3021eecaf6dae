"""RSS (0.9 to 2.0, RDF), Atom and JSON Feed: each entry is a report.

Loses: pictures, enclosures (their addresses are kept), categories' schemes, comments, the markup of the text; the feed's own description.
What an entry gives as text is often only a summary: then it is flagged `summary-only`. Names of authors are kept as the feed prints them,
mail addresses beside them are not. A feed broken in the middle is read as far as it goes, and flagged; an entry in
which it ends is refused.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urljoin

from tocsin.collect import json_safely, xml_safely
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.declared_coding import decode_declared
from tocsin.collect.names import host, person
from tocsin.collect.pages.text import from_fragment
from tocsin.errors import Refused

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "fulltext", "full-text", "body")
_SUMMARIES = ("description", "summary", "subtitle")
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified", "dcterms:issued")
_CLOSED = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_OPENS = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)
_TODO = "fetch it again, or give the pages it leads to"


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The entries of a feed, in its order. Raises Refused where there is no feed or no entry in it."""
    blob = whole(stream, taking)
    decoded = decode_declared(blob, taking.charset or xml_safely.declared(blob), taking.where)
    if decoded.text.lstrip("\ufeff \t\r\n").startswith("{"):
        yield from _json_feed(decoded.text, decoded.encoding, taking)
        return
    root, flags = xml_safely.parse(decoded.text, taking.where)
    entries = [element for element in root.iter() if xml_safely.local(element) in _ENTRIES]
    if not entries:
        raise Refused("empty", "there is no entry in the feed", where=taking.where, todo="look at its address in a browser")
    channel = _channel(root)
    flags += tuple(flag for flag in decoded.flags if "encoding" in flag)
    # An entry that never closes is the last one: what is left of it is no report.
    cut = "broken-xml" in flags and len(_CLOSED.findall(decoded.text)) < len(entries)
    for number, entry in enumerate(entries, 1):
        taking.hurry()
        if cut and number == len(entries):
            start = max((found.start() for found in _OPENS.finditer(decoded.text)), default=0)
            yield Unfit(
                "truncated", "the feed ends inside this entry", _TODO, decoded.text[start:].encode("utf-8", "replace"), f"#{number}"
            )
            return
        if number > taking.limits.members:
            yield Unfit("too-many", f"the feed has more than {taking.limits.members:,} entries", _TODO, b"", f"#{number}")
            return
        yield _entry(entry, channel, flags, decoded.encoding, number, taking)


def _channel(root: Any) -> dict[str, str | None]:
    """What the feed says of itself: title, link, language."""
    home = next((child for child in root if xml_safely.local(child) == "channel"), root)
    found: dict[str, str | None] = {"language": root.get("{http://www.w3.org/XML/1998/namespace}lang")}
    for child in home:
        name = xml_safely.local(child)
        if name in ("title", "language") and not found.get(name):
            found[name] = xml_safely.words(child).strip()
        elif name == "link" and not found.get("link") and child.get("rel", "alternate") == "alternate":
            found["link"] = (child.get("href") or xml_safely.words(child)).strip()
    base = home.get("{http://www.w3.org/XML/1998/namespace}base") or root.get("{http://www.w3.org/XML/1998/namespace}base")
    found["base"] = base or found.get("link")
    return found


def _entry(entry: Any, channel: dict[str, str | None], flags: tuple[str, ...], encoding: str, number: int, taking: Taking) -> Piece:
    from lxml import etree

    held: dict[str, list[Any]] = {}
    for child in entry:
        held.setdefault(xml_safely.local(child), []).append(child)
    url, amp, enclosures = _links(held, taking.url or channel["base"])
    text, said = _text(held)
    said = (*flags, *said)
    date = next((words for name in _DATES for child in held.get(name, ()) if (words := xml_safely.words(child).strip())), None)
    if date and not any(name in held for name in ("pubdate", "published", "issued", "date", "created")):
        said = (*said, "published-is-updated")
    origin = held.get("source", [None])[0]
    source = (
        next((xml_safely.words(child).strip() for child in origin if xml_safely.local(child) == "title"), "") if origin is not None else ""
    )
    if origin is not None and not source:
        source = (origin.text or "").strip()
    extra: dict[str, object] = {
        "author": _authors(held),
        "amp": amp,
        "enclosures": enclosures,
        "categories": [words for child in held.get("category", ()) if (words := (child.get("term") or xml_safely.words(child)).strip())],
        "feed": channel.get("title"),
        "updated": next((xml_safely.words(child).strip() for child in held.get("updated", ())), None),
    }
    return Piece(
        text=text,
        blob=_wrapped(etree.tostring(entry, encoding="utf-8", with_tail=False), channel),
        at=f"#{number}",
        title=from_fragment(_first(held, "title")) or None,
        url=url,
        site=source or channel.get("title") or host(url) or host(channel.get("link")),
        published=date,
        language=entry.get("{http://www.w3.org/XML/1998/namespace}lang") or _first(held, "language") or channel.get("language"),
        source_id=_first(held, "guid") or _first(held, "id") or entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
        extra=extra,
        flags=said,
        encoding=encoding,
        media_type="application/xml",
    )


def _wrapped(entry: bytes, channel: dict[str, str | None]) -> bytes:
    """The entry as a feed of its own, so that it can be read again alone."""
    from xml.sax.saxutils import escape

    told = "".join(f"<{key}>{escape(value)}</{key}>" for key in ("title", "link", "language") if (value := channel.get(key)))
    return f"<rss><channel>{told}".encode("utf-8", "replace") + entry + b"</channel></rss>"


def _first(held: dict[str, list[Any]], name: str) -> str:
    return next((words for child in held.get(name, ()) if (words := xml_safely.words(child).strip())), "")


def _text(held: dict[str, list[Any]]) -> tuple[str, tuple[str, ...]]:
    """The fullest text of an entry, else its summary, else its title, and flags that say which."""
    full = max((_markup(child) for name in _TEXTS for child in held.get(name, ())), key=len, default="")
    brief = max((_markup(child) for name in _SUMMARIES for child in held.get(name, ())), key=len, default="")
    text, summary = from_fragment(full), from_fragment(brief)
    if text and len(text) >= len(summary):
        return text, ()
    if summary:
        return summary, ("summary-only",)
    return from_fragment(_first(held, "title")), ("title-only",)


def _markup(child: Any) -> str:
    """What a text element holds as HTML: escaped, or as elements of its own (Atom's `type="xhtml"`, RSS with stray tags)."""
    from lxml import etree

    if len(child) and any(isinstance(inner.tag, str) for inner in child):
        return (child.text or "") + "".join(etree.tostring(inner, encoding="unicode") for inner in child)
    words = xml_safely.words(child)
    if child.get("type") == "text":
        return words.replace("&", "&amp;").replace("<", "&lt;")
    return words


def _links(held: dict[str, list[Any]], base: str | None) -> tuple[str | None, str | None, list[str]]:
    url = amp = None
    enclosures = [str(child.get("url")) for child in held.get("enclosure", ()) if child.get("url")]
    for child in (*held.get("link", ()), *held.get("origlink", ())):
        address, kind = (child.get("href") or xml_safely.words(child)).strip(), child.get("rel", "alternate")
        if address and kind == "alternate" and url is None:
            url = address
        elif address and kind == "amphtml":
            amp = address
        elif address and kind == "enclosure":
            enclosures.append(address)
    if url is None:
        guid = _first(held, "guid") or _first(held, "id")
        url = guid if guid.startswith(("http://", "https://")) else None
    return _absolute(url, base), _absolute(amp, base), enclosures


def _absolute(address: str | None, base: str | None) -> str | None:
    if address is None:
        return None
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address


def _authors(held: dict[str, list[Any]]) -> list[str]:
    found = []
    for child in (*held.get("creator", ()), *held.get("author", ())):
        named = next((xml_safely.words(inner) for inner in child if xml_safely.local(inner) == "name"), None)
        found.append(person(xml_safely.words(child) if named is None else named))
    return [name for name in dict.fromkeys(found) if name]


def _json_feed(text: str, encoding: str, taking: Taking) -> Iterator[Piece | Unfit]:
    feed = json_safely.loads(text, taking, "broken-feed", _TODO)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise Refused("empty", "there is no entry in the feed", where=taking.where, todo="look at its address in a browser")
    top = {key: _words(feed.get(key)) for key in ("title", "home_page_url", "feed_url", "language")}
    for number, item in enumerate(items[: taking.limits.members], 1):
        taking.hurry()
        blob = json.dumps({"version": "https://jsonfeed.org/version/1.1", **top, "items": [item]}, ensure_ascii=False)
        raw = blob.encode("utf-8", "replace")
        if not isinstance(item, dict):
            yield Unfit("broken-entry", "the entry is no object", _TODO, raw, f"#{number}")
            continue
        told = {key: _words(value) for key, value in item.items()}
        body = from_fragment(told.get("content_html") or "") or told.get("content_text") or ""
        summary, title = told.get("summary") or "", told.get("title") or ""
        authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        url = told.get("url") or told.get("external_url")
        yield Piece(
            text=body or summary or title,
            blob=raw,
            at=f"#{number}",
            title=title or None,
            url=_absolute(url, taking.url or top["home_page_url"]),
            site=top["title"] or host(url),
            published=told.get("date_published") or told.get("date_modified"),
            language=told.get("language") or top["language"],
            source_id=told.get("id"),
            extra={
                "author": [person(_words(one.get("name")) or "") for one in authors or () if isinstance(one, dict)],
                "external_url": told.get("external_url"),
                "categories": [tag for tag in item["tags"] if isinstance(tag, str)] if isinstance(item.get("tags"), list) else [],
            },
            flags=() if body else ("summary-only",) if summary else ("title-only",),
            encoding=encoding,
            media_type="application/feed+json",
        )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else None
