"""Drawings as SVG by plain functions: lines with bands over dates, bars, calendar rows, and maps; the same bytes for the same input."""

from tocsin.warn.drawing.bars import Bar, Part, bars
from tocsin.warn.drawing.chart import Interval, Level, Line, Mark, Point, chart
from tocsin.warn.drawing.maps import Site, site_map
from tocsin.warn.drawing.picture import Frame, Picture, body, png, svg
from tocsin.warn.drawing.ranges import Ranged, ranges
from tocsin.warn.drawing.rows import Row, Stretch, Tick, rows
from tocsin.warn.drawing.scales import Scale
from tocsin.warn.drawing.tree import Node, tree

__all__ = [
    "Bar",
    "Frame",
    "Interval",
    "Level",
    "Line",
    "Mark",
    "Node",
    "Part",
    "Picture",
    "Point",
    "Ranged",
    "Row",
    "Scale",
    "Site",
    "Stretch",
    "Tick",
    "bars",
    "body",
    "chart",
    "png",
    "ranges",
    "rows",
    "site_map",
    "svg",
    "tree",
]
