"""What `imagery:` in tocsin.yml may say: which catalogues of images may be asked, shipped ones by id, others by their address."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from tocsin.library import imagery, keys
from tocsin.library.field_schema import Slug, Strict, Text
from tocsin.model.image_services import ImageService


def _without_key(value: str) -> str:
    if (wrong := keys.mistake(value)) is not None:
        raise ValueError(wrong)
    return value


Address = Annotated[str, Field(pattern=r"^https?://[!-~]+$", max_length=500), AfterValidator(_without_key)]


class OwnService(Strict):
    """A catalogue that is not shipped: a mirror, a service of one's own."""

    id: Slug
    search: Address
    collections: tuple[Text, ...] = Field(min_length=1)
    post: bool = True
    sign: Address | None = None


ImageryFile = tuple[Slug | OwnService, ...]


def services(declared: ImageryFile) -> tuple[ImageService, ...]:
    """The services that a workspace lists. ValueError for an id that is not shipped."""
    shipped = {service.id: service for service in imagery.services()}
    found = []
    for one in declared:
        if isinstance(one, str):
            if one not in shipped:
                raise ValueError(f"there is no catalogue of images {one!r}; there are: {', '.join(sorted(shipped))}")
            found.append(shipped[one])
        else:
            more: dict[str, Any] = one.model_dump()
            found.append(ImageService(**more, name={"en": one.id}, source="tocsin.yml", known_since=imagery.ALWAYS))
    return tuple(found)
