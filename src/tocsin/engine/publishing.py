"""Briefs are published by a person: what left, marked how, is appended with its bytes, and can be read as it was."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tocsin.engine import clock
from tocsin.engine.picturing import Picture
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import TLP_ORDER, Brief, Published, digest, from_json
from tocsin.warn import render


def publish(picture: Picture, briefs: Sequence[Brief], *, by: str, why: str, seen: str | None = None) -> tuple[Published, ...]:
    """Append that these briefs of a picture are published, one record for each language, all or none; their JSON is kept as bytes.

    UsageError: nobody, or no reason. Conflict: it is another brief than the one that was looked at (`seen`: `state`, as it was then).
    """
    from tocsin.ledger import Ledger

    if not by.strip() or not why.strip():
        raise UsageError("a brief is published in somebody's name, with a reason", todo="say who, and why")
    if seen is not None and seen != (stands := state(picture)):
        raise Conflict("the judgement has changed since this brief was looked at", todo="read it again, then send it again", now=stands)
    now = clock.now()
    made, bodies = [], []
    for brief in briefs:
        body = render.json(brief).encode()
        bodies.append(body)
        made.append(
            Published(
                id=digest("published", brief.id, brief.tlp, by, why, now.isoformat()),
                brief=brief.id,
                form=brief.form,
                language=brief.language,
                title=brief.title,
                as_of=brief.as_of,
                assessment=brief.assessment,
                row=picture.head.count,
                head=picture.head.hash,
                sha256=_sha256(body),
                size=len(body),
                by=by.strip(),
                why=why.strip(),
                t_known=now,
                tlp=brief.tlp,
                synthetic=brief.synthetic,
            )
        )
    with Ledger.open(workspaces.find(picture.workspace).folder, write=True) as ledger:
        ledger.blobs.put_all(bodies)
        ledger.append(made, clock=now)
    return tuple(made)


def state(picture: Picture) -> str:
    """Which judgement a brief is of, in a word that changes with it."""
    return digest(picture.judged.id, picture.as_of)[:16]


def published(workspace: Path) -> tuple[Published, ...]:
    """Every brief that was published, the last first."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        written = sorted(ledger.records(Published), key=lambda one: one.t_known)  # stable: two of one second stay as written
        return tuple(reversed(written))


def opened(workspace: Path, id: str) -> tuple[Published, Brief]:
    """One of them with the brief as it left. UsageError: there is none of this id."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        held = ledger.get(Published, id)
        if held is None:
            raise UsageError("no published brief has this id", where=id, todo="choose one from the list of briefs")
        return held, from_json(Brief, ledger.blobs.get(held.sha256))


def higher(brief: Brief, wanted: str) -> bool:
    """Whether a mark is at least the brief's own: it may be raised, never lowered."""
    return wanted in TLP_ORDER and TLP_ORDER.index(wanted) >= TLP_ORDER.index(brief.tlp)


def names(briefs: Sequence[Brief]) -> Iterator[str]:
    """File names for briefs: form, language and moment, in letters that every system takes."""
    for brief in briefs:
        yield f"tocsin-brief-{brief.form}-{brief.language}-{brief.as_of:%Y%m%dT%H%MZ}"


def _sha256(body: bytes) -> str:
    from hashlib import sha256

    return sha256(body).hexdigest()
