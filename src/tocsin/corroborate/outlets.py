"""Which outlet a name means: declared sources in all their forms, the sites of the reports at hand, and the same name in another script."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tocsin.corroborate.folding import fold
from tocsin.corroborate.words import AGENCY_WORDS, WORD, plain
from tocsin.model.declared import SourceProfile

ENDING = 0.6
"""share of a folded word's letters that its forms share from the beginning; below, it is another word"""
STEM = 4
"""letters, or all but one of a shorter word, that two forms share from the beginning"""
SHORTEST = 5
UNKNOWN = "named:"
"""begins the key of an outlet of which nothing but the name is known"""
_SPEAKING = ("office", "ministry", "institute", "official-text")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_ANONYMOUS = re.compile(r"^(?:anonymous|anonyme)\b")


class Outlet(NamedTuple):
    """One outlet: a stable key, the name to show, and its declared profile where there is one."""

    key: str
    name: str
    profile: SourceProfile | None = None


def squeeze(name: str) -> str:
    """`name` folded, without articles, quotation marks and the word agency: `l'agence Pereval` and `Агентство «Перевал»` meet."""
    return "".join(name_words(name)) + "".join(re.findall(r"\d+", name)) or plain(name)


def domain(name: str) -> str | None:
    """The label of a domain that spells a name: `harrowgate-post` of `www.harrowgate-post.example`; None for what is no domain."""
    if _DOMAIN.fullmatch(name.lower()) is None:
        return None
    labels = name.lower().removeprefix("www.").split(".")
    return labels[-2] if len(labels) > 1 else labels[0]


def name_words(name: str) -> list[str]:
    """The words of a name, folded, without articles and the word agency."""
    words = WORD.findall(name.replace("’", "'"))
    kept = [word for word in words if plain(word) not in AGENCY_WORDS] or words
    return [folded for word in kept if (folded := fold(re.sub("^[LDld]'", "", word)))]


def _declined(name: str, other: str) -> bool:
    """Whether two names are one in two cases: word for word the same beginning, and the same figures. Only Cyrillic names decline here."""
    if not (_CYRILLIC.search(name) and _CYRILLIC.search(other)) or re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    one, two = name_words(name), name_words(other)
    return len(one) == len(two) and sum(map(len, one)) >= SHORTEST and all(forms_of_one(a, b) for a, b in zip(one, two, strict=True))


def forms_of_one(one: str, other: str) -> bool:
    """Whether two folded words differ in their ending only."""
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= min(STEM, len(one) - 1, len(other) - 1) and shared >= ENDING * max(len(one), len(other))


class Outlets:
    """The outlets that can be named here."""

    def __init__(self, sources: Sequence[SourceProfile], sites: Iterable[str], seen: Iterable[str] = ()) -> None:
        self._known: dict[str, Outlet] = {}
        self._longer: dict[str, dict[tuple[str, ...], dict[str, Outlet]]] = {}
        """names of several words, which a shorter form may stand for, by their first: each once, however often it was read"""
        self._cyrillic: dict[str, list[tuple[str, Outlet]]] = {}
        """names that decline, by their first letter: of two cases of one name it is the same"""
        self.names: list[tuple[str, Outlet]] = []
        """every form of every known outlet"""
        self._resolved: dict[str, Outlet] = {}
        for profile in sources:
            outlet = Outlet(profile.id, profile.name, profile)
            for form in (*_forms(profile), *profile.sites):
                self._known.setdefault(squeeze(form), outlet)
                self._name(form, outlet)
        offices = [(squeeze(form), profile) for profile in sources if profile.kind in _SPEAKING for form in _forms(profile)]
        self._offices = sorted((item for item in offices if len(item[0]) >= SHORTEST), key=lambda item: (-len(item[0]), item[1].id))
        for site in sorted(set(sites)):
            if squeeze(site) not in self._known:
                self._known[squeeze(site)] = self._near(site) or Outlet(f"site:{squeeze(site)}", site)
                self._name(site, self._known[squeeze(site)])
        for outlet in [*self._known.values()]:
            # A domain stands for the name it spells, unless that is another's.
            label = domain(outlet.name)
            if label is not None and len(squeeze(label)) >= SHORTEST:
                self._known.setdefault(squeeze(label), outlet)
        for form, outlet in [*self.names, *((name, self.find(name)) for name in seen)]:
            words = name_words(form)
            if len(words) > 1 and "." not in form:
                self._longer.setdefault(words[0], {}).setdefault(tuple(words), {})[outlet.key] = outlet
        self._resolved.clear()

    def _name(self, form: str, outlet: Outlet) -> None:
        self.names.append((form, outlet))
        words = name_words(form) if _CYRILLIC.search(form) else []
        if words:
            self._cyrillic.setdefault(words[0][:1], []).append((form, outlet))

    def find(self, name: str) -> Outlet:
        """The outlet that `name` means; one of its own, by its name alone, where nothing known is like it."""
        if name not in self._resolved:
            key = squeeze(name)
            self._resolved[name] = self._known.get(key) or self._near(name) or self._short(name) or Outlet(f"{UNKNOWN}{key}", name)
        return self._resolved[name]

    def at(self, url: str | None) -> Outlet | None:
        """The declared source that an address belongs to, by its host or a domain above it."""
        labels = (urlsplit(url or "").hostname or "").split(".")
        for first in range(len(labels) - 1):
            found = self._known.get(squeeze(".".join(labels[first:])))
            if found is not None and found.profile is not None:
                return found
        return None

    def known(self, name: str) -> bool:
        """Whether `name` means a declared source or a site at hand."""
        return not self.find(name).key.startswith(UNKNOWN)

    def declared(self, name: str) -> bool:
        """Whether `name` is, as it stands, a declared source's or a site's."""
        return squeeze(name) in self._known

    def _short(self, name: str) -> Outlet | None:
        """The one outlet whose name goes on where this one ends: `Norwick` for `Norwick Wire`; None where several do."""
        words = name_words(name)
        if sum(map(len, words)) < SHORTEST:
            return None
        forms = self._longer.get(words[0], {})
        longer = {
            key: outlet
            for form, outlets in forms.items()
            if len(form) > len(words) and list(form[: len(words)]) == words
            for key, outlet in outlets.items()
        }
        return next(iter(longer.values())) if len(longer) == 1 else None

    def office(self, words: str) -> SourceProfile | None:
        """The declared office, ministry or institute whose name stands in `words`, the longest name first."""
        text = squeeze(words)
        return next((profile for form, profile in self._offices if form in text), None)

    def _near(self, name: str) -> Outlet | None:
        """The one outlet whose name is this one in another case; None where several would do."""
        if not _CYRILLIC.search(name):
            return None
        words = name_words(name)
        begun = self._cyrillic.get(words[0][:1], ()) if words else ()
        near = {outlet.key: outlet for form, outlet in begun if _declined(name, form)}
        return next(iter(near.values())) if len(near) == 1 else None


def _forms(profile: SourceProfile) -> tuple[str, ...]:
    return (profile.name, *(form for forms in profile.names.values() for form in forms))


def anonymous(name: str) -> bool:
    """Whether a link of a chain stands for people without a name."""
    return _ANONYMOUS.match(name.lower()) is not None
