"""Whether two builds in two folders give the same bytes: `python -m tests.audit.wheels` (`make reproducible`)."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1735689600"
"""2025-01-01, where the environment says no `SOURCE_DATE_EPOCH`"""
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "build", "dist", "__pycache__", "static", ".*_cache", ".hypothesis", ".import_linter_cache"
)


def built(tree: Path, epoch: str) -> Path:
    """The wheel of a copy of the project in `tree`, with its front end built there anew."""
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
    modules = ROOT / "web/node_modules"
    if modules.is_dir():
        (tree / "web/node_modules").symlink_to(modules)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tree / "out")]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"no wheel could be built: {done.stderr.strip()[-800:]}")
    (wheel,) = (tree / "out").glob("*.whl")
    return wheel


def differing(one: Path, other: Path) -> list[str]:
    """Names of the files inside two wheels that are not the same."""
    held = [_inside(path) for path in (one, other)]
    return sorted(name for name in held[0].keys() | held[1].keys() if held[0].get(name) != held[1].get(name))


def _inside(wheel: Path) -> dict[str, tuple[object, ...]]:
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: (info.CRC, info.date_time, info.external_attr) for info in archive.infolist()}


def main() -> int:
    """0 where the two are the same, with their hash."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", EPOCH)
    with tempfile.TemporaryDirectory() as place:
        first, second = (built(Path(place) / name / "tocsin", epoch) for name in ("here", "elsewhere/deeper"))
        hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (first, second)]
        if hashes[0] == hashes[1]:
            print(f"{first.name} sha256 {hashes[0]} (SOURCE_DATE_EPOCH={epoch}), twice")
            return 0
        print(f"two builds differ: {', '.join(differing(first, second)[:20]) or 'in their order'}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
