"""Origin trees as a drawing: who had it from whom, how, when, and where something changed on the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tocsin.model import Link, Origin, Reading
from tocsin.warn.drawing import Frame, Node, Picture, tree
from tocsin.warn.marking import highest, unreleased
from tocsin.warn.neutral import line, shortened
from tocsin.warn.words import Lang, day, listed, number, typography

MOST = 48
"""nodes drawn; the rest are counted"""
NAME, CLAIM = 50, 90
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Who had it from whom", "Qui le tient de qui"),
    "said": (
        "{origins} origins with {reports} reports: each line is a report under the one it came from, with how it came and its day.",
        "{origins} origines et {reports} articles : chaque ligne est un article sous celui dont il vient, avec la manière et le jour.",
    ),
    "note": (
        "Filled: an origin; hollow: what came from it. Copies count for nothing.",
        "Plein : une origine ; creux : ce qui en vient. Les copies ne comptent pour rien.",
    ),
    "rest": ("and {count} more reports (tocsin origins)", "et {count} autres articles (tocsin origins)"),
    "unnamed": ("no named publisher", "sans éditeur nommé"),
    "changed": ("changed: {kinds}", "a changé : {kinds}"),
    "original": ("original", "original"),
    "copy": ("copy", "copie"),
    "rewrite": ("rewrite", "réécriture"),
    "translation": ("translation", "traduction"),
    "citation": ("citation", "citation"),
    "target": ("target", "cible"),
    "estimate": ("estimate", "estimation"),
    "number": ("number", "nombre"),
    "attribution": ("attribution", "attribution"),
    "modality": ("certainty", "certitude"),
    "date": ("date", "date"),
    "place": ("place", "lieu"),
}


def picture(origins: Sequence[Origin], readings: Mapping[str, Reading], lang: Lang = "en") -> Picture:
    """The origins in the order given, each with the reports that descend from it."""
    nodes = [node for origin in origins for node in _nodes(origin, readings, lang)]
    reports = len({link.id for origin in origins for link in origin.reports})
    shown = nodes[:MOST]
    if len(nodes) > MOST:
        shown.append(Node(0, _say("rest", lang, count=number(len(nodes) - MOST, lang))))
    told = [*origins, *(readings[link.id] for origin in origins for link in origin.reports if link.id in readings)]
    mark = unreleased(highest(one.tlp for one in told), any(one.synthetic for one in told))
    said = _say("said", lang, origins=number(len(origins), lang), reports=number(reports, lang))
    return tree(Frame(_say("title", lang), said, mark, lang, _say("note", lang)), shown)


def _nodes(origin: Origin, readings: Mapping[str, Reading], lang: Lang) -> list[Node]:
    """The origin, then its reports in the order of reading; a report whose parent we do not hold hangs under the origin."""
    publisher = line(origin.publisher) if origin.publisher else _say("unnamed", lang)
    found = [
        Node(0, shortened(f"{publisher}: {line(origin.claim)}" if origin.claim else publisher, CLAIM), when=day(origin.first_seen, lang))
    ]
    children: defaultdict[str | None, list[Link]] = defaultdict(list)
    held = {link.id for link in origin.reports}
    for link in sorted(origin.reports, key=lambda one: (one.t_known, one.id)):
        children[link.parent if link.parent in held and link.parent != link.id else None].append(link)
    seen: set[str] = set()
    stack = [(link, 1) for link in reversed(children[None])]
    left = {link.id: link for link in origin.reports}
    while stack or left:
        # a report that is its own ancestor is told where it is met first
        link, depth = stack.pop() if stack else (next(iter(left.values())), 1)
        left.pop(link.id, None)
        if link.id in seen:
            continue
        seen.add(link.id)
        kinds = list(dict.fromkeys(drift.kind for drift in link.drift if not drift.inherited))
        beware = _say("changed", lang, kinds=listed([_say(kind, lang) for kind in kinds], lang)) if kinds else ""
        found.append(Node(depth, _name(link, readings, lang), _say(link.link, lang), day(link.t_known, lang), beware))
        stack += [(child, depth + 1) for child in reversed(children[link.id])]
    return found


def _name(link: Link, readings: Mapping[str, Reading], lang: Lang) -> str:
    reading = readings.get(link.id)
    return shortened(line(reading.site), NAME) if reading is not None and reading.site else link.source_id or _say("unnamed", lang)


def _say(key: str, lang: Lang, **values: object) -> str:
    english, french = WORDS[key]
    return (english if lang == "en" else typography(french)).format(**values)
