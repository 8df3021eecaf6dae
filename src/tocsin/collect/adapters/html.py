"""A web page saved as HTML: one report, the article without what surrounds it.

Loses: pictures and what they show, layout, links inside the text, scripts (a page that only a script fills is refused `no-text`), readers'
comments, all but one article of a page that shows several. The date is taken from what the page declares (JSON-LD, meta elements,
microdata, `<time>`), to the second where it has seconds, and `published_from` says which; one that only the address tells is a day. A
paywall's stub is flagged (`paywall-declared`, `paywall-stub`), never taken for the whole article.
"""

from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.declared_coding import decode_declared
from tocsin.collect.names import host, is_web, person
from tocsin.collect.pages import declared, paywall, text
from tocsin.errors import Refused


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The report of one page. Raises Refused where it is too deep, or holds nothing to read."""
    from resiliparse.parse.html import HTMLTree

    blob = whole(stream, taking, taking.limits.report)
    decoded = decode_declared(blob, taking.charset or declared.charset(blob), taking.where)
    html = decoded.text
    text.check_depth(html, taking.where)
    tree = HTMLTree.parse(html)
    page = declared.read(tree, taking.url)
    body, said = text.main_text(tree, html)
    if page.body and len(page.body) > 1.5 * len(body):
        body, said = page.body, ("text-from:json-ld",)
    body = text.without_title(body, page.title)
    if not body:
        todo = "a script fills it: save the page from a browser, or its text as .txt"
        raise Refused("no-text", "there is no article in the page", where=taking.where, todo=todo)
    url, flags = _address(page, taking.url)
    flags += (*said, *(("amp-page",) if page.is_amp else ()), *(flag for flag in decoded.flags if "encoding" in flag))
    yield Piece(
        text=body,
        blob=blob,
        title=page.title,
        url=url,
        site=page.site or host(url),
        published=page.published,
        language=page.language,
        extra={
            "author": [name for name in map(person, page.authors) if name],
            "canonical": page.canonical if page.canonical != url else None,
            "amp": page.amp,
            "published_from": page.published_from,
            "modified": page.modified,
            "description": page.description,
            "kind": page.kind,
        },
        flags=(*flags, *paywall.flags(page.free, body, html)),
        encoding=decoded.encoding,
        media_type="text/html",
    )


def _address(page: declared.Page, fetched: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The page's address: what it calls canonical, unless that lies with another house than the one it was fetched from."""
    if not is_web(page.canonical):
        return fetched, ()
    if fetched and _house(page.canonical) != _house(fetched):
        return fetched, ("canonical-elsewhere",)
    return page.canonical, ()


def _house(url: str | None) -> str:
    return ".".join((host(url) or "").split(".")[-2:])
