"""The table: what was inserted is found again after it grew, and what is too old is not."""

import numpy as np

from tocsin.corroborate.copies import arrays, kernels
from tocsin.corroborate.copies.postings import Postings


def test_entries_are_kept_when_the_table_grows() -> None:
    draw, postings, live = np.random.default_rng(1), Postings(), 0
    few = np.zeros(700, dtype=np.int32)
    prints = [np.unique(draw.integers(0, 2**32, 90, dtype=np.uint64)) for _ in range(600)]
    for number, each in enumerate(prints, 1):
        _, _, hits = arrays.holders(postings.table, each, 1, 1, few)
        live += arrays.insert(postings.table, each, hits, number, 1)
        postings.room(live, 1, kernels.plain())
    assert postings.table.shape[0] > 256
    assert live >= 0.99 * sum(map(len, prints))
    missing = 0
    for number, each in enumerate(prints, 1):
        numbers, counts, _ = arrays.holders(postings.table, each, 1, 1, few)
        missing += len(each) - int(counts[numbers == number][0])
        assert number not in arrays.holders(postings.table, each, number + 1, 1, few)[0].tolist()
    assert missing <= 0.02 * live
