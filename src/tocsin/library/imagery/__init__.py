"""Catalogues of images that Tocsin knows, and what their products hold (`services.yml`)."""

from datetime import date as Day
from functools import cache
from typing import Annotated

from tocsin.library.paths import root
from tocsin.model.image_services import ImageProduct, ImageService, Numbers
from tocsin.model.imagery import Imaging

ALWAYS = Day(1900, 1, 1)
"""since when a service of one's own is known"""
ANY = "*"
"""stands for a collection that no product names"""


@cache
def _file() -> tuple[tuple[ImageService, ...], tuple[ImageProduct, ...]]:
    """Both lists of `services.yml`. ConfigError where the file is wrong."""
    from pydantic import Field

    from tocsin.library.field_schema import Date, Named, Slug, Strict, Text
    from tocsin.library.yaml_files import read_model

    https = Annotated[str, Field(pattern=r"^https://[!-~]+$")]

    class Service(Named):
        id: Slug
        search: https
        sign: https | None = None
        source: Text
        known_since: Date
        collections: tuple[Text, ...]
        post: bool = False

    class Product(Strict):
        collections: tuple[Text, ...] = Field(min_length=1)
        kind: Imaging
        bands: dict[Slug, tuple[Text, ...]]
        numbers: Numbers
        source: Text
        mask: tuple[Text, ...] = ()
        clear: tuple[float, ...] = ()
        assumption: bool = False

    class File(Strict):
        services: tuple[Service, ...]
        products: tuple[Product, ...]

    read = read_model(root() / "imagery" / "services.yml", File)
    return (
        tuple(ImageService(**one.model_dump()) for one in read.services),
        tuple(ImageProduct(**one.model_dump()) for one in read.products),
    )


def services() -> tuple[ImageService, ...]:
    """The catalogues that can be asked, where a workspace lists them."""
    return _file()[0]


def product(collection: str, kind: Imaging) -> ImageProduct:
    """What the assets of a collection hold; of one that is not listed, what is assumed."""
    known = [one for one in _file()[1] if one.kind == kind]
    return next((one for one in known if collection in one.collections), next(one for one in known if ANY in one.collections))
