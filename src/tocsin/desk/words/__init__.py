"""The desk's fixed words: English in the templates, French beside it in `fr.yml`, so that a template reads as what it shows."""

from functools import cache
from pathlib import Path

from tocsin.warn.words import Lang, typography

FILES = Path(__file__).parent


@cache
def french() -> dict[str, str]:
    """French by English, of all files `fr*.yml` of this folder: one file a page, so that two people do not edit the same."""
    from ruamel.yaml import YAML

    found: dict[str, str] = {}
    for file in sorted(FILES.glob("fr*.yml")):
        for english, translated in (YAML(typ="safe").load(file) or {}).items():
            if found.setdefault(str(english), str(translated)) != str(translated):
                raise ValueError(f"{file.name}: {english!r} is translated twice, differently")
    return found


def said(lang: Lang, english: str, **values: object) -> str:
    """Fixed words in a language, with `{values}` put in. KeyError: no French is declared (a test asks for all in the templates)."""
    words = english if lang == "en" else typography(french()[english])
    return words.format(**values) if values else words
