"""A real PostgreSQL server of Debian's packages, in a folder of its own, reached by a Unix socket: started, stopped and killed by tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
OWNER = "postgres"
"""the account that Debian's package makes; initdb refuses root"""
USER, PASSWORD = "tocsin", "invented-for-tests"
STARTED_S = 30.0
LOCALE = ("--locale-provider=icu", "--icu-locale=en-US")
"""words in an order of people, as servers have it: what compares ids must not lean on the order of letters"""


def programs() -> Path | None:
    """The folder with initdb and postgres of the newest version installed, 15 or later; None where there is none."""
    found = sorted((int(folder.name), folder / "bin") for folder in DEBIAN.glob("[0-9]*") if folder.name.isdecimal())
    on_path = shutil.which("initdb")
    some = [path for version, path in found if version >= 15 and (path / "initdb").exists()]
    return some[-1] if some else Path(on_path).parent if on_path else None


class Server:
    """A running server. `url(database)` is where a ledger may rest."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self.folder, self.bin = folder, bin
        self.data = folder / "data"

    def initialise(self, *options: str) -> None:
        """Make the cluster: one account with a password, nothing heard on the network."""
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._as_owner(
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            USER,
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            *LOCALE,
        )
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("\n".join(["", "listen_addresses = ''", f"unix_socket_directories = '{self.folder}'", *options, ""]))

    def start(self) -> None:
        """Up and answering when this returns."""
        self._as_owner(
            self.bin / "pg_ctl", "-D", self.data, "-w", "-t", int(STARTED_S), "-l", self.folder / "log", "start", stdout=subprocess.DEVNULL
        )

    def stop(self, how: str = "fast") -> None:
        """Down when this returns. how: `immediate` is a crash: nothing is finished, the log is played again at the next start."""
        self._as_owner(self.bin / "pg_ctl", "-D", self.data, "-w", "-m", how, "stop", stdout=subprocess.DEVNULL)

    def url(self, database: str) -> str:
        """Where a ledger may rest; the password is not in it."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What psql says to one statement."""
        done = subprocess.run(
            [self.bin / "psql", "-h", self.folder, "-U", USER, "-d", database, "-AtX", "-v", "ON_ERROR_STOP=1", "-c", statement],
            env={**os.environ, "PGPASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def database(self, name: str) -> str:
        """A new, empty database; its URL."""
        self.sql(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _as_owner(self, *command: object, stdout: int | None = None) -> None:
        account = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
        subprocess.run([*account, *map(str, command)], check=True, stdout=stdout or subprocess.PIPE, cwd="/")


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """A server that goes away with its folder. RuntimeError where PostgreSQL is not installed."""
    bin = programs()
    if bin is None:
        raise RuntimeError("no PostgreSQL 15 or later here: apt-get install postgresql")
    # A short path: a socket's name may have a hundred letters.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as place:
        server = Server(Path(place), bin)
        server.folder.chmod(0o755)
        server.initialise(*options)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
