"""A tree from the top down: one line for each node, joined to what it came from, with how, when, and what is amiss with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.shapes import BLUE, SMALL, VERMILION, dot, fitted, stroke, text, width

ROW, STEP, LEFT = 18.0, 18.0, 14.0
DEEPEST = 10
"""steps to the right; deeper nodes stay there, or no room is left for words"""
RIGHT = 120.0
"""for when"""
LEAST = 40.0
"""room below which nothing more is said of a node"""


@dataclass(frozen=True)
class Node:
    """One node in the order of reading: its depth (0: a root), its name, how it hangs there, when, and a warning if there is one."""

    depth: int
    name: str
    how: str = ""
    when: str = ""
    beware: str = ""


def tree(frame: Frame, given: Sequence[Node]) -> Picture:
    """Nodes from the top down, in the order given: a node's children come after it, one step deeper."""
    elements: list[str] = []
    last: dict[int, float] = {}
    for n, node in enumerate(given):
        depth = min(node.depth, DEEPEST)
        x, y = LEFT + STEP * depth, HEAD + ROW * (n + 0.5)
        if depth and depth - 1 in last:
            above = LEFT + STEP * (depth - 1)
            elements.append(stroke([(above, last[depth - 1] + 4), (above, y), (x - 4, y)], width=1.0, opacity="0.6"))
        last = {level: at for level, at in last.items() if level < depth} | {depth: y}
        elements.append(dot((x, y), radius=3.5, colour=VERMILION if node.beware else BLUE, hollow=bool(node.depth)))
        room = WIDTH - RIGHT - x - 10
        name = fitted(node.name, room, SMALL, bold=not node.depth)
        elements.append(text((x + 8, y + 3.5), name, size=SMALL, bold=not node.depth))
        at = x + 8 + width(name, SMALL, bold=not node.depth) + 8
        for words, warns in ((node.how, False), (node.beware, True)):
            if words and (left := WIDTH - RIGHT - at) > LEAST:
                said = fitted(words, left, SMALL, bold=warns)
                elements.append(text((at, y + 3.5), said, size=SMALL, bold=warns, dim=not warns))
                at += width(said, SMALL, bold=warns) + 8
        if node.when:
            elements.append(text((WIDTH - 8, y + 3.5), fitted(node.when, RIGHT - 12, SMALL), size=SMALL, anchor="end", dim=True))
    return framed(frame, ROW * len(given) + 6, elements)
