"""Answers of earlier runs, kept in a folder: the same question to the same model gives the same bytes, and costs nothing again."""

import os
import secrets
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import CannotFinish
from tocsin.model import digest, from_json, to_json
from tocsin.read.llm.wire import Said


class Answers:
    """A folder of answers. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, report: str, body: dict[str, Any]) -> Said | None:
        """The answer to this question, if it was asked before. A damaged file counts as none."""
        path = self._path(report, body)
        try:
            return from_json(Said, path.read_bytes()) if path is not None else None
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put(self, report: str, body: dict[str, Any], answer: Said) -> None:
        """Keep an answer, whole or not at all. CannotFinish: disk."""
        path = self._path(report, body)
        if path is None:
            return
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(to_json(answer))
            os.replace(part, path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise CannotFinish(f"a model's answer cannot be kept: {error.strerror or error}", where=str(path.parent)) from error

    def _path(self, report: str, body: dict[str, Any]) -> Path | None:
        # The report's id stands first, so that erasing a report finds what a model quoted from it.
        return None if self._folder is None else self._folder / f"{report[:32]}-{digest(body)}.json"


def forget(folder: Path, report: str) -> int:
    """Delete every answer about a report; how many there were."""
    found = sorted(folder.glob(f"{report[:32]}-*.json")) if folder.is_dir() else []
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
