"""Bringing the tables of a ledger up to what this version knows: a backup first, then all migrations in one transaction.

Whoever is interrupted has the ledger as it was: both stores undo what was not committed.
"""

import os
import subprocess
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path
from shutil import which

from sqlalchemy.engine import Connection

from tocsin.errors import CannotFinish
from tocsin.ledger import durable, migrating, resting, schema
from tocsin.ledger.sqlite.store import SqliteStore
from tocsin.ledger.store import Store
from tocsin.library.ledger_addresses import Address, parse
from tocsin.model import Record


class Upgraded(Record, frozen=True, kw_only=True):
    """What an upgrade did. The same revision before and after: nothing."""

    where: str
    before: str
    after: str
    backup: str | None = None
    """the file that holds the ledger as it was"""


def upgrade(folder: Path, backup: bool = True) -> Upgraded:
    """Run the migrations that the ledger of a workspace has not had. CannotFinish: no backup can be made, disk, network; Busy: a writer."""
    store = resting.opened(folder, write=True)
    try:
        with store.said():
            with store.engine.begin() as connection:
                before = migrating.at(connection) or migrating.FIRST
            if before == migrating.NEWEST:
                return Upgraded(where=store.where, before=before, after=before)
            if before not in migrating.REVISIONS:
                raise CannotFinish(
                    f"a newer Tocsin made these tables (migration {before}, this one knows {migrating.NEWEST})",
                    where=store.where,
                    todo="use that version, or a later one",
                )
            kept = _backup(store, folder, before) if backup else None
            assert store.writer is not None  # noqa: S101 - opened for writing
            with store.writer.begin() as connection:
                store.follow(connection)
                migrate(connection, before)
                schema.tell(connection, {"schema": str(schema.SCHEMA)})
    finally:
        store.close()
    return Upgraded(where=store.where, before=before, after=migrating.NEWEST, backup=None if kept is None else str(kept))


def migrate(connection: Connection, since: str | None) -> None:
    """Run every migration after `since` (None: all of them) in the transaction that is open. Whoever calls commits."""
    from alembic import command
    from alembic.config import Config

    with as_file(files("tocsin.ledger") / "migrations") as place:
        config = Config()
        config.set_main_option("script_location", str(place))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        if since is not None:
            migrating.stamp(connection, since)
        command.upgrade(config, "head")


def _backup(store: Store, folder: Path, revision: str) -> Path:
    if isinstance(store, SqliteStore):
        return _file(store, folder / f"ledger.before-{revision}.sqlite")
    address = resting.declared(folder)
    assert address is not None  # noqa: S101 - else it rests in the folder
    return _dump(parse(address), folder / f"ledger.before-{revision}.dump")


def _file(store: SqliteStore, path: Path) -> Path:
    """The whole database in one file, beside it."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with closing(store.engine.raw_connection()) as raw:
        raw.cursor().execute("VACUUM INTO ?", (str(part),))
    return _settled(part, path)


def _dump(address: Address, path: Path, env: Mapping[str, str] = os.environ) -> Path:
    """What pg_dump writes: `pg_restore` makes the ledger of it again. CannotFinish: there is no pg_dump, or it fails."""
    from tocsin.ledger.postgres.connecting import password

    program = which("pg_dump", path=env.get("PATH"))
    if program is None:
        raise CannotFinish(
            "a backup needs pg_dump, which is not here",
            todo="install PostgreSQL's client programs; or have the server backed up and say --no-backup",
        )
    part = path.with_name(f".{path.name}.part")
    known = {
        "PATH": env.get("PATH", ""),
        "PGHOST": address.host,
        "PGPORT": str(address.port),
        "PGUSER": address.user,
        "PGDATABASE": address.database,
        "PGSSLMODE": address.sslmode,
        **({"PGSSLROOTCERT": address.sslrootcert} if address.sslrootcert else {}),
        **({"PGPASSWORD": secret} if (secret := password(env)) is not None else {}),
    }
    # The password goes by the environment: a command's words can be read by everybody on the machine.
    done = subprocess.run(  # noqa: S603 - a fixed program, and no word of a stranger's
        [program, "--format=custom", f"--schema={address.schema}", "--no-password", f"--file={part}"],
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        part.unlink(missing_ok=True)
        said = " ".join(done.stderr.split())[:300]
        raise CannotFinish(
            f"pg_dump failed: {said}", where=str(address), todo="mend that; or have the server backed up and say --no-backup"
        )
    return _settled(part, path)


def _settled(part: Path, path: Path) -> Path:
    try:
        with part.open("rb+") as made:
            os.fsync(made.fileno())
        os.replace(part, path)
        durable.settle(path.parent)
    except OSError as error:
        raise durable.cannot_write(path, error) from error
    return path
