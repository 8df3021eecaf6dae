"""Web pages beside trafilatura, newspaper4k and readability, in one run: title, date, text, language, and pages a second of processor time.

`python -m tests.bench pages`. Layouts are self-written (page_layouts.py, SYNTHETIC); F1 is of words as bags. What a peer does not offer
is a dash. `readability-lxml` and `newspaper4k` are measured where they are installed.
"""

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.bench.page_layouts import Layout, layouts
from tocsin.collect.files import Collected, collect_bytes

CLOCK = datetime(2026, 11, 28, tzinfo=UTC)
ROUNDS = 5
Reader = Callable[[str], "Taken"]


class Taken(NamedTuple):
    """What a reader took from a page; null where it does not offer it."""

    title: str | None
    published: str | None
    text: str
    language: str | None


def ours(page: str) -> Taken:
    """Tocsin's adapter, the trip through bytes, hashes and furniture included."""
    for item in collect_bytes(page.encode(), "page.html", clock=CLOCK, form="html"):
        if isinstance(item, Collected):
            report = item.report
            when = report.published_at
            said = (when.date().isoformat() if "published-day-only" in report.flags else when.isoformat()) if when else None
            return Taken(report.title, said, report.text, report.language)
    return Taken(None, None, "", None)


def trafilatura(page: str) -> Taken:
    """trafilatura as its documentation calls it, without comments."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None:
        return Taken(None, None, "", None)
    return Taken(found.title, found.date, found.text or "", found.language)


def readability(page: str) -> Taken:
    """readability-lxml; it offers neither dates nor languages."""
    from lxml import html
    from readability import Document

    found = Document(page)
    return Taken(found.short_title(), None, html.fromstring(found.summary()).text_content(), None)


def newspaper(page: str) -> Taken:
    """newspaper4k, told nothing of the language; it keeps the zone that a page gives."""
    from newspaper import Article

    article: Any = Article("https://page.example/a")
    article.download(input_html=page)
    article.parse()
    when = article.publish_date
    return Taken(article.title, when.isoformat() if when else None, article.text, article.meta_lang or None)


def main() -> None:
    """Print one table."""
    pages = layouts()
    print(f"{len(pages)} self-written layouts, one run, one core")
    print("| reader | title | day | to the second | text F1 | worst F1 | language | pages/s |\n|---|---|---|---|---|---|---|---|")
    for name, reader in (("tocsin", ours), ("trafilatura", trafilatura), ("newspaper4k", newspaper), ("readability-lxml", readability)):
        try:
            reader(pages[0].page)
        except ImportError:
            print(f"| {name} | not installed |")
            continue
        print(_row(name, reader, pages))


def _row(name: str, reader: Reader, pages: list[Layout]) -> str:
    taken = [reader(layout.page) for layout in pages]
    started = time.process_time()
    for _ in range(ROUNDS):
        for layout in pages:
            reader(layout.page)
    speed = ROUNDS * len(pages) / (time.process_time() - started)
    scores = [_f1(layout.text, one.text) for layout, one in zip(pages, taken)]
    exact = [layout for layout in pages if len(layout.published) > 10]
    seconds = [_instant(one.published) == _instant(layout.published) for layout, one in zip(pages, taken) if len(layout.published) > 10]
    cells = (
        _share([one.title == layout.title for layout, one in zip(pages, taken)]),
        _share([_day(one.published, layout.published) for layout, one in zip(pages, taken)]) if name != "readability-lxml" else "-",
        f"{sum(seconds)}/{len(exact)}" if name != "readability-lxml" else "-",
        f"{sum(scores) / len(scores):.3f}",
        f"{min(scores):.2f}",
        _share([one.language == layout.language for layout, one in zip(pages, taken)]) if name != "readability-lxml" else "-",
        f"{speed:,.0f}",
    )
    return f"| {name} | {' | '.join(cells)} |"


def _share(right: list[bool]) -> str:
    return f"{sum(right)}/{len(right)}"


def _instant(written: str | None) -> datetime | None:
    if not written or len(written) <= 10:
        return None
    return datetime.fromisoformat(written).replace(tzinfo=datetime.fromisoformat(written).tzinfo or UTC).astimezone(UTC)


def _day(found: str | None, wanted: str) -> bool:
    """Whether the day is right, in UTC or as the page writes it."""
    instant = _instant(wanted)
    return bool(found) and str(found)[:10] in {wanted[:10], instant.date().isoformat() if instant else wanted[:10]}


def _f1(wanted: str, found: str) -> float:
    words, given = (Counter(re.findall(r"\w+", text.casefold())) for text in (wanted, found))
    both = sum((words & given).values())
    return 2 * both / (sum(words.values()) + sum(given.values())) if both else 0.0
