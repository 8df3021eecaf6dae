"""hatchling's hook: a wheel, and an editable install, carry the desk's front end; it is built where its sources have changed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def front_end(root: str) -> ModuleType:
    """web/build.py as a module: the hook is loaded from its file alone, so nothing beside it can be imported by name."""
    spec = importlib.util.spec_from_file_location("tocsin_web_build", Path(root) / "web/build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FrontEnd(BuildHookInterface[Any]):
    """Builds src/tocsin/desk/static before the files of the wheel are gathered."""

    def dependencies(self) -> list[str]:
        """Node from the package index, where it is needed and the system has none."""
        web = front_end(self.root)
        return [] if web.is_built() or web.system_node() else [web.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel without the desk is refused; an editable install without it goes on, and the desk says `make web` when it is opened."""
        web = front_end(self.root)
        try:
            web.build()
        except web.NoFrontEnd as why:
            if version != "editable":
                sys.exit(str(why))
            print(f"warning: {why}", file=sys.stderr)
