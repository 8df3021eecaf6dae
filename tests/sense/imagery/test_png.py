"""PNG files: read back by another decoder, and holding nothing but pixels."""

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.io import MemoryFile

from tocsin.sense.imagery.png import chunks, png


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(1, 40), st.booleans(), st.integers(0, 2**32 - 1))
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_pixels_come_back_and_nothing_else_is_in_the_file(height: int, width: int, colour: bool, seed: int) -> None:
    shape = (height, width, 3) if colour else (height, width)
    image = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    data = png(image)
    assert [name for name, _ in chunks(data)] == ["IHDR", "IDAT", "IEND"]
    with rasterio.Env(GDAL_PAM_ENABLED="NO"), MemoryFile(data) as file, file.open(driver="PNG") as source:
        assert source.crs is None
        back = source.read()
    assert (back == (image.transpose(2, 0, 1) if colour else image[None])).all()


def test_what_is_no_image_or_no_file_is_a_wrong_call() -> None:
    for wrong in (np.zeros((2, 2)), np.zeros((2, 2, 4), np.uint8), np.zeros((0, 2), np.uint8), np.zeros(3, np.uint8)):
        with pytest.raises(ValueError, match="no image"):
            png(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no PNG"):
        chunks(b"GIF89a")
    with pytest.raises(ValueError, match="broken"):
        chunks(png(np.zeros((2, 2), np.uint8)).replace(b"IHDR", b"IHDX"))
