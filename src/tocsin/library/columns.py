"""The names that the columns of tables go by, as data."""

from collections.abc import Mapping
from functools import cache

from tocsin.library.paths import root


@cache
def load() -> Mapping[str, tuple[str, ...]]:
    """Field of a report -> names of columns that hold it, the likeliest first, in small letters without marks between words."""
    from pydantic import RootModel

    from tocsin.library.yaml_files import read_model

    return dict(read_model(root() / "columns.yml", RootModel[dict[str, tuple[str, ...]]]).root)
