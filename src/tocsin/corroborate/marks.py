"""Marks of a hand in what an outlet prints around its stories: trackers, hosts that it links to, furniture in its own words.

Another's mark, a tracker apart, is a habit only where an outlet bears it in more than one report: a link may stand in the story itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from tocsin.corroborate.outlets import squeeze
from tocsin.model import Report

HABIT = 2
"""reports of one outlet from which a mark is its habit"""
LETTERS = 24
"""letters of a line of furniture from which it may be somebody's own words: shorter ones (`Share this article`) are everybody's"""
_TRACKER = re.compile(r"\b(?:UA-\d{4,}|G-[A-Z0-9]{8,}|GTM-[A-Z0-9]{5,}|ca-pub-\d{8,})\b")
_LINK = re.compile(r"https?://([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def of_outlets(reports: Iterable[Report]) -> Mapping[str, frozenset[str]]:
    """The marks that each outlet bears by habit, by its site. A line of furniture that names another outlet is a credit, and no mark."""
    borne: defaultdict[str, Counter[str]] = defaultdict(Counter)
    known = [report for report in reports if report.site]
    names = {name for report in known if len(name := squeeze(report.site or "")) > 3}
    for report in known:
        borne[report.site or ""].update(_marks(report, names))
    return {
        outlet: frozenset(mark for mark, times in counted.items() if times >= HABIT or mark.startswith("tracker:"))
        for outlet, counted in borne.items()
    }


def _marks(report: Report, names: set[str]) -> set[str]:
    found = {f"tracker:{match.group()}" for match in _TRACKER.finditer(report.text)}
    itself = _host(urlsplit(report.url or "").hostname or report.site or "")
    hosts = {_host(match.group(1)) for match in _LINK.finditer(report.text)}
    found |= {f"host:{host}" for host in hosts if host != itself}
    for start, end in report.furniture:
        for line in report.text[start:end].splitlines():
            own = squeeze(report.site or "")
            words, letters = squeeze(line), _NOT_LETTERS.sub("", line)
            if len(letters) >= LETTERS and not any(name in words for name in names if name != own):
                found.add(f"furniture:{words.replace(own, '')}")
    return found


def _host(host: str) -> str:
    return host.lower().removeprefix("www.").rstrip(".")
