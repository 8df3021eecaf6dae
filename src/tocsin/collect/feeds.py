"""Where a site keeps its feed, and what an address brings: how many reports, how new, in which languages, how many a day."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urljoin

from tocsin.collect import addressed
from tocsin.collect.fetching import keys
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched
from tocsin.collect.pages.declared import MOST_ELEMENTS
from tocsin.collect.records import Collected, Limits
from tocsin.model import Record

KINDS = {"application/rss+xml": "feed", "application/atom+xml": "feed", "application/feed+json": "feed", "application/rdf+xml": "feed"}
"""what a page's link may say that it leads to"""
USUAL_PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
MOST_LINKS = 8
"""of a page that are tried"""
STREAMS = frozenset({"feed", "sitemap"})
"""formats that bring new reports when asked again"""


class Tried(Record, frozen=True, kw_only=True):
    """What one address brought."""

    url: str
    outcome: str
    form: str | None = None
    title: str | None = None
    """the feed's own name, where its reports carry one"""
    reports: int = 0
    refused: int = 0
    newest: datetime | None = None
    oldest: datetime | None = None
    languages: tuple[str, ...] = ()
    """most frequent first"""
    per_day: float | None = None
    """reports a day between the oldest and the newest; null where they carry fewer than two days' times"""
    moved_to: str | None = None
    reason: str = ""
    what: str = ""
    todo: str = ""


Speaks = Callable[[str], str | None]
"""the language of a text, where it can be told"""


def tried(url: str, fetcher: Fetcher, *, clock: datetime, speaks: Speaks, form: str | None = None, own: keys.Own | None = None) -> Tried:
    """What `url` brings now. Nothing that it does raises. own: where the user declared it."""
    return described(fetcher.fetch(url, own=own), clock=clock, speaks=speaks, form=form)


def described(came: Fetched, *, clock: datetime, speaks: Speaks, form: str | None = None) -> Tried:
    """What an answer holds, as its reports say."""
    found = list(addressed.unpacked(came, clock=clock, limits=Limits(), form=form)) if came.outcome == "new" else []
    taken = [item.report for item in found if isinstance(item, Collected)]
    refusal = next((item.record for item in found if not isinstance(item, Collected)), None)
    times = sorted(report.published_at for report in taken if report.published_at is not None)
    spoken = Counter(language for report in taken if (language := speaks(report.text)))
    span = (times[-1] - times[0]).total_seconds() / 86_400 if times else 0.0
    alone = refusal if refusal is not None and not taken else None
    return Tried(
        url=came.url,
        outcome=came.outcome if alone is None else "refused",
        form=next((str(report.extra.get("format", "text")) for report in taken), None),
        title=next((report.site for report in taken if report.site), None),
        reports=len(taken),
        refused=len(found) - len(taken),
        newest=times[-1] if times else None,
        oldest=times[0] if times else None,
        languages=tuple(name for name, _ in spoken.most_common(4)),
        per_day=len(times) / span if len(times) > 1 and span >= 1 / 24 else None,
        moved_to=came.moved_to,
        reason=came.reason if alone is None else alone.reason,
        what=came.what if alone is None else alone.what,
        todo=came.todo if alone is None else alone.todo,
    )


def find(url: str, fetcher: Fetcher, *, clock: datetime, speaks: Speaks) -> list[Tried]:
    """The feeds that `url`, which the user wrote, is or leads to, the best first; empty where it has none.

    What could not be fetched is the only one told.
    """
    came = fetcher.fetch(url, own=keys.own(url))
    first = described(came, clock=clock, speaks=speaks)
    if first.form in STREAMS:
        return [first]
    if came.outcome != "new":
        return [first]
    named = [tried(place, fetcher, clock=clock, speaks=speaks) for place in dict.fromkeys(_links(came.body, came.final_url))]
    out = [one for one in named if one.form in STREAMS]
    for place in USUAL_PLACES if not out else ():
        one = tried(urljoin(came.final_url, place), fetcher, clock=clock, speaks=speaks)
        if one.form in STREAMS:
            out.append(one)
            break
    return sorted(out, key=lambda one: -one.reports)


def _links(body: bytes, base: str) -> Iterator[str]:
    """Addresses of feeds that a page's head names."""
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(body, detect_encoding(body) or "utf-8")
    links: Sequence[object] = tree.head.get_elements_by_tag_name("link")[:MOST_ELEMENTS] if tree.head is not None else ()
    found = 0
    for link in links:
        rel, kind, href = (str(link.getattr(name) or "") for name in ("rel", "type", "href"))  # type: ignore[attr-defined]
        if "alternate" in rel.lower().split() and kind.partition(";")[0].strip().lower() in KINDS and href.strip() and found < MOST_LINKS:
            found += 1
            yield urljoin(base, href.strip())
