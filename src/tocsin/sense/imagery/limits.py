"""How much of a catalogue and of its images is taken: whoever wrote them may be wrong, or mean harm."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Beyond any of these, what is met is refused and said so."""

    items: int = 5_000
    documents: int = 20_000
    """JSON files opened in one catalogue"""
    json_bytes: int = 4_000_000
    depth: int = 12
    """catalogues within catalogues"""
    window: int = 16_000_000
    """pixels read of one band of one image"""
    stack: int = 200_000_000
    """values of all dates and bands of one site with its controls: four bytes each"""
    block: int = 64_000_000
    """pixels that one read has to unpack: a single strip may be the whole image"""
    side: int = 1_000_000
    """pixels of an image's width or height"""
    bands: int = 64
    seconds: float = 600.0
    """for one site"""


USUAL = Limits()
