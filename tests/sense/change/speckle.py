"""Simulated radar and optical series for tests and benchmarks: speckle, weather, nature."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
DB = np.log(10) / 10


def intensities(
    rng: np.random.Generator, dates: int, pixels: int, looks: float, weather_db: float = 0.0, natural_db: float = 0.0, bands: int = 2
) -> Floats:
    """(dates, bands, pixels) power of a place on which nothing changes: gamma speckle, a date's own level, each pixel's own each date."""
    level = np.exp(DB * rng.normal(0, weather_db, (dates, 1, 1))) * np.exp(DB * rng.normal(0, natural_db, (dates, bands, pixels)))
    return np.asarray(level * rng.gamma(looks, 1 / looks, (dates, bands, pixels)) * 0.1)


def covariances(rng: np.random.Generator, dates: int, pixels: int, looks: int) -> Floats:
    """(dates, 4, pixels) C11, C22, Re C12, Im C12 of two correlated channels: complex Wishart."""
    draw = rng.normal(size=(2, dates, 2, looks, pixels)) / np.sqrt(2)
    field = np.einsum("ij,tjln->tiln", np.array([[1, 0], [0.5 + 0.3j, 0.6]]), draw[0] + 1j * draw[1])
    c = np.einsum("tiln,tjln->tijn", field, field.conj()) / looks
    return np.stack([c[:, 0, 0].real, c[:, 1, 1].real, c[:, 0, 1].real, c[:, 0, 1].imag], axis=1)
