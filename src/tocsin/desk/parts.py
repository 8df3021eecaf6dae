"""What the parts of pages (templates/parts) need beside Jinja: places on axes, times that read right, cut texts, addresses."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from tocsin.desk import words
from tocsin.library import map as outlines
from tocsin.model import Record
from tocsin.warn import words as written
from tocsin.warn.drawing.maps import SETTLED
from tocsin.warn.words import Lang

LEAST = 1e-5
"""where the logarithmic axis of small bars begins: 1 in 100,000; what is rarer stands at its start"""
DECADES = (1e-4, 1e-3, 1e-2, 1e-1)
"""ticks of that axis"""
STALE_HOURS = 36.0
"""after that, what should be fresh is marked as old: a day and a half, so that one missed night shows (our choice)"""
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
AGO: dict[Lang, tuple[str, str, str, str, str]] = {
    "en": ("just now", "{} min ago", "{} h ago", "{} days ago", "in {}"),
    "fr": ("à l'instant", "il y a {} min", "il y a {} h", "il y a {} jours", "dans {}"),
}
ELEMENT_WORDS = (
    "Zoom in",
    "Zoom out",
    "Back",
    "Forward",
    "Whole period",
    "Whole map",
    "Whole graph",
    "Show the table",
    "Show the picture",
    "base rate",
    "judgement of others",
    "what moved it",
    "range",
    "Arrow keys move, plus and minus zoom, 0 shows all.",
    "Arrow keys move, plus and minus zoom, 0 shows all. Tab goes through the places.",
    "Arrow keys go from one to the next, Enter opens it, plus and minus zoom, 0 shows all.",
    "It could not be loaded. What is below says the same in words.",
    "This is being worked out; it appears by itself.",
    "Time",
    "Play",
    "Stop",
    "copy",
    "rewrite",
    "translation",
    "citation",
    "drift",
    "upstream",
    "origin",
    "report",
    "lit",
    "quiet",
    "unseen",
    "contested",
    "broken",
    "place",
    "system",
    "observation",
    "look",
    "Coasts and borders: Natural Earth.",
    "disputed border",
    "{nodes} nodes, {edges} links",
)
"""English; `words/fr_parts.yml` has the French"""
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath fill='%23c1272d' "
    "d='M12 2a2 2 0 0 1 2 2v.6a7 7 0 0 1 5 6.7V16l2 3H3l2-3"
    "v-4.7a7 7 0 0 1 5-6.7V4a2 2 0 0 1 2-2zM9.5 20h5a2.5 2.5 0 0 1-5 0z'/%3E%3C/svg%3E"
)
"""the bell, inside the page: no request for it"""
AHEAD: dict[Lang, tuple[str, str, str]] = {"en": ("{} min", "{} h", "{} days"), "fr": ("{} min", "{} h", "{} jours")}


class Segment(Record, frozen=True, kw_only=True):
    """A piece of a quoted text; `kind` None: nothing is marked in it."""

    text: str
    kind: str | None = None
    title: str = ""
    href: str = ""


def install(environment: Environment, lang: Lang) -> None:
    """Give the parts' filters to a Jinja environment of a language."""
    environment.filters.update(
        place=place,
        ago=lambda when, now: ago(when, now, lang),
        exact=exact,
        iso=lambda when: when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        chance=lambda value, like=None: written.chance(value, lang, like),
        number=lambda value, places=0: written.number(value, lang, places),
        segments=segments,
        with_query=with_query,
        age_hours=lambda when, now: (now - when).total_seconds() / HOUR,
        page_numbers=page_numbers,
    )
    environment.globals.update(DECADES=DECADES, STALE_HOURS=STALE_HOURS, element_words=element_words(lang), icon=ICON)


def element_words(lang: Lang) -> Markup:
    """What the three elements say, as a block of JSON that web/src/words.js reads: no text of theirs is in the bundle."""
    said = json.dumps({english: words.said(lang, english) for english in ELEMENT_WORDS}, ensure_ascii=False).replace("<", "\\u003c")
    return Markup('<script type="application/json" id="element-words">{}</script>').format(Markup(said))  # noqa: S704 - no < is left in it


def place(value: float, plain: bool = False) -> float:
    """Where a probability stands on an axis from 0 to 100: logarithmic from LEAST to 1, or linear."""
    share = value if plain else 1 - math.log(max(value, LEAST)) / math.log(LEAST)
    return round(100 * min(1.0, max(0.0, share)), 2)


def exact(when: datetime) -> str:
    """`2022-10-01 06:00 UTC`."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def ago(when: datetime, now: datetime, lang: Lang) -> str:
    """`3 h ago`, `il y a 3 h`; what lies ahead as `in 3 h`; beyond 60 days the date."""
    seconds = (now - when).total_seconds()
    size = abs(seconds)
    if size < MINUTE:
        return AGO[lang][0]
    if size >= 60 * DAY:
        return when.astimezone(UTC).strftime("%Y-%m-%d")
    n, unit = next((n, unit) for n, (unit, below) in enumerate(((MINUTE, HOUR), (HOUR, 2 * DAY), (DAY, math.inf))) if size < below)
    count = int(size // unit)
    if seconds < 0:
        return AGO[lang][4].format(AHEAD[lang][n].format(count))
    return AGO[lang][n + 1].format(count)


def segments(text: str, spans: Iterable[Mapping[str, Any]]) -> list[Segment]:
    """A text cut at its spans, in order. Of two that overlap the earlier one keeps the overlap; what lies outside the text is left out."""
    cut: list[Segment] = []
    at = 0
    for span in sorted(spans, key=lambda one: (one["start"], one["end"])):
        start, end = max(at, span["start"]), min(len(text), span["end"])
        if start >= end:
            continue
        if start > at:
            cut.append(Segment(text=text[at:start]))
        cut.append(Segment(text=text[start:end], kind=span.get("kind") or "", title=span.get("title") or "", href=span.get("href") or ""))
        at = end
    return [*cut, Segment(text=text[at:])] if at < len(text) or not cut else cut


def with_query(here: str, **changes: object) -> str:
    """An address with some of its query changed; None takes a value out. What stays keeps its order."""
    parts = urlsplit(here)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    query = urlencode([*kept, *added])
    return parts.path + (f"?{query}" if query else "")


def page_numbers(number: int, pages: int) -> list[int | None]:
    """The pages to offer: the first, the last and those around; None where some are left out."""
    offered = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    found: list[int | None] = []
    for n in offered:
        if found and found[-1] is not None and n > found[-1] + 1:
            found.append(None)
        found.append(n)
    return found


def boundary_notes(lang: Lang, points: Sequence[tuple[float, float]]) -> list[str]:
    """What a map says of its lines: that they take no position, and each dispute within 10 degrees of a point (longitude, latitude)."""
    near = [
        one.note.get(lang, one.note["en"])
        for one in outlines.disputes()
        if any(abs(one.at[0] - lon) <= 10 and abs(one.at[1] - lat) <= 10 for lon, lat in points)
    ]
    notes = [SETTLED[lang], *near]
    return [written.typography(note) for note in notes] if lang == "fr" else notes
