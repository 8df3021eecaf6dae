"""A picture of a workspace at one moment: what it holds, the case made of it, and the judgement. What pages and assistants look at."""

from datetime import datetime
from pathlib import Path

from tocsin.engine import clock, pipeline, store
from tocsin.engine.pipeline import DRAWS, Case, Input
from tocsin.engine.telemetry import emitting
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.chain import Head
from tocsin.model import Assessment, Record


class Picture(Record, frozen=True, kw_only=True):
    """All of a workspace that could have been known at `as_of`, judged. Nothing in it changes; a later ledger makes another picture."""

    workspace: Path
    head: Head
    """where the ledger ended when it was taken"""
    as_of: datetime
    given: Input
    case: Case
    judged: Assessment

    @property
    def synthetic(self) -> bool:
        """Whether anything in it comes from a sample or a simulation."""
        return self.judged.synthetic


def head(workspace: Path | None) -> Head:
    """Where the ledger ends now: cheap enough to ask every second."""
    from tocsin.ledger import resting

    return resting.end(workspaces.find(workspace).folder)


UNJUDGED = frozenset(
    {
        *("audited", "request", "request-step", "shift-entry", "brief", "published"),
        *("alert", "acknowledgement", "release", "delivery", "standing", "refusal", "resolution", "raw-doc"),
    }
)
"""kinds of records that no judgement rests on: a picture is not taken again for them"""
LOOKED_AT = 2_000
"""later entries that are looked through; more are certainly not only of these kinds"""


def later(workspace: Path | None, since: Head) -> int:
    """How many entries that a judgement may rest on were written after `since`; at most `LOOKED_AT` are looked at."""
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    if head(place.folder).count <= since.count:
        return 0
    with Ledger.open(place.folder) as ledger:
        return sum(kind not in UNJUDGED for _, kind, _, _ in ledger.since(since.count, LOOKED_AT))


def moment(workspace: Path | None) -> datetime:
    """When a workspace is looked at by default: now, or, made from a sample, the moment of the sample."""
    from tocsin.library import samples

    sample = workspaces.find(workspace).sample
    return samples.as_of(sample) if sample else clock.now()


def take(workspace: Path | None, as_of: datetime | None = None, *, draws: int = DRAWS, seed: int = 0) -> Picture:
    """The picture as of a moment, by default the workspace's own. Seconds on the shipped sample: callers keep it."""
    with emitting.timed("picture.taken") as more:
        picture = _taken(workspace, as_of, draws, seed)
        more["entries"] = picture.head.count
    return picture


def _taken(workspace: Path | None, as_of: datetime | None, draws: int, seed: int) -> Picture:
    place = workspaces.find(workspace)
    when = as_of or moment(place.folder)
    before = head(place.folder)  # asked first: what is written meanwhile makes the next picture
    given = store.load(place.folder, when)
    case = pipeline.build(given)
    return Picture(
        workspace=place.folder, head=before, as_of=when, given=given, case=case, judged=pipeline.assess(case, draws=draws, seed=seed)
    )


class Compared(Record, frozen=True, kw_only=True):
    """A picture's judgement, which says how far what became known since an earlier moment moved it, and the judgement of then."""

    previous: Assessment
    judged: Assessment


def compared(picture: Picture, since: datetime, *, draws: int | None = None) -> Compared:
    """The judgement of a picture beside the one of an earlier moment, from what it holds. Seconds: callers keep it.

    UsageError where `since` is not before the picture's moment.
    """
    if since >= picture.as_of:
        raise UsageError(f"{since.isoformat()} is not before {picture.as_of.isoformat()}", todo="name an earlier moment")
    many = draws or picture.judged.draws
    seed = picture.judged.seed
    before = pipeline.assess(pipeline.build(picture.given, since), draws=many, seed=seed, explain=False)
    return Compared(previous=before, judged=pipeline.assess(picture.case, draws=many, seed=seed, since=since))
