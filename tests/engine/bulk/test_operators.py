"""Operators against what they shorten: every pair counted, every chain followed, every family whole; and skew costs no square."""

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.bulk import archives

from tocsin.corroborate.copies import COPY
from tocsin.engine.bulk import plan
from tocsin.engine.bulk.operators.assigning import DAY, Assign, heads
from tocsin.engine.bulk.operators.relating import FOLDED
from tocsin.engine.bulk.operators.sharing import EARLIEST, SHARED, Pairs, Parents
from tocsin.engine.bulk.schemas import DOCUMENTS, PRINTS
from tocsin.engine.bulk.settings import Settings
from tocsin.model import Link, from_json

ONE = Settings(clock=archives.CLOCK, encoder="none", buckets=1)
TEXTS = st.lists(st.sets(st.integers(0, 40), min_size=1, max_size=12), min_size=1, max_size=9)


def prints(texts: list[set[int]], outlets: list[int] | None = None, apart: int = 1) -> pa.Table:
    """Fingerprints of reports 1, 2, ..., one known `apart` microseconds after the other."""
    rows = [
        {"bucket": 0, "print": one, "key": n, "known": n * apart, "outlet": (outlets or [0] * len(texts))[n - 1], "of": len(text)}
        for n, text in enumerate(texts, 1)
        for one in sorted(text)
    ]
    return pa.Table.from_pylist(rows, PRINTS)


def parents(table: pa.Table) -> dict[int, tuple[int, int]]:
    """By report (parent, fingerprints shared)."""
    found = Parents(ONE)(Pairs(ONE)(table)["pairs"])["parents"]
    return {row["key"]: (row["parent"], row["shared"]) for row in found.to_pylist()}


@given(texts=TEXTS, order=st.randoms())
@settings(max_examples=150)
def test_the_parent_is_the_earlier_one_that_shares_most(texts: list[set[int]], order: "object") -> None:
    """Against all pairs, where no fingerprint has more holders than are set side by side."""
    if any(sum(one in text for text in texts) > EARLIEST + 1 for one in range(41)):
        return
    wanted = {}
    for later, text in enumerate(texts):
        near = [(len(text & texts[earlier]), -earlier) for earlier in range(later)]
        most, earlier = max(near, default=(0, 0))
        if most >= min(SHARED, len(text)) and most >= COPY * len(text):
            wanted[later + 1] = (-earlier + 1, most)
    table = prints(texts)
    shuffled = list(range(len(table)))
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert parents(table) == parents(table.take(shuffled)) == wanted


def test_furniture_of_an_outlet_joins_nothing_but_a_story_of_a_day_does() -> None:
    box, texts = set(range(20)), [set(range(20)) | set(range(100 + n * 9, 109 + n * 9)) for n in range(12)]
    assert parents(prints(texts, [7] * 12, apart=DAY)) == {}
    assert len(parents(prints(texts, [7] * 12, apart=1))) == 11
    copied = [*texts, texts[3] - box]
    assert parents(prints(copied, [*[7] * 12, 8], apart=DAY)) == {13: (4, 9)}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_heads_are_where_chains_end(draws: list[int]) -> None:
    up = np.array([draw % (n + 1) for n, draw in enumerate(draws)])
    found = heads(up)
    for n in range(len(up)):
        at = n
        while up[at] != at:
            at = up[at]
        assert found[n] == at


def assigned(days: list[int], up: dict[int, int], case: int = 100, fold: int = 100) -> list[dict[str, int]]:
    rows = [{"key": n, "known": day * DAY + n, "part": 0, "row": n} for n, day in enumerate(days)]
    beside = [{"key": n, "parent": parent, "shared": 9, "share": 1.0} for n, parent in up.items()]
    table = pa.Table.from_pylist(rows, pa.schema([DOCUMENTS.field(name) for name in ("key", "known", "part", "row")]))
    schema = Parents.outputs["parents"].schema
    made = Assign(Settings(clock=archives.CLOCK, case=case, fold=fold))(table, pa.Table.from_pylist(beside, schema))
    found: list[dict[str, int]] = sorted(made["cases"].to_pylist(), key=lambda row: row["row"])
    return found


