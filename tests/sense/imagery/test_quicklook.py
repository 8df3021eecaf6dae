"""Quick-looks: marked, small, and silent about where they lie."""

from datetime import UTC, datetime

import numpy as np
import pytest

from tocsin.sense.imagery import letters, quicklook
from tocsin.sense.imagery.png import chunks

WHEN = datetime(2024, 5, 1, tzinfo=UTC)


def size(data: bytes) -> tuple[int, int]:
    head = dict(chunks(data))["IHDR"]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")


@pytest.mark.parametrize("side", [3, 64, 256, 700, 1_400])
def test_small_images_grow_and_large_ones_shrink(side: int) -> None:
    image = quicklook.render(np.ones((2, side, side), np.float32), np.ones((2, side, side), np.float32), "radar")
    width, height = size(quicklook.file(image, "radar after 2024-05-01", synthetic=True))
    assert 256 <= width <= 512
    assert height > width - 8


def test_what_is_synthetic_says_so_in_its_pixels() -> None:
    image = np.zeros((256, 256, 3), np.uint8)
    assert quicklook.file(image, "after", synthetic=True) != quicklook.file(image, "after", synthetic=False)


def test_flagged_and_unseen_pixels_have_their_colours() -> None:
    values = np.random.default_rng(0).gamma(4, 1, (2, 20, 20))
    values[:, 0, 0] = np.nan
    image = quicklook.render(values, values, "radar")
    assert image[0, 0].tolist() == [0, 0, 60]
    flags = np.zeros((20, 20), bool)
    flags[5, 5] = True
    assert quicklook.flagged(image, flags)[5, 5].tolist() == list(quicklook.FLAG)
    colour = quicklook.render(np.random.default_rng(0).random((4, 5, 5)), np.random.default_rng(0).random((4, 5, 5)), "optical")
    assert len({tuple(pixel) for pixel in colour.reshape(-1, 3)}) > 3


def test_names_say_what_and_when() -> None:
    assert quicklook.name("Invented Place/../x", "radar", WHEN, "after") == "invented-place-x-radar-2024-05-01-after.png"
    assert quicklook.name("..", "radar", WHEN, "after") == "site-radar-2024-05-01-after.png"


def test_letters_are_told_apart() -> None:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.: "
    drawn = [letters.drawn(sign).tobytes() for sign in signs]
    assert len(set(drawn)) >= len(signs) - 1
    assert letters.drawn("ab").shape == (5, 8)
    assert letters.drawn("").shape == (5, 0)
    assert not letters.drawn("é").any()
