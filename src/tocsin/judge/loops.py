"""A cell's night and a day's evidence on it written out lane by lane, for numba to compile: each in one pass over the memory.

What they do is said in `cells`, which does the same over whole arrays.
"""

from typing import Any

import numpy as np

LANES = 64
"""lanes taken together: what is worked on stays in a core's first cache"""


def night(
    J: Any,
    stays: Any,
    A: Any,
    linked: Any,
    keeps: Any,
    anew: Any,
    d: Any,
    shows: Any,
    hides: Any,
    stages: Any,
    rests: Any,
    seen: Any,
    unseen: Any,
) -> Any:
    """J (S, X, K, D) one day on.

    stays (S, D); A (S, S, D), read where linked (S, S) is true; keeps (k, D), anew (k, 4, D); d (D,); shows, hides, stages, rests (S, D);
    seen and unseen (K, D).
    """
    S, X, K, D = J.shape
    k = keeps.shape[0]
    out = np.empty_like(J)
    work = np.empty((X, K, LANES))
    sums = np.empty((3, LANES))
    for first in range(0, D, LANES):
        last = min(first + LANES, D)
        n = last - first
        w = work[:, :, :n]
        ended, begun, faked = sums[0, :n], sums[1, :n], sums[2, :n]
        ends = d[first:last]
        for h in range(S):
            staying = stays[h, first:last]
            for x in range(X):
                for z in range(K):
                    to, mass = w[x, z], J[h, x, z, first:last]
                    for j in range(n):
                        to[j] = staying[j] * mass[j]
            for g in range(S):
                if linked[g, h]:
                    moves = A[g, h, first:last]
                    for x in range(X):
                        for z in range(K):
                            to, mass = w[x, z], J[g, x, z, first:last]
                            for j in range(n):
                                to[j] += moves[j] * mass[j]
            for s in range(k):
                bit = 1 << (k - 1 - s)
                kept = keeps[s, first:last]
                for x in range(X):
                    fresh = anew[s, x, first:last]
                    for z in range(K):
                        if z & bit == 0:
                            no, yes = w[x, z], w[x, z | bit]
                            for j in range(n):
                                total = no[j] + yes[j]
                                yes[j] = yes[j] * kept[j] + total * fresh[j]
                                no[j] = total - yes[j]
            ended[:] = 0.0
            begun[:] = 0.0
            for z in range(K):
                off, on = w[0, z], w[1, z]
                for j in range(n):
                    begun[j] += off[j]
                    ended[j] += on[j]
            if X > 3:
                fakes = stages[h, first:last]
                for z in range(K):
                    on = w[3, z]
                    for j in range(n):
                        ended[j] += on[j]
                for j in range(n):
                    faked[j] = begun[j] * fakes[j]
            begins, hidden, quiet = shows[h, first:last], hides[h, first:last], rests[h, first:last]
            for j in range(n):
                ended[j] *= ends[j]
                begun[j] *= begins[j]
            for z in range(K):
                off, on, hid = w[0, z], w[1, z], w[2, z]
                as_seen, as_unseen = seen[z, first:last], unseen[z, first:last]
                to_off, to_on, to_hid = out[h, 0, z, first:last], out[h, 1, z, first:last], out[h, 2, z, first:last]
                for j in range(n):
                    to_off[j] = off[j] * quiet[j] + hid[j] * ends[j] + ended[j] * as_unseen[j]
                for j in range(n):
                    to_on[j] = on[j] * (1 - ends[j]) + begun[j] * as_seen[j]
                for j in range(n):
                    to_hid[j] = hid[j] * (1 - ends[j]) + off[j] * hidden[j]
                if X > 3:
                    shown, to_shown = w[3, z], out[h, 3, z, first:last]
                    for j in range(n):
                        to_shown[j] = shown[j] * (1 - ends[j]) + faked[j] * as_seen[j]
    return out


def weigh(J: Any, given: Any) -> Any:
    """A day's evidence into J (S, X, K, D), in place. given (k, 2, D): its likelihood if a source holds "not on", and "on".

    Returns (2, S, D): each state's mass before and after.
    """
    S, X, K, D = J.shape
    k = given.shape[0]
    out = np.zeros((2, S, D))
    all_of_it = np.empty((K, LANES))
    for first in range(0, D, LANES):
        last = min(first + LANES, D)
        n = last - first
        e = all_of_it[:, :n]
        e[:, :] = 1.0
        for s in range(k):
            for z in range(K):
                one, product = given[s, (z >> (k - 1 - s)) & 1, first:last], e[z]
                for j in range(n):
                    product[j] *= one[j]
        for h in range(S):
            before, after = out[0, h, first:last], out[1, h, first:last]
            for x in range(X):
                for z in range(K):
                    mass, product = J[h, x, z, first:last], e[z]
                    for j in range(n):
                        before[j] += mass[j]
                        mass[j] *= product[j]
                        after[j] += mass[j]
    return out
