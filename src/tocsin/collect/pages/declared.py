"""What a page declares of itself: title, dates, names, addresses, from JSON-LD, meta elements, microdata and its address."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from tocsin.collect.moments import canonical as iso
from tocsin.collect.moments import moment
from tocsin.collect.names import is_web
from tocsin.collect.pages import linked

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_META_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "publish_date", "published-date", "pubdate", "publication_date", "publication-date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date.created", "created",
    "cxenseparse:recs:publishtime", "citation_publication_date", "date", "article.published", "mediator_published_time", "ptime",
)  # fmt: skip
_META_MODIFIED = ("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "datemodified")
_URL_DAY = re.compile(r"[/_.-](20[0-4]\d|19[89]\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
MOST_ELEMENTS = 2_000
"""of one kind that are looked at. They are taken as a slice: going through a collection of this library takes quadratic time"""
_TITLE_MARKS = (" | ", " — ", " – ", " - ", " • ", " :: ", " » ")


class Page(NamedTuple):
    """What a page says of itself."""

    title: str | None
    site: str | None
    published: str | None
    published_from: str | None
    modified: str | None
    language: str | None
    canonical: str | None
    amp: str | None
    is_amp: bool
    authors: tuple[str, ...]
    description: str | None
    kind: str | None
    free: bool | None
    """whether it says that all may read it; None where it says nothing"""
    body: str | None


def charset(raw: bytes) -> str | None:
    """The coding that a page declares in its first bytes."""
    found = _CHARSET.search(raw[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def read(tree: Any, url: str | None) -> Page:
    """What the page of a parsed `tree` declares; `url` is where it was fetched from."""
    document = tree.document
    meta = _meta(document)
    article = linked.article(script.text for script in document.query_selector_all('script[type*="ld+json"]')[:MOST_ELEMENTS])
    links = dict(_links(document))
    base = url or meta.get("og:url")
    root = document.query_selector("html")
    attributes = _attributes(root)
    address = _joined(links.get("canonical") or article.url or meta.get("og:url"), base)
    site = meta.get("og:site_name") or article.publisher or meta.get("application-name") or _microdata(document, "publisher", True)
    published, source = _published(document, meta, article, address or url)
    modified = article.modified or next((meta[name] for name in _META_MODIFIED if meta.get(name)), None)
    return Page(
        title=_title(document, meta, article, site, tree.title),
        site=site,
        published=published,
        published_from=source,
        modified=modified,
        language=_language(attributes.get("lang") or article.language or meta.get("content-language") or meta.get("og:locale")),
        canonical=address,
        amp=_joined(links.get("amphtml"), base),
        is_amp="amp" in attributes or "⚡" in attributes,
        authors=article.authors or _authors(document, meta),
        description=article.description or meta.get("og:description") or meta.get("description"),
        kind=article.kind or meta.get("og:type"),
        free=article.free,
        body=article.body,
    )


def _attributes(element: Any) -> dict[str, str]:
    return {name.lower(): element.getattr(name) or "" for name in element.attrs} if element is not None else {}


def _meta(document: Any) -> dict[str, str]:
    """Name or property, in small letters -> content; the first of each counts."""
    found: dict[str, str] = {}
    for element in document.query_selector_all("meta")[:MOST_ELEMENTS]:
        told = _attributes(element)
        content = " ".join((told.get("content") or "").split())
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and told.get(key):
                found.setdefault(told[key].strip().lower(), content)
    return found


def _links(document: Any) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for element in document.query_selector_all("link[rel][href]")[:MOST_ELEMENTS]:
        for rel in (element.getattr("rel") or "").lower().split():
            if rel in ("canonical", "amphtml") and rel not in seen and (href := (element.getattr("href") or "").strip()):
                seen.add(rel)
                yield rel, href


def _joined(address: str | None, base: str | None) -> str | None:
    if not address:
        return None
    try:
        whole = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return whole if is_web(whole) else None


def _language(words: str | None) -> str | None:
    """The language of `fr-FR`, `ru_RU`, `uk`; None for what is no such code."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", words or "")
    return found.group(1).lower() if found else None


