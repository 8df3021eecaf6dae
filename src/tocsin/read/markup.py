"""HTML that stands in a text: its tags, and the elements that a browser would not show. Cuts, so that the rest is read in place."""

import re
from typing import NamedTuple

TAG = re.compile(
    r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?P<attributes>(?:[\s/][^<>]{0,2000})?)>|![A-Za-z][^<>]{0,200}>)"
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,60})(?:\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
QUOTED = re.compile(r"""[\w-]\s?=\s?["']""")
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 head header hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th thead title tr ul".split()
)
"""elements that begin a line of their own"""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
UNSHOWN = frozenset("canvas audio video datalist head iframe noembed noframes noscript object script style svg template title".split())
"""elements whose content is no text of the page"""
RAW = frozenset(["script", "style"])
"""elements in which nothing but their own end is a tag"""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark meter output picture progress q rp rt ruby s"
    " samp select small span strike strong sub sup textarea time tt u var wbr img input".split()
)
KNOWN = BLOCKS | VOID | UNSHOWN | INLINE
ENDS_WHERE_THE_NEXT_BEGINS = frozenset("p li dt dd td th tr option".split())
OFF_CLASSES = frozenset(["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none"])
ZERO = r"0+(?:\.0*)?(?![.\d])"
UNSEEN = re.compile(
    rf"display:none|visibility:(?:hidden|collapse)|mso-hide:all|(?:^|;)(?:opacity|font-size):{ZERO}"
    r"|(?:^|;)(?:left|top|right|margin-left|margin-top|text-indent):-\d{3}|clip:rect\([01](?:px)?,|clip-path:(?:inset\((?:50|100)%|circle\(0)"
    rf"|transform:scale\({ZERO}\)|(?:^|;)color:transparent"
)
"""declarations, without spaces, under which nothing is seen"""


class Cut(NamedTuple):
    """`start:end` of the text is no text; `instead` stands there for matching: nothing, or the end of a line."""

    start: int
    end: int
    instead: str


def find(text: str) -> list[Cut]:
    """Tags and unseen elements of `text`, in order. None where no known tag stands in it."""
    cuts: list[Cut] = []
    opened: list[str] = []
    count: dict[str, int] = {}
    hidden: tuple[int, int] | None = None  # how many elements are open around the unseen one, and where it begins
    own: set[str] = set()
    position = 0
    while (match := TAG.search(text, position)) is not None:
        start, position = match.span()
        name = (match["name"] or "").lower()
        if match["comment"]:
            end = text.find("-->", position)
            position = end + 3 if end >= 0 else len(text)
        elif name and name not in KNOWN and not _own(own, name, match):
            continue
        elif name in RAW and not match["close"]:
            position = _end_of(name, text, position)
        elif name:
            depth = _follow(opened, count, name, bool(match["close"]))
            if hidden is not None and depth <= hidden[0]:
                # Its own end tag belongs to it; where another tag ended it, that one is looked at as any other.
                end = position if match["close"] and depth == hidden[0] else start
                _add(cuts, hidden[1], end, "\n" if name in BLOCKS or name in own else "")
                start, hidden = end, None
            if hidden is None and not match["close"] and name not in VOID and (name in UNSHOWN or _unseen(match["attributes"])):
                hidden = (depth, start)
        if hidden is None:
            _add(cuts, start, position, "\n" if name in BLOCKS or name in own else "")
    if hidden is not None:
        _add(cuts, hidden[1], len(text), "")
    return cuts


def _own(own: set[str], name: str, match: re.Match[str]) -> bool:
    """An element of a page's own naming (`<tweet id="7">`): attributes in marks tell it, and what it opened it closes."""
    if not match["close"] and QUOTED.search(match["attributes"] or ""):
        own.add(name)
    return name in own


def _follow(opened: list[str], count: dict[str, int], name: str, close: bool) -> int:
    """Keep `opened` as a browser would; how many elements are open around this one."""
    if close:
        while count.get(name):
            last = opened.pop()
            count[last] -= 1
            if last == name:
                break
    elif name not in VOID:
        if opened and name in ENDS_WHERE_THE_NEXT_BEGINS and opened[-1] == name:
            count[opened.pop()] -= 1
        opened.append(name)
        count[name] = count.get(name, 0) + 1
        return len(opened) - 1
    return len(opened)


def _end_of(name: str, text: str, position: int) -> int:
    found = re.compile(rf"</{name}[^<>]{{0,200}}>", re.IGNORECASE).search(text, position)
    return found.end() if found else len(text)


def _unseen(attributes: str) -> bool:
    """A browser shows nothing of an element with these attributes."""
    for key, raw in ATTRIBUTE.findall(attributes) if len(attributes) > 1 else ():
        name, value = key.lower(), raw.strip("\"'").lower()
        if name == "hidden" or (name == "aria-hidden" and value == "true"):
            return True
        if name == "style" and UNSEEN.search(re.sub(r"\s|!important", "", value)):
            return True
        if name == "class" and not OFF_CLASSES.isdisjoint(value.split()):
            return True
    return False


def _add(cuts: list[Cut], start: int, end: int, instead: str) -> None:
    """Add a cut, joined to the one right before it unless both end a line: two such ends are a paragraph's."""
    if end <= start:
        return
    if cuts and cuts[-1].end == start and not (cuts[-1].instead and instead):
        last = cuts.pop()
        cuts.append(Cut(last.start, end, last.instead or instead))
    else:
        cuts.append(Cut(start, end, instead))
