"""Outlets of one owner or of one documented operation are one hand, whatever they call themselves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tocsin.corroborate.outlets import Outlet, squeeze
from tocsin.model.declared import Network, SourceProfile

NO_ONE = ("private", "foundation", "public body", "co-operative", "public")
"""an owner told by its kind alone (`private, France`) is not the same as another's of that kind"""


class Hands:
    """Which hand an outlet is of, by the lists known at one moment, by its owner, or by the domain of its reports."""

    def __init__(self, networks: Sequence[Network], moment: datetime | None = None) -> None:
        self._by_domain: dict[str, Network] = {}
        self._by_name: dict[str, Network] = {}
        for network in networks:
            if moment is not None and network.known_since > moment.date():
                continue
            for domain in network.domains:
                self._by_domain.setdefault(domain, network)
            for name in network.names:
                self._by_name.setdefault(squeeze(name), network)

    def network(self, outlet: Outlet, domains: Iterable[str] = ()) -> Network | None:
        """The listed network of an outlet, by its id, its name, or a domain of its own or of its reports."""
        names = [outlet.name, *([outlet.profile.id] if outlet.profile is not None else [])]
        found = next((self._by_name[key] for name in names if (key := squeeze(name)) in self._by_name), None)
        if found is not None:
            return found
        own = outlet.profile.sites if outlet.profile is not None else ()
        for domain in (outlet.name, *own, *domains):
            labels = domain.lower().removeprefix("www.").split(".")
            # A list names example.org; what stands on news.example.org is its too.
            for start in range(len(labels) - 1):
                if (listed := self._by_domain.get(".".join(labels[start:]))) is not None:
                    return listed
        return None

    def of(self, outlet: Outlet, domains: Iterable[str] = ()) -> str | None:
        """Id of the hand: a listed network, or the owner that the source file names; None where neither is known."""
        found = self.network(outlet, domains)
        if found is not None:
            return f"network:{found.id}"
        return owner(outlet.profile)


def owner(profile: SourceProfile | None) -> str | None:
    """The owner that a source file names; None where it says its kind only."""
    if profile is None or not profile.owner:
        return None
    words = profile.owner.casefold().strip()
    return None if any(words.split(",")[0].startswith(kind) for kind in NO_ONE) else f"owner:{words}"
