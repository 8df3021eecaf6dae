"""A workspace: a folder with `tocsin.yml`, the ledger and the blobs. Found as the contract says, made once, checked when opened."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tocsin.collect.fetching.results import Policy
from tocsin.errors import ConfigError, UsageError
from tocsin.ledger import durable
from tocsin.model import Endpoint, Record, Stamping, utc
from tocsin.model.desk import DeskSettings
from tocsin.model.image_services import ImageService
from tocsin.model.keeping import Retention
from tocsin.model.triggers import Alerting

FILE = "tocsin.yml"
VARIABLE = "TOCSIN_WORKSPACE"
DEFAULT = "tocsin"
SCHEMA = 1
"""version of tocsin.yml"""
SOURCES = "sources"
"""folder of the workspace's own source files"""
ANSWERS = "model-answers"
"""folder of what a language model answered, where one is asked"""


class Workspace(Record, frozen=True, kw_only=True):
    """An opened workspace. `problem` is the id of a shipped warning problem, or the folder of one."""

    folder: Path
    problem: str | Path
    created: datetime
    sample: str | None = None
    """the shipped sample it was made from, whose invented outlets are known here too"""
    endpoint: Endpoint | None = None
    """`model:` in tocsin.yml: the language model that reads beside the rules; None, as shipped: none does"""
    fetching: Policy | None = None
    """`fetching:` in tocsin.yml: how pages and feeds are asked for"""
    stamping: Stamping | None = None
    """`stamping:` in tocsin.yml: the authority that says when something was held; None, as shipped: none is asked"""
    alerting: Alerting | None = None
    """`alerts:` in tocsin.yml: who is told of what, and how; None: alerts are only kept"""
    desk: DeskSettings = DeskSettings()
    """`desk:` in tocsin.yml: how the desk is reached, and how long one stays signed in there"""
    imagery: tuple[ImageService, ...] = ()
    """`imagery:` in tocsin.yml: the catalogues of images that may be asked; none as shipped"""
    retention: Retention = Retention()
    """`retention:` in tocsin.yml: how long words are kept; as shipped, for good"""
    watch: tuple[str, ...] = ()
    """`watch:` in tocsin.yml: ids of the sources that are followed, beside the workspace's own"""
    ledger: str | None = None
    """`ledger:` in tocsin.yml: the address of the PostgreSQL that it rests in, without its password; None, as shipped: in the folder"""

    @property
    def sources(self) -> Path:
        """Folder of the workspace's own source files; it may not be there."""
        return self.folder / SOURCES

    @property
    def answers(self) -> Path:
        """Folder of a language model's answers; it may not be there."""
        return self.folder / ANSWERS


def create(folder: Path, problem: str | Path, *, clock: datetime, sample: str | None = None, ledger: str | None = None) -> Workspace:
    """Make a workspace with an empty ledger. UsageError where one is there already; CannotFinish: disk, network.

    problem: a shipped id, or a folder; a folder is written down relative to the workspace, so that both may move together.
    ledger: the address of the PostgreSQL that its ledger rests in; one that is there already is joined.
    """
    from tocsin.ledger.ledger import Ledger

    path = folder / FILE
    if path.exists():
        raise UsageError("here is a workspace already", where=str(folder), todo="use it with -w, or name another folder")
    named = _folder_named(problem)
    written = str(problem) if named is None else os.path.relpath(named.resolve(), folder.resolve())
    lies = "in ledger.sqlite, the bytes they rest on in blobs/" if ledger is None else "in the database named below"
    lines = [
        f"# A Tocsin workspace. The records are {lies}; own source files go into sources/.",
        f"schema_version: {SCHEMA}",
        f"problem: {_quoted(written if named is None or os.sep in written else os.path.join('.', written))}",
        f"created: {_quoted(utc(clock).isoformat())}",
        *([f"sample: {_quoted(sample)}"] if sample else []),
        *([f"ledger: {_quoted(ledger)}"] if ledger else []),
    ]
    # The ledger first: a folder without tocsin.yml is no workspace yet, so an interrupted init is simply run again.
    Ledger.create(folder, ledger).close()
    durable.write(path, "\n".join([*lines, ""]).encode())
    return load(folder)


