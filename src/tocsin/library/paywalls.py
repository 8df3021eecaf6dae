"""The words by which pages say that the rest of an article is for subscribers, as data."""

from functools import cache

from tocsin.library.paths import root


@cache
def phrases() -> tuple[str, ...]:
    """Phrases of all languages together, in small letters with straight apostrophes."""
    from pydantic import RootModel

    from tocsin.library.yaml_files import read_model

    return tuple(
        phrase for words in read_model(root() / "paywalls.yml", RootModel[dict[str, tuple[str, ...]]]).root.values() for phrase in words
    )
