"""An encoder for tests: a text is the sum of its words, and words of one line of a small dictionary are one word in every language."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from tocsin.corroborate.meaning.encoder import Kept, Vectors

DIMENSIONS = 256
ONE_WORD = [
    "guards gardes охрана охрану охорона охорону", "depot dépôt базы сховища", "doubled doublé удвоена подвоєно",
    "said dit сказали сказали", "officials responsables чиновники чиновника чиновники посадовці", "three trois трое троє",
    "nuclear nucléaire ядерной ядерного", "hours heures часов годин", "trucks camions грузовиков вантажівок",
]  # fmt: skip
_SAME = {word: line.split()[0] for line in ONE_WORD for word in line.split()}


class Bag:
    """Hashed bags of words, of length one. Counts how many texts it was asked for."""

    name = "bag"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, DIMENSIONS) float32."""
        self.asked += len(texts)
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[zlib.crc32(_SAME.get(word, word).encode()) % DIMENSIONS] += 1
            row /= max(1e-9, float(np.linalg.norm(row)))
        return rows


def kept() -> Kept:
    """A fake encoder that remembers."""
    return Kept(Bag)
