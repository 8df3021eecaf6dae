"""A stronger encoder by configuration: an OpenAI-compatible endpoint, or a sentence-transformers model that lies on this machine."""

import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.corroborate.meaning.encoder import Vectors
from tocsin.errors import CannotFinish, UsageError
from tocsin.library.endpoints import keeps_secrets, wrong_address

KEY_VARIABLE = "TOCSIN_ENCODER_KEY"
AT_ONCE = 64
"""texts a request"""
TIMEOUT_S = 60.0


class Endpoint:
    """`URL#MODEL`: asks URL/embeddings. Texts leave this machine: nothing else of Tocsin sends report text unless a model is configured."""

    def __init__(self, address: str) -> None:
        url, _, model = address.partition("#")
        wrong = wrong_address(url)
        if wrong is not None or not model:
            raise UsageError(wrong or f"{address!r} names no model", todo="write http://HOST/v1#MODEL")
        self.name, self._url, self._model = address, url.rstrip("/"), model
        self._key = os.environ.get(KEY_VARIABLE)
        if self._key and not keeps_secrets(url):
            raise UsageError(f"{KEY_VARIABLE} would go over plain http", where=url, todo="use https")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32. CannotFinish where the endpoint does not answer as it should."""
        try:
            http = importlib.import_module("httpx2")
        except ImportError as error:
            raise CannotFinish("an encoder at an address needs an HTTP client", todo="pip install 'tocsin[llm]'") from error
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        rows: list[list[float]] = []
        with http.Client(timeout=TIMEOUT_S, headers=headers, trust_env=False) as client:
            for start in range(0, len(texts), AT_ONCE):
                rows += self._asked(http, client, list(texts[start : start + AT_ONCE]))
        return _units(np.array(rows, dtype=np.float32))

    def _asked(self, http: Any, client: Any, texts: list[str]) -> list[list[float]]:
        try:
            answer = client.post(f"{self._url}/embeddings", json={"model": self._model, "input": texts})
            answer.raise_for_status()
            found = sorted(answer.json()["data"], key=lambda item: item["index"])
            vectors = [item["embedding"] for item in found]
        except (http.HTTPError, ValueError, KeyError, TypeError) as error:
            raise CannotFinish(f"the encoder did not answer with vectors: {error}", where=self._url) from error
        if len(vectors) != len(texts):
            raise CannotFinish(f"the encoder answered {len(vectors)} vectors to {len(texts)} texts", where=self._url)
        return vectors


class Local:
    """A folder with a sentence-transformers model."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder with a model", todo="name a folder, URL#MODEL, packaged or none in TOCSIN_ENCODER")
        try:
            library = importlib.import_module("sentence_transformers")
        except ImportError as error:
            raise CannotFinish("a model in a folder needs sentence-transformers", todo="pip install sentence-transformers") from error
        self.name = str(folder)
        self._model = library.SentenceTransformer(str(folder), local_files_only=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32."""
        return _units(np.asarray(self._model.encode(list(texts)), dtype=np.float32))


def _units(rows: Vectors) -> Vectors:
    """Rows of length one."""
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit
