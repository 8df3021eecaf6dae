"""The inner loops of the index written out, for numba to compile: what each does and returns is said in `arrays`."""

from typing import Any

import numpy as np

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

_P0, _P1, _P2, _P3, _P4 = (np.uint64(power) for power in POWERS)
_STEP, _MIX = np.uint64(STEP), np.uint64(MIX)
_LOW, _32, _29, _0, _1 = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(29), np.uint64(0), np.uint64(1)
_ONE = np.uint32(1)


def grams(classes: Any, values: Any) -> Any:
    size = len(classes)
    hashes, starts, ends = np.empty(size, np.uint64), np.empty(size, np.int64), np.empty(size, np.int64)
    count, inside, power = 0, False, _1
    for at in range(size):
        what = classes[at]
        if what == LETTER and inside:
            power *= _STEP
            hashes[count] += values[at] * power
            continue
        if inside:
            ends[count] = at
            count += 1
            inside = False
        if what == LETTER:
            starts[count], hashes[count], power, inside = at, values[at], _1, True
        elif what == ALONE:
            starts[count], hashes[count], ends[count] = at, values[at], at + 1
            count += 1
    if inside:
        ends[count] = size
        count += 1
    made = max(count - K + 1, min(count, 1))
    out = np.empty(made, np.uint64)
    for at in range(count, min(K, size)):
        hashes[at] = _0
    for at in range(made):
        one = hashes[at] * _P0
        if at + 1 < size:
            one += hashes[at + 1] * _P1
        if at + 2 < size:
            one += hashes[at + 2] * _P2
        if at + 3 < size:
            one += hashes[at + 3] * _P3
        if at + 4 < size:
            one += hashes[at + 4] * _P4
        one ^= one >> _32
        one *= _MIX
        out[at] = one ^ (one >> _29)
    return out, starts[:count].copy(), ends[:count].copy()


def prints(hashed: Any) -> Any:
    count = len(hashed)
    kept = np.empty(count, np.uint64)
    made = 0
    if count <= WINDOW:
        for at in range(count):
            kept[at] = hashed[at] & _LOW
        made = count
    else:
        least = -1
        for start in range(count - WINDOW + 1):
            before = hashed[least] if least >= 0 else _0
            fresh = least < 0
            if least < start:
                least = start
                for at in range(start + 1, start + WINDOW):
                    if hashed[at] <= hashed[least]:
                        least = at
            elif hashed[start + WINDOW - 1] <= hashed[least]:
                least = start + WINDOW - 1
            if fresh or hashed[least] != before:
                kept[made] = hashed[least] & _LOW
                made += 1
    return np.unique(kept[:made])


def holders(table: Any, wanted: Any, oldest: int, enough: int, prints: Any) -> Any:
    rows, width = np.uint64(len(table)), table.shape[1]
    hits = np.zeros(len(wanted), np.int64)
    found = np.empty(len(wanted) * width, np.int64)
    count = 0
    for place in range(len(wanted)):
        row = (wanted[place] * rows) >> _32
        for slot in range(width):
            entry = table[row, slot]
            if entry >> _32 == wanted[place] and np.int64(entry & _LOW) >= oldest:
                hits[place] += 1
                found[count] = np.int64(entry & _LOW)
                count += 1
    ordered = np.sort(found[:count])
    numbers: Any = np.empty(count, np.int64)
    counts: Any = np.empty(count, np.int64)
    made, at = 0, 0
    while at < count:
        number, many = ordered[at], 0
        while at < count and ordered[at] == number:
            many += 1
            at += 1
        if many >= enough or many >= prints[number - oldest]:
            # They come in order of number, so each goes behind those that have as many.
            place = made
            while place > 0 and counts[place - 1] < many:
                numbers[place], counts[place] = numbers[place - 1], counts[place - 1]
                place -= 1
            numbers[place], counts[place] = number, many
            made += 1
    return numbers[:made].copy(), counts[:made].copy(), hits


def insert(table: Any, wanted: Any, hits: Any, number: int, oldest: int) -> int:
    rows, width = np.uint64(len(table)), table.shape[1]
    kept = 0
    for place in range(len(wanted)):
        row = (wanted[place] * rows) >> _32
        if hits[place] >= HELD:
            latest = 0
            for slot in range(width):
                entry, before = table[row, slot], table[row, latest]
                if entry >> _32 == wanted[place] and (before >> _32 != wanted[place] or entry > before):
                    latest = slot
            table[row, latest] = (wanted[place] << _32) | np.uint64(number)
            continue
        for slot in range(width):
            if np.int64(table[row, slot] & _LOW) < oldest:
                table[row, slot] = (wanted[place] << _32) | np.uint64(number)
                kept += 1
                break
    return kept


