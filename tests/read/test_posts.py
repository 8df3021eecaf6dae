"""Offices known by the post, and those who hold it no more."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

CASES = (
    ("The Estonian general", "office"),
    ("Moscow's envoy", "office"),
    ("A Kremlin aide", "office"),
    ("An aide", "anonymous"),
    ("The former envoy", "anonymous"),
    ("An ex-minister", "anonymous"),
    ("A hangar keeper", "anonymous"),
    ("The KGB", "institution"),
    ("The spy agency", "institution"),
    ("The news agency", "outlet"),
)


@pytest.mark.parametrize(("who", "kind"), CASES)
def test_the_post_makes_an_office(read: Callable[..., Reading], who: str, kind: str) -> None:
    (said,) = read(f"{who} said that no nuclear warhead had been moved.", published="2024-11-24T10:00:00+00:00", title="Nuclear").statements
    assert (said.speaker.text, said.speaker.kind) == (who, kind)


def test_a_share_counts_nobody(read: Callable[..., Reading]) -> None:
    text = "One in three experts said that a nuclear strike was likely."
    (said,) = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear").statements
    assert (said.speaker.text, said.speaker.count) == ("One in three experts", None)
