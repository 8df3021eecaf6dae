"""The pages that a feed's entries lead to: read in place of the summary, and visited again, for a page may be edited or taken down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from tocsin.collect import addressed
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched
from tocsin.collect.records import Collected, Limits, RefusedInput
from tocsin.engine.watching.states import Visit
from tocsin.model import Time, report_id

REVISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
"""after the visit before: most silent edits come in the first hours"""
MOST = 30
"""pages of one address asked for in one round: the rest of a long feed keeps its summaries"""
KEPT = 400
"""pages of one address that are visited again: the newest"""

Item = Collected | RefusedInput


def follow(
    entries: Sequence[Item], known: frozenset[str], visits: dict[str, Visit], fetcher: Fetcher, now: datetime, limits: Limits
) -> tuple[tuple[Item, ...], dict[str, Visit]]:
    """What to keep of a feed's entries, each new one by its page where that can be read, with what changed on pages that were due again.

    known: addresses of the entries that the answer before held. Nothing that a server does raises.
    """
    taken: list[Item] = []
    after = dict(visits)
    asked = 0
    for entry in entries:
        if not isinstance(entry, Collected):
            taken.append(entry)
            continue
        url = entry.report.url
        if url is not None and url in known:
            continue
        if url is None or asked >= MOST:
            taken.append(entry)
            continue
        asked += 1
        came = fetcher.fetch(url)
        page = _pages(came, entry.report.published_at, limits)
        taken.append(page[0] if page else entry)
        if page:
            after[url] = Visit(next_at=came.at + REVISITS[0], visits=1, validators=came.validators, published=entry.report.published_at)
    due = sorted((visit.next_at, url) for url, visit in visits.items() if visit.next_at <= now)
    for _, url in due[:MOST]:
        visit = after[url]
        came = fetcher.fetch(url, visit.validators)
        if came.outcome == "gone":
            taken += addressed.unpacked(came, clock=came.at, limits=limits)
            del after[url]
            continue
        taken += _pages(came, visit.published, limits)
        seen = came.outcome in ("new", "unchanged")
        count = visit.visits + seen
        if count > len(REVISITS):
            del after[url]
            continue
        validators = came.validators if came.outcome == "new" else visit.validators
        after[url] = msgspec.structs.replace(visit, next_at=came.at + REVISITS[count - 1], visits=count, validators=validators)
    newest = sorted(after.items(), key=lambda one: (one[1].visits, one[1].next_at, one[0]))[:KEPT]
    return tuple(taken), dict(newest)


def _pages(came: Fetched, published: Time | None, limits: Limits) -> list[Collected]:
    """The report of a page that came, dated by its feed where it bears no date itself."""
    if came.outcome != "new":
        return []
    items = addressed.unpacked(came, clock=came.at, limits=limits)
    return [_dated(item, published) for item in items if isinstance(item, Collected)][:1]


def _dated(page: Collected, published: Time | None) -> Collected:
    report = page.report
    if report.published_at is not None or published is None:
        return page
    name = report_id(report.url, report.site, published, report.title, report.text)
    dated = msgspec.structs.replace(report, id=name, published_at=published, flags=(*report.flags, "published-from-feed"))
    return page._replace(report=dated)