def find(explicit: Path | None = None, env: Mapping[str, str] = os.environ, cwd: Path | None = None) -> Workspace:
    """The workspace a command works in: the one named, else `$TOCSIN_WORKSPACE`, else the nearest parent that is one, else `./tocsin`.

    UsageError where there is none, or where the one named is none; ConfigError where its tocsin.yml is wrong.
    """
    here = Path.cwd() if cwd is None else cwd
    if explicit is not None:
        return _named(here / explicit, "-w")
    if env.get(VARIABLE):
        return _named(here / env[VARIABLE], f"${VARIABLE}")
    for folder in (here, *here.resolve().parents, here / DEFAULT):
        if (folder / FILE).is_file():
            return load(folder)
    raise UsageError(
        f"no workspace: neither {here} nor a folder above it nor {here / DEFAULT} has a {FILE}",
        todo=f"make one with tocsin init, or name one with -w or ${VARIABLE}",
    )


def load(folder: Path) -> Workspace:
    """The workspace in `folder`. ConfigError with every mistake in its tocsin.yml; UsageError where there is none."""
    from pydantic import AwareDatetime, BaseModel, ConfigDict

    from tocsin.library.alerting_schema import AlertingFile, alerting
    from tocsin.library.desk_schema import DeskFile
    from tocsin.library.desk_schema import settings as desk_settings
    from tocsin.library.endpoint_schema import EndpointFile
    from tocsin.library.fetching_schema import FetchingFile
    from tocsin.library.imagery_schema import ImageryFile, services
    from tocsin.library.keeping_schema import RetentionFile, retention
    from tocsin.library.ledger_schema import LedgerAddress
    from tocsin.library.stamping_schema import StampingFile
    from tocsin.library.yaml_files import read_model

    class Declared(BaseModel):
        model_config = ConfigDict(extra="forbid")

        schema_version: int
        problem: str
        created: AwareDatetime
        sample: str | None = None
        model: EndpointFile | None = None
        fetching: FetchingFile | None = None
        stamping: StampingFile | None = None
        alerts: AlertingFile | None = None
        desk: DeskFile | None = None
        imagery: ImageryFile = ()
        retention: RetentionFile = RetentionFile()
        watch: tuple[str, ...] = ()
        ledger: LedgerAddress | None = None

    path = folder / FILE
    if not path.is_file():
        raise UsageError(f"no workspace: there is no {FILE}", where=str(folder), todo="make one with tocsin init")
    declared = read_model(path, Declared)
    if declared.schema_version > SCHEMA:
        raise ConfigError([f"{path}: a newer Tocsin made this workspace (version {declared.schema_version}, this one knows {SCHEMA})"])
    problem: str | Path = declared.problem
    if os.sep in declared.problem:
        problem = Path(os.path.normpath(folder / declared.problem))
    return Workspace(
        folder=folder,
        problem=problem,
        created=utc(declared.created),
        sample=declared.sample,
        endpoint=Endpoint(**declared.model.model_dump()) if declared.model is not None else None,
        fetching=_policy(declared.fetching.model_dump()) if declared.fetching is not None else None,
        stamping=Stamping(**declared.stamping.model_dump()) if declared.stamping is not None else None,
        alerting=alerting(declared.alerts) if declared.alerts is not None else None,
        desk=desk_settings(declared.desk) if declared.desk is not None else DeskSettings(),
        imagery=_services(path, services, declared.imagery),
        retention=retention(declared.retention),
        watch=declared.watch,
        ledger=declared.ledger,
    )


def _services(path: Path, named: Callable[[Any], tuple[ImageService, ...]], declared: Any) -> tuple[ImageService, ...]:
    try:
        return named(declared)
    except ValueError as error:
        raise ConfigError([f"{path}: imagery: {error}"]) from None


def _policy(declared: dict[str, Any]) -> Policy:
    allowed = (pair.rpartition(":") for pair in declared.pop("allow"))
    return Policy(**declared, exempt=frozenset((host.lower(), int(port)) for host, _, port in allowed))


def _named(folder: Path, by: str) -> Workspace:
    if not (folder / FILE).is_file():
        raise UsageError(f"no workspace: {by} names a folder without {FILE}", where=str(folder), todo=f"make one with tocsin init {folder}")
    return load(folder)


def _folder_named(problem: str | Path) -> Path | None:
    """`problem` as a folder, where it is one: a path, or a name with a separator in it."""
    return Path(problem) if isinstance(problem, Path) or os.sep in problem else None


def _quoted(text: str) -> str:
    """A YAML single-quoted scalar (YAML 1.2, 7.3.2)."""
    return "'" + text.replace("'", "''") + "'"
