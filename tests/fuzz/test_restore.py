"""A backup that somebody laid hands on: what is restored comes from it, lies in the new folder, and removes nothing elsewhere."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.errors import TocsinError
from tocsin.ledger import workspace
from tocsin.ledger.backing_up import MARK, backup, restore

CLOCK = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A backup of a workspace with a source file of its own."""
    workspace.create(tmp_path / "w", "nuclear-escalation", clock=CLOCK)
    (tmp_path / "w/sources").mkdir()
    (tmp_path / "w/sources/own.yml").write_text("id: own\n")
    backup(tmp_path / "w", tmp_path / "backup")
    return tmp_path / "backup"


def test_links_in_a_backup_lead_nowhere(kept: Path, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "key").write_text("hunter2")
    (kept / "key.txt").symlink_to(secrets / "key")
    (kept / "folder").symlink_to(secrets, target_is_directory=True)
    (kept / "sources/up.yml").symlink_to("../../secrets/key")
    restore(kept, tmp_path / "new")
    restored = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert (tmp_path / "new/sources/own.yml").read_text() == "id: own\n"
    assert all("hunter2" not in path.read_text(errors="replace") for path in restored)
    assert not [path for path in (tmp_path / "new").rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("name", ["../precious", "/precious", "sources/../../precious", "sources/\u0000"])
def test_names_in_a_backups_mark_remove_nothing_elsewhere(kept: Path, tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text("stays")
    named = str(precious) if name.startswith("/") else name
    (kept / MARK).write_text(json.dumps({"files": [named]}))
    backup(tmp_path / "w", kept)
    assert precious.read_text() == "stays"


@pytest.mark.parametrize("mark", [b"", b"[", b'{"files": 3}', b"\xff", b'{"files": [' + b"[" * 9_000])
def test_a_mark_that_is_none_is_said(kept: Path, tmp_path: Path, mark: bytes) -> None:
    (kept / MARK).write_bytes(mark)
    with pytest.raises(TocsinError):
        backup(tmp_path / "w", kept)