def move(table: Any, larger: Any, oldest: int) -> None:
    rows, width = np.uint64(len(larger)), larger.shape[1]
    used = np.zeros(len(larger), np.int64)
    for row in range(len(table)):
        for slot in range(table.shape[1]):
            entry = table[row, slot]
            if np.int64(entry & _LOW) >= oldest:
                to = ((entry >> _32) * rows) >> _32
                if used[to] < width:
                    larger[to, used[to]] = entry
                    used[to] += 1


def known(learnt: Any, days: Any, hashed: Any, day: int) -> Any:
    found = np.zeros(len(hashed), np.bool_)
    size = np.uint64(len(learnt))
    for at in range(len(hashed)):
        low = hashed[at] & _LOW
        # Hashes lie evenly, so one is near where its share of the range is.
        place = np.int64((low * size) >> _32)
        while place > 0 and learnt[place] > low:
            place -= 1
        while place < len(learnt) - 1 and learnt[place] < low:
            place += 1
        if len(learnt) and learnt[place] == low:
            found[at] = True
            if day >= 0:
                days[place] = day
    return found


def around(found: Any, classes: Any, starts: Any) -> Any:
    words, count = len(starts), len(found)
    marked = np.zeros(words, np.bool_)
    first, last, run = -1, -1, 0
    for at in range(count + 1):
        if at < count and not found[at]:
            continue
        if at == count or (last >= 0 and at - last > GAP + 1):
            if run >= FURNITURE_RUN:
                marked[first : last + K] = True
            run = 0
        if at < count:
            if run == 0:
                first = at
            last = at
            run += 1
    lines = np.zeros(words, np.int64)
    line, at = 0, 0
    for word in range(words):
        while at < starts[word]:
            if classes[at] == NEWLINE:
                line += 1
            at += 1
        lines[word] = line
    if words >= K and lines[words - 1] > lines[0]:
        total, shown = np.zeros(line + 1, np.int64), np.zeros(line + 1, np.int64)
        for at in range(count):
            if lines[at] == lines[at + K - 1]:
                total[lines[at]] += 1
                if found[at]:
                    shown[lines[at]] += 1
        for word in range(words):
            if shown[lines[word]] > 0 and shown[lines[word]] >= FURNITURE_LINE * total[lines[word]]:
                marked[word] = True
    return marked


def left(found: Any, marked: Any) -> Any:
    kept = np.empty(len(found), np.int64)
    made = 0
    for at in range(len(found)):
        if not found[at]:
            touched = False
            for word in range(at, min(at + K, len(marked))):
                touched |= marked[word]
            if not touched:
                kept[made] = at
                made += 1
    return kept[:made].copy()


def side(codes: Any, ordered: Any) -> Any:
    hashes: Any = np.empty(len(codes), np.uint32)
    outside: Any = np.zeros(len(codes), np.bool_)
    where: Any = np.empty(len(codes), np.int64)
    made = 0
    for at in range(len(ordered)):
        code = np.uint32(ordered[at] >> _32)
        if made == 0 or hashes[made - 1] != code >> _ONE:
            hashes[made] = code >> _ONE
            made += 1
        outside[made - 1] |= code & _ONE == 0
        where[np.int64(ordered[at] & _LOW)] = made - 1
    return hashes[:made].copy(), outside[:made].copy(), where


def compare(hashes: Any, outside: Any, where: Any, packed: Any) -> Any:
    size, most = np.uint64(len(hashes)), len(hashes) - 1
    places: Any = np.full(len(hashes), -1, np.int64)
    beyond: Any = np.zeros(len(hashes), np.bool_)
    for at in range(len(packed)):
        code = np.uint32(packed[at, 0]) | np.uint32(packed[at, 1]) << np.uint32(8) | np.uint32(packed[at, 2]) << np.uint32(16)
        wanted = code >> _ONE
        # Hashes lie evenly over 23 bits, so one is near where its share of the range is.
        place: Any = min(np.int64((np.uint64(wanted) * size) >> np.uint64(23)), most)
        while place > 0 and hashes[place] > wanted:
            place -= 1
        while place < most and hashes[place] < wanted:
            place += 1
        if place >= 0 and hashes[place] == wanted:
            if places[place] < 0:
                places[place] = at
            beyond[place] |= code & _ONE == 0
    same, lifted = 0, 0
    for place in range(len(hashes)):
        if places[place] >= 0:
            same += 1
            lifted += beyond[place] and outside[place]
    here, there, breaks, backward, replaced = -1, -1, 0, 0, 0
    shown: Any = np.zeros(len(where), np.bool_)
    for at in range(len(where)):
        place = places[where[at]]
        if place < 0:
            continue
        shown[at] = True
        if here >= 0 and (at - here != 1 or place - there != 1):
            breaks += 1
            step, back = at - here, place - there
            if back < -K:
                backward += 1
            if back > 1 and step > 1 and abs(step - back) <= SLACK:
                replaced += 1
        here, there = at, place
    return same, lifted, breaks, backward, replaced, shown
