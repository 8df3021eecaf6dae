"""A picture: its frame (title, marking, what it shows in words) around a body, as SVG alone, as SVG inside a page, and as PNG."""

from dataclasses import dataclass

from tocsin.errors import CannotFinish
from tocsin.model import digest
from tocsin.warn.drawing.shapes import INK, NORMAL, SMALL, VERMILION, fitted, folded, num, tag, text, width, words
from tocsin.warn.words import Lang

WIDTH = 640.0
HEAD, FOOT = 34.0, 18.0
LINE = 13.0
"""from one line of the note to the next"""
TITLES = (NORMAL + 2, NORMAL + 1, NORMAL, SMALL)
"""sizes of a title, the largest in which it fits"""
NOTES = 8
"""lines of a note at the most"""
PAPER, PRINT = "#ffffff", "#1a1a1a"
FAMILY = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', 'Libertinus Serif', sans-serif"
"""the reader's own letters; where a renderer has none but typst's, its serif, which has Latin and Cyrillic"""
POINTS_PER_INCH = 72.0
PAGE = b"""#let across = float(sys.inputs.width) * 1pt
#set page(width: across, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""
"""typst's page around a drawing, which comes in as data"""


@dataclass(frozen=True)
class Frame:
    """What every picture says of itself."""

    title: str
    said: str
    """what it shows, in a sentence or two: read aloud in its place"""
    marking: str
    """e.g. `TLP:CLEAR - Exercise / Restricted - SYNTHETIC`; printed inside"""
    lang: Lang = "en"
    note: str = ""
    """under the picture: sources, what a boundary does not mean"""

    @property
    def synthetic(self) -> bool:
        """Whether its marking says so; then the picture says it a second time, at its head."""
        return "SYNTHETIC" in self.marking


@dataclass(frozen=True)
class Picture:
    """A drawing: units across and down, and the elements inside the frame."""

    frame: Frame
    width: float
    height: float
    elements: tuple[str, ...]


def framed(frame: Frame, height: float, elements: list[str], across: float = WIDTH) -> Picture:
    """A picture whose `elements` use the room from HEAD down to HEAD + height; title above, note and marking below."""
    room = across - 16
    free = room - (width("SYNTHETIC", SMALL, bold=True) + 12 if frame.synthetic else 0)
    size = next((size for size in TITLES if width(frame.title, size, bold=True) <= free), TITLES[-1])
    around = [text((8.0, 18.0), fitted(frame.title, free, size, bold=True), size=size, bold=True)]
    if frame.synthetic:
        around.append(text((across - 8, 18.0), "SYNTHETIC", size=SMALL, anchor="end", bold=True, fill=VERMILION))
    bottom = HEAD + height
    for row in folded(frame.note, room, SMALL, NOTES) if frame.note else []:
        bottom += LINE
        around.append(text((8.0, bottom), row, size=SMALL, dim=True))
    around.append(text((8.0, bottom + FOOT - 4), fitted(frame.marking, room, SMALL, bold=True), size=SMALL, bold=True))
    return Picture(frame, across, bottom + FOOT, (*around, *elements))


def body(picture: Picture) -> str:
    """The picture as an `svg` element to stand inside a page: it takes the page's ink, brings no style and asks for nothing outside."""
    mark = digest(picture.frame.title, picture.elements)[:10]
    title = tag("title", words(picture.frame.title), id=f"t-{mark}")
    said = tag("desc", words(f"{picture.frame.said} {picture.frame.marking}"), id=f"d-{mark}")
    return _svg(picture, title + said + "".join(picture.elements), role="img", aria_labelledby=f"t-{mark} d-{mark}")


def svg(picture: Picture) -> str:
    """The picture as a file of its own: dark on white."""
    paper = tag("rect", width=picture.width, height=picture.height, fill=PAPER)
    title = tag("title", words(picture.frame.title), id="t")
    said = tag("desc", words(f"{picture.frame.said} {picture.frame.marking}"), id="d")
    inside = title + said + paper + "".join(picture.elements)
    held = _svg(picture, inside, role="img", aria_labelledby="t d", color=PRINT, width=picture.width, height=picture.height)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{held}\n'


def _svg(picture: Picture, inside: str, **more: object) -> str:
    across, down = num(picture.width), num(picture.height)
    about = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {across} {down}", "lang": picture.frame.lang}
    return tag("svg", inside, **about, font_family=FAMILY, fill=INK, **more)


def png(picture: Picture, scale: float = 2.0) -> bytes:
    """The picture as PNG, `scale` pixels a unit, in letters that come with the renderer: the same bytes on every machine of one platform.

    CannotFinish where typst (extra `pdf`) is missing.
    """
    try:
        import typst
    except ImportError as error:
        raise CannotFinish("PNG needs typst, which is not installed", todo="pip install 'tocsin[pdf]', or ask for .svg") from error
    made: bytes = typst.compile(
        PAGE,
        format="png",
        ppi=POINTS_PER_INCH * scale,
        ignore_system_fonts=True,
        sys_inputs={"svg": svg(picture), "width": num(picture.width)},
    )
    return made
