"""Which addresses are followed: of a workspace's own source files, of the sources that `watch:` in tocsin.yml lists, or of those named."""

import difflib
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tocsin.engine import store
from tocsin.errors import UsageError
from tocsin.ledger.workspace import Workspace
from tocsin.model.declared import SourceProfile
from tocsin.model.polling import Poll

ALL = "all"
"""in `watch:`, stands for every source that has an address: asking them all is a choice that somebody makes"""
NOTHING = "nothing is followed"


class Followed(NamedTuple):
    """One address of a source."""

    source: SourceProfile
    poll: Poll

    @property
    def host(self) -> str:
        """The machine that is asked."""
        return urlsplit(self.poll.url).hostname or ""


def followed(place: Workspace, chosen: Sequence[str] = ()) -> tuple[Followed, ...]:
    """Every address to ask, by source, each once. UsageError where a source is not known or has none, or where none is followed."""
    from tocsin.library import sources as library

    known = {source.id: source for source in store.sources(place.folder)}
    own = library.own(place.sources) if place.sources.is_dir() else ()
    wanted = list(chosen) or [*place.watch, *(name for name in own if known[name].collect)]
    where = "--source" if chosen else "watch: in tocsin.yml"
    if ALL in wanted:
        wanted += [name for name, source in known.items() if source.collect]
    found: dict[str, Followed] = {}
    for name in dict.fromkeys(wanted):
        if name == ALL:
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise UsageError(
                f"there is no source {name!r}" + (f"; did you mean {near[0]}?" if near else ""),
                where=where,
                todo="tocsin source list shows them",
            )
        source = known[name]
        if not source.collect:
            todo = "add `collect:` with a url to its file, or find its feed with tocsin source add"
            raise UsageError(f"source {name!r} has no address to ask", where=where, todo=todo)
        for poll in source.collect:
            found.setdefault(poll.url, Followed(source, poll))
    if not found:
        todo = "list sources there, e.g. watch: [iaea, tass], add one with tocsin source add, or name one with --source"
        raise UsageError(NOTHING, where=where, todo=todo)
    return tuple(sorted(found.values(), key=lambda one: (one.source.id, one.poll.url)))