def _published(document: Any, meta: dict[str, str], article: linked.Article, url: str | None) -> tuple[str | None, str | None]:
    """The date of publication and where it stands: the most precise of those on the day that the first source names."""
    found = [(written, source) for written, source in _dates(document, meta, article, url) if moment(written)[0] is not None]
    if not found:
        return None, None
    first, day = found[0], moment(found[0][0])[0]
    for written, source in found:
        then = moment(written)[0]
        if _precision(written) > _precision(first[0]) and then is not None and day is not None and abs((then - day).days) <= 1:
            first = (written, source)
    return first


def _dates(document: Any, meta: dict[str, str], article: linked.Article, url: str | None) -> Iterator[tuple[str, str]]:
    if article.published:
        yield article.published, "json-ld"
    for name in _META_DATES:
        if name in meta:
            yield meta[name], f"meta {name}"
    for selector in (
        '[itemprop~="datePublished"]',
        '[property~="datePublished"]',
        "time[pubdate]",
        "article time[datetime]",
        ".dt-published",
    ):
        for element in document.query_selector_all(selector)[:1]:
            told = _attributes(element)
            words = told.get("datetime") or told.get("content") or told.get("title") or " ".join(element.text.split())
            if words:
                yield words, "microdata" if "datePublished" in selector else "time element"
    times = document.query_selector_all("time[datetime]")[:2]
    if len(times) == 1:
        yield times[0].getattr("datetime") or "", "time element"
    if url and (found := _URL_DAY.search(urlsplit(url).path)):
        yield "-".join(found.groups()), "address"


def _precision(written: str) -> int:
    """0 a day, 1 minutes without zone, 2 with zone, 3 seconds with zone."""
    words = iso(written)
    clock = re.search(r"\d:\d\d(:\d\d)?", words)
    if clock is None:
        return 0
    zone = re.search(r"(Z|[+-]\d\d:?\d\d|GMT|UTC|[ECMP][SD]T)\s*$", words) is not None
    return 1 + zone + (zone and clock.group(1) is not None)


def _title(document: Any, meta: dict[str, str], article: linked.Article, site: str | None, title: str | None) -> str | None:
    """The headline: JSON-LD's, else og:title, the only `<h1>`, the page's title; without the site's name behind it."""
    headings = [words for element in document.query_selector_all("h1")[:MOST_ELEMENTS] if (words := " ".join(element.text.split()))]
    found = article.headline or meta.get("og:title") or meta.get("twitter:title")
    if not found and len(headings) == 1:
        found = headings[0]
    found = " ".join((found or title or (headings[0] if headings else "")).split())
    for heading in headings:
        # The page's title with the site's name joined to it, where the heading is the same without.
        if found != heading and found.startswith(heading) and found[len(heading) :].startswith(_TITLE_MARKS):
            return heading
    for mark in _TITLE_MARKS:
        before, found_mark, after = found.rpartition(mark)
        if found_mark and site and after.strip().casefold() == site.casefold():
            return before.strip()
    return found or None


def _authors(document: Any, meta: dict[str, str]) -> tuple[str, ...]:
    for name in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author"):
        if name in meta and not is_web(meta[name]):
            return (meta[name],)
    for selector in ('[itemprop~="author"] [itemprop~="name"]', '[itemprop~="author"]', '[rel~="author"]', ".p-author"):
        named = document.query_selector_all(selector)[:MOST_ELEMENTS]
        found = tuple(words for element in named if (words := _said(element)) and len(words) < 100)
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _microdata(document: Any, name: str, inner: bool) -> str | None:
    element = document.query_selector(f'[itemprop~="{name}"]' + (' [itemprop~="name"]' if inner else ""))
    return _said(element) or None if element is not None else None


def _said(element: Any) -> str:
    return " ".join((element.getattr("content") or element.text or "").split())
