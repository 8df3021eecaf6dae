"""Writes the case forms of names: `declined.txt` beside a problem's gazetteer and the sources, from the nominatives in their YAML.

Usage: python -m tocsin.library.declining [FOLDER ...]   (without a folder: all that Tocsin ships; FOLDER: of a problem, or of sources)
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tocsin.library.declined import ADJECTIVES, FILE
from tocsin.library.inflections import proper
from tocsin.library.paths import root
from tocsin.library.yaml_files import parse

LANGUAGES = ("ru", "uk")
HEAD = "# Written by `python -m tocsin.library.declining` from the names in the YAML files here: change those, not this.\n"


class Named(NamedTuple):
    """What has a name: `names` by language, in the nominative, the fullest first."""

    id: str
    type: str
    names: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]


def folders() -> tuple[Path, ...]:
    """Folders with names that Tocsin ships."""
    return (*(problem.parent / "gazetteer" for problem in sorted((root() / "problems").glob("*/problem.yml"))), root() / "sources")


def text(folder: Path) -> str:
    """What `declined.txt` of the folder says: one line a name and language, the same for the same YAML."""
    lines = []
    for named in _named(folder):
        for code in LANGUAGES:
            given = named.names.get(code, ())
            forms = dict.fromkeys(form for name in given for form in _forms(name, given[0], named.type, code) if form not in given)
            if forms:
                lines.append(f"{code} {named.id} {', '.join(forms)}\n")
            given = named.adjectives.get(code, ())
            forms = dict.fromkeys(form for word in given for form in proper.describing(word, code) if form not in given)
            if forms:
                lines.append(f"{ADJECTIVES}{code} {named.id} {', '.join(forms)}\n")
    return HEAD + "".join(lines)


def _forms(name: str, fullest: str, kind: str, code: str) -> Iterable[str]:
    person = proper.gender(fullest) if kind == "person" else None
    made = proper.forms(name, code, person=person, several=kind == "system")
    return [form for text in made for form in dict.fromkeys((text, text.replace("ё", "е").replace("Ё", "Е")))]


def _named(folder: Path) -> Iterator[Named]:
    for path in sorted(folder.glob("*.yml")):
        document = parse(path, [])
        data = document.data if document is not None and isinstance(document.data, dict) else {}
        for item in data.get("entities") or data.get("sources") or ([data] if "id" in data else []):
            kind = item.get("type") or data.get("type") or "outlet"
            own = item.get("name")
            names = {code: _words(forms) for code, forms in {**item.get("forms", {}), **item.get("names", {})}.items()}
            if isinstance(own, dict):
                names = {code: (own[code], *names.get(code, ())) if code in own else names[code] for code in (*names, *own)}
            adjectives = {code: _words(words) for code, words in item.get("adjectives", {}).items()}
            yield Named(item.get("id", ""), kind, {code: tuple(dict.fromkeys(forms)) for code, forms in names.items()}, adjectives)


def _words(given: str | list[str]) -> tuple[str, ...]:
    return tuple(" ".join(word.replace("\u2019", "'").split()) for word in (given.split(",") if isinstance(given, str) else given))


def main(given: list[str]) -> None:
    """Writes the forms of the folders asked for."""
    for folder in [Path(name) for name in given] or folders():
        folder = folder / "gazetteer" if (folder / "gazetteer").is_dir() else folder
        (folder / FILE).write_text(text(folder), encoding="utf-8")
        print(folder / FILE)


if __name__ == "__main__":
    main(sys.argv[1:])
