"""The inner loops of the index, whole arrays at a time."""

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.layout import (
    ALONE,
    FURNITURE_LINE,
    FURNITURE_RUN,
    GAP,
    HELD,
    LETTER,
    MIX,
    NEWLINE,
    POWERS,
    SLACK,
    STEP,
    WINDOW,
    K,
)  # fmt: skip

Grams = NDArray[np.uint64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Codes = NDArray[np.uint32]

_POWERS = [np.uint64(power) for power in POWERS]
_INVERSE = pow(STEP, -1, 1 << 64)
_LOW, _HALF, _MIX = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(MIX)
_ONE = np.uint32(1)
_placed = (np.ones(1, dtype=np.uint64), np.ones(1, dtype=np.uint64))


def grams(classes: NDArray[np.uint8], values: Grams) -> tuple[Grams, Places, Places]:
    """Hashes of the word 5-grams, and where each word begins and ends. Words are runs of letters and digits, and single characters of
    scripts that put no space between words; a text of fewer than 5 words has one gram."""
    starts, ends = _words(classes)
    if not len(starts):
        return np.empty(0, dtype=np.uint64), starts, ends
    weights, off = _weights(len(classes))
    # Between words there are zeros only, so a sum up to the next word is the sum over this one.
    hashes = np.add.reduceat(values * weights[: len(values)], starts) * off[starts]
    if len(hashes) < K:
        hashes = np.pad(hashes, (0, K - len(hashes)))
    count = len(hashes) - K + 1
    hashed = hashes[:count] * _POWERS[0]
    for place in range(1, K):
        hashed += hashes[place : place + count] * _POWERS[place]
    hashed ^= hashed >> _HALF
    hashed *= _MIX
    hashed ^= hashed >> np.uint64(29)
    return hashed, starts, ends


def _words(classes: NDArray[np.uint8]) -> tuple[Places, Places]:
    inside = np.zeros(len(classes) + 2, dtype=np.bool_)
    np.equal(classes, LETTER, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[0::2], edges[1::2]
    alone = np.flatnonzero(classes == ALONE)
    if len(alone):
        starts = np.concatenate([starts, alone])
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], np.concatenate([ends, alone + 1])[order]
    return starts, ends


def _weights(count: int) -> tuple[Grams, Grams]:
    """Weights of the places in a text, and what takes them off again."""
    global _placed
    if len(_placed[0]) < count:
        size = 1 << max(12, count.bit_length())
        bases = (np.full(size, STEP, dtype=np.uint64), np.full(size, _INVERSE, dtype=np.uint64))
        bases[0][0] = bases[1][0] = 1
        _placed = (np.multiply.accumulate(bases[0]), np.multiply.accumulate(bases[1]))
    return _placed


def winnowed(hashed: Grams) -> Grams:
    """The least hash of every window, in order of the text; one may come again later."""
    if len(hashed) <= WINDOW:
        return hashed
    least = np.minimum(hashed[:-1], hashed[1:])
    least = np.minimum(least[:-2], least[2:])
    least = np.minimum(least[:-4], least[4:])
    new = np.empty(len(least), dtype=np.bool_)
    new[0] = True
    np.not_equal(least[1:], least[:-1], out=new[1:])
    return least[new]


def prints(hashed: Grams) -> Grams:
    """The fingerprints: the low halves of what winnowing keeps, in order, each once."""
    return np.unique(winnowed(hashed) & _LOW)


def holders(
    table: Grams, wanted: Grams, oldest: int, enough: int, prints: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Reports from `oldest` on that have `enough` of the fingerprints `wanted`, or as many as they have at all (`prints` says, from
    `oldest` on), the most first, then the earliest; how many each has; and how many reports have each fingerprint."""
    entries = table.take(_rows(table, wanted), axis=0)
    hits = ((entries >> _HALF) == wanted[:, None]) & ((entries & _LOW) >= np.uint64(oldest))
    numbers, counts = np.unique((entries[hits] & _LOW).astype(np.int64), return_counts=True)
    fit = (counts >= enough) | (counts >= prints[numbers - oldest])
    numbers, counts = numbers[fit], counts[fit]
    order = np.argsort(-counts, kind="stable")
    return numbers[order], counts[order], hits.sum(axis=1)


def _rows(table: Grams, wanted: Grams) -> Places:
    return ((wanted * np.uint64(len(table))) >> _HALF).astype(np.intp)


def insert(table: Grams, wanted: Grams, hits: NDArray[np.int64], number: int, oldest: int) -> int:
    """Writes the fingerprints of report `number` into free entries of their rows; how many found one. Where HELD reports have a
    fingerprint already (`hits`), the latest of them gives way."""
    full = wanted[hits >= HELD]
    if len(full):
        rows = _rows(table, full)
        entries = table.take(rows, axis=0)
        latest = np.where((entries >> _HALF) == full[:, None], entries & _LOW, np.uint64(0)).argmax(axis=1)
        table[rows, latest] = (full << _HALF) | np.uint64(number)
    wanted = wanted[hits < HELD]
    if not len(wanted):
        return 0
    rows = _rows(table, wanted)
    free = (table.take(rows, axis=0) & _LOW) < np.uint64(oldest)
    slots = free.argmax(axis=1)
    kept = free[np.arange(len(rows)), slots]
    for place in (np.flatnonzero(rows[1:] == rows[:-1]) + 1).tolist():
        # Two fingerprints of one report in one row: the later one takes the next free entry.
        free[place] = free[place - 1]
        free[place, slots[place - 1]] = False
        slots[place] = free[place].argmax()
        kept[place] = free[place, slots[place]]
    table[rows[kept], slots[kept]] = ((wanted << _HALF) | np.uint64(number))[kept]
    return int(np.count_nonzero(kept))


def move(table: Grams, larger: Grams, oldest: int) -> None:
    """Moves what is not too old from `table` to the empty `larger`, in its order; what finds a row full is dropped."""
    entries = table.ravel()
    entries = entries[(entries & _LOW) >= np.uint64(oldest)]
    rows = _rows(larger, entries >> _HALF)
    order = np.argsort(rows, kind="stable")
    rows, entries = rows[order], entries[order]
    slots = np.arange(len(rows)) - np.searchsorted(rows, np.arange(len(larger)))[rows]
    kept = slots < larger.shape[1]
    larger[rows[kept], slots[kept]] = entries[kept]


def known(learnt: NDArray[np.uint32], days: NDArray[np.int32], hashed: Grams, day: int) -> Mask:
    """Which grams are among those `learnt`; their `days` become `day`, unless that is negative."""
    low = (hashed & _LOW).astype(np.uint32)
    if not len(learnt):
        return np.zeros(len(low), dtype=np.bool_)
    at = np.minimum(np.searchsorted(learnt, low), len(learnt) - 1)
    found = learnt[at] == low
    if day >= 0:
        days[at[found]] = day
    return np.asarray(found)


def around(found: Mask, classes: NDArray[np.uint8], starts: Places) -> Mask:
    """Words that are furniture, where `found` says which grams are: runs of such grams with the gaps between, and lines mostly known."""
    marked = np.zeros(len(starts), dtype=np.bool_)
    at = np.flatnonzero(found)
    breaks = np.flatnonzero(np.diff(at) > GAP + 1)
    for first, last in zip([0, *(breaks + 1).tolist()], [*breaks.tolist(), len(at) - 1], strict=True):
        if last - first + 1 >= FURNITURE_RUN:
            marked[at[first] : at[last] + K] = True
    lines = np.searchsorted(np.flatnonzero(classes == NEWLINE), starts)
    if len(lines) >= K and lines[-1] > lines[0]:
        begun = lines[: len(found)]
        inner = begun == lines[K - 1 : K - 1 + len(found)]
        total = np.bincount(begun[inner], minlength=lines[-1] + 1)
        shown = np.bincount(begun[inner & found], minlength=lines[-1] + 1)
        marked |= ((shown > 0) & (shown >= FURNITURE_LINE * total))[lines]
    return marked


def left(found: Mask, marked: Mask) -> Places:
    """Places of the grams that are neither known furniture nor touch a word that is."""
    touched = np.concatenate([[0], np.cumsum(marked)])
    count = len(found)
    return np.flatnonzero(~found & (touched[np.minimum(np.arange(count) + K, len(marked))] == touched[:count]))


def side(codes: Codes, ordered: Grams) -> tuple[Codes, Mask, Places]:
    """The different hashes of a text, in order; whether each stands outside quotations somewhere; and which is that of each gram.

    `ordered`: each code with its place below it, in order.
    """
    hashes = (ordered >> _HALF).astype(np.uint32)
    new = np.ones(len(hashes), dtype=np.bool_)
    np.not_equal(hashes[1:] >> _ONE, hashes[:-1] >> _ONE, out=new[1:])
    where = np.empty(len(codes), dtype=np.intp)
    where[(ordered & _LOW).astype(np.intp)] = np.cumsum(new) - 1
    return hashes[new] >> _ONE, (hashes[new] & _ONE) == 0, where


def compare(hashes: Codes, outside: Mask, where: Places, packed: NDArray[np.uint8]) -> tuple[int, int, int, int, int, Mask]:
    """A text (as `side` says) beside an earlier one (its codes as 3 bytes each): grams in common; of these outside quotations in both;
    how often what is common breaks off and goes on elsewhere, how often backward, and how often as far on in one text as in the other,
    so that something was put in the place of something; and which grams are common."""
    if not len(hashes) or not len(packed):
        return 0, 0, 0, 0, 0, np.zeros(len(where), dtype=np.bool_)
    wide = packed.astype(np.uint32)
    codes = wide[:, 0] | (wide[:, 1] << np.uint32(8)) | (wide[:, 2] << np.uint32(16))
    at = np.minimum(np.searchsorted(hashes, codes >> _ONE), len(hashes) - 1)
    found = np.flatnonzero(hashes[at] == codes >> _ONE)
    places, beyond = np.full(len(hashes), -1), np.zeros(len(hashes), dtype=np.bool_)
    # The first of several is written last.
    places[at[found[::-1]]] = found[::-1]
    beyond[at[found[codes[found] & _ONE == 0]]] = True
    there = places[where]
    shown = there >= 0
    here = np.flatnonzero(shown)
    steps, backs = np.diff(here), np.diff(there[here])
    broken = (steps != 1) | (backs != 1)
    steps, backs = steps[broken], backs[broken]
    replaced = (backs > 1) & (steps > 1) & (np.abs(steps - backs) <= SLACK)
    same, lifted = int(np.count_nonzero(places >= 0)), int(np.count_nonzero(beyond & outside))
    return same, lifted, len(steps), int(np.count_nonzero(backs < -K)), int(np.count_nonzero(replaced)), shown
