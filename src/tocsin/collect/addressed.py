"""What stands at a public address becomes reports, or a refusal that says why nothing came."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from tocsin.collect import dispatch
from tocsin.collect.fetching import keys
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched
from tocsin.collect.records import Collected, Limits, RefusedInput, refused


def collect(
    url: str, fetcher: Fetcher, *, clock: datetime, limits: Limits, form: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Collected | RefusedInput]:
    """What is at `url`, which the user wrote, now."""
    yield from unpacked(
        fetcher.fetch(url, most_bytes=limits.document, own=keys.own(url)), clock=clock, limits=limits, form=form, columns=columns
    )


def unpacked(
    came: Fetched, *, clock: datetime, limits: Limits, form: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Collected | RefusedInput]:
    """The reports in what came of a fetch; where nothing came, the refusal that says why. An unchanged answer holds none."""
    if came.outcome == "unchanged":
        return
    if came.outcome != "new":
        yield refused(came.reason, came.what, where=came.url, todo=came.todo, blob=b"", clock=clock)
        return
    yield from dispatch.stream(
        io.BytesIO(came.body),
        came.url,
        clock=clock,
        limits=limits,
        form=form,
        columns=columns,
        url=came.final_url,
        charset=came.charset,
    )