@given(days=st.lists(st.integers(0, 9), min_size=1, max_size=40), case=st.integers(1, 12), draw=st.randoms())
def test_no_case_cuts_a_family_and_days_follow_each_other(days: list[int], case: int, draw: "object") -> None:
    days = sorted(days)
    up = {n: draw.randrange(n) for n in range(1, len(days)) if draw.random() < 0.4}  # type: ignore[attr-defined]
    rows = assigned(days, up, case=case)
    for one, other in combinations(rows, 2):
        assert one["head"] != other["head"] or one["case"] == other["case"]
        if days[one["head"]] < days[other["head"]]:
            assert one["case"] <= other["case"]
    numbers = {row["case"] for row in rows}
    assert min(numbers) >= 0


def test_only_near_copies_beyond_the_first_are_folded() -> None:
    rows = assigned([0] * 9, {n: n - 1 for n in range(1, 9)}, fold=4)
    assert [row["under"] for row in rows] == [0, 0, 0, 0, 3, 3, 3, 3, 3]
    assert all(row["under"] == 0 for row in assigned([0] * 9, {}, fold=1))


def test_a_story_of_many_thousand_copies_grows_no_square() -> None:
    """By what is made of it, not by the clock: pairs and parents grow with the copies."""
    for many in (2_000, 20_000):
        texts = np.tile(np.arange(30, dtype=np.uint64), many)
        keys = np.repeat(np.arange(1, many + 1, dtype=np.uint64), 30)
        columns = (np.zeros(len(keys), np.int32), texts, keys, keys.astype(np.int64), keys, np.full(len(keys), 30, np.int32))
        table = pa.table([pa.array(column) for column in columns], schema=PRINTS)
        pairs = Pairs(ONE)(table)["pairs"]
        assert len(Parents(ONE)(pairs)["parents"]) == many - 1
        assert len(pairs) <= (EARLIEST + 1) * many


def test_a_story_told_hundreds_of_times_is_folded_and_every_copy_hangs_under_it(tmp_path: Path) -> None:
    story, other = archives.story(1), archives.story(2)
    began = datetime(2022, 9, 1, tzinfo=UTC).timestamp()
    rows: list[archives.Line] = [
        {"id": str(n), "site": f"post{n}.example", "published": datetime.fromtimestamp(began + n, UTC).isoformat(), "text": story}
        for n in range(400)
    ]
    rows.append({"id": "other", "site": "gazette.example", "published": "2023-05-01T12:00:00Z", "text": other})
    paths = archives.write(tmp_path / "in", rows)
    small = Settings(clock=archives.CLOCK, encoder="none", fold=25)
    ended = archives.ran(paths, tmp_path / "out", settings=small, partition=100_000)
    assert (ended.kept, ended.folded, ended.families) == (401, 375, 2)
    held = archives.found(tmp_path / "out")
    rows_of = pq.read_table(tmp_path / "out/relate/000000/origins.parquet").to_pylist()
    assert max(row["reports"] for row in rows_of) >= 400
    assert sum(row["reports"] for row in rows_of) == len(held.links) == ended.links
    linked = [from_json(Link, link) for _, link in held.links]
    assert len({link.id for link in linked}) == 401
    assert {link.link for link in linked if FOLDED in link.evidence} == {"copy"}
    assert len({link.id for link in linked if FOLDED in link.evidence}) == 375


def test_operators_know_no_engine(root: Path) -> None:
    source = "\n".join(path.read_text() for path in sorted((root / "src/tocsin/engine/bulk/operators").glob("*.py")))
    assert not any(f"{word} {engine}" in source for word in ("import", "from") for engine in ("ray", "daft", "pyspark", "concurrent"))


@pytest.mark.parametrize("step", plan.PLAN, ids=lambda step: str(step.name))
def test_every_step_says_what_it_hands_on(step: plan.Step) -> None:
    made = step.operate(ONE)
    for taken in (step.source, step.beside):
        if taken is not None:
            schema = plan.named(taken.step).operate(ONE).outputs[taken.table].schema
            assert set(taken.columns or ()) <= set(schema.names)
            assert step.over != "groups" or taken is step.beside or step.by in schema.names
    assert all(output.by is None or output.by in output.schema.names for output in made.outputs.values())
