"""Which outlet a name means: declared sources in all their forms, the sites of the reports at hand, and the same name in another script."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.corroborate.folding import fold
from tocsin.corroborate.words import AGENCY_WORDS, WORD, plain
from tocsin.model.declared import SourceProfile

ALIKE = 0.84
"""ratio of matching letters from which two folded names of five letters or more are one: endings of cases, not other names"""
SHORTEST = 5
_SPEAKING = ("office", "ministry", "institute", "official-text")
_ANONYMOUS = re.compile(r"^(?:anonymous|anonyme)\b")


class Outlet(NamedTuple):
    """One outlet: a stable key, the name to show, and its declared profile where there is one."""

    key: str
    name: str
    profile: SourceProfile | None = None


def squeeze(name: str) -> str:
    """`name` folded, without articles, quotation marks and the word agency: `l'agence Pereval` and `Агентство «Перевал»` meet."""
    words = [word for word in WORD.findall(name.replace("’", "'")) if plain(word) not in AGENCY_WORDS]
    kept = "".join(fold(word.removeprefix("l'").removeprefix("L'").removeprefix("d'")) for word in words) + "".join(
        re.findall(r"\d+", name)
    )
    return kept or "".join(fold(word) for word in WORD.findall(name)) or plain(name)


class Outlets:
    """The outlets that can be named here."""

    def __init__(self, sources: Sequence[SourceProfile], sites: Iterable[str]) -> None:
        self._known: dict[str, Outlet] = {}
        self._resolved: dict[str, Outlet] = {}
        for profile in sources:
            outlet = Outlet(profile.id, profile.name, profile)
            for form in (*_forms(profile), *profile.sites):
                self._known.setdefault(squeeze(form), outlet)
        offices = [(squeeze(form), profile) for profile in sources if profile.kind in _SPEAKING for form in _forms(profile)]
        self._offices = sorted((item for item in offices if len(item[0]) >= SHORTEST), key=lambda item: (-len(item[0]), item[1].id))
        for site in sorted(set(sites)):
            if squeeze(site) not in self._known:
                self._known[squeeze(site)] = self._near(squeeze(site)) or Outlet(f"site:{squeeze(site)}", site)

    def find(self, name: str) -> Outlet:
        """The outlet that `name` means; one of its own, by its name alone, where nothing known is like it."""
        if name not in self._resolved:
            key = squeeze(name)
            self._resolved[name] = self._known.get(key) or self._near(key) or Outlet(f"named:{key}", name)
        return self._resolved[name]

    def known(self, name: str) -> bool:
        """Whether `name` means a declared source or a site at hand."""
        return not self.find(name).key.startswith("named:")

    def office(self, words: str) -> SourceProfile | None:
        """The declared office, ministry or institute whose name stands in `words`, the longest name first."""
        text = squeeze(words)
        return next((profile for form, profile in self._offices if form in text), None)

    def _near(self, key: str) -> Outlet | None:
        if len(key) < SHORTEST:
            return None
        best = max(
            ((difflib.SequenceMatcher(None, key, other).ratio(), other) for other in self._known if abs(len(other) - len(key)) <= 4),
            default=None,
        )
        return self._known[best[1]] if best is not None and best[0] >= ALIKE and key[:2] == best[1][:2] else None


def _forms(profile: SourceProfile) -> tuple[str, ...]:
    return (profile.name, *(form for forms in profile.names.values() for form in forms))


def anonymous(name: str) -> bool:
    """Whether a link of a chain stands for people without a name."""
    return _ANONYMOUS.match(name.lower()) is not None
