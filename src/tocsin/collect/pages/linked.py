"""The article that a page describes in JSON-LD (schema.org), however deep it stands and however carelessly it is written."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_KINDS = ("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "LiveBlogPosting",
          "Article", "BlogPosting", "Report", "SocialMediaPosting", "PressRelease", "VideoObject", "WebPage")  # fmt: skip
_OPENS, _CLOSES = ("<!--", "<![CDATA["), ("-->", "]]>")
DEEPEST, MOST = 12, 2_000
"""levels and objects that are looked at"""


class Article(NamedTuple):
    """What JSON-LD says of a page's article; null where it says nothing."""

    kind: str | None = None
    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    description: str | None = None
    body: str | None = None
    free: bool | None = None


def article(scripts: Iterable[str]) -> Article:
    """The most article-like object in the page's scripts of JSON-LD; an empty one where there is none."""
    objects = [thing for script in scripts for thing in _things(_parsed(script))][:MOST]
    named = {str(thing["@id"]): thing for thing in objects if "@id" in thing and len(thing) > 1}
    for kind in _KINDS:
        for thing in objects:
            if kind in _types(thing):
                return _article(thing, kind, named)
    return Article()


def _parsed(script: str) -> Any:
    words = _bare(script)
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        # A comma before a closing bracket is what templates leave behind most.
        return json.loads(re.sub(r",\s*([}\]])", r"\1", words), strict=False)
    except (ValueError, RecursionError):
        return None


def _bare(script: str) -> str:
    """A script without the marks that keep it from old browsers: a comment, or CDATA that itself stands in a comment."""
    words = script.strip()
    for _ in range(3):
        words = words.rstrip("; \t\r\n")
        opens = words.removeprefix("//").lstrip()
        words = next((opens.removeprefix(mark).lstrip() for mark in _OPENS if opens.startswith(mark)), words)
        words = next((words.removesuffix(mark).rstrip().removesuffix("//").rstrip() for mark in _CLOSES if words.endswith(mark)), words)
    return words.rstrip("; \t\r\n")


def _things(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside `value`, outermost first."""
    level = [value]
    for _ in range(DEEPEST):
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                yield one
                inner += one.values()
            elif isinstance(one, list):
                inner += one[:MOST]
        level = inner[:MOST]


def _types(thing: dict[str, Any]) -> tuple[str, ...]:
    kinds = thing.get("@type")
    return tuple(str(kind).rpartition("/")[2].rpartition(":")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _article(thing: dict[str, Any], kind: str, named: dict[str, dict[str, Any]]) -> Article:
    from tocsin.collect.pages.text import from_fragment

    free = thing.get("isAccessibleForFree")
    page = thing.get("mainEntityOfPage")
    address = thing.get("url") or (page.get("@id") if isinstance(page, dict) else page)
    body = from_fragment(_words(thing.get("articleBody")) or "")
    return Article(
        kind=kind,
        headline=from_fragment(_words(thing.get("headline")) or (_words(thing.get("name")) if kind != "WebPage" else None) or "") or None,
        published=_words(thing.get("datePublished")) or _words(thing.get("dateCreated")) or _words(thing.get("uploadDate")),
        modified=_words(thing.get("dateModified")),
        publisher=next(iter(_names(thing.get("publisher") or thing.get("sourceOrganization"), named)), None),
        authors=_names(thing.get("author") or thing.get("creator"), named),
        language=_words(thing.get("inLanguage")) or next(iter(_names(thing.get("inLanguage"), named)), None),
        url=_words(address),
        description=from_fragment(_words(thing.get("description")) or "") or None,
        body=body or None,
        free=None if free is None else str(free).strip().lower().rpartition("/")[2] not in ("false", "0", "no"),
    )


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    return value.strip() or None if isinstance(value, str) else None


def _names(value: Any, named: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            thing = one if "name" in one else named.get(str(one.get("@id")), one)
            one = thing.get("name") or thing.get("alternateName")
        words = _words(one)
        if words and not words.startswith(("http://", "https://")):
            found.append(words)
    return tuple(dict.fromkeys(found))
