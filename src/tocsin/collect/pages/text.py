"""The words of HTML: of a fragment inside a feed or export, and of the article inside a page."""

import re
from typing import Any

from tocsin.errors import Refused

DEEPEST = 512
"""levels of elements; parsers take quadratic time beyond, and no page that people read is as deep"""
MOST_ATTRIBUTES = 1_000
"""of one element; parsers take quadratic time over them"""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^>]*?(/?)>")
_NO_DEPTH = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt".split()) | frozenset(
    "area base br col embed hr img input link meta param source track wbr path circle rect line polygon polyline use stop".split()
)
_BLANKS = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*")
_AROUND = ["nav", "form", "#comments", ".comments", "#disqus_thread", "[role=navigation]", "[role=complementary]", "[role=search]"]
"""what is never the article, whatever stands in it"""


def check_depth(html: str, where: str) -> None:
    """Raises Refused `too-deep` where elements nest deeper than any page's, `too-many` where one has more attributes than any."""
    level = 0
    for match in _TAG.finditer(html, 0, html.rfind(">") + 1):  # behind the last mark each tag would be sought to the end
        if match.end() - match.start() > 2 * MOST_ATTRIBUTES and len(match.group().split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES:
            what = f"an element has more than {MOST_ATTRIBUTES:,} attributes"
            raise Refused("too-many", what, where=where, todo="save the page's text as .txt")
        if match.group(3) or match.group(2).lower() in _NO_DEPTH:
            continue
        level = max(0, level - 1) if match.group(1) else level + 1
        if level > DEEPEST:
            what = f"its elements nest deeper than {DEEPEST} levels"
            raise Refused("too-deep", what, where=where, todo="save the page's text as .txt")


def from_fragment(html: str) -> str:
    """The text of a piece of HTML with its paragraphs on lines of their own; a text without a tag is only unescaped."""
    if not html:
        return ""
    if "<" not in html:
        import html as entities

        return tidy(entities.unescape(html) if "&" in html else html)
    try:
        check_depth(html, "")
    except Refused:
        closed = html.rfind(">") + 1
        return tidy(_TAG.sub(" ", html[:closed]) + html[closed:])
    from resiliparse.extract.html2text import extract_plain_text

    return tidy(extract_plain_text(html, preserve_formatting=True, alt_texts=False, list_bullets=False, skip_elements=["script", "style"]))


def tidy(text: str) -> str:
    """`text` without space at the ends of its lines and its edges and with at most one empty line at a time."""
    return _BLANKS.sub("\n\n", _SPACES.sub("\n", text.replace("\r\n", "\n"))).strip()


def main_text(tree: Any, html: str) -> tuple[str, tuple[str, ...]]:
    """The article's text in a parsed page, without what surrounds it, and how it was found."""
    from resiliparse.extract.html2text import extract_plain_text

    options: dict[str, Any] = {"preserve_formatting": True, "alt_texts": False, "list_bullets": False, "skip_elements": _AROUND}
    found = tidy(extract_plain_text(tree, main_content=True, **options))
    if len(found) >= ENOUGH:
        return found, ()
    better = _with_trafilatura(html)
    if len(better) > len(found):
        return better, ("text-by-fallback",)
    return found or tidy(extract_plain_text(tree, main_content=False, **options)), () if found else ("text-with-furniture",)


ENOUGH = 250
"""characters of an article below which the fallback is asked as well"""


def _with_trafilatura(html: str) -> str:
    """What trafilatura makes of the page, where it is installed (extra `pages`); else nothing."""
    try:
        from trafilatura import extract
    except ImportError:
        return ""
    return tidy(extract(html, include_comments=False, include_tables=True, deduplicate=False) or "")


def without_title(body: str, title: str | None) -> str:
    """`body` without a first line that only repeats the title."""
    first, _, rest = body.partition("\n")
    plain = " ".join(first.split()).casefold()
    return rest.strip() if title and rest.strip() and plain == title.casefold() else body
