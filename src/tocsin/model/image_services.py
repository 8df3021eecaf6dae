"""Catalogues of images as declared: where they answer, and what the assets of their collections are called and hold."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record
from tocsin.model.imagery import Imaging
from tocsin.model.ranges import Labels

Numbers = Literal["amplitude", "power", "decibel"]
"""what a raster's numbers are: squared to power, taken as they stand, or ten to a tenth of them"""


class ImageService(Record, frozen=True, kw_only=True):
    """A catalogue that answers a STAC search."""

    id: str
    name: Labels
    search: str
    """the address of its search"""
    source: str
    known_since: Day
    collections: tuple[str, ...]
    post: bool = False
    """whether searches may be posted; all are asked by GET first"""
    sign: str | None = None
    """where a token for the assets of a {collection} is given"""


class ImageProduct(Record, frozen=True, kw_only=True):
    """What the assets of some collections hold."""

    collections: tuple[str, ...]
    kind: Imaging
    bands: dict[str, tuple[str, ...]]
    """names of assets by band, the first that is there"""
    numbers: Numbers
    source: str
    mask: tuple[str, ...] = ()
    """names of the asset that says what each pixel is"""
    clear: tuple[float, ...] = ()
    """the mask's values that are no cloud, shadow or snow"""
    assumption: bool = False
