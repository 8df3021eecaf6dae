"""Coasts and borders: whole, coarse, and the disputed ones marked."""

import itertools

from tocsin.library import map as outlines


def test_outlines_are_rings_and_lines_of_the_world_at_a_tenth() -> None:
    held = outlines.outlines()
    assert {outline.kind for outline in held} == {"land", "border", "disputed"}
    for outline in held:
        assert -90 <= outline.south <= outline.north <= 90
        assert all(round(x, 1) == x and round(y, 1) == y for x, y in outline.points)
        if outline.kind == "land":
            assert outline.points[0] == outline.points[-1]


def test_towns_stand_on_land_and_seas_are_open() -> None:
    land = [outline.points for outline in outlines.outlines() if outline.kind == "land"]

    def on_land(lon: float, lat: float) -> bool:
        crossings = 0
        for ring in land:
            for (x0, y0), (x1, y1) in itertools.pairwise(ring):
                if (y0 > lat) != (y1 > lat) and lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0):
                    crossings += 1
        return crossings % 2 == 1

    towns = [(30.5, 50.4), (37.6, 55.8), (2.4, 48.9), (126.9, 37.6), (-77.0, 38.9), (158.6, 53.1), (34.1, 45.0), (178.0, 66.5)]
    assert all(on_land(*town) for town in towns)
    assert not any(on_land(*sea) for sea in [(34.0, 43.5), (50.5, 42.0), (-30.0, 40.0), (18.0, 58.0)])


def test_crimea_is_cut_off_on_both_sides_by_disputed_lines_and_by_no_settled_one() -> None:
    def inside(point: tuple[float, float]) -> bool:
        return 32.5 <= point[0] <= 36.9 and 44.3 <= point[1] <= 46.3

    lines = {kind: [o for o in outlines.outlines() if o.kind == kind and any(map(inside, o.points))] for kind in ("border", "disputed")}
    assert not lines["border"]
    assert len(lines["disputed"]) == 2


def test_every_dispute_has_its_line_and_both_languages() -> None:
    for dispute in outlines.disputes():
        assert set(dispute.note) == {"en", "fr"}
        assert dispute.source
        near = [o for o in outlines.outlines() if o.kind == "disputed" and _near(o.points, dispute.at)]
        assert near, dispute.id


def _near(points: tuple[tuple[float, float], ...], at: tuple[float, float]) -> bool:
    return any(abs(x - at[0]) < 4 and abs(y - at[1]) < 4 for x, y in points)
