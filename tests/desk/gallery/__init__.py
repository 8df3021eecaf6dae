"""A page that shows every part of the desk with invented contents: looked at by tests alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tocsin.desk import assets
from tocsin.desk.people.roles import Role
from tocsin.desk.rendering import source
from tocsin.warn.words import Lang

PAGE = Path(__file__).parent / "gallery.html"
NOW = datetime(2022, 10, 1, 9, tzinfo=UTC)
TREE = [
    {
        "label": "Evening Example",
        "href": "/gallery",
        "note": "original",
        "children": [
            {"label": "Morning Sample", "note": "copy", "children": [{"label": "blog.example"}]},
            {"label": "Le Spécimen", "note": "translation"},
        ],
    }
]
MENU = (("Today", "Aujourd'hui"), ("Hypotheses", "Hypothèses"), ("Indicators", "Indicateurs"), ("Map", "Carte"), ("Sources", "Sources"))


def render(lang: Lang, **values: Any) -> str:
    """The gallery as HTML, in the frame that every page has."""
    entries = [SimpleNamespace(name=en.lower(), path="/gallery", title=SimpleNamespace(en=en, fr=fr)) for en, fr in MENU]
    frame = {
        "page": entries[0],
        "menu": entries,
        "frozen": "",
        "here": "/gallery",
        "synthetic": True,
        "behind": 0,
        "flash": "",
        "csrf": "",
        "assets": assets.tags(),
        "theme": "",
        "wall": False,
        "events": "",
        "shown": 1,
        "with_map": True,
        "asked": SimpleNamespace(person=SimpleNamespace(name="ana", shown="", role=Role.ADMIN), as_of=None, now=NOW),
    }
    own = {"seen": NOW - timedelta(hours=3), "moment_now": NOW, "long_ago": NOW - timedelta(days=5), "tree": TREE}
    return source(PAGE.read_text(encoding="utf-8"), lang, **(frame | own | values))
