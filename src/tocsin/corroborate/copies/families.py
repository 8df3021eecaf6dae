"""Reports that hang together by what they share, directly or through others."""

from collections.abc import Iterable


def families(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups of the reports 0 to `count` that `pairs` join, each in order, by their first report."""
    above = list(range(count))

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for one, other in pairs:
        one, other = top(one), top(other)
        above[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for number in range(count):
        groups.setdefault(top(number), []).append(number)
    return list(groups.values())
