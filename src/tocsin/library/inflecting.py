"""Writes the inflected forms of lexicons: `lemmas/*.yml`, written by hand, become `forms.yml`, which the reader loads.

Usage: python -m tocsin.library.inflecting [ru uk ...]   (without a code: every language that has lemmas)

`lemmas/*.yml` of a language hold, in lists separated by commas:

- `words`: class -> noun phrases and adjectives in the nominative. All forms go into the class; those of people, bodies and papers, and
  of adjectives, also into the classes of their cases (`nominative`, `genitive`, `dative`, `instrumental`) and into `plural`. A leading
  `=` keeps a phrase as it is, for every case; a leading `+` makes it plural as well.
- `verbs`: class -> infinitives, with a fixed tail of words after them (`дать понять`). The entries go to `verbs`, the forms of each
  infinitive to `irregular`, as `letter form form ...` with the letters of `inflections.Conjugated`. A leading `~` makes every finite form a
  passive (`сообщаться`); a leading `!` says that the first word is a negation that the entry cannot do without
  (`!не комментировать`).
"""

import importlib
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from tocsin.library import lexicons
from tocsin.library.inflections import Conjugated, Form

DECLINED = frozenset(["anonymous", "office", "institution", "text", "outlet", "national", "adjective"])
"""classes whose cases the reader asks for"""
KEPT = ("nominative", "genitive", "dative", "instrumental")
"""cases that tell who speaks, to whom, by whom, and what only belongs to them"""
WIDTH = 140
HEAD = "# Written by `python -m tocsin.library.inflecting` from lemmas/*.yml: change those, not this.\n"


def languages() -> tuple[str, ...]:
    """Codes of the languages that have lemmas."""
    return tuple(sorted(folder.parent.name for folder in lexicons.FOLDER.glob("*/lemmas")))


def forms(code: str, folder: Path | None = None) -> str:
    """The text of `forms.yml` of one language, the same for the same lemmas and dictionary."""
    module = importlib.import_module(f"tocsin.library.inflections.{code}")
    words: dict[str, dict[str, None]] = {}
    verbs: dict[str, list[str]] = {}
    irregular: dict[str, str] = {}
    lemmas = lexicons.lists((folder or lexicons.FOLDER / code) / "lemmas")
    for name, entries in sorted(lemmas.get("words", {}).items()):
        for entry in entries:
            for form in _phrase(module.phrase, entry):
                words.setdefault(name, {})[form.text] = None
                if name in DECLINED and form.case in KEPT:
                    words.setdefault(form.case, {})[form.text] = None
                if name in DECLINED and form.plural:
                    words.setdefault("plural", {})[form.text] = None
                elif name in DECLINED:
                    words.setdefault("", {})[form.text] = None
    singular = words.pop("", {})
    if "plural" in words:
        words["plural"] = {form: None for form in words["plural"] if form not in singular or form in _twice(lemmas)}
    for name, entries in sorted(lemmas.get("verbs", {}).items()):
        for entry in entries:
            plain = entry.lstrip("~")
            verbs.setdefault(name, []).append(plain.removeprefix("!"))
            lemma = plain.split()[1 if plain.startswith("!") else 0]
            irregular[lemma] = _line(module.verb(lemma), passive=entry.startswith("~"))
    return HEAD + _yaml(words, verbs, irregular)


def _phrase(phrase: object, entry: str) -> Iterable[Form]:
    if entry.startswith(("=", "+")):
        text = entry.lstrip("=+").lower()
        return [Form(text, case, entry.startswith("+")) for case in KEPT]
    assert callable(phrase)  # noqa: S101 - a module of inflections has it
    return [form._replace(text=form.text.lower()) for form in phrase(entry)]


def _twice(lemmas: Mapping[str, Mapping[str, tuple[str, ...]]]) -> frozenset[str]:
    """Phrases declared plural although their form is that of a singular too."""
    return frozenset(entry[1:].lower() for entries in lemmas.get("words", {}).values() for entry in entries if entry.startswith("+"))


def _line(made: Iterable[Conjugated], *, passive: bool) -> str:
    """`f form form, F form, p form`: the forms of one verb by letter."""
    by_kind: dict[str, dict[str, None]] = {}
    for form in made:
        kind = {"f": "p", "F": "P"}.get(form.kind, form.kind) if passive else form.kind
        by_kind.setdefault(kind, {})[form.text] = None
    return ", ".join(f"{kind} {' '.join(texts)}" for kind, texts in by_kind.items())


def _yaml(words: Mapping[str, Iterable[str]], verbs: Mapping[str, list[str]], irregular: Mapping[str, str]) -> str:
    lines = ["words:"]
    for name, entries in sorted(words.items()):
        lines += [f"  {name}: >-", *_wrapped(sorted(entries))]
    lines.append("verbs:")
    for name, lemmas in sorted(verbs.items()):
        lines += [f"  {name}: >-", *_wrapped(dict.fromkeys(lemmas))]
    lines.append("irregular:")
    lines += [f"  {lemma}: {forms}" for lemma, forms in sorted(irregular.items())]
    return "\n".join(lines) + "\n"


def _wrapped(entries: Iterable[str]) -> list[str]:
    text = ", ".join(entries)
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def main(codes: list[str]) -> None:
    """Writes `forms.yml` of the languages asked for."""
    for code in codes or languages():
        path = lexicons.FOLDER / code / "forms.yml"
        path.write_text(forms(code), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
