"""`--plot FILE`: a drawing of what a command found, as SVG or PNG by the file's ending, written whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tocsin.cli.output import say
from tocsin.errors import CannotFinish, UsageError

if TYPE_CHECKING:
    from tocsin.warn.drawing import Picture

Plot = Annotated[Path | None, Parameter(name="--plot", help="Also draw it into this file: .svg, or .png (needs the extra pdf).")]
ENDINGS = (".svg", ".png")


def check(plot: Path | None) -> None:
    """Before the work, not after it: UsageError for a file that cannot be, CannotFinish where PNG's renderer is missing."""
    if plot is None:
        return
    if plot.suffix.lower() not in ENDINGS:
        raise UsageError("a drawing is .svg or .png", where=str(plot), todo="name the file so")
    writable(plot)
    if plot.suffix.lower() == ".png":
        typesetter()


def save(plot: Path | None, picture: "Picture") -> None:
    """Write the picture, if a file was named, and say where."""
    from tocsin.warn.drawing import png, svg

    if plot is not None:
        keep(plot, svg(picture).encode() if plot.suffix.lower() == ".svg" else png(picture))
        say(f"drawing written to {plot}")


def writable(path: Path) -> None:
    """UsageError where `path` is a folder or its folder is not there."""
    if not path.parent.is_dir():
        raise UsageError("there is no such folder", where=str(path.parent), todo="make it first, or name another file")
    if path.is_dir():
        raise UsageError("is a folder", where=str(path), todo="name a file")


def typesetter() -> None:
    """CannotFinish where typst is missing."""
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise CannotFinish("PNG and PDF need typst, which is not installed", todo="pip install 'tocsin[pdf]'")


def keep(path: Path, content: bytes) -> None:
    """`content` at `path`, all of it or what was there before: written beside it, then put in its place."""
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(beside, 0o666 & ~mask)  # as any new file; a temporary one is its owner's alone
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
