"""A small workspace that was backed up and then written to again, to be copied and damaged; commands run as they are typed."""

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.ledger import conftest as ledgers
from tocsin.cli import app
from tocsin.ledger import Ledger
from tocsin.ledger.schema import BODY

server = ledgers.server
NOW = "2022-10-20T18:00:00Z"
TOLD = (
    "MINSK, 3 oct. (Agence Lantier) - Un convoi de camions a quitté dimanche un dépôt central d'ogives nucléaires sous escorte, ont "
    "déclaré à l'Agence Lantier deux responsables occidentaux. Le Kremlin a démenti tout mouvement d'ogives. Dépêche {number}."
)
OK, FAILED, LEDGER = 0, 4, 3
"""exit statuses of the contract: well, something outside it, the ledger's own check"""
COMMAND = re.compile(r"tocsin (?:restore|ledger rescue|init) [A-Z ]+[A-Z](?: --apply)?")


class Done(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


Type = Callable[..., Done]


class Made(NamedTuple):
    """The workspace, its backup, and what was acknowledged: (kind, id) by row."""

    folder: Path
    backup: Path
    acknowledged: dict[int, tuple[str, str]]
    backed_up: int
    """rows that the backup holds"""


def rows(folder: Path) -> dict[int, tuple[str, str]]:
    """Kind and id of every row that has a payload."""
    with Ledger.open(folder) as ledger, ledger.store.engine.begin() as connection:
        return {row.seq: (row.kind, row.record_id) for row in connection.execute(BODY.select())}


def article(folder: Path, *numbers: int) -> Path:
    """A file of invented reports."""
    file = folder / f"{'-'.join(map(str, numbers))}.jsonl"
    told = [
        {"id": f"r{number}", "site": f"Outlet {number}", "published": "2022-10-03T10:00:00Z", "text": TOLD.format(number=number)}
        for number in numbers
    ]
    file.write_text("\n".join(json.dumps(one) for one in told), encoding="utf-8")
    return file


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """Runs a command in this process."""
    monkeypatch.setenv("TOCSIN_NOW", NOW)

    def run(*tokens: object) -> Done:
        capsys.readouterr()
        status = app.run(list(map(str, tokens)))
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made once: copies of it are damaged."""
    place = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NOW", NOW)
        folder, backup = place / "w", place / "backup"
        assert app.run(["init", str(folder)]) == 0
        assert app.run(["ingest", "-w", str(folder), str(article(place, 1, 2))]) == 0
        assert app.run(["backup", str(backup), "-w", str(folder)]) == 0
        backed_up = len(rows(folder))
        assert app.run(["ingest", "-w", str(folder), str(article(place, 3, 4))]) == 0
    return Made(folder, backup, rows(folder), backed_up)


@pytest.fixture
def made(sound: Made, tmp_path: Path) -> Iterator[Made]:
    """A copy of the workspace for one test."""
    folder = Path(shutil.copytree(sound.folder, tmp_path / "w"))
    yield sound._replace(folder=folder)
    shutil.rmtree(folder, ignore_errors=True)


def advised(said: str, **names: Any) -> list[list[str]]:
    """The commands that a message names, with its words in capitals filled in, as somebody types them."""
    found = COMMAND.findall(said)
    return [[str(names.get(word, word)) for word in shlex.split(one)[1:]] for one in dict.fromkeys(found)]


def told_what_to_do(made: Made, typed: Type, target: Path) -> set[int]:
    """Verify finds the damage; every command it names is typed; rows that are lost. All that was acknowledged is there or among these."""
    found = typed("verify", "-w", made.folder)
    assert found.status == LEDGER, found
    commands = advised(found.said, BACKUP=made.backup, OLD=made.folder, NEW=target)
    assert [command[0] for command in commands] == ["restore", "init", "ledger"], found.said
    restore, _, rescue = commands
    assert typed(*restore).status == OK
    before = typed(*rescue, "--json")
    done = typed(*rescue, "--apply", "--json")
    assert json.loads(before.out)["taken"] == json.loads(done.out)["taken"]
    lost = {row["row"] for row in json.loads(done.out)["lost"]}
    assert done.status == (LEDGER if lost else OK), done
    whole = typed("verify", "-w", target)
    assert whole.status == OK, whole
    kept = list(rows(target).values())
    assert len(kept) == len(set(kept))
    missing = {row for row, one in made.acknowledged.items() if one not in set(kept)}
    assert missing <= lost
    assert all(row > made.backed_up for row in missing)
    assert json.loads(typed(*rescue, "--apply", "--json").out)["taken"] == []
    assert len(rows(target)) == len(kept)
    return lost
