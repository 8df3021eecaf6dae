"""Sources tried online, and a new one declared from its address."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.collect.feeds import Tried
from tocsin.collect.fetching import keys
from tocsin.engine import clock, declarations, fetching, store
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Record
from tocsin.model.declared import SourceProfile
from tocsin.model.polling import Poll

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher

OLD_DAYS = 14.0
"""a feed whose newest report is older stands still, or its dates are not read"""


class Checked(Record, frozen=True, kw_only=True):
    """One address of one source, tried."""

    source: str
    poll: Poll
    found: Tried
    remarks: tuple[str, ...]
    """what does not fit what is declared, in words; empty where all is well"""


class Added(Record, frozen=True, kw_only=True):
    """The file of a new source, and what was found."""

    path: str
    id: str
    found: tuple[Tried, ...]


def speaks(text: str) -> str | None:
    """The language of a text, where it can be told."""
    from tocsin.read.language import identify

    return identify(text[:2_000], None)[0]


def check_online(names: Sequence[str], workspace: Path | None) -> list[Checked]:
    """Every address of the named sources (all that have any, where none is named) asked once. UsageError where a name is unknown."""
    known = {source.id: source for source in store.sources(workspace)}
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"there is no source {unknown[0]!r}", todo="tocsin source list shows them")
    chosen = [known[name] for name in names] or [source for source in known.values() if source.collect]
    if silent := [source.id for source in chosen if not source.collect]:
        raise UsageError(f"{silent[0]} has no address to collect from", todo="add `collect:` to its file, or tocsin source add URL")
    now = clock.now()
    with fetching.fetcher(_place(workspace)) as fetcher:
        from tocsin.collect import feeds

        return [
            Checked(source=source.id, poll=poll, found=found, remarks=remarks(source, poll, found, now))
            for source in chosen
            for poll in source.collect
            for found in [
                feeds.tried(poll.url, fetcher, clock=now, speaks=speaks, form=poll.form, own=keys.own(poll.url, poll.headers))
                if poll.instrument is None
                else _measured(source, poll, fetcher, now, workspace)
            ]
        ]


def _measured(source: SourceProfile, poll: Poll, fetcher: "Fetcher", now: datetime, workspace: Path | None) -> Tried:
    """What the feed of an instrument brings now; its measurements stand where a feed's reports do."""
    from tocsin.collect.records import Limits
    from tocsin.engine.watching import measuring
    from tocsin.engine.watching.following import Followed
    from tocsin.engine.watching.states import PollState

    asked, came = measuring.ask(Followed(source, poll), PollState(), fetcher, now, Limits())
    told = measuring.told(asked, store.declared(workspace).problem, now, Limits()).told
    days = sorted(one.t_start for one in told.observations if one.t_start is not None)
    return Tried(
        url=came.url,
        outcome="refused" if told.broken is not None else came.outcome,
        form=poll.instrument,
        reports=len(told.observations),
        refused=len(told.refusals),
        newest=days[-1] if days else None,
        oldest=days[0] if days else None,
        moved_to=came.moved_to,
        reason="broken" if told.broken is not None else came.reason,
        what=told.broken or came.what,
        todo="compare it with tocsin instruments" if told.broken is not None else came.todo,
    )


def remarks(source: SourceProfile, poll: Poll, found: Tried, now: datetime) -> tuple[str, ...]:
    """What does not fit the declaration."""
    out = []
    if found.outcome != "new":
        return (f"{found.what} ({found.todo})" if found.todo else found.what,)
    if found.moved_to is not None:
        out.append(f"it has moved for good to {found.moved_to}: change the address")
    if poll.instrument is not None:
        return () if found.reports else ("it measured nothing now: nothing was there, or nobody was listening (tocsin sense says which)",)
    if not found.reports:
        out.append("it holds no report now")
    expected = poll.language or (source.language[0] if len(source.language) == 1 else None)
    if found.languages and expected is not None and found.languages[0] != expected:
        out.append(f"it is in {found.languages[0]}, declared is {expected}")
    if found.per_day is not None and not poll.per_day[0] <= found.per_day <= poll.per_day[1]:
        out.append(f"about {found.per_day:.3g} reports a day, declared are {poll.per_day[0]:g} to {poll.per_day[1]:g}")
    if found.newest is not None and (now - found.newest).total_seconds() > OLD_DAYS * 86_400:
        out.append(f"its newest report is of {found.newest.date()}")
    if found.newest is not None and (found.newest - now).total_seconds() > 86_400:
        out.append(f"its newest report is dated {found.newest.date()}, which is to come")
    return tuple(out)


def add(url: str, workspace: Path | None, ident: str | None, name: str | None, kind: str) -> Added:
    """The feed that `url` is or leads to, declared in the workspace's own sources. UsageError where it has none, or the id is taken."""
    from tocsin.collect import feeds
    from tocsin.collect.fetching import addresses
    from tocsin.library import keys as declared_keys
    from tocsin.library import source_writing, sources

    place = workspaces.find(workspace)
    if "://" not in url:
        url = f"https://{url}"
    if (wrong := declared_keys.mistake(url)) is not None:
        raise UsageError(wrong, where=declared_keys.blanked(url))
    now = clock.now()
    with fetching.fetcher(place) as fetcher:
        found = feeds.find(url, fetcher, clock=now, speaks=speaks)
        exempt = fetcher.policy.exempt
    if not found:
        raise UsageError("no feed was found there", where=url, todo="name the feed's own address, or take single pages with tocsin ingest")
    best = found[0]
    if best.form not in feeds.STREAMS:
        raise UsageError(best.what or "it is no feed", where=url, todo=best.todo or "name the feed's own address")
    site = addresses.parse(url, exempt).host.removeprefix("www.")
    chosen = ident or source_writing.slug(site)
    if any(source.id == chosen for source in store.sources(workspace)):
        raise UsageError("there is a source of this id already", where=chosen, todo="give another --id")
    path = source_writing.written(
        place.sources,
        chosen,
        name or best.title or site,
        kind,
        site,
        best.languages[:1],
        [_poll(best)],
        f"Added from {url} on {now.date()}; read it through, and judge it.",
    )
    if mistakes := sources.check(place.sources):
        path.unlink()
        raise UsageError(mistakes[0], where=url, todo="give --id and --name, or write the file by hand")
    sources.load.cache_clear()
    declarations.load.cache_clear()
    return Added(path=str(path), id=chosen, found=tuple(found))


def _poll(found: Tried) -> Poll:
    """Asked twice in the time between two usual reports, every 15 minutes to twice a day; usual is a quarter to four times the rate now."""
    rate = found.per_day
    every = 60 if rate is None else int(min(max(1_440 / max(rate, 0.1) / 2, 15), 720))
    low, high = (0.0, 1e6) if rate is None else (float(int(rate / 4)), float(int(rate * 4) + 1))
    return Poll(
        url=found.moved_to or found.url,
        form=found.form,
        every_minutes=every,
        per_day=(low, high),
        language=found.languages[0] if found.languages else None,
    )


def _place(workspace: Path | None) -> workspaces.Workspace | None:
    try:
        return workspaces.find(workspace)
    except UsageError:
        if workspace is not None:
            raise
        return None
