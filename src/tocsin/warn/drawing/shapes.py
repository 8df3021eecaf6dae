"""The few SVG elements that drawings are made of, with every text escaped and every number at one decimal."""

from collections.abc import Sequence
from html import escape

from tocsin.warn.drawing.letters import advance
from tocsin.warn.neutral import coarse, safe

INK = "currentColor"
"""what is drawn in it follows the page: dark on white paper, light on a dark screen"""
BLUE, VERMILION, GREEN, PURPLE = "#2B83BA", "#D55E00", "#009E73", "#B8609A"
"""after Okabe and Ito (2008), Color Universal Design, blue and purple moved so that all keep 3:1 on white and on near-black (a test)"""
FAINT = 0.16
"""opacity of bands and land"""
SMALL, NORMAL = 10.0, 11.0
"""sizes of letters, in the picture's units"""
LEADING = 11.0
"""from one small line of a name to the next"""
XY = tuple[float, float]


def num(value: float) -> str:
    """`12.5`, `12`: one decimal, none where it is nought, and no negative nought."""
    text = f"{value:.1f}"
    return {"-0.0": "0"}.get(text, text.removesuffix(".0"))


def harmless(text: str) -> str:
    """`text` on one line, safe and coarse; narrow spaces stay, for French needs them."""
    return safe(coarse(text)).replace("\n", " ").strip()


def words(text: str) -> str:
    """`text` from anywhere as the content of an element: one line, no controls, no fine coordinates, escaped."""
    return escape(harmless(text), quote=True)


def tag(name: str, content: str = "", **attributes: object) -> str:
    """One element; `_` in an attribute's name stands for `-`, None leaves it out, and a trailing `_` is dropped (`class_`)."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _value(value: object) -> str:
    return num(value) if isinstance(value, float) else escape(str(value), quote=True)


def text(at: XY, said: str, *, size: float = NORMAL, anchor: str = "start", bold: bool = False, fill: str = INK, dim: bool = False) -> str:
    """Words at a point, their baseline on it."""
    return tag(
        "text",
        words(said),
        x=at[0],
        y=at[1],
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        fill=fill,
        opacity="0.75" if dim else None,
    )


def stroke(points: Sequence[XY], *, colour: str = INK, width: float = 1.5, dash: str | None = None, opacity: str | None = None) -> str:
    """A line through points; a point alone is a dot."""
    if len(points) == 1:
        return dot(points[0], radius=2.0, colour=colour)
    return tag(
        "path",
        d=path(points),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dash,
        stroke_linejoin="round",
        opacity=opacity,
    )


def area(points: Sequence[XY], *, colour: str = INK, opacity: float = FAINT) -> str:
    """A filled outline without a border."""
    return tag("path", d=path(points) + "Z", fill=colour, fill_opacity=f"{opacity:.2f}", stroke="none")


def box(
    at: XY, width: float, height: float, *, colour: str = INK, opacity: float = 1.0, hollow: bool = False, dash: str | None = None
) -> str:
    """A rectangle, filled, or its outline alone."""
    return tag(
        "rect",
        x=at[0],
        y=at[1],
        width=width,
        height=height,
        fill="none" if hollow else colour,
        fill_opacity=None if hollow or opacity == 1.0 else f"{opacity:.2f}",
        stroke=colour if hollow else None,
        stroke_dasharray=dash,
    )


def dot(at: XY, *, radius: float = 3.0, colour: str = INK, hollow: bool = False) -> str:
    """A round mark, filled or a ring."""
    return tag("circle", cx=at[0], cy=at[1], r=radius, fill="none" if hollow else colour, stroke=colour if hollow else None)


def path(points: Sequence[XY]) -> str:
    """Points as the `d` of a path."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)


def width(said: str, size: float = NORMAL, bold: bool = False) -> float:
    """How wide words are at `size` in the widest typeface that a reader may have: what fits there fits everywhere."""
    return size * advance(harmless(said), bold)


def fitted(said: str, room: float, size: float = NORMAL, bold: bool = False) -> str:
    """`said`, cut with an ellipsis where it is wider than `room`."""
    whole = harmless(said)
    if width(whole, size, bold) <= room:
        return whole
    while whole and width(whole + "…", size, bold) > room:
        whole = whole[:-1]
    return whole.rstrip(" ,;:") + "…"


def folded(said: str, room: float, size: float = NORMAL, most: int = 4) -> list[str]:
    """`said` on up to `most` lines of `room`; what is left over is cut with an ellipsis."""
    rows: list[str] = []
    for word in harmless(said).split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer, size) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:most]
    if len(rows) > most:
        kept[-1] = fitted(" ".join(rows[most - 1 :]), room, size)
    return [fitted(row, room, size) for row in kept]


def named(right: float, middle: float, lines: Sequence[str]) -> list[str]:
    """Folded lines that end at `right`, as many above the middle of their row as below it."""
    return [
        text((right, middle + 3.5 + (n - (len(lines) - 1) / 2) * LEADING), line, size=SMALL, anchor="end") for n, line in enumerate(lines)
    ]
