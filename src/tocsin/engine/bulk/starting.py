"""What a command gives a run over an archive: its settings, and who carries it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.engine import clock
from tocsin.engine.bulk import runners
from tocsin.engine.bulk.runners import Runner
from tocsin.engine.bulk.settings import Settings
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces


def settings(problem: str | None, workspace: Path | None, as_of: str | None, case: int) -> Settings:
    """By the problem that is named, else that of the workspace where there is one, else the shipped one. ConfigError where it is wrong."""
    now = clock.moment(as_of, "end") if as_of else clock.now()
    if case < 1:
        raise UsageError("a case holds one report at the least", where="--case")
    made = Settings(clock=now, case=case)
    if problem is not None:
        folder = Path(problem)
        made = Settings(clock=now, case=case, problem=str(folder.resolve()) if folder.is_dir() else problem)
    else:
        try:
            place = workspaces.find(workspace)
        except UsageError:
            if workspace is not None:
                raise
        else:
            own = str(place.sources.resolve()) if place.sources.is_dir() else None
            made = Settings(clock=now, case=case, problem=str(place.problem), sources=own, sample=place.sample)
    made.declared()  # every mistake of a declared file is told before anything is begun
    return made


@contextmanager
def runner(name: runners.Name, workers: int) -> Iterator[Runner]:
    """The runner of that name, let go at the end. CannotFinish where its extra is missing."""
    if workers < 1:
        raise UsageError("somebody must do the work", where="--workers", todo="give 1 or more")
    made = runners.make(name, workers)
    try:
        yield made
    finally:
        made.close()
