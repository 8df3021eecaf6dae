"""An index that is saved, loaded and goes on is the one that never stopped; a torn file is refused, and the index made anew."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corroborate.copies.test_index import VOCABULARY, article

from tocsin.corroborate.copies import Index
from tocsin.corroborate.copies.saving import Dated, load, restored, save
from tocsin.errors import CannotFinish

START = datetime(2026, 3, 1, tzinfo=UTC)


def stream(seed: int, count: int) -> list[Dated]:
    rng, made = random.Random(seed), []  # noqa: S311
    around = [" ".join(rng.choices(VOCABULARY, k=40)) for _ in range(3)]
    bodies: list[str] = []
    for number in range(count):
        bodies.append(rng.choice(bodies) if bodies and rng.random() < 0.3 else article(rng, 80))
        outlet = rng.randrange(3)
        made.append(Dated(f"{bodies[-1]}\n{around[outlet]}", f"outlet {outlet}", START + timedelta(hours=3 * number)))
    return made


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), count=st.integers(0, 40), at=st.integers(0, 40))
def test_going_on_equals_one_pass(tmp_path: Path, seed: int, count: int, at: int) -> None:
    texts, one, other = stream(seed, count), Index(timedelta(days=3)), Index(timedelta(days=3))
    found = [one.add(each.text, outlet=each.outlet, at=each.at) for each in texts]
    again = [other.add(each.text, outlet=each.outlet, at=each.at) for each in texts[:at]]
    save(other, tmp_path / "copies")
    other = load(tmp_path / "copies")
    again += [other.add(each.text, outlet=each.outlet, at=each.at) for each in texts[at:]]
    assert again == found
    save(one, tmp_path / "one")
    save(other, tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_torn_file_is_refused_and_the_index_made_anew(tmp_path: Path) -> None:
    path, texts, index = tmp_path / "copies", stream(1, 20), Index()
    for each in texts:
        index.add(each.text, outlet=each.outlet, at=each.at)
    save(index, path)
    whole = path.read_bytes()
    loaded, why = restored(path, Index(), texts)
    assert why is None
    assert len(loaded) == 20
    for torn, said in (
        (whole[: len(whole) // 2], "torn"),
        (whole[:-1], "torn"),
        (whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:], "torn"),
        (b"", "no index of copies"),
        (b"PK\x03\x04" + whole, "no index of copies"),
        (whole.replace(b"tocsin-copies 1", b"tocsin-copies 2", 1), "version 2"),
    ):
        path.write_bytes(torn)
        with pytest.raises(CannotFinish, match=said):
            load(path)
        built, why = restored(path, Index(), texts)
        assert why is not None
        assert said in why
        save(built, path)
        assert path.read_bytes() == whole
    path.unlink()
    with pytest.raises(CannotFinish, match="cannot be read"):
        load(path)


def test_an_index_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotFinish, match="cannot be written"):
        save(Index(), tmp_path / "missing" / "copies")
